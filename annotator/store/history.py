"""History: the changes of a project as a list to show, and the rows of each."""

from annotator.store.change import ChangeSummary, RowChange
from annotator.store.connection import Connection, Row
from annotator.store.failures import DamagedError
from annotator.store.journal import row_change
from annotator.store.rows import json_in

_SUMMARY = "id, kind, author, at, step, reverts, counts"


def history(connection: Connection, limit: int, before: str | None) -> list[ChangeSummary]:
    """Return the newest changes, newest first; with `before`, those older than that change."""
    number = connection.value("SELECT number FROM change WHERE id = ?", (before,)) if before else None
    sql = f"SELECT {_SUMMARY} FROM change WHERE number < ? ORDER BY number DESC LIMIT ?"
    return [_summary(row) for row in connection.rows(sql, (number or 1 << 62, limit))]


def summary(connection: Connection, change_id: str) -> ChangeSummary | None:
    """Return one change, or None if the project does not know it."""
    row = connection.row(f"SELECT {_SUMMARY} FROM change WHERE id = ?", (change_id,))
    return _summary(row) if row else None


def history_of(connection: Connection, row_id: str) -> list[ChangeSummary]:
    """Return the changes of one row, newest first."""
    sql = (
        f"SELECT {_SUMMARY} FROM change WHERE number IN (SELECT change FROM row_change WHERE row_id = ?) "
        "ORDER BY number DESC"
    )
    return [_summary(row) for row in connection.rows(sql, (row_id,))]


def rows_of(connection: Connection, change_id: str) -> list[RowChange]:
    """Return the row changes of one change, in the order in which they happened."""
    sql = (
        "SELECT table_name, row_id, before, after FROM row_change "
        "WHERE change = (SELECT number FROM change WHERE id = ?) ORDER BY number"
    )
    return [row_change(row) for row in connection.rows(sql, (change_id,))]


def _summary(row: Row) -> ChangeSummary:
    key, kind, author, at, step, reverts, counts = row
    return ChangeSummary(key, kind, author, at, step, reverts, _counts(counts))


def _counts(text: str) -> dict[str, int]:
    """Return how many rows of each table a change touched; nothing if that is damaged, which `verify` tells."""
    try:
        return {table: count for table, count in json_in(text).items() if isinstance(count, int)}
    except DamagedError:
        return {}


def last_id(connection: Connection) -> str | None:
    """Return the id of the newest change, or None."""
    found: str | None = connection.value("SELECT id FROM change ORDER BY number DESC LIMIT 1")
    return found


def later(connection: Connection, change_id: str, changes: list[str]) -> list[str]:
    """Return those of `changes` that came after the change `change_id`, in their order."""
    number = connection.value("SELECT number FROM change WHERE id = ?", (change_id,))
    found = {row[0] for row in connection.rows("SELECT id FROM change WHERE number > ?", (number,))}
    return [one for one in changes if one in found]
