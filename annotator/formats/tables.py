"""The marks of documents as rows of three tables, for spreadsheets and for programs; offsets are code points.

Nothing is put around right-to-left text: marks of direction would become part of what people copy. A cell that a
spreadsheet would run as a formula gets a ' in front, where the rows are made for spreadsheets.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.model import Attributes, Document, Entity, Event, Layer
from annotator.domain.span import Fragments, hull, surface
from annotator.formats.features import loss
from annotator.formats.format import Loss
from annotator.formats.losses import chosen_layers, unwritten

KEEPS = frozenset(
    {"entities", "nested", "crossing", "discontinuous", "sub-token", "same span", "subtypes", "events", "relations",
     "attributes", "clusters", "annotators"}
)  # fmt: skip
_TEXT = "The texts themselves are not written, only what is marked in them."
_WHERE = ("document", "annotator", "id", "type")
_PLACE = ("text", "start", "end", "spans")
HEADERS = {
    "entities": (*_WHERE, "subtype", *_PLACE, "cluster", "attributes"),
    "events": (
        *_WHERE, *_PLACE, "cluster", "attributes", "role", "argument_id", "argument_type", "argument_text",
    ),
    "relations": (
        *_WHERE, "head_id", "head_type", "head_text", "tail_id", "tail_type", "tail_text", "attributes",
    ),
}  # fmt: skip

Cell = str | int
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one document by table."""

    entities: tuple[Row, ...]
    events: tuple[Row, ...]
    relations: tuple[Row, ...]

    def of(self, table: str) -> tuple[Row, ...]:
        """Return the rows of the table of that name."""
        return {"entities": self.entities, "events": self.events, "relations": self.relations}[table]


def rows_of(document: Document, annotator: str | None, losses: list[Loss]) -> Rows:
    """Return the rows of the annotator's layer, or of all; what the tables have no place for is added to the losses."""
    layers = chosen_layers(document, annotator)
    losses.append(loss("text", document, "", (), _TEXT))
    losses.extend(unwritten(document, layers, KEEPS))
    sheets = [_Sheet(document, layer) for layer in layers]
    return Rows(
        tuple(row for sheet in sheets for row in sheet.entities()),
        tuple(row for sheet in sheets for row in sheet.events()),
        tuple(row for sheet in sheets for row in sheet.relations()),
    )


class _Sheet:
    def __init__(self, document: Document, layer: Layer) -> None:
        self._text = document.text
        self._layer = layer
        self._where = (document.name, layer.annotator)
        self._clusters = {cluster.id: cluster.name for cluster in layer.clusters}
        marks: Iterable[Entity | Event] = (*layer.entities, *layer.events)
        self._marks = {mark.id: mark for mark in marks}

    def entities(self) -> Iterator[Row]:
        for entity in self._layer.entities:
            about = (*self._where, entity.id, entity.type, entity.subtype or "", *self._place(entity.spans))
            yield (*about, self._cluster(entity), _json(entity.attributes))

    def events(self) -> Iterator[Row]:
        for event in self._layer.events:
            about = (*self._where, event.id, event.type, *self._place(event.trigger), self._cluster(event))
            about = (*about, _json(event.attributes))
            for argument in event.arguments:
                yield (*about, argument.role, *self._end(argument.target))
            if not event.arguments:
                yield (*about, "", "", "", "")

    def relations(self) -> Iterator[Row]:
        for relation in self._layer.relations:
            ends = (*self._end(relation.head), *self._end(relation.tail))
            yield (*self._where, relation.id, relation.type, *ends, _json(relation.attributes))

    def _place(self, spans: Fragments) -> tuple[Cell, ...]:
        whole = hull(spans)
        pieces = ";".join(f"{span.start}-{span.end}" for span in spans)
        return (surface(self._text, spans), whole.start, whole.end, pieces)

    def _end(self, key: str | None) -> tuple[str, str, str]:
        mark = self._marks.get(key or "")
        if mark is None:
            return (key or "", "", "")
        spans = mark.spans if isinstance(mark, Entity) else mark.trigger
        return (mark.id, mark.type, surface(self._text, spans))

    def _cluster(self, mark: Entity | Event) -> str:
        return "" if mark.cluster is None else self._clusters.get(mark.cluster, mark.cluster)


def _json(attributes: Attributes) -> str:
    return json.dumps(dict(attributes), ensure_ascii=False) if attributes else ""


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet may run the text: also behind blanks and invisible characters, and in wide forms."""
    if text.startswith(("\t", "\r", "\n")):
        return True
    first = next((c for c in text if not c.isspace() and unicodedata.category(c)[0] != "C"), "")
    return unicodedata.normalize("NFKC", first)[:1] in ("=", "+", "-", "@", "\u2212") if first else False


def guarded(cell: Cell) -> Cell:
    """Return the cell with a ' in front if a spreadsheet may run it."""
    return f"'{cell}" if isinstance(cell, str) and is_formula(cell) else cell
