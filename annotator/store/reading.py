"""Read documents, layers and marks: plain SQL rows made into the domain's values."""

import gc
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from operator import attrgetter

from annotator.domain.model import Argument, Document, Event, Layer, digest
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Fragments
from annotator.errors import ProjectError
from annotator.store import rows
from annotator.store.connection import Connection, Row
from annotator.store.failures import DamagedError
from annotator.store.rows import COLUMNS, Counts, DocumentRow, Item, LayerRow

_LAYERS = (
    "SELECT l.id, l.document, a.name, l.state, l.reason, l.batch, l.extra, c.entities, c.events, c.relations, "
    "c.comments FROM layer l JOIN annotator a ON a.id = l.annotator LEFT JOIN layer_count c ON c.layer = l.id "
)
_ANNOTATOR = attrgetter("annotator")
_WANTED = "(SELECT value FROM json_each(?))"
_DOCUMENTS = "SELECT id, name, length, language, metadata, schema, extra, text FROM document "


def meta(connection: Connection, key: str) -> str:
    """Return one of the project's own facts, "" if it is not stated."""
    return connection.value("SELECT value FROM meta WHERE id = ?", (key,)) or ""


def schema_source(connection: Connection) -> str:
    """Return the TOML of the schema."""
    return connection.value("SELECT source FROM schema WHERE id = 'main'") or ""


def schema(connection: Connection) -> Schema:
    """Return what may be marked; raises SchemaError."""
    return _parsed(schema_source(connection))


@lru_cache(maxsize=4)
def _parsed(source: str) -> Schema:
    return read_schema(source)


def documents(connection: Connection) -> list[DocumentRow]:
    """Return every document with its layers, in the order in which they were added."""
    layers: dict[str, list[LayerRow]] = defaultdict(list)
    with _without_collector():
        for layer in map(_layer_row, connection.rows(_LAYERS + "ORDER BY a.name")):
            layers[layer.document_id].append(layer)
        found = connection.rows(_DOCUMENTS + "ORDER BY id")
        return [_document_row(row, tuple(layers.get(row[0], ()))) for row in found]


def document_ids(connection: Connection) -> list[str]:
    """Return the id of every document, in the order in which they were added."""
    return [row[0] for row in connection.rows("SELECT id FROM document ORDER BY id")]


def document_rows(connection: Connection, ids: Sequence[str]) -> list[DocumentRow]:
    """Return some documents without their texts; raises ProjectError if one is not in the project."""
    wanted = (json.dumps(ids),)
    layers: dict[str, list[LayerRow]] = defaultdict(list)
    for layer in map(_layer_row, connection.rows(_LAYERS + f"WHERE l.document IN {_WANTED}", wanted)):
        layers[layer.document_id].append(layer)
    found = {row[0]: row for row in connection.rows(_DOCUMENTS + f"WHERE id IN {_WANTED}", wanted)}
    if not found.keys() >= set(ids):
        raise ProjectError("This document is no longer in the project. Choose another one.")
    for several in layers.values():
        several.sort(key=_ANNOTATOR)
    return [_document_row(found[key], tuple(layers.get(key, ()))) for key in ids]


def document_row(connection: Connection, document_id: str) -> DocumentRow:
    """Return one document without its text; raises ProjectError if it is not in the project."""
    row = connection.row(_DOCUMENTS + "WHERE id = ?", (document_id,))
    if row is None:
        raise ProjectError("This document is no longer in the project. Choose another one.")
    return _document_row(row, tuple(layers_of(connection, document_id)))


def layers_of(connection: Connection, document_id: str) -> list[LayerRow]:
    """Return the layers of one document by the annotators' names."""
    return [
        _layer_row(row) for row in connection.rows(_LAYERS + "WHERE l.document = ? ORDER BY a.name", (document_id,))
    ]


def layer_row(connection: Connection, layer_id: str) -> LayerRow:
    """Return one layer without its marks; raises ProjectError if it is not in the project."""
    row = connection.row(_LAYERS + "WHERE l.id = ?", (layer_id,))
    if row is None:
        raise ProjectError("This annotator's work is no longer in the project. Open the document again.")
    return _layer_row(row)


