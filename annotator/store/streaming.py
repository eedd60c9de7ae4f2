"""Streaming: documents one after the other for long work, read many at a time and proven as single ones are.

Reading documents one by one asks ten times for each; for 100,000 of them that takes longer than all else. A batch is
bounded by what is in it, so that memory stays flat whether documents are many or large.
"""

import gc
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from annotator.domain.model import (
    NO_EXTRA,
    NOTHING,
    Argument,
    Cluster,
    Comment,
    Document,
    Entity,
    Event,
    Layer,
    Relation,
    digest,
)
from annotator.domain.span import Fragments, Span
from annotator.store import rows as values
from annotator.store.connection import Connection, Row
from annotator.store.failures import DamagedError
from annotator.store.rows import COLUMNS, DocumentRow, LayerRow

_DOCUMENTS = 250  # in a batch; small ones stay in the caches of the processor
_MARKS = 10_000
_CHARACTERS = 2**21
_TEXTS = "SELECT sha256, text FROM text WHERE sha256 IN (SELECT value FROM json_each(?))"
_ID, _TYPE, _LAYER = itemgetter(0), itemgetter(2), itemgetter(-1)
_ENTITY_PLACE = itemgetter(5), itemgetter(6)  # where it ends, and its pieces
_EVENT_PLACE = itemgetter(4), itemgetter(5)
_ENTITIES = f"SELECT id, {', '.join(COLUMNS['entity'])} FROM entity WHERE layer = ? ORDER BY id"
_ARGUMENTS = (
    "SELECT e.layer, a.event, a.role, a.target, a.extra FROM event e JOIN argument a ON a.event = e.id "
    "WHERE e.layer IN (SELECT value FROM json_each(?)) ORDER BY a.event, a.position, a.id"
)


@dataclass(slots=True)
class LayerRows:
    """The rows of one layer: each with id, `COLUMNS` and layer; arguments by event, with role, target and extra."""

    entity: list[Row] = field(default_factory=list)
    event: list[Row] = field(default_factory=list)
    relation: list[Row] = field(default_factory=list)
    cluster: list[Row] = field(default_factory=list)
    comment: list[Row] = field(default_factory=list)
    arguments: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def sort(self) -> None:
        """Put every table into the order of its ids; SQLite would carry all columns through its sorter."""
        for rows in (self.entity, self.event, self.relation, self.cluster, self.comment):
            rows.sort(key=_ID)


