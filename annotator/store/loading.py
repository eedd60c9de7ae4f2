"""Loading: put many new documents with their layers into the project at once, written and journaled table by table.

A document that is new has layers that are new, so nothing is looked up and nothing is there to be replaced: what the
triggers would find out row by row - journal, counts, tally, next names - is known beforehand. They cost several times
the rows themselves, so they are away meanwhile, as in a sweep.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from annotator.domain.model import Cluster, Comment, Document, Entity, Event, Layer, Relation
from annotator.store import tally
from annotator.store.connection import Connection, Row
from annotator.store.documents import digest_of, ensure_annotator
from annotator.store.ids import derived_id, new_id, new_ids
from annotator.store.journal import image_of, insert_triggers
from annotator.store.migrations import columns
from annotator.store.rows import json_out, spans_out
from annotator.store.sweep import without_triggers

_NUMBERED = re.compile(r"([A-Z]+)([1-9][0-9]{0,14})", re.ASCII)
_EMPTY = {None: "NULL", "{}": "'{}'", "": "''"}  # as literals
_IN_ORDER = ("document", "layer", "cluster", "entity", "event", "argument", "relation", "comment")


def is_plain(document: Document) -> bool:
    """Say whether a document can be loaded: each annotator has one layer, and every mark a name of its own."""
    if len({layer.annotator for layer in document.layers}) < len(document.layers):
        return False
    return all(_is_named(layer) for layer in document.layers)


def _is_named(layer: Layer) -> bool:
    for items in (layer.entities, layer.events, layer.relations, layer.clusters, layer.comments):
        keys = {item.id for item in items}
        if len(keys) < len(items) or "" in keys:
            return False
    return True


def load(connection: Connection, documents: Iterable[Document]) -> list[str]:
    """Put in documents whose names are free, with fresh keys for all that is in them; return those of the documents.

    The ids of marks become their names if they have none. Every document must be `is_plain`, its marks inside its
    text. Raises InputError for a text that cannot be.
    """
    loading = _Loading(connection)
    keys = [loading.add(document) for document in documents]
    loading.write()
    return keys


class _Loading:
    """The rows of one load, by table, all columns in the table's order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._texts: list[Row] = []
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        self._counts: list[Row] = []
        self._names: list[Row] = []
        self._tally: Counter[tally.Key] = Counter()
        self._annotators: dict[str, str] = {}

    def add(self, document: Document) -> str:
        digest, key = digest_of(document.name, document.text), new_id()
        self._texts.append((digest, document.text))
        about = (document.language, json_out(document.metadata), document.schema, json_out(document.extra))
        self._rows["document"].append((key, document.name, digest, len(document.text), *about))
        for layer in document.layers:
            self._add_layer(key, layer)
        return key

    def _add_layer(self, document: str, layer: Layer) -> None:
        annotator = self._annotator(layer.annotator)
        key = derived_id("layer", document, annotator)
        self._rows["layer"].append((key, document, annotator, layer.state.value, "", None, json_out(layer.extra)))
        marks = (layer.clusters, layer.entities, layer.events, layer.relations, layer.comments)
        old = [item.id for items in marks for item in items]
        made = _Made(key, dict(zip(old, new_ids(len(old)), strict=True)))
        for table, items in zip(("cluster", "entity", "event", "relation", "comment"), marks, strict=True):
            if items:
                self._rows[table] += map(getattr(made, table), items)
        for event in layer.events:
            self._rows["argument"] += made.arguments(event)
        self._count(key, layer)

    def _annotator(self, name: str) -> str:
        if name not in self._annotators:
            self._annotators[name] = ensure_annotator(self._connection, name)
        return self._annotators[name]

    def _count(self, key: str, layer: Layer) -> None:
        counts = len(layer.entities), len(layer.events), len(layer.relations), len(layer.comments)
        self._counts.append((key, *counts))
        last: dict[str, int] = {}
        for items in (layer.clusters, layer.entities, layer.events, layer.relations, layer.comments):
            for prefix, number in filter(None, [_numbered(item.name or item.id) for item in items]):
                last[prefix] = max(last.get(prefix, 0), number)
        self._names += ((key, prefix, number) for prefix, number in last.items())

    def write(self) -> None:
        """Write all rows, what is referred to first."""
        connection = self._connection
        triggers = {name: sql for table in _IN_ORDER for name, sql in insert_triggers(connection, table)}
        with without_triggers(connection, triggers):
            connection.execute_many("INSERT INTO text (sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING", self._texts)
            for table in _IN_ORDER:
                self._write_table(table)
            connection.execute_many("INSERT INTO layer_count VALUES (?, ?, ?, ?, ?)", self._counts)
            connection.execute_many("INSERT INTO name_counter VALUES (?, ?, ?)", self._names)
        tally.shift(connection, self._tallied())

    def _write_table(self, table: str) -> None:
        rows = self._rows[table]
        if not rows:
            return
        names = columns(self._connection, table)
        self._connection.execute_many(*_insertion(table, rows))
        self._connection.execute(
            "INSERT INTO row_change (change, table_name, row_id, before, after) "
            f"SELECT (SELECT number FROM current_change), '{table}', x.id, NULL, {image_of(names, 'x.')} "
            f"FROM json_each(?) fresh CROSS JOIN main.{table} x ON x.id = fresh.value",
            (json.dumps([row[0] for row in rows]),),
        )

    def _tallied(self) -> Counter[tally.Key]:
        found: Counter[tally.Key] = Counter()
        for (kind, subtype, attributes), marks in Counter(map(itemgetter(3, 4, 8), self._rows["entity"])).items():
            found["entity", kind, subtype or "", attributes] += marks
        found.update(("event", row[3], "", row[7]) for row in self._rows["event"])
        found.update(("relation", row[3], "", row[6]) for row in self._rows["relation"])
        kinds = {row[0]: row[3] for row in self._rows["event"]}
        found.update(("argument", kinds[row[1]], row[2], "") for row in self._rows["argument"])
        return found


