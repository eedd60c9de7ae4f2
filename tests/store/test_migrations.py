from pathlib import Path

import pytest

from annotator.errors import ProjectError
from annotator.store import backup, migrations, opening
from annotator.store.connection import Connection, in_memory
from annotator.store.project import Project


@pytest.fixture
def empty():
    connection = in_memory()
    migrations.migrate(connection, 0)
    yield connection
    connection.close()


def test_each_table_is_journaled_derived_or_a_log_and_only_one_of_them(empty):
    tables = [row[0] for row in empty.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]

    assert sorted(tables) == sorted([*migrations.JOURNALED, *migrations.DERIVED, *migrations.LOG])


def test_each_table_is_strict_and_each_journaled_one_has_a_text_key(empty):
    for _, name, kind, _, _, is_strict in empty.rows("PRAGMA main.table_list"):
        assert kind == "table"
        assert is_strict or name == "sqlite_schema"
    for table in migrations.JOURNALED:
        name, kind = empty.rows(f"PRAGMA table_info({table})")[0][1:3]
        assert (name, kind) == ("id", "TEXT")


def test_each_reference_has_an_index_to_follow_back(empty):
    for table in migrations.JOURNALED:
        for key in empty.rows(f"PRAGMA foreign_key_list({table})"):
            query = f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {key[3]} = ?"
            assert "USING" in empty.rows(query, ("x",))[0][3]


def test_the_file_holds_no_trigger_of_ours(closed: Path):
    with Project.open(closed, author="منى") as project:
        project._connection.execute("SELECT 1")
        kinds = {row[0] for row in migrations.objects(project._connection)}

    assert kinds == {"table", "index"}


def _add_colour(connection: Connection) -> None:
    connection.execute("ALTER TABLE entity ADD COLUMN colour TEXT")


def _break(connection: Connection) -> None:
    connection.execute("ALTER TABLE entity ADD COLUMN other TEXT")
    connection.execute("CREATE TABLE entity (id TEXT)")


def _use(monkeypatch: pytest.MonkeyPatch, *steps: migrations.Migration) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (migrations.first, *steps))
    monkeypatch.setattr(opening, "FORMAT", 1 + len(steps))


def test_an_older_file_is_backed_up_then_brought_up_to_date(closed: Path, monkeypatch: pytest.MonkeyPatch):
    _use(monkeypatch, _add_colour)
    with pytest.raises(ProjectError, match="older"):
        Project.open(closed, author="منى", read_only=True)

    with Project.open(closed, author="منى") as project:
        [kept] = [file.name for file in backup.folder_of(project.id).iterdir() if "before" in file.name]
        assert kept.endswith(".before-v2.annotator")
        assert migrations.columns(project._connection, "entity")[-1] == "colour"
        assert project.verify() == []
        assert project.undo().kind == "add entity"
        assert project.redo() is not None
        assert project.verify() == []


def test_a_migration_that_fails_leaves_the_old_file(closed: Path, monkeypatch: pytest.MonkeyPatch):
    before = closed.read_bytes()
    with monkeypatch.context() as patch:
        _use(patch, _break)
        with pytest.raises(Exception, match="already exists"):
            migrations.expected_objects(2)
        patch.setattr(opening, "expected_objects", lambda version: migrations.expected_objects(1))
        with pytest.raises(Exception, match="already exists"):
            Project.open(closed, author="منى")

    assert closed.read_bytes() == before
    Project.open(closed, author="منى").close()
