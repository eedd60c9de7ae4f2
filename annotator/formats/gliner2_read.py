"""Build documents from GLiNER2 examples; strings are found as runs of the trainer's own tokens, as it does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.model import AttributeValue, Json
from annotator.domain.span import Span
from annotator.formats import shapes
from annotator.formats.charset import join_line_ends
from annotator.formats.format import Read
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.json_rows import read_together, refusing
from annotator.formats.layer_draft import UNTYPED, EventDraft, LayerDraft, document
from annotator.formats.offset_proof import Fitting, Sheet, StatedMark, findings, fit_file, unit_finding
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table
from annotator.formats.splitters import gliner2

PLACES = 200_000  # a few strings may stand in all places of a long text, each in each
KNOWN = frozenset({"entities", "relations", "json_structures", "record_metadata"})


@dataclass(slots=True)
class _Place:
    """A mention as it is stated: `key` of a span form, or the string."""

    key: str = ""
    text: str = ""


@dataclass(slots=True)
class _Mentions:
    """All that one example states of places, before it is proven."""

    stated: list[StatedMark] = field(default_factory=list)

    def place(self, value: Json, where: str) -> _Place:
        if isinstance(value, str):
            return _Place(text=value)
        row = shapes.table(value, where, "text, start, end")
        text = shapes.text(row, "text", where)
        match (row.get("start"), row.get("end")):
            case (int(start), int(end)):
                key = f"{where} {len(self.stated) + 1}"
                self.stated.append(StatedMark(key, ((start, end),), join_line_ends(text)))
                return _Place(key=key, text=text)
        return _Place(text=text)


def read_examples(path: Path, *, keeps: bool = False) -> Iterator[Read]:
    """Yield the documents of a file and what is to be said of it; `keeps` mentions that do not fit the text.

    Offsets are proven over the whole file. Raises InputError if the file cannot be read.
    """
    items = list(read_together(path, lambda row, name: _Reader(row.table, path.name, name)))
    readers = [item for item in items if isinstance(item, _Reader)]
    fittings = fit_file([reader.sheet for reader in readers], keeps=keeps)
    yield from unit_finding(fittings, path.name)
    waiting = iter(fittings)
    for item in items:
        if isinstance(item, _Reader):
            yield from refusing(path.name, item.name, item.document(next(waiting)))
        else:
            yield item


class _Reader:
    """Reads one example: first all places, then their proof, then the marks."""

    def __init__(self, table: Table, file: str, name: str) -> None:
        text = shapes.text(table, "input", "")
        check_text(text)
        output = shapes.table(table.get("output", {}), "", "output")
        self._text = join_line_ends(text)
        self._file, self.name = file, name
        self._output = output
        self._mentions = _Mentions()
        self._entities = [
            (kind, self._mentions.place(value, kind))
            for kind, values in shapes.table(output.get("entities") or {}, "", "entities").items()
            for value in _listed(values)
        ]
        self._relations = [item for row in shapes.rows(output, "relations", "") for item in row.items()]
        self._structures = [item for row in shapes.rows(output, "json_structures", "") for item in row.items()]
        self._anchors = shapes.table(output.get("record_metadata") or {}, "", "record_metadata")
        self._ends = [self._fields(kind, value) for kind, value in self._relations]
        self._records = [self._fields(kind, value) for kind, value in self._structures]
        self.sheet = Sheet(text, self._mentions.stated)
        self._tokens: list[Span] | None = None
        self._starts: dict[str, list[int]] = {}
        self._places = 0  # at which strings were found
        self._lost: list[str] = []

    def document(self, fitting: Fitting) -> Iterator[Read]:
        """Yield the document whose mentions stand as proven, and what is to be said of it."""
        yield from inspect_text(self._text, self._file, self.name)
        self._spans = {key: spans[0] for key, spans in fitting.spans.items()}
        yield from findings(fitting, self._mentions.stated, self._file, self.name)
        draft = LayerDraft(stated={self._spans[key]: stated for key, stated in fitting.kept.items()})
        for key in fitting.spans.keys() - fitting.kept.keys():  # who stands there as stated is no problem
            draft.stated.pop(self._spans[key], None)
        for kind, place in self._entities:
            draft.entities += [(kind, span) for span in self._found(place)]
        for (kind, _), fields in zip(self._relations, self._ends, strict=True):
            self._relation(kind, fields, draft)
        for (kind, value), fields in zip(self._structures, self._records, strict=True):
            self._event(kind, value, fields, draft)
        layer = draft.layer()
        yield from self._remarks(draft)
        beyond = shapes.beyond(self._output, KNOWN)
        yield document(self.name, self._text, layer, {"gliner2": dict(beyond)} if beyond else None)

    def _remarks(self, draft: LayerDraft) -> Iterator[Read]:
        if draft.untyped:
            yield finding("note", "untyped", UNTYPED, self._file, self.name, count=draft.untyped)
        if self._lost:
            message = "In {file}, document {document}, {count} mentions or records do not stand in the text ({ids})."
            ids = ", ".join(text[:40] for text in self._lost[:10])
            yield finding("error", "not found", message, self._file, self.name, count=len(self._lost), ids=ids)

    def _fields(self, kind: str, value: Json) -> list[tuple[str, list[_Place]]]:
        fields = shapes.table(value, kind, kind)
        return [
            (name, [self._mentions.place(item, kind) for item in _listed(stated)])
            for name, stated in fields.items()
            if not _is_choice(stated)
        ]

    def _relation(self, kind: str, fields: list[tuple[str, list[_Place]]], draft: LayerDraft) -> None:
        if len(fields) != 2:
            raise RefusedError(
                "shape", "In {file}, document {document}, the relation {id} does not have two fields.", mark=kind
            )
        named = dict(fields)
        order = ("head", "tail") if set(named) == {"head", "tail"} else tuple(named)
        ends = [self._first(place) for name in order for place in named[name][:1]]
        if len(ends) == 2 and ends[0] and ends[1]:
            draft.relations.append((kind, ends[0], ends[1]))

    def _event(self, kind: str, value: Json, fields: list[tuple[str, list[_Place]]], draft: LayerDraft) -> None:
        stated = shapes.table(self._anchors.get(kind) or {}, kind, "record_metadata")
        anchor = stated.get("anchor") or (fields[0][0] if fields else "")
        triggers = [span for name, places in fields if name == anchor for span in map(self._first, places) if span]
        if not triggers:
            self._lost.append(kind)
            return
        fillers = [
            (name, span)
            for name, places in fields
            if name != anchor
            for span in map(self._first, places)
            if span is not None
        ]
        attributes: dict[str, AttributeValue] = {}
        for name, choice in shapes.table(value, kind, kind).items():
            if isinstance(choice, dict) and _is_choice(choice) and isinstance(known := choice["value"], str):
                attributes[name] = known
        draft.events.append(EventDraft(kind, triggers[0], fillers, attributes))

    def _first(self, place: _Place) -> Span | None:
        return next(iter(self._found(place)), None)

    def _found(self, place: _Place) -> list[Span]:
        """Return where a mention stands: one place of a span form, every one of a string."""
        if place.key:
            return [self._spans[place.key]] if place.key in self._spans else []
        found = self._runs(place.text) if place.text.strip() else []
        if place.text.strip() and not found:
            self._lost.append(place.text)
        return found

    def _runs(self, mention: str) -> list[Span]:
        if self._tokens is None:
            self._tokens = gliner2(self._text)
            self._words = [self._text[token.start : token.end].lower() for token in self._tokens]
            for at, word in enumerate(self._words):
                self._starts.setdefault(word, []).append(at)
        wanted = [mention[token.start : token.end].lower() for token in gliner2(mention)]
        found = [
            Span(self._tokens[at].start, self._tokens[at + len(wanted) - 1].end)
            for at in (self._starts.get(wanted[0], []) if wanted else [])
            if self._words[at : at + len(wanted)] == wanted
        ]
        self._places += len(found)
        if self._places > PLACES:
            message = (
                "In {file}, document {document}, words without offsets stand in more than {limit} places together. "
                "Export it again with offsets, or split the text."
            )
            raise RefusedError("size", message, limit=PLACES)
        return found


def _listed(value: Json) -> list[Json]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if item is not None and item != ""]


def _is_choice(value: Json) -> bool:
    return isinstance(value, dict) and "value" in value and "choices" in value