def _insertion(table: str, rows: Sequence[Row]) -> tuple[str, Iterable[Row]]:
    """Return the statement that inserts rows, and the values it takes.

    What is empty in every row is part of the statement, for each value that is bound costs a tenth of the row.
    """
    by_column = [*zip(*rows, strict=True)]
    places = [_EMPTY[values[0]] if _is_empty(values) else "?" for values in by_column]
    bound = [values for values, place in zip(by_column, places, strict=True) if place == "?"]
    return f"INSERT INTO {table} VALUES ({', '.join(places)})", zip(*bound, strict=True)


def _is_empty(values: Sequence[object]) -> bool:
    first = values[0]
    return first in _EMPTY and values.count(first) == len(values)


class _Made:
    """Makes the rows of one layer, every id replaced by its key."""

    def __init__(self, layer: str, keys: Mapping[str, str]) -> None:
        self._layer, self._keys = layer, keys

    def _key(self, old: str | None) -> str | None:
        return old and self._keys.get(old, old)

    def cluster(self, item: Cluster) -> Row:
        return self._keys[item.id], self._layer, item.name, "{}"

    def entity(self, item: Entity) -> Row:
        about = (self._keys[item.id], self._layer, item.name or item.id, item.type, item.subtype)
        rest = (json_out(item.attributes), self._key(item.cluster), json_out(item.extra))
        return (*about, *spans_out(item.spans), *rest)

    def event(self, item: Event) -> Row:
        places = (*spans_out(item.trigger), json_out(item.attributes), self._key(item.cluster), json_out(item.extra))
        return (self._keys[item.id], self._layer, item.name or item.id, item.type, *places)

    def arguments(self, event: Event) -> Iterable[Row]:
        key = self._keys[event.id]
        for position, item in enumerate(event.arguments):
            yield new_id(), key, item.role, self._key(item.target), position, json_out(item.extra)

    def relation(self, item: Relation) -> Row:
        ends = self._key(item.head), self._key(item.tail)
        rest = (*ends, json_out(item.attributes), json_out(item.extra))
        return (self._keys[item.id], self._layer, item.name or item.id, item.type, *rest)

    def comment(self, item: Comment) -> Row:
        said = (item.author, item.at, item.text, int(item.resolved), self._key(item.parent), json_out(item.extra))
        return (self._keys[item.id], self._layer, item.name or item.id, self._key(item.target), *said)


@lru_cache(maxsize=2**16)
def _numbered(name: str) -> tuple[str, int] | None:
    found = _NUMBERED.fullmatch(name)
    return (found[1], int(found[2])) if found else None