def text(connection: Connection, document_id: str) -> str:
    """Return a document's text; raises DamagedError if it is not what was imported."""
    sql = "SELECT d.text, t.text, d.name, d.length FROM document d LEFT JOIN text t ON t.sha256 = d.text WHERE d.id = ?"
    row = connection.row(sql, (document_id,))
    if row is None:
        raise ProjectError("This document is no longer in the project. Choose another one.")
    stated, found, name, length = row
    if found is None or digest(found) != stated or len(found) != length:
        raise DamagedError(
            "The text of “{name}” is not the one that was imported: the file {file} is damaged. "
            "Open its newest backup, and keep the damaged file.",
            name=name,
            file=str(connection.path),
        )
    return str(found)


def layer(connection: Connection, layer_id: str) -> Layer:
    """Return one annotator's marks in one document, in the order of their making."""
    row = layer_row(connection, layer_id)
    _check_places(connection, row)
    with _without_collector():
        entities = tuple(map(rows.entity_of, _of_layer(connection, "entity", layer_id)))
        relations = tuple(map(rows.relation_of, _of_layer(connection, "relation", layer_id)))
        clusters = tuple(map(rows.cluster_of, _of_layer(connection, "cluster", layer_id)))
        comments = tuple(map(rows.comment_of, _of_layer(connection, "comment", layer_id)))
        events = _events(connection, layer_id)
    _check_pieces(connection, row, (*(item.spans for item in entities), *(item.trigger for item in events)))
    return Layer(row.annotator, row.state, entities, events, relations, clusters, comments, row.id, row.extra)


# Rows of a layer whose place is not in its text: beyond it, empty or backwards.
_OUTSIDE = """
SELECT 1 FROM {table} x JOIN layer l ON l.id = x.layer JOIN document d ON d.id = l.document
WHERE x.layer = ?1 AND NOT (0 <= x.start_offset AND x.start_offset < x.end_offset AND x.end_offset <= d.length)
"""
_ANY_OUTSIDE = " UNION ALL ".join(_OUTSIDE.format(table=table) for table in ("entity", "event")) + " LIMIT 1"


def _check_places(connection: Connection, layer: LayerRow) -> None:
    if connection.value(_ANY_OUTSIDE, (layer.id,)):
        raise _outside(connection, layer)


def _check_pieces(connection: Connection, layer: LayerRow, places: Iterable[Fragments]) -> None:
    """Check marks of several pieces, whose row states only where the first begins and the last ends."""
    ends = [span.end for spans in places if len(spans) > 1 for span in spans]
    if ends and max(ends) > connection.value("SELECT length FROM document WHERE id = ?", (layer.document_id,)):
        raise _outside(connection, layer)


def _outside(connection: Connection, layer: LayerRow) -> DamagedError:
    return DamagedError(
        "A mark of {annotator} in “{name}” lies outside the text: the file {file} is damaged. "
        "Open its newest backup, and keep the damaged file.",
        annotator=layer.annotator,
        name=connection.value("SELECT name FROM document WHERE id = ?", (layer.document_id,)),
        file=str(connection.path),
    )


def document(connection: Connection, document_id: str, annotator: str | None) -> Document:
    """Return a document with all layers, or with the one of `annotator`."""
    row = document_row(connection, document_id)
    layers = tuple(layer(connection, one.id) for one in row.layers if annotator is None or one.annotator == annotator)
    content = text(connection, document_id)
    return Document(row.id, row.name, content, layers, row.language, row.metadata, row.schema, row.extra)


def find(connection: Connection, table: str, key: str) -> Item | None:
    """Return one mark, cluster or comment, or None."""
    row = connection.row(f"SELECT id, {', '.join(COLUMNS[table])} FROM {table} WHERE id = ?", (key,))
    if row is None:
        return None
    if table == "event":
        sql = "SELECT id, role, target, extra FROM argument WHERE event = ? ORDER BY position, id"
        return rows.event_of(row, tuple(map(rows.argument_of, connection.rows(sql, (key,)))))
    return rows.READERS[table](row)


def layer_of(connection: Connection, table: str, key: str) -> str | None:
    """Return the id of the layer that a mark, cluster or comment is in, or None."""
    if table not in COLUMNS:
        raise ValueError(table)
    found: str | None = connection.value(f"SELECT layer FROM {table} WHERE id = ?", (key,))
    return found


