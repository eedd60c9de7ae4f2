"""Sweep away: take back a change that brought rows, as an import does, some thousand rows by one statement.

The triggers stay, so that what a foreign key takes along is journaled and can be refused. Only whole tables are swept,
from what belongs to others to what it belongs to, as far as the change did nothing else to them; the rest, such as the
schema that an import added types to, is left to the caller, row by row.
"""

from collections.abc import Iterator

from annotator.store.connection import Connection
from annotator.store.journal import image_of
from annotator.store.migrations import JOURNALED, columns
from annotator.store.sweep import Progress, roomy

MANY = 2_000  # rows; fewer are as fast one by one
_CHUNK = 2_000
_OF_CHUNK = "r.number > ? AND r.number <= ? AND +r.change = ? AND r.table_name = '{table}'"


def sweep_away(connection: Connection, number: int, progress: Progress) -> frozenset[str]:
    """Delete the rows that change `number` brought, and return the tables of which all were.

    Nothing is deleted where a row is not what the change made of it.
    """
    sql = "SELECT min(number), max(number), count(*) FROM row_change WHERE change = ?"
    first, last, amount = connection.rows(sql, (number,))[0]
    if amount < MANY:
        return frozenset()
    tables = [*_only_brought(connection, number)]
    chunks = [(start, start + _CHUNK, number) for start in range(first - 1, last, _CHUNK)]
    steps = [(table, chunk) for table in tables for chunk in chunks]
    with roomy(connection):
        for done, (table, chunk) in enumerate(steps):
            progress(done, 2 * len(steps))
            if connection.value(_differs(connection, table), chunk):
                return frozenset()
        for done, (table, chunk) in enumerate(steps, len(steps)):
            progress(done, 2 * len(steps))
            brought = f"SELECT r.row_id FROM row_change r WHERE {_OF_CHUNK.format(table=table)}"
            connection.execute(f"DELETE FROM main.{table} WHERE id IN ({brought})", chunk)
    return frozenset(tables)


def _only_brought(connection: Connection, number: int) -> Iterator[str]:
    """Yield tables from the last back, up to one in which the change did more than insert rows."""
    found = set(
        connection.rows("SELECT DISTINCT table_name, before IS NULL FROM row_change WHERE change = ?", (number,))
    )
    for table in reversed(JOURNALED):
        if (table, 0) in found:
            return
        if (table, 1) in found:
            yield table


def _differs(connection: Connection, table: str) -> str:
    """Return the query that says whether a row of a chunk is not what the change made of it."""
    return (
        f"SELECT EXISTS (SELECT 1 FROM row_change r LEFT JOIN main.{table} x ON x.id = r.row_id "
        f"WHERE {_OF_CHUNK.format(table=table)} AND {image_of(columns(connection, table), 'x.')} IS NOT r.after)"
    )
