"""`annotator merge` and `annotator parcel`: what is said, what a dry run leaves alone, and what is refused."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotator.cli import main
from annotator.operations.documents import rename_document
from annotator.operations.projects import sample_files
from annotator.store.project import Project


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home.annot"
    assert run("new", path).exit_code == 0
    assert run("import", path, *sample_files()).exit_code == 0
    return path


def rename(path: Path, name: str) -> str:
    """Rename the first document; return its name before."""
    with Project.open(path, author="منى") as project:
        row = project.documents()[0]
        rename_document(project, row.id, name)
    return row.name


@pytest.fixture
def other(home: Path, tmp_path: Path) -> Path:
    path = tmp_path / "other.annot"
    with Project.open(home, author="منى", read_only=True) as project:
        project.save_copy(path)
    return path


def test_merge_tells_what_both_touched_and_repeats_nothing(home: Path, other: Path):
    rename(home, "a.txt")
    rename(other, "b.txt")
    before = home.read_bytes()

    dry = run("merge", home, other, "--dry-run")
    assert home.read_bytes() == before
    done = run("merge", home, other)

    assert dry.exit_code == done.exit_code == 0
    assert "would be taken in: 1 steps by منى" in dry.output
    assert dry.output.splitlines()[1:] == done.output.splitlines()[1:]
    assert "Rows to look at: 1" in done.output
    assert "name a.txt" in done.output
    assert "now: name b.txt" in done.output
    assert "nothing new" in run("merge", home, other).output


def test_merge_prints_json(home: Path, other: Path):
    rename(home, "a.txt")
    rename(other, "b.txt")

    said = json.loads(run("merge", home, other, "--json").output)

    assert said["steps"] == 1
    assert said["rows"] == {"document": {"added": 0, "changed": 1, "deleted": 0}}
    [review] = said["review"]
    assert (review["reason"], review["here"]["row"]["name"], review["now"]["name"]) == ("both", "a.txt", "b.txt")


def test_a_parcel_goes_out_and_comes_in(home: Path, tmp_path: Path):
    with Project.open(home, author="منى", read_only=True) as project:
        name = project.documents()[0].name
    out = tmp_path / "parcel.annot"

    made = run("parcel", "out", home, out, "--documents", name, "--for", "سلمى")
    assert made.exit_code == 0
    assert "was written for سلمى. Documents: 1" in made.output
    with Project.open(out, author="سلمى") as project, project.change("start layer"):
        project.ensure_layer(project.documents()[0].id, "سلمى")

    dry = run("parcel", "in", home, out, "--dry-run")
    assert "layer: 1 new" in dry.output
    assert run("parcel", "in", home, out).exit_code == 0
    assert "nothing new" in run("parcel", "in", home, out).output
    assert json.loads(run("check", home, "--json").output)["integrity"] == "ok"


def test_what_is_refused_is_told_and_the_rest_is_taken(home: Path, other: Path, tmp_path: Path):
    with Project.open(home, author="منى", read_only=True) as project:
        name = project.documents()[0].name
    out = tmp_path / "parcel.annot"
    run("parcel", "out", home, out, "--documents", name, "--for", "سلمى")
    cut = tmp_path / "cut.annot"
    cut.write_bytes(out.read_bytes()[:5000])

    some = run("parcel", "in", home, out, cut, other, "--json")
    none = run("parcel", "in", home, cut)

    assert (some.exit_code, none.exit_code) == (1, 2)
    reports = json.loads(some.stdout)
    assert ["refused" in report for report in reports] == [False, True, True]
    assert "cut off" in none.stderr


def test_a_parcel_is_never_put_over_a_file(home: Path, tmp_path: Path):
    with Project.open(home, author="منى", read_only=True) as project:
        name = project.documents()[0].name

    made = run("parcel", "out", home, home, "--documents", name, "--for", "سلمى")

    assert made.exit_code == 2
    assert "already a file" in made.stderr
