"""Files that are no projects, or not the ones they seem: each is refused with one plain message and left as it is."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from annotator.store import failures, migrations, opening
from annotator.store.project import Project


def _run(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def _assert_refused(path: Path, kind: type[ProjectError], match: str) -> None:
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(kind, match=match) as caught:
            Project.open(path, author="منى", read_only=read_only)
        assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


HOSTILE = {
    "trigger": "CREATE TRIGGER steal AFTER INSERT ON entity BEGIN DELETE FROM entity; END",
    "trigger on the journal": "CREATE TRIGGER quiet AFTER INSERT ON row_change BEGIN DELETE FROM row_change; END",
    "view": "CREATE VIEW looks AS SELECT 1",
    "endless view": "CREATE VIEW loop AS WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n FROM x) SELECT n FROM x",
    "virtual table": "CREATE VIRTUAL TABLE words USING fts5(word)",
    "unknown table": "CREATE TABLE other (id TEXT)",
    "unknown index": "CREATE INDEX other ON entity (type)",
    "index on an expression": "CREATE INDEX costly ON entity (length(hex(type)))",
    "column more": "ALTER TABLE entity ADD COLUMN big TEXT AS (hex(zeroblob(400000000)))",
    "table less": "DROP TABLE silence",
    "statistics": "ANALYZE",
    "column renamed": "ALTER TABLE entity RENAME COLUMN type TO kind",
}


@pytest.mark.parametrize("statement", HOSTILE.values(), ids=HOSTILE)
def test_other_tables_and_rules_than_ours_are_refused(closed: Path, statement: str):
    _run(closed, statement)

    _assert_refused(closed, failures.DamagedError, "other tables or rules")


def test_a_view_in_the_place_of_a_table_is_refused(closed: Path):
    _run(closed, "DROP TABLE silence", "CREATE VIEW silence AS SELECT * FROM entity")

    _assert_refused(closed, failures.DamagedError, "silence")


def test_a_schema_that_cannot_be_parsed_is_refused(closed: Path):
    _run(closed, "PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET sql = 'CREATE TABLE' WHERE name = 'entity'")

    _assert_refused(closed, failures.DamagedError, "damaged")


@pytest.mark.parametrize("content", [b"", b"plain text, long enough for a header " * 40, b"SQLite format 3\0"])
def test_what_is_no_database_is_no_project(path: Path, content: bytes):
    path.write_bytes(content)

    _assert_refused(path, failures.NotProjectError, "not an Annotator project")


def test_another_programs_database_is_no_project(path: Path):
    _run(path, "CREATE TABLE entity (id TEXT)")

    _assert_refused(path, failures.NotProjectError, "not an Annotator project")


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path):
    with pytest.raises(failures.NotProjectError, match="folder"):
        Project.open(tmp_path, author="منى")
    with pytest.raises(ProjectError, match="no project at"):
        Project.open(tmp_path / "none.annotator", author="منى")
    assert list(tmp_path.iterdir()) == []


def test_a_newer_file_is_refused_and_left_as_it_is(closed: Path):
    _run(closed, f"PRAGMA user_version = {migrations.FORMAT + 1}", "CREATE TABLE future (id TEXT)")

    _assert_refused(closed, failures.NewerError, "newer Annotator")


@pytest.mark.parametrize("part", [0.2, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_told_as_such(closed: Path, part: float):
    content = closed.read_bytes()
    closed.write_bytes(content[: int(len(content) * part)])

    _assert_refused(closed, failures.DamagedError, "cut off")


def test_a_page_of_rubbish_is_found_on_opening(closed: Path):
    content = bytearray(closed.read_bytes())
    content[8 * 4096 : 9 * 4096] = b"\xa5" * 4096
    closed.write_bytes(content)

    _assert_refused(closed, failures.DamagedError, "damaged")


@pytest.mark.parametrize("seed", range(4))
def test_a_file_with_damaged_bytes_opens_or_is_refused_in_plain_words(closed: Path, seed: int):
    whole = closed.read_bytes()
    for number in range(12):
        content = bytearray(whole)
        at = (seed * 7919 + number * 104_729) % len(content)
        content[at : at + 1 + number * 5] = bytes((seed * 31 + number * 17 + i) % 256 for i in range(1 + number * 5))
        closed.write_bytes(content[: len(whole)])
        with (
            contextlib.suppress(ProjectError),
            Project.open(closed, author="منى", read_only=True) as project,
        ):
            project.verify()
            [project.document(row.id) for row in project.documents()]


def test_a_read_error_that_passes_is_not_called_damage(closed: Path, monkeypatch: pytest.MonkeyPatch):
    with Project.open(closed, author="منى") as project:

        class Failing:
            def execute(self, *_: object) -> None:
                error = sqlite3.DatabaseError("database disk image is malformed")
                error.sqlite_errorname = "SQLITE_CORRUPT"
                raise error

        with monkeypatch.context() as patch:
            patch.setattr(project._connection, "raw", Failing())
            with pytest.raises(failures.DiskError, match="second look"):
                project.documents()
        assert len(project.documents()) == 1


def test_a_file_that_another_tool_switched_to_wal_is_switched_back(closed: Path):
    _run(closed, "PRAGMA journal_mode = WAL")

    with Project.open(closed, author="منى") as project:
        assert project._connection.value("PRAGMA journal_mode") == "delete"
        assert project.undo() is not None


def test_the_connection_is_as_safe_as_it_must_be(closed: Path):
    with Project.open(closed, author="منى") as project:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "cell_size_check", "mmap_size")
        assert [project._connection.value(f"PRAGMA {name}") for name in pragmas] == ["delete", 3, 1, 0, 1, 0]


def test_a_file_used_by_another_program_is_told(closed: Path, monkeypatch: pytest.MonkeyPatch):
    with Project.open(closed, author="منى") as project:
        project._connection.execute("PRAGMA busy_timeout = 10")
        other = sqlite3.connect(closed, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(failures.BusyError, match="Another program"), project.change("add"):
            pass
        other.execute("ROLLBACK")
        other.close()
        assert project.undo() is not None


def test_a_file_is_looked_at_again_after_it_is_opened_for_writing(closed: Path, monkeypatch: pytest.MonkeyPatch):
    look = opening.look

    def look_then_swap(path: Path) -> int:
        version = look(path)
        _run(path, HOSTILE["trigger"])
        return version

    monkeypatch.setattr(opening, "look", look_then_swap)

    with pytest.raises(failures.DamagedError, match="steal"):
        Project.open(closed, author="منى")


def test_every_message_says_what_to_do(path: Path):
    for name, (kind, message) in failures._MESSAGES.items():
        error = sqlite3.OperationalError()
        error.sqlite_errorname = name
        told = failures.translate(error, path)
        assert type(told) is kind
        assert str(path) in str(told) or name == "SQLITE_TOOBIG"
        assert message.count(". ") >= 1


def test_an_error_that_only_a_bug_can_cause_is_not_translated(work):
    with pytest.raises(sqlite3.IntegrityError), work.project.change("bug"):
        work.project._connection.execute("INSERT INTO entity (id) VALUES ('x')")
    with pytest.raises(sqlite3.IntegrityError):
        work.project._connection.execute("DELETE FROM layer")

    assert work.project.verify() == []