_EMPTY = LayerRows()
Naming = Callable[[LayerRows], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class DocumentRows:
    """One document as it is stored, proven: its row, its text, and the rows of each layer that its row lists."""

    row: DocumentRow
    text: str
    layers: tuple[LayerRows, ...]


def stream(connection: Connection, documents: Iterable[DocumentRow]) -> Iterator[DocumentRows]:
    """Yield the documents with the layers that their rows list.

    Raises DamagedError for a text that is not what it was, and for a mark that is not within its text.
    """
    for batch in _batches(documents):
        found = _layer_rows(connection, [layer.id for row in batch for layer in row.layers])
        wanted = (json.dumps([row.sha256 for row in batch]),)
        texts: dict[str, str] = dict(connection.rows(_TEXTS, wanted))
        for row in batch:
            layers = [_with_entities(connection, layer.id, found.get(layer.id, _EMPTY)) for layer in row.layers]
            stored = DocumentRows(row, texts.get(row.sha256, ""), tuple(layers))
            _prove(stored, connection.path)
            yield stored


def types_in(rows: Iterable[Row]) -> Iterator[str]:
    """Return the types of entities, events or relations, from their rows."""
    return map(_TYPE, rows)


def clusters_in(rows: LayerRows) -> set[str]:
    """Return the ids of the clusters of which the layer has a mention."""
    return {row[8] for row in rows.entity if row[8]} | {row[7] for row in rows.event if row[7]}


def _batches(documents: Iterable[DocumentRow]) -> Iterator[list[DocumentRow]]:
    batch: list[DocumentRow] = []
    marks = characters = 0
    for row in documents:
        batch.append(row)
        characters += row.length
        marks += sum(layer.counts.entities + layer.counts.events + layer.counts.relations for layer in row.layers)
        if len(batch) >= _DOCUMENTS or marks >= _MARKS or characters >= _CHARACTERS:
            yield batch
            batch, marks, characters = [], 0, 0
    if batch:
        yield batch


def _layer_rows(connection: Connection, layers: Sequence[str]) -> defaultdict[str, LayerRows]:
    found: defaultdict[str, LayerRows] = defaultdict(LayerRows)
    wanted = (json.dumps(layers),)
    for table, columns in COLUMNS.items():
        if table == "entity":
            continue
        sql = f"SELECT id, {', '.join(columns)}, layer FROM {table} WHERE layer IN (SELECT value FROM json_each(?))"
        for layer, group in groupby(connection.rows(sql, wanted), key=_LAYER):
            getattr(found[layer], table).extend(group)
    for rows in found.values():
        rows.sort()
    for layer, event, *row in connection.iterate(_ARGUMENTS, wanted):
        found[layer].arguments[event].append(tuple(row))
    return found


def _with_entities(connection: Connection, layer: str, others: LayerRows) -> LayerRows:
    """Read the entities of one layer alone: what is used at once and let go stays in the processor's cache."""
    found = connection.rows(_ENTITIES, (layer,))
    return LayerRows(found, others.event, others.relation, others.cluster, others.comment, others.arguments)


def _prove(stored: DocumentRows, file: Path) -> None:
    row = stored.row
    if len(stored.text) != row.length or digest(stored.text) != row.sha256:
        raise DamagedError(
            "The text of “{name}” is not the one that was imported: the file {file} is damaged. "
            "Open its newest backup, and keep the damaged file.",
            name=row.name,
            file=str(file),
        )
    for layer, rows in zip(row.layers, stored.layers, strict=True):
        if _furthest(rows) > row.length:
            raise DamagedError(
                "A mark of {annotator} in “{name}” lies outside the text: the file {file} is damaged. "
                "Open its newest backup, and keep the damaged file.",
                annotator=layer.annotator,
                name=row.name,
                file=str(file),
            )


def _furthest(rows: LayerRows) -> int:
    """Return the furthest place that a mark reaches, 0 if there is none; every step is C's, for there are millions."""
    furthest = 0
    for marks, (end_of, pieces_of) in ((rows.entity, _ENTITY_PLACE), (rows.event, _EVENT_PLACE)):
        if marks:
            furthest = max(furthest, *map(end_of, marks))
            if any(map(pieces_of, marks)):
                pieces = filter(None, map(pieces_of, marks))
                furthest = max([furthest, *(span.end for some in pieces for span in values.spans_in(some))])
    return furthest


def document_of(stored: DocumentRows, naming: Naming) -> Document:
    """Make a document of its rows; `naming` gives every id of a layer its new one, and marks are named as that."""
    row, layers = stored.row, list[Layer]()
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for layer, rows in zip(row.layers, stored.layers, strict=True):
            names = naming(rows)
            layers.append(layer_of(layer, rows, names, entities_of(rows.entity, names)))
    finally:
        if was_enabled:
            gc.enable()
    return Document(row.id, row.name, stored.text, tuple(layers), row.language, row.metadata, row.schema, row.extra)


def layer_of(layer: LayerRow, rows: LayerRows, names: Mapping[str, str], entities: tuple[Entity, ...]) -> Layer:
    """Make a layer of these entities and its other rows, every id replaced by its new one."""
    made = _Made(rows, names)
    return Layer(
        layer.annotator,
        layer.state,
        entities,
        tuple(map(made.event, rows.event)),
        tuple(map(made.relation, rows.relation)),
        tuple(map(made.cluster, rows.cluster)),
        tuple(map(made.comment, rows.comment)),
        layer.id,
        layer.extra,
    )


class _Made:
    """Makes what else is in a layer of its rows, every id replaced by its new one."""

    def __init__(self, rows: LayerRows, names: Mapping[str, str]) -> None:
        self._rows, self._names = rows, names

    def event(self, row: Row) -> Event:
        key, _, kind, start, end, pieces, attributes, cluster, extra, _ = row
        name, names = self._names[key], self._names
        arguments = tuple(
            Argument(role, target and names.get(target, target), extra=values.json_in(beyond))
            for role, target, beyond in self._rows.arguments.get(key, ())
        )
        spans = _spans(start, end, pieces)
        group = cluster and names.get(cluster, cluster)
        return Event(name, kind, spans, arguments, values.attributes_in(attributes), group, name, values.json_in(extra))

    def relation(self, row: Row) -> Relation:
        key, _, kind, head, tail, attributes, extra, _ = row
        name, names = self._names[key], self._names
        ends = names.get(head, head), names.get(tail, tail)
        return Relation(name, kind, *ends, values.attributes_in(attributes), name, values.json_in(extra))

    def cluster(self, row: Row) -> Cluster:
        return Cluster(self._names[row[0]], self._names[row[0]])

    def comment(self, row: Row) -> Comment:
        key, _, target, author, at, text, resolved, parent, extra, _ = row
        name, names = self._names[key], self._names
        about, before = target and names.get(target, target), parent and names.get(parent, parent)
        return Comment(name, about, author, at, text, bool(resolved), before, name, values.json_in(extra))


def entities_of(rows: Iterable[Row], names: Mapping[str, str]) -> tuple[Entity, ...]:
    """Return the entities of rows: one loop without a call for what most of them have not, for there are millions."""
    return tuple(
        [
            Entity(
                names[key],
                kind,
                _one(start, end) if pieces is None else values.spans_in(pieces),
                subtype,
                NOTHING if attributes == "{}" else values.attributes_in(attributes),
                cluster and names.get(cluster, cluster),
                names[key],
                NO_EXTRA if extra == "{}" else values.json_in(extra),
            )
            for key, _, kind, subtype, start, end, pieces, attributes, cluster, extra in rows
        ]
    )


def _spans(start: int, end: int, pieces: str | None) -> Fragments:
    return _one(start, end) if pieces is None else values.spans_in(pieces)


@lru_cache(maxsize=2**16)
def _one(start: int, end: int) -> Fragments:
    return (Span(start, end),)
