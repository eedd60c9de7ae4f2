"""Importing on the command line: what is unfamiliar is told, decided by flags, tried without a change, reported."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.operations.projects import new_project
from annotator.store.project import Project
from tests.operations.conftest import TEXT
from tests.operations.test_intake import mixed, region, task, tasks

NEWS = "زار الوزير خالد القاهرة أمس."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    with new_project(tmp_path / "p.annot", author="amal") as made, made.change("import"):
        made.add_document("خبر.txt", TEXT)
    return tmp_path / "p.annot"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    results = [
        region(NEWS, "خالد", "Person"),
        region(NEWS, "الوزير", "Minister"),
        region(NEWS, "أمس", "TIME", shift=-2),
    ]
    return tasks(tmp_path / "tasks.json", task(NEWS, results), task(TEXT, [region(TEXT, "القاهرة", "GPE")]))


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, words)])


def names(project: Path) -> list[str]:
    with Project.open(project, author="amal") as opened:
        return [row.name for row in opened.documents()]


def test_dry_run_tells_everything_and_changes_nothing(project: Path, file: Path, tmp_path: Path) -> None:
    before = project.read_bytes()

    result = run(project, file, "--dry-run", "--report", tmp_path / "r.json")

    assert "entity Minister: 1 marks in 1 documents" in result.stderr
    assert "perhaps PER" in result.stderr
    assert "would be imported" in result.stdout
    assert project.read_bytes() == before
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert report["imported"] is False
    assert report["known_texts"] == [{"name": "مهمة", "there": "خبر.txt", "annotators": ["sara"]}]


def test_flags_decide_about_names_misfits_and_known_texts(project: Path, file: Path) -> None:
    flags = ("--map", "*=?", "--map", "Person=PER", "--map", "entity:Minister=+")

    result = run(project, file, *flags, "--mismatches", "keep", "--same-text", "skip", "--json")

    report = json.loads(result.stdout)
    assert report["documents"] == ["مهمة"]
    with Project.open(project, author="amal") as opened:
        assert opened.schema().entity("Minister") is not None
        document = opened.document(opened.find_document("مهمة") or "")
        assert sorted(mark.type for mark in document.layers[0].entities) == ["Minister", "PER", "TIME"]


def test_refused_documents_and_wrong_flags_end_with_an_error(project: Path, file: Path) -> None:
    assert run(project, file, "--mismatches", "refuse", "--same-text", "skip").exit_code == 2
    assert names(project) == ["خبر.txt"]
    assert "no unfamiliar name" in run(project, file, "--map", "absent=+").stderr
    assert "no option" in run(project, file, "--option", "colour=red").stderr


def test_folder_of_many_formats_and_options(project: Path, tmp_path: Path) -> None:
    folder = mixed(tmp_path / "all")
    (folder / "t.csv").write_text("a,b\nقصير,نصّ أطول من غيره\n", encoding="utf-8")

    result = run(project, folder, "--option", "text=a", "--as-suggestions")

    assert result.exit_code == 0, result.output
    assert len(names(project)) == 7
    with Project.open(project, author="amal") as opened:
        assert "قصير" in {opened.text(row.id) for row in opened.documents()}
        assert "ner" in opened.annotators()
