"""What of the schema is used and where: counts from the tally, and the marks behind a count, a page at a time.

A selection says which marks are meant; its SQL yields (id, layer) of each and is made here alone.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from annotator.domain.model import Attributes
from annotator.store.connection import Connection, Row
from annotator.store.rows import attributes_in, json_out
from annotator.store.tally import FORMS


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """The type, subtype ("" for none) and attributes (JSON) that marks of one table share."""

    table: str
    type: str
    subtype: str = ""
    attributes: str = "{}"

    @property
    def values(self) -> Attributes:
        """Return the attributes; raises DamagedError."""
        return attributes_in(self.attributes)


def form(table: str, type_id: str, subtype: str | None, attributes: Attributes) -> Form:
    """Return the form of a mark with these values."""
    return Form(table, type_id, subtype or "", json_out(attributes))


@dataclass(frozen=True, slots=True)
class Formed:
    """The marks of one table that have one of these forms."""

    table: str
    forms: frozenset[Form]


@dataclass(frozen=True, slots=True)
class Filled:
    """The events of a type in which one of these types (None: any, "": no words) fills the role."""

    event: str
    role: str
    fillers: frozenset[str] | None = None
    table: str = "event"


@dataclass(frozen=True, slots=True)
class Counted:
    """The events of a type that have one of these numbers of fillers in the roles taken together."""

    event: str
    roles: tuple[str, ...]
    counts: frozenset[int]
    table: str = "event"


@dataclass(frozen=True, slots=True)
class Linked:
    """The relations of a type whose ends have one of these pairs of types, head first."""

    relation: str
    pairs: frozenset[tuple[str, str]]
    table: str = "relation"


Selection: TypeAlias = Formed | Filled | Counted | Linked


@dataclass(frozen=True, slots=True)
class Reach:
    """How much is selected: marks, the documents that they are in, and marks by annotator."""

    marks: int = 0
    documents: int = 0
    annotators: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """One selected mark and where it is."""

    table: str
    id: str
    layer_id: str
    document_id: str


class Usage:
    """Count what is marked, by what the schema knows of it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def forms(self) -> dict[Form, int]:
        """Return how many marks have each form that there is."""
        sql = "SELECT kind, type, subtype, attributes, marks FROM tally WHERE kind <> 'argument' AND marks > 0"
        return {Form(*row[:4]): row[4] for row in self._connection.rows(sql)}

    def roles(self) -> dict[tuple[str, str], int]:
        """Return how many arguments each event type has in each role."""
        sql = "SELECT type, subtype, marks FROM tally WHERE kind = 'argument' AND marks > 0"
        return {(event, role): marks for event, role, marks in self._connection.rows(sql)}

    def by_layer(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield (layer, table, type, number of marks) for all that is marked."""
        for table in FORMS:
            sql = f"SELECT layer, '{table}', type, count(*) FROM {table} GROUP BY layer, type"
            rows: Iterator[tuple[str, str, str, int]] = self._connection.iterate(sql)
            yield from rows

    def fillers(self, event: str, role: str) -> dict[str, int]:
        """Return how many arguments each type is in a role of an event type; "" where the text has no words."""
        sql = (
            f"SELECT {_TYPE_OF.format(id='a.target')} AS filler, count(*) FROM event e JOIN argument a "
            "ON a.event = e.id WHERE e.type = ? AND a.role = ? GROUP BY filler"
        )
        return dict(self._connection.rows(sql, (event, role)))

    def counts(self, event: str, roles: tuple[str, ...]) -> dict[int, int]:
        """Return how many events of a type have each number of arguments in these roles."""
        sql = f"SELECT n, count(*) FROM ({_COUNTED}) GROUP BY n"
        return dict(self._connection.rows(sql, (json.dumps(roles), event)))

    def ends(self, relation: str) -> dict[tuple[str, str], int]:
        """Return how many relations of a type lead from each type to each."""
        sql = (
            f"SELECT {_TYPE_OF.format(id='r.head')} AS h, {_TYPE_OF.format(id='r.tail')} AS t, count(*) "
            "FROM relation r WHERE r.type = ? GROUP BY h, t"
        )
        return {(head, tail): marks for head, tail, marks in self._connection.rows(sql, (relation,))}

    def reach(self, selections: Sequence[Selection]) -> Reach:
        """Return how many marks are selected by any of these, in how many documents, by whom."""
        if not selections:
            return Reach()
        sql, values = _joined(selections)
        rows = self._connection.rows(
            "SELECT l.document, a.name, s.marks FROM "
            f"(SELECT layer, count(*) AS marks FROM ({sql}) GROUP BY layer) s "
            "JOIN layer l ON l.id = s.layer JOIN annotator a ON a.id = l.annotator",
            values,
        )
        by_annotator: dict[str, int] = {}
        for _, name, marks in rows:
            by_annotator[name] = by_annotator.get(name, 0) + marks
        return Reach(sum(by_annotator.values()), len({row[0] for row in rows}), dict(sorted(by_annotator.items())))

    def page(self, selections: Sequence[Selection], *, after: str = "", limit: int = 200) -> list[Place]:
        """Return the next selected marks by id, which is the order of their making; begin again after the last one."""
        if not selections:
            return []
        sql, values = _joined(selections)
        rows = self._connection.rows(
            f"SELECT s.kind, s.id, s.layer, l.document FROM ({sql}) s JOIN layer l ON l.id = s.layer "
            "WHERE s.id > ? ORDER BY s.id LIMIT ?",
            (*values, after, limit),
        )
        return [Place(*row) for row in rows]


_TYPE_OF = "coalesce((SELECT type FROM entity WHERE id = {id}), (SELECT type FROM event WHERE id = {id}), '')"
_COUNTED = (
    "SELECT e.id AS id, e.layer AS layer, (SELECT count(*) FROM argument a WHERE a.event = e.id "
    "AND a.role IN (SELECT value FROM json_each(?))) AS n FROM event e WHERE e.type = ?"
)


def _joined(selections: Sequence[Selection]) -> Row:
    """Return the SQL that yields table (kind), id and layer of each mark that one of the selections has, once."""
    queries = [(selection.table, *query(selection)) for selection in selections]
    sql = " UNION ".join(f"SELECT '{table}' AS kind, id, layer FROM ({one})" for table, one, _ in queries)
    return sql, tuple(value for _, _, values in queries for value in values)


def query(selection: Selection) -> Row:
    """Return the SQL that yields id and layer of each selected mark, once, and the values of its places."""
    match selection:
        case Formed():
            return _formed(selection)
        case Filled():
            sql, values = arguments(selection)
            return f"SELECT DISTINCT event AS id, layer FROM ({sql})", values
        case Counted():
            sql = f"SELECT id, layer FROM ({_COUNTED}) WHERE n IN (SELECT value FROM json_each(?))"
            return sql, (json.dumps(selection.roles), selection.event, json.dumps(sorted(selection.counts)))
        case Linked():
            sql = (
                f"SELECT id, layer FROM relation WHERE type = ? AND ({_TYPE_OF.format(id='head')}, "
                f"{_TYPE_OF.format(id='tail')}) IN (SELECT {_part(0)}, {_part(1)} FROM json_each(?))"
            )
            return sql, (selection.relation, json.dumps(sorted(selection.pairs)))


def _formed(selection: Formed) -> Row:
    parts = ", ".join(_part(number) for number in range(3))
    subtype = FORMS[selection.table].format(row="x")
    sql = (
        f"SELECT id, layer FROM {selection.table} x WHERE type IN (SELECT value FROM json_each(?)) "
        f"AND (type, {subtype}, attributes) IN (SELECT {parts} FROM json_each(?))"
    )
    types = sorted({one.type for one in selection.forms})
    return sql, (json.dumps(types), json.dumps([(one.type, one.subtype, one.attributes) for one in selection.forms]))


def _part(number: int) -> str:
    return f"json_extract(value, '$[{number}]')"


def arguments(selection: Filled) -> Row:
    """Return the SQL that yields id, event and layer of each argument that is meant, and the values of its places."""
    sql = "SELECT a.id AS id, e.id AS event, e.layer AS layer FROM event e JOIN argument a ON a.event = e.id "
    sql += "WHERE e.type = ? AND a.role = ?"
    if selection.fillers is None:
        return sql, (selection.event, selection.role)
    sql += f" AND {_TYPE_OF.format(id='a.target')} IN (SELECT value FROM json_each(?))"
    return sql, (selection.event, selection.role, json.dumps(sorted(selection.fillers)))
