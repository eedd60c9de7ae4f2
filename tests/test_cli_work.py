"""The lead's commands: people, assign, progress."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main


@pytest.fixture
def project(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(6):
        (texts / f"{number}.txt").write_text("كلمة " * (number + 1), encoding="utf-8")
    path = tmp_path / "p.annot"
    assert run("new", str(path)).exit_code == 0
    assert run("import", str(path), str(texts), "--format", "text").exit_code == 0
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_people_are_added_and_listed(project: Path) -> None:
    result = run("people", str(project), "--add", "سارة", "--role", "reviewer")

    assert "reviewer   سارة" in result.output


def test_assigning_gives_documents_out_and_progress_tells_of_them(project: Path) -> None:
    words = ("assign", str(project), "--batch", "1", "--to", "آمال", "--to", "بشير", "--each", "2")
    dry = run(*words, "--dry-run")
    real = run(*words)

    assert (
        dry.output
        == real.output
        == ("آمال: 6 documents, 6 shared, 105 characters\nبشير: 6 documents, 6 shared, 105 characters\n")
    )
    found = json.loads(run("progress", str(project), "--json").output)
    assert [(one["person"], one["batch"], one["documents"], one["states"]["new"]) for one in found] == [
        ("آمال", "1", 6, 6),
        ("بشير", "1", 6, 6),
    ]


@pytest.mark.parametrize("words", [("--to", "a=b"), ("--to", "a", "--doubled", "50"), ("--to", "a", "--document", "?")])
def test_what_cannot_be_given_is_told_in_a_sentence(project: Path, words: tuple[str, ...]) -> None:
    result = run("assign", str(project), "--batch", "1", *words)

    assert result.exit_code == 2
    assert result.output.startswith("annotator: ")


def test_progress_is_written_as_a_table_for_spreadsheets(project: Path, tmp_path: Path) -> None:
    run("assign", str(project), "--batch", "=1+1", "--to", "آمال")

    result = run("progress", str(project), "--csv", str(tmp_path / "progress.csv"))

    written = (tmp_path / "progress.csv").read_bytes()
    assert (result.exit_code, result.output) == (0, "")
    assert written.startswith(b"\xef\xbb\xbfperson,batch,documents,done,new,")
    assert "آمال,'=1+1,6,0,6," in written.decode("utf-8-sig")


def test_the_table_does_not_take_the_place_of_the_project(project: Path) -> None:
    before = project.read_bytes()

    assert run("progress", str(project), "--csv", str(project)).exit_code == 2
    assert project.read_bytes() == before
