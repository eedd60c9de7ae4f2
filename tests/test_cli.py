"""The command line does what the window does, and says in one sentence why it cannot."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.operations.projects import sample_files


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.annot"
    assert run("new", path).exit_code == 0
    assert run("import", path, *sample_files()).exit_code == 0
    return path


def test_new_import_check_export_history(project: Path, tmp_path: Path) -> None:
    checked = run("check", project, "--json")
    assert json.loads(checked.output)["integrity"] == "ok"
    assert checked.exit_code == 0

    exported = run("export", project, tmp_path / "out.jsonl", "--format", "jsonl", "--report", tmp_path / "report.json")
    assert exported.exit_code == 0
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["losses"] == []

    assert [row["kind"] for row in json.loads(run("history", project, "--json").output)] == ["import", "create project"]


def test_import_report_names_what_was_refused(project: Path, tmp_path: Path) -> None:
    line = json.loads(sample_files()[0].read_text(encoding="utf-8"))
    line["name"], line["annotations"][0]["entities"][0]["spans"] = "bad", [[0, 3]]
    (tmp_path / "bad.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")

    result = run("import", project, tmp_path / "bad.jsonl", "--json")

    report = json.loads(result.output)
    assert result.exit_code == 2
    assert report["findings"][0]["severity"] == "error"
    assert report["documents"] == []


def test_losses_are_told_and_written(project: Path, tmp_path: Path) -> None:
    result = run("export", project, tmp_path / "out.conll", "--format", "conll", "--report", tmp_path / "report.json")

    losses = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["losses"]
    assert result.exit_code == 0
    assert {"nested", "events", "relations"} <= {loss["kind"] for loss in losses}
    assert all(loss["count"] == len(loss["ids"]) for loss in losses)


def test_formats_say_what_they_keep() -> None:
    rows = {row["name"]: row for row in json.loads(run("formats", "--json").output)}

    assert {"jsonl", "brat", "conll", "text"} <= set(rows)
    assert rows["jsonl"]["reads"]
    assert rows["jsonl"]["writes"]
    assert "nested" not in rows["conll"]["keeps"]
    assert run("formats").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "absent.annot"], "absent.annot"),
        (["new", "x.annot", "--preset", "nonsense"], "news-ere"),
        (["export", "{project}", "out", "--format", "nonsense"], "jsonl"),
        (["export", "{project}", "out", "--format", "jsonl", "--annotator", "nobody"], "gold"),
        (["export", "{project}", "out", "--format", "jsonl", "--option", "x"], "KEY=VALUE"),
        (["import", "{project}", "absent.txt"], "absent.txt"),
        (["picture", "{project}", "absent", "out.png"], "absent"),
        (["new", "{project}"], "p.annot"),
    ],
)
def test_every_refusal_is_one_sentence_and_code_2(project: Path, arguments: list[str], words: str) -> None:
    result = run(*(argument.format(project=project) for argument in arguments))

    assert result.exit_code == 2
    assert words in result.output
    assert result.output.count("\n") == 1
    assert "Traceback" not in result.output


def test_picture_is_drawn_without_a_screen(project: Path, tmp_path: Path) -> None:
    name = json.loads(sample_files()[0].read_text(encoding="utf-8"))["name"]

    result = run("picture", project, name, tmp_path / "out.png")

    assert result.exit_code == 0, result.output
    assert (tmp_path / "out.png").read_bytes()[:4] == b"\x89PNG"


def test_a_part_is_drawn_as_outlines_in_boxes(project: Path, tmp_path: Path) -> None:
    name = json.loads(sample_files()[0].read_text(encoding="utf-8"))["name"]

    result = run("picture", project, name, tmp_path / "out.svg", "--range", "10-60", "--style", "boxes")
    refused = run("picture", project, name, tmp_path / "out.jpg")

    assert result.exit_code == 0, result.output
    assert "<svg" in (tmp_path / "out.svg").read_text(encoding="utf-8")
    assert refused.exit_code == 2
    assert ".svg" in refused.output


def test_demo_makes_project_pictures_and_exports(tmp_path: Path) -> None:
    first = run("demo", tmp_path / "demo")
    second = run("demo", tmp_path / "demo")

    assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
    assert len(list((tmp_path / "demo" / "pictures").glob("*.png"))) == len(sample_files())
    assert (tmp_path / "demo" / "exports" / "jsonl.jsonl").is_file()


def test_the_demo_replaces_nothing_that_it_did_not_make(tmp_path: Path) -> None:
    own = tmp_path / "exports" / "brat" / "own.txt"
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")

    result = run("demo", tmp_path)

    assert result.exit_code == 2
    assert "own.txt" in result.output
    assert own.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "sample.annot").exists()


def test_a_mistyped_command_is_no_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown: list[object] = []
    monkeypatch.setattr("annotator.cli.open_window", shown.append)
    (tmp_path / "plain").write_bytes(b"")
    monkeypatch.chdir(tmp_path)

    result = run("nosuchcommand")

    assert result.exit_code == 2
    assert "No such command" in result.output
    for name in ("plain", "new.annot", tmp_path / "x"):
        run(name)
    run()
    assert shown == [Path("plain"), Path("new.annot"), tmp_path / "x", None]


def test_the_report_replaces_no_project(project: Path, tmp_path: Path) -> None:
    before = project.read_bytes()

    exported = run("export", project, tmp_path / "o.jsonl", "--format", "jsonl", "--report", project)
    converted = run("convert", sample_files()[0], tmp_path / "o.jsonl", "--to", "jsonl", "--report", project)

    assert (exported.exit_code, converted.exit_code) == (2, 2)
    assert project.read_bytes() == before
    assert not (tmp_path / "o.jsonl").exists()


def test_where_nothing_is_read_nothing_is_written(project: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")
    out = tmp_path / "out.jsonl"

    results = [
        run("import", project, tmp_path / "empty.jsonl"),
        run("import", project, tmp_path / "no.txt", "--format", "text"),
        run("convert", tmp_path / "empty.jsonl", out, "--to", "jsonl"),
        run("convert", tmp_path / "no.jsonl", out, "--from", "jsonl", "--to", "jsonl"),
    ]

    assert [result.exit_code for result in results] == [2, 2, 2, 2]
    assert not out.exists()


def test_a_name_with_control_characters_is_told_without_a_stray_comma(project: Path, tmp_path: Path) -> None:
    line = json.loads(sample_files()[0].read_text(encoding="utf-8").split("\n")[0])
    (tmp_path / "nul.jsonl").write_text(json.dumps({**line, "name": "a\x00b"}), encoding="utf-8")

    result = run("import", project, tmp_path / "nul.jsonl")

    assert result.exit_code == 2
    assert "U+0000" in result.output
    assert ", :" not in result.output
