"""What the rows become: of each row that others touched the newest image, mended so that nothing points at nothing.

The outcome is a function of the changes that count and of nothing else, so every copy that knows the same changes
comes to the same rows, in whatever order it learnt of them: the newest image by the hybrid clock stands; a row that
needs one that is not there is held back; a mark whose cluster is gone has none. A row that is not as its newest image
says is listed in `held` and looked at again by every later merge, since what it lacked may have come back.
"""

from collections.abc import Iterator

from annotator.store.connection import Connection
from annotator.store.journal import image_of
from annotator.store.migrations import JOURNALED, columns
from annotator.store.stages import EACH, Progress

# What each table's rows need: the column that names it, and the tables that it may be in. Parents come before children.
NEEDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("layer", "document", ("document",)),
    ("layer", "annotator", ("annotator",)),
    ("cluster", "layer", ("layer",)),
    ("entity", "layer", ("layer",)),
    ("event", "layer", ("layer",)),
    ("argument", "event", ("event",)),
    ("argument", "target", ("entity", "event")),
    ("relation", "layer", ("layer",)),
    ("relation", "head", ("entity", "event")),
    ("relation", "tail", ("entity", "event")),
    ("comment", "layer", ("layer",)),
    ("comment", "target", ("entity", "event", "relation")),
    ("comment", "parent", ("comment",)),
    ("decision", "layer", ("layer",)),
    ("silence", "layer", ("layer",)),
)
_TABLES = """
CREATE TEMP TABLE touched (table_name TEXT NOT NULL, row_id TEXT NOT NULL, PRIMARY KEY (table_name, row_id))
WITHOUT ROWID;
CREATE TEMP TABLE wanted (
  table_name TEXT NOT NULL, row_id TEXT NOT NULL, image TEXT, stamp TEXT, mended TEXT,
  PRIMARY KEY (table_name, row_id)
) WITHOUT ROWID;
CREATE TEMP TABLE gone (id TEXT NOT NULL, table_name TEXT NOT NULL, PRIMARY KEY (id, table_name)) WITHOUT ROWID
"""
WORK_TABLES = ("touched", "wanted", "gone", "arriving", "silent", "other_silent")


def list_wanted(connection: Connection, merge: int) -> None:
    """Make the TEMP table `wanted` of what each touched row should be; `mended` says in what it differs from that.

    Touched are the rows of the changes that the merge took in, and those that are held.
    """
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    connection.execute(
        "INSERT OR IGNORE INTO temp.touched SELECT r.table_name, r.row_id FROM main.taken t "
        "CROSS JOIN main.row_change r ON r.change = t.change WHERE t.merge = ?",
        (merge,),
    )
    connection.execute("INSERT OR IGNORE INTO temp.touched SELECT table_name, row_id FROM main.held")
    # max() makes SQLite take the image from the row that has the maximum.
    connection.execute(
        "INSERT INTO temp.wanted (table_name, row_id, image, stamp) SELECT t.table_name, t.row_id, r.after, "
        "max(c.hlc || c.id || printf('%016x', r.number)) FROM temp.touched t "
        "CROSS JOIN main.row_change r ON r.row_id = t.row_id AND r.table_name = t.table_name "
        "CROSS JOIN main.change c ON c.number = r.change "
        "WHERE r.change NOT IN (SELECT number FROM temp.silent) GROUP BY t.table_name, t.row_id"
    )


def mend_links(connection: Connection) -> None:
    """Hold back what needs a row that is not there, and empty the clusters' place in marks whose cluster is gone."""
    connection.execute("INSERT INTO temp.gone SELECT row_id, table_name FROM temp.wanted WHERE image IS NULL")
    for table, column, parents in NEEDS:
        while _hold_back(connection, table, column, parents) and parents == (table,):
            pass
    emptied = "FROM temp.gone g CROSS JOIN main.{table} x ON x.cluster = g.id WHERE g.table_name = 'cluster'"
    for table in ("entity", "event"):
        connection.execute(
            f"UPDATE temp.wanted SET image = json_set(image, '$.cluster', NULL), mended = 'cluster' "
            f"WHERE table_name = '{table}' AND json_extract(image, '$.cluster') IS NOT NULL "
            f"AND NOT ({_is_there('cluster', _field('cluster'))})"
        )
        want_present(
            connection,
            table,
            f"SELECT x.id {emptied.format(table=table)}",
            "json_set(image, '$.cluster', NULL)",
            "cluster",
        )


