"""Build documents from OneIE and TextEE lines: those of one document id follow each other and become one document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from annotator.domain.model import NO_EXTRA, Argument, Document, Entity, Event, Extra, Json, Layer, Relation
from annotator.domain.origin import STATED
from annotator.domain.span import Span
from annotator.formats import shapes
from annotator.formats.format import Finding, Read
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.json_rows import JsonRow, json_rows, refusing
from annotator.formats.mark_ids import MarkIds
from annotator.formats.offset_proof import KEPT, LEFT_OUT
from annotator.formats.rebuilt import NOTE, outside
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table
from annotator.formats.textee_lines import Unit, is_same, line_of, unit_of


def read_textee(path: Path, *, keeps: bool = False) -> Iterator[Read]:
    """Yield the documents of a file and what is to be said of it; `keeps` marks that do not fit the text."""
    unit = unit_of(path)
    if unit.name:
        message = "{file} counts its tokens in another way ({unit}): that fits all its {count} marks. It was read so."
        yield finding("warning", "unit", message, path.name, unit=unit.name, count=unit.count)
    for _, group in groupby(enumerate(json_rows(path)), key=lambda item: _document_id(*item)):
        rows: list[Table] = []
        for _, row in group:
            if isinstance(row, Finding):
                yield row
            else:
                rows.append(row.table)
        if rows:
            name = _name(rows[0], path)
            yield from refusing(path.name, name, _document(rows, name, path.name, _Reader(unit, keeps)))


def _document_id(number: int, row: JsonRow | Finding) -> str:
    stated = row.table.get("doc_id") if isinstance(row, JsonRow) else None
    return f"id {stated}" if isinstance(stated, (str, int)) else f"line {number}"


def _name(row: Table, path: Path) -> str:
    stated = row.get("doc_id") or row.get("sent_id") or row.get("wnd_id")
    return str(stated) if isinstance(stated, (str, int)) else path.name.split(".")[0]


def _document(rows: list[Table], name: str, file: str, reader: "_Reader") -> Iterator[Read]:
    shapes.check_name(name, "doc_id", "")
    for row in rows:
        reader.read(row)
    text = "".join(reader.parts)
    check_text(text)
    yield from ([finding("note", "rebuilt", NOTE, file, name)] if reader.is_rebuilt else [])
    yield from inspect_text(text, file, name)
    layer = reader.layer()
    yield from (refusal.finding(file, name) for refusal in reader.refusals)
    yield from (misfit.finding(file, name, "warning") for misfit in reader.kept)
    yield Document(name, name, text, (layer,), language=shapes.text_or_none(rows[0], "lang", ""))


@dataclass(slots=True)
class _Reader:
    """Reads the lines of one document; the links of a line are resolved when all its marks are known."""

    unit: Unit
    keeps: bool
    parts: list[str] = field(default_factory=list)
    is_rebuilt: bool = False
    kept: list[RefusedError] = field(default_factory=list)  # marks that do not fit and came in
    refusals: list[RefusedError] = field(default_factory=list)
    _tokens: list[Span] = field(default_factory=list)  # of the line being read
    _text: str = ""  # of the line being read
    _begin: int = 0  # of the line being read, in the document
    _length: int = 0
    _done: int = 0  # events whose arguments are linked
    _ids: MarkIds = field(default_factory=MarkIds)
    _stated: dict[str, str] = field(default_factory=dict)  # id in the line to id in the layer
    _entities: list[Entity] = field(default_factory=list)
    _events: list[tuple[Event, list[Table]]] = field(default_factory=list)
    _relations: list[tuple[str, str, list[Table]]] = field(default_factory=list)
    _linked: list[Relation] = field(default_factory=list)

    def read(self, row: Table) -> None:
        """Take in one line; raises RefusedError if it has no tokens."""
        self._take_text(row)
        self._stated = {}
        for mention in shapes.rows(row, "entity_mentions", ""):
            self._attempt(self._entity, mention)
        for mention in shapes.rows(row, "event_mentions", ""):
            self._attempt(self._event, mention)
        for mention in shapes.rows(row, "relation_mentions", ""):
            self._attempt(self._relation, mention)
        for at, (event, rows) in enumerate(self._events[self._done :], self._done):
            self._events[at] = (replace(event, arguments=tuple(self._arguments(event, rows))) if rows else event, [])
        self._done = len(self._events)
        self._linked += [found for key, kind, rows in self._relations if (found := self._link(key, kind, rows))]
        self._relations = []

    def layer(self) -> Layer:
        """Return the layer of all lines."""
        events = tuple(event for event, _ in self._events)
        return Layer("", entities=tuple(self._entities), events=events, relations=tuple(self._linked))

    def _take_text(self, row: Table) -> None:
        line = line_of(row)
        self.is_rebuilt = self.is_rebuilt or line.is_rebuilt
        if self.parts and not self.parts[-1][-1:].isspace():
            self._append("\n")
        self._tokens = [Span(token.start + self._length, token.end + self._length) for token in line.tokens]
        self._text, self._begin = line.text, self._length
        self._append(line.text)

    def _append(self, part: str) -> None:
        self.parts += [part] if part else []
        self._length += len(part)

    def _attempt(self, take: Callable[[Table], None], row: Table) -> None:
        try:
            take(row)
        except RefusedError as refusal:
            self.refusals.append(refusal)

    def _entity(self, row: Table) -> None:
        key = self._key(row, f"T{len(self._entities) + 1}")
        kind = shapes.name(row, "entity_type", key)
        subtype = shapes.name_or_none(row, "entity_subtype", key)
        span, extra = self._span(row, key)
        self._entities.append(Entity(key, kind, (span,), subtype, name=key, extra=extra))
        self._know(row, key)

    def _event(self, row: Table) -> None:
        key = self._key(row, f"E{len(self._events) + 1}")
        kind = shapes.name(row, "event_type", key)
        trigger, extra = self._span(shapes.table(row.get("trigger"), key, "trigger"), key)
        arguments = list(shapes.rows(row, "arguments", key))
        self._events.append((Event(key, kind, (trigger,), name=key, extra=extra), arguments))
        self._know(row, key)

    def _relation(self, row: Table) -> None:
        key = self._key(row, f"R{len(self._linked) + len(self._relations) + 1}")
        kind = shapes.name(row, "relation_type", key)
        self._relations.append((key, kind, list(shapes.rows(row, "arguments", key))))

    def _key(self, row: Table, otherwise: str) -> str:
        return self._ids.take(row.get("id"), otherwise)

    def _know(self, row: Table, key: str) -> None:
        self._stated.setdefault(str(row.get("id", key)), key)

    def _span(self, row: Table, mark: str) -> tuple[Span, Extra]:
        """Return the place of a mark, and what is to be remembered of one that is kept although it does not fit."""
        match (row.get("start"), row.get("end")):
            case (int(start), int(end)):
                first, last = self.unit.range_of(start, end)
                if not 0 <= first < last <= len(self._tokens):
                    raise outside(mark, first, last, len(self._tokens))
                span = Span(self._tokens[first].start, self._tokens[last - 1].end)
                return span, self._proven(row.get("text"), span, mark)
        raise shapes.wrong(mark, "start", "a token number")

    def _proven(self, stated: Json, span: Span, mark: str) -> Extra:
        found = self._text[span.start - self._begin : span.end - self._begin]
        if not isinstance(stated, str) or is_same(stated, found):
            return NO_EXTRA
        misfit = RefusedError(
            "surface",
            KEPT if self.keeps else LEFT_OUT,
            mark=mark,
            start=span.start,
            end=span.end,
            found=found[:80],
            stated=stated[:80],
        )
        if not self.keeps:
            raise misfit
        self.kept.append(misfit)
        return {STATED: stated}

    def _arguments(self, event: Event, rows: list[Table]) -> Iterator[Argument]:
        for row in rows:
            try:
                yield Argument(shapes.name(row, "role", event.id), self._end(row, event.id))
            except RefusedError as refusal:
                self.refusals.append(refusal)

    def _link(self, key: str, kind: str, rows: list[Table]) -> Relation | None:
        try:
            if len(rows) != 2:
                raise shapes.wrong(key, "arguments", "a list of two arguments")
            one, other = sorted(rows, key=lambda row: str(row.get("role")) in ("Arg-2", "Arg2", "arg2"))
            return Relation(key, kind, self._end(one, key), self._end(other, key), name=key)
        except RefusedError as refusal:
            self.refusals.append(refusal)
            return None

    def _end(self, row: Table, mark: str) -> str:
        stated = str(row.get("entity_id"))
        if stated not in self._stated:
            raise RefusedError(
                "dangling",
                "In {file}, document {document}, {id}: “{key}” points at {target}, which is not there or was left out. "
                "It was left out too.",
                mark=mark,
                key="entity_id",
                target=stated,
            )
        return self._stated[stated]
