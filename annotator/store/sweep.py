"""Sweep: give many rows of one table other values, set by set; journal and tally are written set by set as well.

The triggers that do so row by row cost four times the update itself, so they are away while a sweep works. They are
TEMP and go and come inside the transaction: whatever takes the change back brings them back too.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from annotator.store import tally
from annotator.store.connection import Connection
from annotator.store.journal import update_triggers
from annotator.store.migrations import columns

Progress: TypeAlias = Callable[[int, int], None]  # rows done, rows in all
CHUNK = 5_000
_ROOM = -262_144  # KiB of pages held meanwhile: marks of one type lie on nearly every page of a large project


def choose(connection: Connection, query: str, values: Sequence[object] = ()) -> int:
    """List in TEMP `chosen` what a query yields, the id first, in the order of ids; return how many rows there are."""
    connection.execute("DROP TABLE IF EXISTS temp.chosen")
    connection.execute(f"CREATE TEMP TABLE chosen AS SELECT * FROM ({query}) ORDER BY id", values)
    count: int = connection.value("SELECT count(*) FROM temp.chosen")
    return count


def sweep(connection: Connection, table: str, fresh: Sequence[str], progress: Progress) -> int:
    """Give the rows of `table` that `chosen` lists its values in the columns `fresh`; return how many rows there were.

    Every row must be there and get another value in one of them. A `progress` that raises leaves the change to be
    taken back whole. `chosen` is gone afterwards.
    """
    total: int = connection.value("SELECT count(*) FROM temp.chosen")
    journal, update = _statements(connection, table, fresh)
    moved: Counter[tally.Key] = Counter()
    with without_triggers(connection, dict(update_triggers(connection, table))), roomy(connection):
        for done in range(0, total, CHUNK):
            progress(done, total)
            chunk = (done, done + CHUNK)
            moved.subtract(tally.counted(connection, table, chunk))
            connection.execute(journal, chunk)
            connection.execute(update, chunk)
            moved.update(tally.counted(connection, table, chunk))
    tally.shift(connection, moved)
    if total:
        progress(total, total)
    connection.execute("DROP TABLE temp.chosen")
    return total


def _statements(connection: Connection, table: str, fresh: Sequence[str]) -> tuple[str, str]:
    """Return what writes the journal of a chunk and what changes its rows."""
    names = columns(connection, table)
    old = ", ".join(f"'{name}', x.{name}" for name in names)
    new = ", ".join(f"'{name}', {'c' if name in fresh else 'x'}.{name}" for name in names)
    journal = (
        "INSERT INTO row_change (change, table_name, row_id, before, after) "
        f"SELECT (SELECT number FROM current_change), '{table}', x.id, json_object({old}), json_object({new}) "
        f"FROM temp.chosen c CROSS JOIN main.{table} x ON x.id = c.id "
        "WHERE c.rowid > ? AND c.rowid <= ? ORDER BY c.rowid"
    )
    assigned = ", ".join(f"{name} = c.{name}" for name in fresh)
    update = (
        f"UPDATE main.{table} SET {assigned} FROM temp.chosen c "
        f"WHERE c.rowid > ? AND c.rowid <= ? AND {table}.id = c.id"
    )
    return journal, update


@contextlib.contextmanager
def without_triggers(connection: Connection, triggers: Mapping[str, str]) -> Iterator[None]:
    """Take away triggers, statements by name, for as long as the block works."""
    for name in triggers:
        connection.execute(f"DROP TRIGGER temp.{name}")
    try:
        yield
    finally:
        known = {name for (name,) in connection.rows("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'")}
        for name, sql in triggers.items():
            if name not in known:  # SQLite brings them back itself if it ends the transaction
                connection.execute(sql)


@contextlib.contextmanager
def roomy(connection: Connection, room: int = _ROOM) -> Iterator[None]:
    """Hold more pages in memory for as long as the block works; `room` as for PRAGMA cache_size."""
    usual: int = connection.value("PRAGMA cache_size")
    connection.execute(f"PRAGMA cache_size = {room}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")
