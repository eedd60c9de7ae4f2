"""Export from the command line: chosen, previewed, parted, repeated, and told in full."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.operations.projects import sample_project


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    sample_project(tmp_path / "p.annot", author="amal").close()
    return tmp_path / "p.annot"


@pytest.fixture
def names(project: Path, tmp_path: Path) -> list[str]:
    run("export", project, tmp_path / "names.jsonl", "--format", "jsonl", "--no-manifest")
    lines = (tmp_path / "names.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["name"] for line in lines]


def test_a_preview_tells_the_losses_and_writes_nothing(project: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())

    result = run("export", project, tmp_path / "out.conll", "--format", "conll", "--preview")

    assert result.exit_code == 0, result.output
    assert "lost: relations" in result.output
    assert "Nothing was written." in result.output
    assert sorted(tmp_path.iterdir()) == before


def test_documents_layers_types_and_options_are_chosen(project: Path, tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "list.txt").write_text(f"{names[1]}\n\n", encoding="utf-8")

    result = run(
        "export", project, tmp_path / "out.json", "--format", "gliner", "--gold", "--document", names[0],
        "--documents", tmp_path / "list.txt", "--type", "entity:PER", "--option", "types=ids", "--option", "ids=names",
    )  # fmt: skip

    rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert result.exit_code == 0, result.output
    assert [row["id"] for row in rows] == [f"{name}#0" for name in names[:2]]
    assert {kind for row in rows for _, _, kind in row["ner"]} == {"PER"}
    assert "lost: not chosen" in result.output


def test_parts_are_written_and_told(project: Path, tmp_path: Path, names: list[str]) -> None:
    (tmp_path / "test.txt").write_text(names[2], encoding="utf-8")

    result = run(
        "export", project, tmp_path / "out", "--format", "jsonl", "--split", "train=0.5", "--split", "test=0.5",
        "--split-list", f"test={tmp_path / 'test.txt'}", "--seed", "3",
    )  # fmt: skip

    test = (tmp_path / "out" / "test.jsonl").read_text(encoding="utf-8").splitlines()
    assert result.exit_code == 0, result.output
    assert names[2] in [json.loads(line)["name"] for line in test]
    assert f"test: {len(test)} documents" in result.output


def test_folds_are_pairs(project: Path, tmp_path: Path) -> None:
    assert run("export", project, tmp_path / "out", "--format", "conll", "--folds", "2").exit_code == 0

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["fold-1", "fold-2", "manifest.json"]
    assert (tmp_path / "out" / "fold-2" / "train.conll").is_file()


def test_an_export_is_repeated_from_its_manifest(project: Path, tmp_path: Path) -> None:
    run("export", project, tmp_path / "out.conll", "--format", "conll", "--option", "nested=columns")

    result = run("export", project, tmp_path / "again.conll", "--repeat", tmp_path / "out.conll.manifest.json")

    assert result.exit_code == 0, result.output
    assert "the same as before" in result.output
    assert (tmp_path / "again.conll").read_bytes() == (tmp_path / "out.conll").read_bytes()


def test_a_packed_file_is_written_by_its_name(project: Path, tmp_path: Path, names: list[str]) -> None:
    assert run("export", project, tmp_path / "out.jsonl.gz", "--format", "jsonl").exit_code == 0

    assert (tmp_path / "out.jsonl.gz").read_bytes()[:2] == b"\x1f\x8b"
    assert run("convert", tmp_path / "out.jsonl.gz", tmp_path / "back.jsonl", "--to", "jsonl").exit_code == 0
    assert (tmp_path / "back.jsonl").read_bytes() == (tmp_path / "names.jsonl").read_bytes()


def test_converting_takes_the_options_of_the_target(project: Path, tmp_path: Path, names: list[str]) -> None:
    source = tmp_path / "names.jsonl"
    assert run("convert", source, tmp_path / "a.conll", "--to", "conll", "--option", "scheme=BIOES").exit_code == 0

    assert " S-" in (tmp_path / "a.conll").read_text(encoding="utf-8")
    refused = run("convert", source, tmp_path / "b.conll", "--to", "conll", "--option", "nonsense=1")
    assert (refused.exit_code, "nonsense" in refused.output) == (2, True)


def test_the_formats_tell_their_options() -> None:
    rows = {row["name"]: row for row in json.loads(run("formats", "--json").output)}

    (edges,) = (option for option in rows["conll"]["write_options"] if option["name"] == "edges")
    assert [choice["value"] for choice in edges["choices"]] == ["split", "words", "shrink", "leave"]
    assert edges["default"] == "split"
    assert edges["choices"][0]["title"] != "split"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--format", "conll", "--option", "tokens=letters"], "tokens cannot be letters"),
        (["--format", "conll", "--option", "token=words"], "no option token"),
        (["--format", "conll", "--type", "PER"], "entity:PER"),
        (["--format", "conll", "--type", "entity:absent"], "absent"),
        (["--format", "conll", "--document", "absent"], "absent"),
        (["--format", "conll", "--documents", "absent.txt"], "absent.txt"),
        (["--format", "conll", "--name", "absent"], "nothing to export"),
        (["--format", "conll", "--split", "train=many"], "train=0.8"),
        (["--format", "conll", "--split", "../x=1"], "name of a part"),
        (["--format", "conll", "--folds", "1"], "two folds"),
        (["--repeat", "absent.json"], "absent.json"),
        (["--format", "conll", "--repeat", "x.json"], "--repeat"),
        ([], "--format"),
    ],
)
def test_every_refusal_is_one_sentence_and_nothing_is_written(
    project: Path, tmp_path: Path, arguments: list[str], words: str
) -> None:
    result = run("export", project, tmp_path / "out", *arguments)

    assert result.exit_code == 2
    assert words in result.output
    assert result.output.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_of_several_formats_is_converted_with_options_of_reading(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.conll").write_text("زار O\nكيم B-PER\n", encoding="utf-8")
    row = {"id": 1, "text": "ثم مضى", "label": [[3, 6, "Move"]]}
    (folder / "amal.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")

    result = run(
        "convert", folder, tmp_path / "out.jsonl", "--to", "jsonl", "--from-option", "whose=file",
    )  # fmt: skip
    refused = run("convert", folder, tmp_path / "x.jsonl", "--to", "jsonl", "--from-option", "absent=1")

    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["name"], row["annotations"][0]["annotator"]) for row in rows] == [("a", ""), ("doccano-1", "amal")]
    assert "no option absent" in refused.output


def test_the_shares_of_the_parts_are_told_by_type(project: Path, tmp_path: Path) -> None:
    parts = ("--split", "train=0.5", "--split", "test=0.5")
    result = run("export", project, tmp_path / "out", "--format", "conll", "--preview", *parts)

    assert "PER" in result.output
    assert "%)" in result.output
