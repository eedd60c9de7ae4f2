"""The tally: how many marks have the same type, subtype and attributes, kept by TEMP triggers as marks change.

A project of millions of marks has only hundreds of such forms, so every count that the schema's editor shows is read
from these few rows. Arguments are counted by their event's type and their role (in `subtype`), those of an event that
is not there not at all: foreign keys delete arguments after their event, and an undo may bring them back before it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from annotator.store.connection import Connection

Key: TypeAlias = tuple[str, str, str, str]  # kind, type, subtype, attributes
FORMS = {"entity": "coalesce({row}.subtype, '')", "event": "''", "relation": "''"}  # where each subtype comes from
_WHERE = "kind = '{kind}' AND type = {type} AND subtype = {subtype} AND attributes = {attributes}"


def triggers() -> Iterator[str]:
    """Yield the statements that make the triggers."""
    for table in FORMS:
        yield _trigger(table, "INSERT", _more(table, "NEW"))
        yield _trigger(table, "DELETE", _less(table, "OLD"))
        yield _trigger(table, f"UPDATE OF {_columns(table)}", _less(table, "OLD") + _more(table, "NEW"))
    yield _trigger("argument", "INSERT", _argument("NEW", "+"))
    yield _trigger("argument", "DELETE", _argument("OLD", "-"))
    yield _trigger("argument", "UPDATE OF role, event", _argument("OLD", "-") + _argument("NEW", "+"))
    yield _trigger("event", "INSERT", _arguments("NEW", "+"), name="arguments")
    yield _trigger("event", "DELETE", _arguments("OLD", "-"), name="arguments", when="BEFORE")
    yield _trigger("event", "UPDATE OF type", _arguments("OLD", "-") + _arguments("NEW", "+"), name="arguments")


def update_triggers(table: str) -> Iterator[tuple[str, str]]:
    """Yield name and statement of each trigger on updates of a table."""
    for trigger in triggers():
        name = trigger.split()[3]
        if name.endswith(f"_{table}_UPDATE"):
            yield name, trigger


def counted(connection: Connection, table: str, chunk: tuple[int, int]) -> Counter[Key]:
    """Return how many of each form there are among the rows that TEMP `chosen` lists between two row ids."""
    found: Counter[Key] = Counter()
    for sql in _COUNTS.get(table, ()):
        for kind, type_id, subtype, attributes, marks in connection.rows(sql, chunk):
            found[kind, type_id, subtype, attributes] += marks
    return found


def shift(connection: Connection, moved: Mapping[Key, int]) -> None:
    """Add to the counts what came to each form, less than nothing where it went."""
    sql = "INSERT INTO tally VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET marks = marks + excluded.marks"
    for key, marks in moved.items():
        if marks:
            connection.execute(sql, (*key, marks))
    connection.execute("DELETE FROM tally WHERE marks = 0 AND kind <> 'argument'")


def _columns(table: str) -> str:
    return "type, subtype, attributes" if table == "entity" else "type, attributes"


def _trigger(table: str, event: str, body: str, *, name: str = "marks", when: str = "AFTER") -> str:
    return (
        f"CREATE TEMP TRIGGER tally_{name}_{table}_{event.split()[0]} {when} {event} ON main.{table} BEGIN {body} END"
    )


def _more(table: str, row: str) -> str:
    return (
        f"INSERT INTO tally VALUES ('{table}', {row}.type, {FORMS[table].format(row=row)}, {row}.attributes, 1) "
        "ON CONFLICT DO UPDATE SET marks = marks + 1;"
    )


def _less(table: str, row: str) -> str:
    subtype = FORMS[table].format(row=row)
    where = _WHERE.format(kind=table, type=f"{row}.type", subtype=subtype, attributes=f"{row}.attributes")
    return f"UPDATE tally SET marks = marks - 1 WHERE {where}; DELETE FROM tally WHERE {where} AND marks = 0;"


def _argument(row: str, sign: str) -> str:
    return (
        f"INSERT INTO tally SELECT 'argument', type, {row}.role, '', {sign}1 FROM event WHERE id = {row}.event "
        "ON CONFLICT DO UPDATE SET marks = marks + excluded.marks;"
    )


def _arguments(row: str, sign: str) -> str:
    return (
        f"INSERT INTO tally SELECT 'argument', {row}.type, role, '', {sign}count(*) FROM argument "
        f"WHERE event = {row}.id GROUP BY role ON CONFLICT DO UPDATE SET marks = marks + excluded.marks;"
    )


_CHOSEN = "FROM temp.chosen c CROSS JOIN main.{table} x ON x.id = c.id"
_OF_CHUNK = "WHERE c.rowid > ? AND c.rowid <= ? GROUP BY 2, 3, 4"
_COUNTS: dict[str, tuple[str, ...]] = {
    table: (
        f"SELECT '{table}', x.type, {subtype.format(row='x')}, x.attributes, count(*) {_CHOSEN.format(table=table)} "
        + _OF_CHUNK,
    )
    for table, subtype in FORMS.items()
}
_COUNTS["event"] += (
    f"SELECT 'argument', x.type, a.role, '', count(*) {_CHOSEN.format(table='event')} "
    f"JOIN main.argument a ON a.event = x.id {_OF_CHUNK}",
)
_COUNTS["argument"] = (
    f"SELECT 'argument', e.type, x.role, '', count(*) {_CHOSEN.format(table='argument')} "
    f"JOIN main.event e ON e.id = x.event {_OF_CHUNK}",
)


_TRUE_TALLY = " UNION ALL ".join(
    [
        f"SELECT '{table}' AS kind, type, {subtype.format(row='x')} AS subtype, attributes, count(*) AS marks "
        f"FROM {table} x GROUP BY 2, 3, 4"
        for table, subtype in FORMS.items()
    ]
    + [
        "SELECT 'argument', e.type, a.role, '', count(*) FROM argument a JOIN event e ON e.id = a.event "
        "GROUP BY e.type, a.role"
    ]
)


def wrong_tallies(connection: Connection) -> list[tuple[str, str]]:
    """Return kind and type of what is not counted right."""
    stated = "SELECT kind, type, subtype, attributes, marks FROM tally WHERE marks <> 0"
    found = connection.rows(
        f"SELECT DISTINCT kind, type FROM (SELECT * FROM ({_TRUE_TALLY} EXCEPT {stated}) "
        f"UNION ALL SELECT * FROM ({stated} EXCEPT SELECT * FROM ({_TRUE_TALLY})))"
    )
    return [(kind, type_id) for kind, type_id in found]