def want_present(connection: Connection, table: str, ids: str, image: str, mended: str) -> None:
    """Want untouched rows of these ids (SQL) to be otherwise: `image` (SQL) is made of theirs."""
    own = image_of(columns(connection, table), "x.")
    connection.execute(
        f"INSERT OR IGNORE INTO temp.wanted (table_name, row_id, image, mended) SELECT '{table}', id, {image}, "
        f"'{mended}' FROM (SELECT x.id AS id, {own} AS image FROM main.{table} x WHERE x.id IN "
        f"({ids}))"
    )


def _field(column: str, row: str = "wanted") -> str:
    return f"json_extract({row}.image, '$.{column}')"


def _is_there(parent: str, key: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM temp.wanted p WHERE p.table_name = '{parent}' AND p.row_id = {key} "
        f"AND p.image IS NOT NULL) OR (EXISTS (SELECT 1 FROM main.{parent} p WHERE p.id = {key}) "
        f"AND NOT EXISTS (SELECT 1 FROM temp.gone p WHERE p.id = {key} AND p.table_name = '{parent}'))"
    )


def _hold_back(connection: Connection, table: str, column: str, parents: tuple[str, ...]) -> int:
    """Want those rows absent whose `column` names a row that will not be there; return how many there were."""
    key = _field(column)
    there = " OR ".join(_is_there(parent, key) for parent in parents)
    held = connection.execute(
        f"UPDATE temp.wanted SET image = NULL, mended = 'gone' WHERE table_name = '{table}' AND {key} IS NOT NULL "
        f"AND NOT ({there})"
    )
    among = ", ".join(f"'{parent}'" for parent in parents)
    held += connection.execute(
        f"INSERT OR IGNORE INTO temp.wanted (table_name, row_id, image, mended) SELECT '{table}', x.id, NULL, 'gone' "
        f"FROM temp.gone g CROSS JOIN main.{table} x ON x.{column} = g.id WHERE g.table_name IN ({among})"
    )
    connection.execute(
        f"INSERT OR IGNORE INTO temp.gone SELECT row_id, '{table}' FROM temp.wanted "
        f"WHERE table_name = '{table}' AND image IS NULL"
    )
    return held


def apply(connection: Connection, progress: Progress) -> None:
    """Make the tables what is wanted, and keep in mind what is held; `progress` gets rows written and in all."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute(
        "INSERT OR IGNORE INTO main.held SELECT table_name, row_id FROM temp.wanted WHERE mended IS NOT NULL"
    )
    for table in reversed(JOURNALED):
        connection.execute(
            f"DELETE FROM main.{table} WHERE id IN "
            f"(SELECT row_id FROM temp.wanted WHERE table_name = '{table}' AND image IS NULL)"
        )
    _free_names(connection)
    total = connection.value("SELECT count(*) FROM temp.wanted WHERE image IS NOT NULL")
    done = 0
    for table in JOURNALED:
        for first, last in _pages(connection, table):
            progress(done, total)
            done += _upsert(connection, table, first, last)


def _free_names(connection: Connection) -> None:
    """Let people who exchange names pass each other: names are unique at every moment."""
    connection.execute(
        "UPDATE main.annotator SET name = id WHERE id IN (SELECT w.row_id FROM temp.wanted w "
        "JOIN main.annotator a ON a.id = w.row_id WHERE w.table_name = 'annotator' "
        "AND json_extract(w.image, '$.name') <> a.name AND a.name IN "
        "(SELECT json_extract(image, '$.name') FROM temp.wanted WHERE table_name = 'annotator'))"
    )


def _pages(connection: Connection, table: str) -> Iterator[tuple[str, str]]:
    """Yield the first and the last id of each few thousand wanted rows of a table."""
    sql = "SELECT row_id FROM temp.wanted WHERE table_name = ? AND image IS NOT NULL AND row_id > ? ORDER BY row_id"
    last = ""
    while page := connection.rows(f"{sql} LIMIT {EACH}", (table, last)):
        last = page[-1][0]
        yield page[0][0], last


def _upsert(connection: Connection, table: str, first: str, last: str) -> int:
    names = columns(connection, table)
    defaults = {row[1]: row[4] for row in connection.rows(f"PRAGMA main.table_info({table})") if row[4] is not None}
    fields = (f"json_extract(image, '$.{name}')" for name in names)
    values = (
        f"coalesce({field}, {defaults[name]})" if name in defaults else field
        for name, field in zip(names, fields, strict=True)
    )
    changed = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    return connection.execute(
        f"INSERT INTO main.{table} ({', '.join(names)}) SELECT {', '.join(values)} FROM temp.wanted "
        f"WHERE table_name = '{table}' AND image IS NOT NULL AND row_id >= ? AND row_id <= ? ORDER BY row_id "
        f"ON CONFLICT (id) DO UPDATE SET {changed}",
        (first, last),
    )
