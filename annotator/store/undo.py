"""Undo: a new change that puts the images back which an earlier change replaced.

It refuses, with nothing changed, where somebody changed a row since, where other rows would go with it (a document
that others have annotated), and where something else points at what would vanish.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.errors import ConflictError
from annotator.store.change import Change, Step
from annotator.store.connection import Connection, Row
from annotator.store.journal import Journal, image_of
from annotator.store.migrations import JOURNALED, columns
from annotator.store.rows import json_in
from annotator.store.sweep import Progress, roomy
from annotator.store.sweep_away import sweep_away
from annotator.store.sweep_back import sweep_back

_STEP = 1_000  # rows between two reports


@dataclass(frozen=True, slots=True)
class Reverting:
    """Whose step it is, which one, and who is told of rows done and in all."""

    author: str
    step: Step
    progress: Progress = lambda _done, _total: None


def revert(connection: Connection, journal: Journal, change_ids: Sequence[str], how: Reverting) -> list[Change]:
    """Take back several changes, newest first, all or none; raises ConflictError, and what the progress raises."""
    journal.begin()
    done: list[Change] = []
    try:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for change_id in change_ids:
            done += _revert_one(connection, journal, change_id, how)
        journal.commit()
    except sqlite3.IntegrityError as error:
        journal.rollback()
        raise ConflictError(
            "This step cannot be taken back any more, because later work depends on it. Take that back first."
        ) from error
    except BaseException:
        journal.rollback()
        raise
    return done


def _revert_one(connection: Connection, journal: Journal, change_id: str, how: Reverting) -> list[Change]:
    number, kind = connection.rows("SELECT number, kind FROM change WHERE id = ?", (change_id,))[0]
    if not sweep_back(connection, number, how.progress):
        swept = sweep_away(connection, number, how.progress)
        with roomy(connection):
            _revert_rows(connection, number, swept, how.progress)
    _check_nothing_else(connection, journal.current(), number)
    change = journal.seal(kind, how.author, step=how.step, reverts=change_id)
    return [change] if change else []


def _revert_rows(connection: Connection, number: int, swept: frozenset[str], progress: Progress) -> None:
    """Take back one change: look at every row first, then delete, then write the rows that were there before.

    The tables `swept` are left out. Rows that a foreign key changes or deletes on the way are written after it, so
    they end as they were.
    """
    left_out = ", ".join(f"'{table}'" for table in swept)
    rest = f"change = ? AND table_name NOT IN ({left_out})"
    count = _counter(connection, rest, number, progress)
    known = {table: columns(connection, table) for table in JOURNALED}
    for table, row_id, image in _images(connection, rest, number, "after"):
        count()
        if not _is_still(connection, known[table], table, row_id, image):
            raise _conflict(connection, number, row_id)
    for table, row_id, image in _images(connection, rest, number, "before"):
        count()
        if image is None:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
    for table, _, image in _images(connection, rest, number, "before"):
        count()
        if image is not None:
            restore(connection, known[table], table, image)


def _counter(connection: Connection, rest: str, number: int, progress: Progress) -> Callable[[], None]:
    """Return what is to be called for each row that is looked at; every row is looked at three times."""
    total = 3 * int(connection.value(f"SELECT count(*) FROM row_change WHERE {rest}", (number,)))
    numbers = iter(range(total))

    def count() -> None:
        done = next(numbers, total)
        if done % _STEP == 0 and total > _STEP:
            progress(done, total)

    return count


def _images(connection: Connection, rest: str, number: int, side: Literal["before", "after"]) -> Iterator[Row]:
    """Yield (table, row id, image) of each row of `rest` of a change as it was before or after all of it.

    Last changed first, so that what holds others comes before them when a deletion is taken back; a page at a time,
    for an import may have millions.
    """
    sql = (
        f"SELECT table_name, row_id, {side}, number FROM row_change r WHERE {rest} AND number < ? AND NOT EXISTS "
        "(SELECT 1 FROM row_change x WHERE x.row_id = r.row_id AND x.table_name = r.table_name "
        f"AND x.change = r.change AND x.number {'<' if side == 'before' else '>'} r.number) "
        "ORDER BY number DESC LIMIT 10000"
    )
    below = 1 << 62
    while page := connection.rows(sql, (number, below)):
        yield from (row[:3] for row in page)
        below = page[-1][3]


def _is_still(connection: Connection, names: tuple[str, ...], table: str, row_id: str, image: str | None) -> bool:
    now = connection.value(f"SELECT {image_of(names)} FROM {table} WHERE id = ?", (row_id,))
    if now == image:
        return True
    if now is None or image is None:
        return False
    expected, found = json_in(image), json_in(now)  # an older format's image may lack columns
    return all(found[name] == value for name, value in expected.items() if name in found)


def restore(connection: Connection, names: tuple[str, ...], table: str, image: str) -> None:
    """Make a row what `image` says."""
    wanted = {name: value for name, value in json_in(image).items() if name in names}
    changed = [name for name in wanted if name != "id"]
    connection.execute(
        f"INSERT INTO {table} ({', '.join(wanted)}) VALUES ({', '.join('?' * len(wanted))}) "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in changed)}",
        tuple(wanted.values()),
    )


# Rows that the undo of change :old, being change :new, changed beyond those of :old.
_OTHERS = """
SELECT row_id FROM row_change r WHERE change = :new AND NOT EXISTS
  (SELECT 1 FROM row_change x WHERE x.row_id = r.row_id AND x.table_name = r.table_name AND +x.change = :old) LIMIT 1
"""
# Marks that vanish in change :new although something points at them.
_POINTED_AT = """
SELECT row_id FROM row_change WHERE change = :new AND table_name IN ('entity', 'event', 'relation') AND after IS NULL
  AND (EXISTS (SELECT 1 FROM argument WHERE target = row_id) OR EXISTS (SELECT 1 FROM relation WHERE head = row_id)
    OR EXISTS (SELECT 1 FROM relation WHERE tail = row_id) OR EXISTS (SELECT 1 FROM comment WHERE target = row_id))
LIMIT 1
"""
# Arguments and relations that come back in change :new although their target is gone.
_POINTING = """
SELECT p.target FROM row_change r JOIN (
  SELECT id, target FROM argument WHERE target IS NOT NULL UNION ALL SELECT id, head FROM relation
  UNION ALL SELECT id, tail FROM relation) p ON p.id = r.row_id
WHERE r.change = :new AND r.table_name IN ('argument', 'relation') AND r.after IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM entity WHERE id = p.target) AND NOT EXISTS (SELECT 1 FROM event WHERE id = p.target)
LIMIT 1
"""


def _check_nothing_else(connection: Connection, new: int, old: int) -> None:
    for sql in (_OTHERS, _POINTED_AT, _POINTING):
        row_id = connection.value(sql.replace(":new", str(new)).replace(":old", str(old)))
        if row_id:
            raise _conflict(connection, old, row_id)


def _conflict(connection: Connection, number: int, row_id: str) -> ConflictError:
    later: Row | None = connection.row(
        "SELECT author, at, c.kind FROM change c JOIN row_change r ON r.change = c.number "
        "WHERE r.row_id = ? AND c.number > ? ORDER BY c.number DESC",
        (row_id, number),
    )
    author, at, kind = later or ("", "", "")
    return ConflictError(
        "This step cannot be taken back, because {author} changed the same place later ({kind}, {at}). "
        "Take that back first, or change it by hand.",
        author=author or "?",
        kind=kind or "?",
        at=at or "?",
        row=row_id,
    )
