import sqlite3
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from annotator.store.failures import DamagedError
from annotator.store.project import Project


def _run(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(sql)
    connection.close()


def _tamper(path: Path, sql: str) -> list[str]:
    _run(path, sql)
    with Project.open(path, author="منى", read_only=True) as project:
        return project.verify()


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE entity SET end_offset = 33", "is not what the journal says"),
        ("UPDATE entity SET end_offset = 4000", "does not lie in"),
        ("DELETE FROM entity", "is not what the journal says"),
        ("INSERT INTO meta VALUES ('x', 'y')", "is not what the journal says"),
        ("UPDATE row_change SET after = replace(after, 'PER', 'ORG') WHERE table_name = 'entity'", "The change"),
        ("UPDATE row_change SET after = 'x' WHERE table_name = 'entity'", "is not what the journal says"),
        ("UPDATE change SET author = 'سلمى' WHERE kind = 'import'", "The change"),
        ("DELETE FROM change WHERE kind = 'import'", "The change"),
        ("DELETE FROM change WHERE kind = 'add entity'", "rows of no change"),
        ("UPDATE row_change SET table_name = 'nothing' WHERE table_name = 'entity'", "unknown table"),
        ("UPDATE text SET text = text || '.'", "not what was imported"),
        ("UPDATE document SET length = 3", "another length"),
        ("UPDATE layer_count SET entities = 7", "counts"),
        ("INSERT INTO relation SELECT 'r', id, 'R1', 'x', 'y', 'z', '{}', '{}' FROM layer", "points at"),
        ("DELETE FROM layer", "belongs to"),
    ],
)
def test_verify_tells_what_is_wrong(closed: Path, sql: str, sentence: str):
    assert any(sentence in found for found in _tamper(closed, sql))


def test_one_flipped_bit_in_the_journal_is_found(closed: Path):
    content = bytearray(closed.read_bytes())
    at = content.index(b'"type":"PER"', content.index(b'{"id":'))
    content[at + 8] ^= 1
    closed.write_bytes(content)

    with Project.open(closed, author="منى", read_only=True) as project:
        assert any(found.startswith("The change") for found in project.verify())


def test_a_text_that_is_not_the_imported_one_is_never_shown(closed: Path):
    _run(closed, "UPDATE text SET text = 'غيره'")

    with Project.open(closed, author="منى") as project, pytest.raises(DamagedError, match="article"):
        project.text(project.documents()[0].id)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entity SET attributes = '[1'",
        "UPDATE entity SET attributes = '[]'",
        "UPDATE entity SET fragments = '[[5,2]]'",
        "UPDATE entity SET fragments = '7'",
        "UPDATE layer SET state = 'lost'",
        "UPDATE row_change SET before = 'x', after = 'y'",
        "UPDATE change SET hlc = 'x'",
    ],
)
def test_values_that_cannot_be_read_are_told_as_damage(closed: Path, sql: str):
    _run(closed, sql)

    def use(project: Project) -> None:
        project.history()
        project.document(project.documents()[0].id)
        project.undo()

    with Project.open(closed, author="منى") as project, pytest.raises(ProjectError):
        use(project)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entity SET end_offset = 9223372036854775807",
        "UPDATE entity SET fragments = '[[1,2],[3,4000]]'",
    ],
)
def test_marks_outside_the_text_are_never_read(closed: Path, sql: str):
    _run(closed, sql)

    with Project.open(closed, author="منى") as project:
        row = project.documents()[0]
        with pytest.raises(DamagedError, match=r"article\.txt"):
            project.layer(row.layers[0].id)
        with pytest.raises(DamagedError, match=r"article\.txt"):
            project.document(row.id)
        assert project.verify() != []


def test_damaged_counts_of_a_change_stop_nobody(closed: Path):
    _run(closed, "UPDATE change SET counts = 'zzz'")

    with Project.open(closed, author="منى") as project:
        assert [dict(row.counts) for row in project.history()] == [{}] * len(project.history())
        assert project.next_undo is not None
        assert project.verify() != []
