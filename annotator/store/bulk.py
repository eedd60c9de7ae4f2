"""Change many marks at once, by what they are and not by id; journaled by the triggers like everything else.

What is meant is listed in a TEMP table first and then changed a chunk at a time, so that progress can be shown and a
`progress` that raises leaves nothing behind but a change that is taken back whole.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from annotator.store.connection import Connection, Row
from annotator.store.tally import FORMS
from annotator.store.usage import Filled, Form, Selection, arguments, query

Progress: TypeAlias = Callable[[int, int], None]  # rows done, rows in all
CHUNK = 5_000
_ROOM = -262_144  # KiB of pages held meanwhile: marks of one type lie on nearly every page of a large project

_TABLES = ("rewriting", "chosen")
_REWRITING = """
CREATE TEMP TABLE rewriting (
  type TEXT, subtype TEXT, attributes TEXT, new_type TEXT, new_subtype TEXT, new_attributes TEXT,
  PRIMARY KEY (type, subtype, attributes)
) WITHOUT ROWID
"""


class Bulk:
    """Change many marks of a project; only inside a change."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @contextlib.contextmanager
    def attempt(self) -> Iterator[None]:
        """Write all of the block or, if it raises, nothing of it; the change goes on either way."""
        self._connection.execute("SAVEPOINT attempt")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:  # SQLite ends it by itself when the disk fails
                self._connection.execute("ROLLBACK TO attempt")
                self._connection.execute("RELEASE attempt")
            raise
        self._connection.execute("RELEASE attempt")

    def rewrite(self, forms: Mapping[Form, Form], progress: Progress) -> int:
        """Give the marks of each form the type, subtype and attributes of another; return how many there were."""
        changed = {old: new for old, new in forms.items() if old != new}
        done = 0
        for table in FORMS:
            of_table = {old: new for old, new in changed.items() if old.table == table}
            if of_table:
                done += _rewrite_table(self._connection, table, of_table, progress)
        return done

    def retype(self, selection: Selection, type_id: str, progress: Progress) -> int:
        """Give the selected marks another type; return how many there were."""
        return _update_chosen(self._connection, selection.table, ("type", type_id), query(selection), progress)

    def rerole(self, selection: Filled, role: str, progress: Progress) -> int:
        """Give the selected arguments another role; return how many there were."""
        return _update_chosen(self._connection, "argument", ("role", role), arguments(selection), progress)


def _rewrite_table(connection: Connection, table: str, forms: Mapping[Form, Form], progress: Progress) -> int:
    _drop(connection)
    connection.execute(_REWRITING)
    connection.execute_many(
        "INSERT INTO rewriting VALUES (?, ?, ?, ?, ?, ?)",
        ((o.type, o.subtype, o.attributes, n.type, n.subtype, n.attributes) for o, n in forms.items()),
    )
    subtype = FORMS[table].format(row="x")
    connection.execute(
        "CREATE TEMP TABLE chosen AS SELECT x.id AS id, r.new_type AS type, nullif(r.new_subtype, '') AS subtype, "
        f"r.new_attributes AS attributes FROM main.{table} x JOIN temp.rewriting r ON r.type = x.type "
        f"AND r.subtype = {subtype} AND r.attributes = x.attributes "
        "WHERE x.type IN (SELECT DISTINCT type FROM temp.rewriting) ORDER BY x.id"
    )
    names = ("type", "subtype", "attributes") if table == "entity" else ("type", "attributes")
    assignments = ", ".join(f"{name} = c.{name}" for name in names)
    return _in_chunks(
        connection,
        f"UPDATE main.{table} SET {assignments} FROM temp.chosen c WHERE c.rowid > ? AND c.rowid <= ? "
        f"AND {table}.id = c.id",
        (),
        progress,
    )


def _update_chosen(connection: Connection, table: str, fresh: tuple[str, str], chosen: Row, progress: Progress) -> int:
    _drop(connection)
    column, value = fresh
    sql, values = chosen
    connection.execute(f"CREATE TEMP TABLE chosen AS SELECT id FROM ({sql}) ORDER BY id", values)
    update = (
        f"UPDATE main.{table} SET {column} = ? WHERE id IN (SELECT id FROM temp.chosen WHERE rowid > ? AND rowid <= ?)"
    )
    return _in_chunks(connection, update, (value,), progress)


def _in_chunks(connection: Connection, update: str, values: Row, progress: Progress) -> int:
    total: int = connection.value("SELECT count(*) FROM temp.chosen")
    usual: int = connection.value("PRAGMA cache_size")
    connection.execute(f"PRAGMA cache_size = {_ROOM}")
    try:
        for done in range(0, total, CHUNK):
            progress(done, total)
            connection.execute(update, (*values, done, done + CHUNK))
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")
    if total:
        progress(total, total)
    _drop(connection)
    return total


def _drop(connection: Connection) -> None:
    for table in _TABLES:
        connection.execute(f"DROP TABLE IF EXISTS temp.{table}")
