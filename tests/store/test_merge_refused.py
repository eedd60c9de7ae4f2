"""Copies and parcels that are refused, each with its reason; and merges that are cut off."""

import contextlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from annotator.store import chain, failures
from annotator.store.connection import connect
from annotator.store.merged import RefusedError
from annotator.store.project import Project, merger, write_parcel
from tests.store.conftest import SCHEMA, Work, start
from tests.store.histories import as_is, dump


@pytest.fixture
def other(work: Work, tmp_path: Path) -> Path:
    """A closed copy with one mark more."""
    path = tmp_path / "other.annotator"
    work.add_entity()
    work.project.save_copy(path)
    with Project.open(path, author="سلمى") as project:
        Work(project, work.document, work.layer).add_entity(0, 3)
    return path


def run(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for sql in statements:
        connection.execute(sql)
    connection.close()


def assert_refused(work: Work, path: Path, words: str) -> None:
    before = work.project.path.read_bytes()
    with pytest.raises(ProjectError, match=words) as caught:
        merger(work.project).take_in(path, as_is)
    assert str(path) in str(caught.value) or isinstance(caught.value, failures.DamagedError)
    assert work.project.path.read_bytes() == before
    assert work.project.verify() == []


def rewrite(path: Path, number: int, covered: list) -> None:
    """Put another author into a change and make its hash, and those after it, fit again."""
    with contextlib.closing(connect(path, read_only=False)) as connection:
        rows = connection.rows(f"SELECT number, {', '.join(chain.COVERED)}, hash FROM change ORDER BY number")
        fresh: dict[str, str] = {}
        for key, *values, stated in rows:
            facts = dict(zip(chain.COVERED, covered if key == number else values, strict=True))
            facts["prev"] = fresh.get(facts["prev"], facts["prev"])
            fresh[stated] = chain._hash_of(connection, key, list(facts.values()))
            connection.execute(
                "UPDATE change SET author = ?, prev = ?, hash = ? WHERE number = ?",
                (facts["author"], facts["prev"], fresh[stated], key),
            )


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        (["UPDATE row_change SET after = replace(after, 'PER', 'ORG') WHERE table_name = 'entity'"], "history was cut"),
        (["UPDATE change SET author = 'منى' WHERE author = 'سلمى'"], "history was cut"),
        (["UPDATE change SET kind = 'merge' WHERE author = 'سلمى'"], "history was cut"),
        (["DELETE FROM row_change WHERE change = (SELECT max(number) FROM change)"], "history was cut"),
        (["DELETE FROM change WHERE kind = 'import'"], "history was cut"),
        (["DELETE FROM change WHERE number = (SELECT max(number) FROM change)"], "rows of no change"),
        (["UPDATE entity SET type = 'ORG'"], "not what the journal says"),
        (["DELETE FROM entity"], "not what the journal says"),
        (["UPDATE text SET text = text || '.'"], "not what was imported"),
        (["CREATE TRIGGER t AFTER INSERT ON entity BEGIN DELETE FROM entity; END"], "other tables or rules"),
        (["UPDATE meta SET value = 'x' WHERE id = 'project'"], "not what the journal says"),
    ],
)
def test_what_was_tampered_with_is_refused(work: Work, other: Path, statements: list[str], words: str):
    run(other, *statements)

    assert_refused(work, other, words)


def test_a_value_that_is_no_text_is_told_of_the_file_that_was_given(work: Work, other: Path):
    content = other.read_bytes()
    at = content.index("سلمى".encode())
    other.write_bytes(content.replace(content[at : at + 8], b"\xff" + content[at + 1 : at + 8]))

    before = work.project.path.read_bytes()
    with pytest.raises(RefusedError, match="was not taken in") as caught:
        merger(work.project).take_in(other, as_is)
    assert str(other) in str(caught.value)
    assert work.project.path.read_bytes() == before


def test_a_file_that_was_cut_short_is_refused(work: Work, other: Path):
    content = other.read_bytes()
    other.write_bytes(content[: len(content) // 2])

    assert_refused(work, other, "cut off|damaged")


def test_another_version_of_a_known_change_is_refused(work: Work, other: Path):
    """Whoever rewrites a change with its hash is found by whoever knows it."""
    with Project.open(other, author="سلمى", read_only=True) as project:
        connection = project._connection
        [change] = connection.rows(f"SELECT number, {', '.join(chain.COVERED)} FROM change WHERE number = 2")
    covered = ["غيره" if value == "منى" else value for value in change[1:]]
    rewrite(other, change[0], covered)

    assert_refused(work, other, "another version of a change")


def test_another_project_is_refused(work: Work, tmp_path: Path):
    path = tmp_path / "foreign.annotator"
    with Project.create(path, schema_source=SCHEMA, title="غيره", author="منى") as project:
        start(project)

    assert_refused(work, path, "another project .“غيره”")


def test_the_project_itself_and_what_is_none_are_refused(work: Work, tmp_path: Path):
    text = tmp_path / "x.txt"
    text.write_text("نص", encoding="utf-8")

    assert_refused(work, work.project.path, "the open project itself")
    assert_refused(work, text, "not an Annotator project")
    assert_refused(work, tmp_path / "absent", "no project at")


def test_a_parcel_takes_nothing_in(work: Work, other: Path, tmp_path: Path):
    path = tmp_path / "parcel.annotator"
    write_parcel(work.project, path, [work.document], "منى")
    with Project.open(path, author="منى") as parcel:
        assert_refused(Work(parcel, work.document, work.layer), other, "a parcel itself")


def test_a_parcel_of_documents_that_were_never_here_is_refused(work: Work, other: Path, tmp_path: Path):
    path = tmp_path / "parcel.annotator"
    with Project.open(other, author="سلمى") as project:
        with project.change("import"):
            document = project.add_document("new.txt", "نص")
        write_parcel(project, path, [document], "منى")

    assert_refused(work, path, "“new.txt”, which this copy")


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits")
def test_a_full_disk_leaves_the_project_as_it_was(work: Work, other: Path):
    import resource

    with Project.open(other, author="سلمى") as project:
        there = Work(project, work.document, work.layer)
        for _ in range(30):
            there.add_event(*[None] * 200)
    before = dump(work.project)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (work.project.path.stat().st_size + 100_000, limit[1]))
    try:
        with pytest.raises(failures.DiskError):
            merger(work.project).take_in(other, as_is)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    assert dump(work.project) == before
    assert work.project.verify() == []
    assert merger(work.project).take_in(other, as_is).rows["event"].added == 30


KILLED = """
import os, random, signal, sys
from pathlib import Path
from annotator.store.project import Project, merger
path, other, after = sys.argv[1:]
project = Project.open(path, author="منى")
signal.setitimer(signal.ITIMER_REAL, float(after))
merger(project).take_in(Path(other), lambda schema: lambda form: form)
os._exit(0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_kill_leaves_all_of_a_merge_or_nothing(work: Work, other: Path, tmp_path: Path):
    with Project.open(other, author="سلمى") as project:
        there = Work(project, work.document, work.layer)
        for _ in range(20):
            there.add_event(*[None] * 100)
    before = dump(work.project)
    home = tmp_path / "home.annotator"
    outcomes = []
    for number in range(6):
        work.project.save_copy(home)
        command = [sys.executable, "-c", KILLED, home, other, str(0.002 + 0.03 * number)]
        subprocess.run(command, check=False, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])})
        with Project.open(home, author="منى") as project:
            assert project.verify() == []
            found = dump(project)
            assert found == before or len(found["event"]) == 20
            outcomes.append(found == before)
    assert True in outcomes