_REFERRING = """
SELECT 'event', event FROM argument WHERE target = :id UNION SELECT 'relation', id FROM relation WHERE head = :id
UNION SELECT 'relation', id FROM relation WHERE tail = :id UNION SELECT 'comment', id FROM comment WHERE target = :id
"""


def referring(connection: Connection, key: str) -> list[tuple[str, str]]:
    """Return (table, id) of what points at a mark: events by an argument, relations, comments."""
    return [(table, found) for table, found in connection.rows(_REFERRING.replace(":id", "?1"), (key,))]


def members(connection: Connection, cluster_id: str) -> list[tuple[str, str]]:
    """Return (table, id) of the marks in a cluster."""
    sql = (
        "SELECT 'entity', id FROM entity WHERE cluster = ?1 UNION ALL SELECT 'event', id FROM event WHERE cluster = ?1"
    )
    return [(table, found) for table, found in connection.rows(sql, (cluster_id,))]


def find_cluster(connection: Connection, layer_id: str, name: str) -> str | None:
    """Return the id of a layer's cluster of that name, or None."""
    row = connection.row("SELECT id FROM cluster WHERE layer = ? AND name = ? LIMIT 1", (layer_id, name))
    return str(row[0]) if row else None


def find_document(connection: Connection, name: str) -> str | None:
    """Return the id of the document of that name, or None."""
    found: str | None = connection.value("SELECT id FROM document WHERE name = ? ORDER BY id", (name,))
    return found


def documents_with_text(connection: Connection, sha256: str) -> list[str]:
    """Return the ids of the documents whose text has this digest."""
    return [row[0] for row in connection.rows("SELECT id FROM document WHERE text = ? ORDER BY id", (sha256,))]


def has_any(connection: Connection, names: Iterable[str], texts: Iterable[str]) -> bool:
    """Say whether a document has one of these names, or a text with one of these digests."""
    sql = "SELECT EXISTS (SELECT 1 FROM json_each(?) one JOIN document d ON d.{column} = one.value)"
    wanted = (("name", names), ("text", texts))
    return any(connection.value(sql.format(column=name), (json.dumps([*values]),)) for name, values in wanted)


def annotators(connection: Connection) -> list[str]:
    """Return the names of those who have a layer or ever had one."""
    return [row[0] for row in connection.rows("SELECT name FROM annotator ORDER BY name")]


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector from walking over the many values that are being made: twice as fast."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _of_layer(connection: Connection, table: str, layer_id: str) -> Iterable[Row]:
    return connection.iterate(
        f"SELECT id, {', '.join(COLUMNS[table])} FROM {table} WHERE layer = ? ORDER BY id", (layer_id,)
    )


def _events(connection: Connection, layer_id: str) -> tuple[Event, ...]:
    arguments: dict[str, list[Argument]] = defaultdict(list)
    sql = (
        "SELECT a.event, a.id, a.role, a.target, a.extra FROM event e JOIN argument a ON a.event = e.id "
        "WHERE e.layer = ? ORDER BY a.event, a.position, a.id"
    )
    for event, *row in connection.iterate(sql, (layer_id,)):
        arguments[event].append(rows.argument_of(tuple(row)))
    found = _of_layer(connection, "event", layer_id)
    return tuple(rows.event_of(row, tuple(arguments.get(row[0], ()))) for row in found)


def _layer_row(row: Row) -> LayerRow:
    key, document_id, annotator, state, reason, batch, extra, *counts = row
    found = Counts() if counts[0] is None else _counts(*counts)
    return LayerRow(key, document_id, annotator, rows.state_of(state), found, reason, batch, rows.json_in(extra))


@lru_cache(maxsize=2**14)
def _counts(entities: int, events: int, relations: int, comments: int) -> Counts:
    """Return counts, which many layers share."""
    return Counts(entities, events, relations, comments)


def _document_row(row: Row, layers: tuple[LayerRow, ...]) -> DocumentRow:
    key, name, length, language, metadata, schema_name, extra, sha256 = row
    return DocumentRow(
        key, name, length, language, rows.json_in(metadata), schema_name, rows.json_in(extra), sha256, layers
    )
