"""Rows as values: what each mark looks like in its table, and back again."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, TypeAlias  # Any: values of SQLite

from annotator.domain.model import (
    NO_EXTRA,
    NOTHING,
    Argument,
    Attributes,
    Cluster,
    Comment,
    Entity,
    Event,
    Extra,
    Relation,
    State,
)
from annotator.domain.span import Fragments, Span, hull
from annotator.errors import AnnotatorError
from annotator.store.connection import Row
from annotator.store.failures import DamagedError

Item: TypeAlias = Entity | Event | Relation | Cluster | Comment


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is in a layer."""

    entities: int = 0
    events: int = 0
    relations: int = 0
    comments: int = 0


@dataclass(frozen=True, slots=True)
class LayerRow:
    """One annotator's layer of one document, without its marks; `reason` says why it has its state."""

    id: str
    document_id: str
    annotator: str
    state: State
    counts: Counts
    reason: str = ""
    batch: str | None = None
    extra: Extra = field(default_factory=lambda: NO_EXTRA)


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document without its text; `length` counts code points."""

    id: str
    name: str
    length: int
    language: str | None
    metadata: Extra
    schema: str | None
    extra: Extra
    sha256: str
    layers: tuple[LayerRow, ...]


# The columns that a mark is read from and written to, in this order; `id` and `layer` stand before them.
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "entity": (
            "name",
            "type",
            "subtype",
            "start_offset",
            "end_offset",
            "fragments",
            "attributes",
            "cluster",
            "extra",
        ),
        "event": ("name", "type", "start_offset", "end_offset", "fragments", "attributes", "cluster", "extra"),
        "relation": ("name", "type", "head", "tail", "attributes", "extra"),
        "cluster": ("name",),
        "comment": ("name", "target", "author", "at", "text", "resolved", "parent", "extra"),
    }
)
# What the short names of a table's marks begin with; clusters are named by whoever makes them.
PREFIXES: Mapping[str, str] = MappingProxyType({"entity": "T", "event": "E", "relation": "R", "comment": "C"})


_STATES = {state.value: state for state in State}
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def table_of(item: Item) -> str:
    """Return the table that holds things of this kind."""
    return type(item).__name__.lower()


def values_of(item: Item, name: str) -> Row:
    """Return the values of `COLUMNS` for an item that is to be called `name`."""
    if isinstance(item, Entity):
        spans = spans_out(item.spans)
        return (name, item.type, item.subtype, *spans, json_out(item.attributes), item.cluster, json_out(item.extra))
    if isinstance(item, Event):
        spans = spans_out(item.trigger)
        return (name, item.type, *spans, json_out(item.attributes), item.cluster, json_out(item.extra))
    if isinstance(item, Relation):
        return (name, item.type, item.head, item.tail, json_out(item.attributes), json_out(item.extra))
    if isinstance(item, Cluster):
        return (name,)
    return (
        name,
        item.target,
        item.author,
        item.at,
        item.text,
        int(item.resolved),
        item.parent,
        json_out(item.extra),
    )


def entity_of(row: Row) -> Entity:
    """Make an Entity of id and `COLUMNS`."""
    key, name, kind, subtype, start, end, pieces, attributes, cluster, extra = row
    spans = (Span(start, end),) if pieces is None else spans_in(pieces)
    return Entity(key, kind, spans, subtype, attributes_in(attributes), cluster, name, json_in(extra))


def event_of(row: Row, arguments: tuple[Argument, ...]) -> Event:
    """Make an Event of id, `COLUMNS` and its arguments."""
    key, name, kind, start, end, pieces, attributes, cluster, extra = row
    spans = (Span(start, end),) if pieces is None else spans_in(pieces)
    return Event(key, kind, spans, arguments, attributes_in(attributes), cluster, name, json_in(extra))


def relation_of(row: Row) -> Relation:
    """Make a Relation of id and `COLUMNS`."""
    key, name, kind, head, tail, attributes, extra = row
    return Relation(key, kind, head, tail, attributes_in(attributes), name, json_in(extra))


def cluster_of(row: Row) -> Cluster:
    """Make a Cluster of id and `COLUMNS`."""
    return Cluster(*row)


def comment_of(row: Row) -> Comment:
    """Make a Comment of id and `COLUMNS`."""
    key, name, target, author, at, text, resolved, parent, extra = row
    return Comment(key, target, author, at, text, bool(resolved), parent, name, json_in(extra))


def argument_of(row: Row) -> Argument:
    """Make an Argument of id, role, target and extra."""
    key, role, target, extra = row
    return Argument(role, target, key, json_in(extra))


def state_of(value: str) -> State:
    """Return the state that a layer's row states; raises DamagedError."""
    state = _STATES.get(value)
    if state is None:
        raise DamagedError(
            "The project holds a state of work named “{state}”, which is unknown. Open its newest backup.", state=value
        )
    return state


def json_out(value: Mapping[str, object]) -> str:
    """Write an object as JSON; the same object gives the same text."""
    return _ENCODER.encode(dict(value)) if value else "{}"


def json_in(text: str) -> Extra:
    """Read an object of JSON; raises DamagedError."""
    return NO_EXTRA if text == "{}" else MappingProxyType(_object(text))


@lru_cache(maxsize=4096)
def attributes_in(text: str) -> Attributes:
    """Read the attributes of a mark, which many marks share; raises DamagedError."""
    return NOTHING if text == "{}" else MappingProxyType(_object(text))


def _object(text: str) -> dict[str, Any]:
    value = _json(text)
    if not isinstance(value, dict):
        raise _damaged(text)
    return value


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise _damaged(text) from None


def _damaged(text: str) -> DamagedError:
    return DamagedError(
        "A value of the project cannot be read: {value}. Open its newest backup, and keep the damaged file.",
        value=text[:60],
    )


def spans_out(spans: Fragments) -> tuple[int, int, str | None]:
    """Return where a mention begins and ends, and its pieces as JSON if they are several."""
    if len(spans) == 1:
        return spans[0].start, spans[0].end, None
    whole = hull(spans)
    return whole.start, whole.end, _ENCODER.encode([[span.start, span.end] for span in spans])


def spans_in(text: str) -> Fragments:
    """Read the pieces of a mention; raises DamagedError."""
    try:
        return tuple(Span(start, end) for start, end in _json(text))
    except (TypeError, ValueError, AnnotatorError):
        raise _damaged(text) from None


READERS: Mapping[str, Callable[[Row], Item]] = MappingProxyType(
    {"entity": entity_of, "relation": relation_of, "cluster": cluster_of, "comment": comment_of}
)


def read_all(table: str, rows: Iterable[Row]) -> tuple[Item, ...]:
    """Make a thing of every row of a table other than `event`."""
    return tuple(map(READERS[table], rows))
