"""Change many marks at once, by what they are and not by id; journaled like everything else.

What is meant is listed in a TEMP table first and then changed a chunk at a time, so that progress can be shown and a
`progress` that raises leaves nothing behind but a change that is taken back whole.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager

from annotator.domain.model import Document
from annotator.store.connection import Connection, Row
from annotator.store.loading import load
from annotator.store.sweep import Progress, choose, roomy, sweep
from annotator.store.tally import FORMS
from annotator.store.usage import Filled, Form, Selection, arguments, query

_FIELDS = ("type", "subtype", "attributes")
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

    def roomy(self) -> AbstractContextManager[None]:
        """Hold more of the file in memory for as long as the block works: 128 MB."""
        return roomy(self._connection, -131_072)

    def load(self, documents: Sequence[Document]) -> list[str]:
        """Put in new documents with all layers and fresh keys, as `loading.load` says; return the documents' ids.

        Every one must be `loading.is_plain`, its name free, its marks inside its text. Raises InputError for a text
        that cannot be.
        """
        return load(self._connection, documents)

    def is_new(self, document_id: str) -> bool:
        """Say whether it was the change that is being made which brought a document."""
        sql = (
            "SELECT EXISTS (SELECT 1 FROM row_change WHERE row_id = ? AND table_name = 'document' AND before IS NULL "
            "AND change = (SELECT number FROM current_change))"
        )
        return bool(self._connection.value(sql, (document_id,)))

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
    connection.execute("DROP TABLE IF EXISTS temp.rewriting")
    connection.execute(_REWRITING)
    connection.execute_many(
        "INSERT INTO rewriting VALUES (?, ?, ?, ?, ?, ?)",
        ((o.type, o.subtype, o.attributes, n.type, n.subtype, n.attributes) for o, n in forms.items()),
    )
    subtype = FORMS[table].format(row="x")
    choose(
        connection,
        "SELECT x.id AS id, r.new_type AS type, nullif(r.new_subtype, '') AS subtype, r.new_attributes AS attributes "
        f"FROM main.{table} x JOIN temp.rewriting r ON r.type = x.type AND r.subtype = {subtype} "
        "AND r.attributes = x.attributes WHERE x.type IN (SELECT DISTINCT type FROM temp.rewriting)",
    )
    connection.execute("DROP TABLE temp.rewriting")
    names = [name for name in _FIELDS if any(getattr(old, name) != getattr(new, name) for old, new in forms.items())]
    return sweep(connection, table, names, progress)


def _update_chosen(connection: Connection, table: str, fresh: tuple[str, str], chosen: Row, progress: Progress) -> int:
    column, value = fresh
    sql, values = chosen
    choose(
        connection,
        f"SELECT x.id AS id, ? AS {column} FROM main.{table} x WHERE x.id IN (SELECT id FROM ({sql})) "
        f"AND x.{column} IS NOT ?",
        (value, *values, value),
    )
    return sweep(connection, table, (column,), progress)
