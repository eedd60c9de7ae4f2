"""Marks under the schema's present names: what a copy marked while another renamed its type gets the new name too."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.store.connection import Connection
from annotator.store.merge_rows import want_present
from annotator.store.reading import schema_source
from annotator.store.tally import FORMS
from annotator.store.usage import Form

# Gives each form its present one; for arguments `type` is the event's and `subtype` the role.
Naming: TypeAlias = Callable[[Form], Form]
NamingOf: TypeAlias = Callable[[Schema], Naming]

_EVENT = "json_extract(wanted.image, '$.event')"
_EVENT_TYPE = (
    "coalesce((SELECT json_extract(e.image, '$.type') FROM temp.wanted e WHERE e.table_name = 'event' "
    f"AND e.row_id = {_EVENT}), (SELECT type FROM main.event WHERE id = {_EVENT}))"
)


def mend_forms(connection: Connection, naming_of: NamingOf) -> int:
    """Give marks and roles, wanted or there already, the names that the schema has now; return how many changed.

    Raises SchemaError if the schema that is wanted is none.
    """
    naming = naming_of(read_schema(_schema(connection)))
    renamed = sum(_rename_marks(connection, form, fresh) for form, fresh in _renamings(connection, naming))
    return renamed + sum(_rename_roles(connection, form, fresh) for form, fresh in _role_renamings(connection, naming))


def _schema(connection: Connection) -> str:
    sql = "SELECT json_extract(image, '$.source') FROM temp.wanted WHERE table_name = 'schema' AND row_id = 'main'"
    return connection.value(sql) or schema_source(connection)


def _renamings(connection: Connection, naming: Naming) -> Iterator[tuple[Form, Form]]:
    rows = connection.rows(
        "SELECT DISTINCT table_name, json_extract(image, '$.type'), coalesce(json_extract(image, '$.subtype'), ''), "
        "json_extract(image, '$.attributes') FROM temp.wanted WHERE table_name IN ('entity', 'event', 'relation') "
        "AND image IS NOT NULL UNION SELECT kind, type, subtype, attributes FROM main.tally WHERE kind <> 'argument'"
    )
    yield from _changed(rows, naming)


def _role_renamings(connection: Connection, naming: Naming) -> Iterator[tuple[Form, Form]]:
    rows = connection.rows(
        f"SELECT DISTINCT 'argument', {_EVENT_TYPE}, json_extract(image, '$.role'), '{{}}' FROM temp.wanted "
        "WHERE table_name = 'argument' AND image IS NOT NULL "
        "UNION SELECT kind, type, subtype, '{}' FROM main.tally WHERE kind = 'argument'"
    )
    yield from _changed(rows, naming)


def _changed(rows: list[tuple[str, str, str, str]], naming: Naming) -> Iterator[tuple[Form, Form]]:
    for row in rows:
        form = Form(*row)
        fresh = naming(form)
        if fresh != form:
            yield form, fresh


def _rename_marks(connection: Connection, form: Form, fresh: Form) -> int:
    table = form.table
    subtype = "" if table != "entity" else f" AND {FORMS['entity'].format(row='x')} = {_quoted(form.subtype)}"
    where = f"x.type = {_quoted(form.type)}{subtype} AND x.attributes = {_quoted(form.attributes)}"
    want_present(connection, table, f"SELECT x.id FROM main.{table} x WHERE {where}", "image", "form")
    changes = f"'$.type', {_quoted(fresh.type)}, '$.attributes', {_quoted(fresh.attributes)}"
    if table == "entity":
        changes += f", '$.subtype', nullif({_quoted(fresh.subtype)}, '')"
    return connection.execute(
        f"UPDATE temp.wanted SET image = json_set(image, {changes}), mended = coalesce(mended, 'form') "
        "WHERE table_name = ? AND json_extract(image, '$.type') = ? "
        "AND coalesce(json_extract(image, '$.subtype'), '') = ? AND json_extract(image, '$.attributes') = ?",
        (table, form.type, form.subtype, form.attributes),
    )


def _rename_roles(connection: Connection, form: Form, fresh: Form) -> int:
    where = (
        "SELECT a.id FROM main.argument a JOIN main.event e ON e.id = a.event "
        f"WHERE e.type = {_quoted(form.type)} AND a.role = {_quoted(form.subtype)}"
    )
    want_present(connection, "argument", where, "image", "form")
    return connection.execute(
        "UPDATE temp.wanted SET image = json_set(image, '$.role', ?), mended = coalesce(mended, 'form') "
        "WHERE table_name = 'argument' AND image IS NOT NULL AND json_extract(image, '$.role') = ? "
        f"AND {_EVENT_TYPE} = ?",
        (fresh.subtype, form.subtype, form.type),
    )


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
