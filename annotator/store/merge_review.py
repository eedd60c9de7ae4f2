"""The rows to look at after a merge: those that both sides changed, and those that are not as anybody left them."""

from collections.abc import Iterator, Mapping

from annotator.domain.model import Extra
from annotator.store.connection import Connection
from annotator.store.journal import image_of
from annotator.store.merged import Reason, Review, RowCounts, Side
from annotator.store.migrations import JOURNALED, columns
from annotator.store.parcels import Parcel
from annotator.store.rows import json_in


def list_mine(connection: Connection, merge: int, parcel: Parcel | None) -> None:
    """Make the TEMP table `mine` of the changes that count here and that the other side does not know."""
    connection.execute("CREATE TEMP TABLE mine (number INTEGER PRIMARY KEY)")
    connection.execute(
        "INSERT INTO temp.mine SELECT number FROM main.change c WHERE number NOT IN (SELECT number FROM temp.silent) "
        "AND number NOT IN (SELECT change FROM main.taken WHERE merge = ?) "
        "AND NOT EXISTS (SELECT 1 FROM other.change o WHERE o.id = c.id)",
        (merge,),
    )
    for replica, newest in parcel.known.items() if parcel else ():
        connection.execute(
            "DELETE FROM temp.mine WHERE number IN (SELECT number FROM main.change WHERE replica = ? AND hlc <= ?)",
            (replica, newest),
        )


def rows_to_review(connection: Connection, merge: int) -> tuple[Review, ...]:
    """Return each row to look at, before anything is applied."""
    found: list[Review] = []
    for table in JOURNALED:
        found += _of_table(connection, table, merge)
    return tuple(found)


def _of_table(connection: Connection, table: str, merge: int) -> Iterator[Review]:
    image = image_of(columns(connection, table), "x.")
    rows = connection.rows(
        f"SELECT w.row_id, w.image, w.mended, (SELECT {image} FROM main.{table} x WHERE x.id = w.row_id) AS present, "
        "EXISTS (SELECT 1 FROM main.row_change r JOIN temp.mine m ON m.number = r.change "
        "WHERE r.row_id = w.row_id AND r.table_name = w.table_name) AS is_mine, "
        "EXISTS (SELECT 1 FROM main.row_change r JOIN main.taken t ON t.change = r.change AND t.merge = ? "
        "WHERE r.row_id = w.row_id AND r.table_name = w.table_name) AS is_theirs "
        "FROM temp.wanted w WHERE w.table_name = ? "
        "AND (w.mended IN ('gone', 'cluster', 'name') OR (is_mine AND is_theirs))",
        (merge, table),
    )
    for key, wanted, mended, present, is_mine, is_theirs in rows:
        theirs = _theirs(connection, table, key, merge) if is_theirs else None
        mine = Side(_image(present), *_last(connection, table, key)) if present is not None or is_mine else None
        reason: Reason = mended if mended in ("gone", "cluster", "name") else "both"
        review = Review(
            reason, table, key, mine, theirs, _image(wanted), *_place(connection, table, wanted or present, theirs)
        )
        if _is_worth_it(review):
            yield review


def _is_worth_it(review: Review) -> bool:
    """Say whether the row is not as both sides had it."""
    mine = review.mine and review.mine.image
    if review.reason == "both":
        return review.theirs is not None and review.theirs.image != mine
    return review.result != mine or (review.theirs is not None and review.theirs.image not in (mine, review.result))


def _image(text: str | None) -> Extra | None:
    return None if text is None else json_in(text)


def _theirs(connection: Connection, table: str, key: str, merge: int) -> Side:
    sql = (
        "SELECT r.after, c.author, c.at FROM main.row_change r JOIN main.change c ON c.number = r.change "
        "JOIN main.taken t ON t.change = c.number AND t.merge = ? WHERE r.row_id = ? AND r.table_name = ? "
        "ORDER BY c.hlc DESC, c.id DESC, r.number DESC LIMIT 1"
    )
    image, author, at = connection.rows(sql, (merge, key, table))[0]
    return Side(_image(image), author, at)


def _last(connection: Connection, table: str, key: str) -> tuple[str, str]:
    """Return who changed a row last before the merge, and when."""
    sql = (
        "SELECT c.author, c.at FROM main.row_change r JOIN main.change c ON c.number = r.change "
        "JOIN temp.mine m ON m.number = c.number WHERE r.row_id = ? AND r.table_name = ? "
        "ORDER BY c.hlc DESC, c.id DESC LIMIT 1"
    )
    found = connection.row(sql, (key, table))
    return (found[0], found[1]) if found else ("", "")


def _place(connection: Connection, table: str, text: str | None, theirs: Side | None) -> tuple[str | None, str | None]:
    """Return the layer and the document that a row is in, as far as they are known."""
    image = _image(text) or (theirs.image if theirs else None) or {}
    if table == "document":
        return None, str(image["id"]) if image else None
    layer: object = image.get("id") if table == "layer" else image.get("layer")
    if table == "argument":
        layer = _known(connection, "event", image.get("event"), "layer")
    document: object = image.get("document") if table == "layer" else _known(connection, "layer", layer, "document")
    return (str(layer) if layer else None), (str(document) if document else None)


def _known(connection: Connection, table: str, key: object, column: str) -> object:
    """Return one value of a row that is wanted or there."""
    sql = f"SELECT json_extract(image, '$.{column}') FROM temp.wanted WHERE table_name = ? AND row_id = ?"
    return connection.value(sql, (table, key)) or connection.value(
        f"SELECT {column} FROM main.{table} WHERE id = ?", (key,)
    )


def counts_of(connection: Connection, change: int) -> Mapping[str, RowCounts]:
    """Return how many rows of each table a change adds, changes and deletes."""
    sql = (
        "SELECT s.table_name, sum(f.before IS NULL AND l.after IS NOT NULL), "
        "sum(f.before IS NOT NULL AND l.after IS NOT NULL), sum(f.before IS NOT NULL AND l.after IS NULL) FROM "
        "(SELECT table_name, min(number) AS first, max(number) AS last FROM main.row_change WHERE change = ? "
        "GROUP BY table_name, row_id) s JOIN main.row_change f ON f.number = s.first "
        "JOIN main.row_change l ON l.number = s.last GROUP BY s.table_name"
    )
    return {table: RowCounts(*counts) for table, *counts in connection.rows(sql, (change,))}
