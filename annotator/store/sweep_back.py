"""Sweep back: take back a change of many rows that only gave them other values, set by set.

It says no, and the caller goes row by row, where rows came or went, where an image is of an older format or holds what
SQLite's JSON does not give back as it was, and where somebody changed a row since.
"""

from annotator.store.connection import Connection
from annotator.store.journal import image_of
from annotator.store.migrations import columns
from annotator.store.sweep import Progress, choose, roomy, sweep

MANY = 2_000  # rows; fewer are as fast one by one
_REVERTING = """
CREATE TEMP TABLE reverting AS SELECT f.table_name AS name, f.row_id AS id, f.before AS before, l.after AS after FROM
  (SELECT min(number) AS first, max(number) AS last FROM row_change WHERE change = ? GROUP BY table_name, row_id) r
  JOIN row_change f ON f.number = r.first JOIN row_change l ON l.number = r.last
"""
_STRANGE = (
    "SELECT EXISTS (SELECT 1 FROM row_change WHERE change = ? "
    "AND (before IS NULL OR after IS NULL OR instr(before, '\\u0000')))"
)


def sweep_back(connection: Connection, number: int, progress: Progress) -> bool:
    """Put the rows of change `number` back as they were before it; False, and nothing done, where that cannot be."""
    if connection.value("SELECT count(*) FROM row_change WHERE change = ?", (number,)) < MANY:
        return False
    if connection.value(_STRANGE, (number,)):
        return False
    connection.execute("DROP TABLE IF EXISTS temp.reverting")
    with roomy(connection):
        connection.execute(_REVERTING, (number,))
        tables = [name for (name,) in connection.rows("SELECT DISTINCT name FROM temp.reverting")]
        is_plain = all(_are_still(connection, table) for table in tables)
        changed = {table: _changed(connection, table) for table in tables} if is_plain else {}
        is_plain = is_plain and None not in changed.values()
        for table, names in changed.items() if is_plain else ():
            _put_back(connection, table, names or (), progress)
    connection.execute("DROP TABLE temp.reverting")
    return is_plain


def _are_still(connection: Connection, table: str) -> bool:
    """Say whether every row is what the change made of it."""
    image = image_of(columns(connection, table), "x.")
    sql = (
        f"SELECT EXISTS (SELECT 1 FROM temp.reverting r LEFT JOIN main.{table} x ON x.id = r.id "
        f"WHERE r.name = ? AND {image} IS NOT r.after)"
    )
    return not connection.value(sql, (table,))


def _changed(connection: Connection, table: str) -> tuple[str, ...] | None:
    """Return the columns that the change gave other values, None if an image lacks one of them."""
    names = columns(connection, table)
    tests = ", ".join(
        f"max(json_extract(before, '$.{name}') IS NOT json_extract(after, '$.{name}')), "
        f"min(json_type(before, '$.{name}') IS NOT NULL)"
        for name in names
    )
    row = connection.row(f"SELECT {tests} FROM temp.reverting WHERE name = ?", (table,)) or ()
    found = [(name, row[2 * at], row[2 * at + 1]) for at, name in enumerate(names)]
    if not all(is_there for _, _, is_there in found):
        return None
    return tuple(name for name, is_other, _ in found if is_other)


def _put_back(connection: Connection, table: str, names: tuple[str, ...], progress: Progress) -> None:
    if not names:
        return
    values = ", ".join(f"json_extract(before, '$.{name}') AS {name}" for name in names)
    choose(connection, f"SELECT id, {values} FROM temp.reverting WHERE name = ? AND before IS NOT after", (table,))
    sweep(connection, table, names, progress)
