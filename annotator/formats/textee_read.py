"""Build documents from OneIE and TextEE lines: those of one document id follow each other and become one document.

Tokens are looked for in the line's text one after the other; where it has none, or other ones, it is rebuilt from them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from annotator.domain.model import Argument, Document, Entity, Event, Json, Layer, Relation
from annotator.domain.span import Span, surface
from annotator.formats import shapes
from annotator.formats.format import Finding, Read
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.json_rows import JsonRow, json_rows, refusing
from annotator.formats.mark_ids import MarkIds
from annotator.formats.rebuilt import NOTE, outside, rebuild
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table


def read_textee(path: Path) -> Iterator[Read]:
    """Yield the documents of a file and what is to be said of it."""
    for _, group in groupby(enumerate(json_rows(path)), key=lambda item: _document_id(*item)):
        rows: list[Table] = []
        for _, row in group:
            if isinstance(row, Finding):
                yield row
            else:
                rows.append(row.table)
        if rows:
            name = _name(rows[0], path)
            yield from refusing(path.name, name, _document(rows, name, path.name))


def _document_id(number: int, row: JsonRow | Finding) -> str:
    stated = row.table.get("doc_id") if isinstance(row, JsonRow) else None
    return f"id {stated}" if isinstance(stated, (str, int)) else f"line {number}"


def _name(row: Table, path: Path) -> str:
    stated = row.get("doc_id") or row.get("sent_id") or row.get("wnd_id")
    return str(stated) if isinstance(stated, (str, int)) else path.name.split(".")[0]


def _document(rows: list[Table], name: str, file: str) -> Iterator[Read]:
    shapes.check_name(name, "doc_id", "")
    reader = _Reader()
    for row in rows:
        reader.read(row)
    text = "".join(reader.parts)
    check_text(text)
    yield from ([finding("note", "rebuilt", NOTE, file, name)] if reader.is_rebuilt else [])
    yield from inspect_text(text, file, name)
    layer = reader.layer()
    yield from (refusal.finding(file, name) for refusal in reader.refusals)
    yield Document(name, name, text, (layer,), language=shapes.text_or_none(rows[0], "lang", ""))


@dataclass(slots=True)
class _Reader:
    """Reads the lines of one document; the links of a line are resolved when all its marks are known."""

    parts: list[str] = field(default_factory=list)
    is_rebuilt: bool = False
    refusals: list[RefusedError] = field(default_factory=list)
    _tokens: list[Span] = field(default_factory=list)  # of the line being read
    _length: int = 0
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
        self._events = [
            (replace(event, arguments=tuple(self._arguments(event, rows))) if rows else event, [])
            for event, rows in self._events
        ]
        self._linked += [found for key, kind, rows in self._relations if (found := self._link(key, kind, rows))]
        self._relations = []

    def layer(self) -> Layer:
        """Return the layer of all lines."""
        events = tuple(event for event, _ in self._events)
        return Layer("", entities=tuple(self._entities), events=events, relations=tuple(self._linked))

    def _take_text(self, row: Table) -> None:
        words = row.get("tokens")
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise shapes.wrong("", "tokens", "a list of texts that are not empty")
        tokens = [word for word in words if isinstance(word, str)]
        text = row.get("text", row.get("sentence"))
        found = _stand_in(text, tokens) if isinstance(text, str) else None
        if found is None or not isinstance(text, str):
            rebuilt = rebuild([tokens])
            text, found, self.is_rebuilt = rebuilt.text, list(rebuilt.tokens), True
        if self.parts and not self.parts[-1][-1:].isspace():
            self._append("\n")
        self._tokens = [Span(token.start + self._length, token.end + self._length) for token in found]
        self._append(text)

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
        self._entities.append(Entity(key, kind, (self._span(row, key),), subtype, name=key))
        self._know(row, key)

    def _event(self, row: Table) -> None:
        key = self._key(row, f"E{len(self._events) + 1}")
        kind = shapes.name(row, "event_type", key)
        trigger = self._span(shapes.table(row.get("trigger"), key, "trigger"), key)
        arguments = list(shapes.rows(row, "arguments", key))
        self._events.append((Event(key, kind, (trigger,), name=key), arguments))
        self._know(row, key)

    def _relation(self, row: Table) -> None:
        key = self._key(row, f"R{len(self._linked) + len(self._relations) + 1}")
        kind = shapes.name(row, "relation_type", key)
        self._relations.append((key, kind, list(shapes.rows(row, "arguments", key))))

    def _key(self, row: Table, otherwise: str) -> str:
        return self._ids.take(row.get("id"), otherwise)

    def _know(self, row: Table, key: str) -> None:
        self._stated.setdefault(str(row.get("id", key)), key)

    def _span(self, row: Table, mark: str) -> Span:
        match (row.get("start"), row.get("end")):
            case (int(first), int(last)):
                if not 0 <= first < last <= len(self._tokens):
                    raise outside(mark, first, last, len(self._tokens))
                span = Span(self._tokens[first].start, self._tokens[last - 1].end)
                self._prove(row.get("text"), span, mark)
                return span
        raise shapes.wrong(mark, "start", "a token number")

    def _prove(self, stated: Json, span: Span, mark: str) -> None:
        found = surface("".join(self.parts), (span,))
        if isinstance(stated, str) and "".join(stated.split()) != "".join(found.split()):
            raise RefusedError(
                "surface",
                "In {file}, document {document}, {id}: at {start} to {end} the text says “{found}”, the file "
                "“{stated}”. The mark was left out; correct its offsets.",
                mark=mark,
                start=span.start,
                end=span.end,
                found=found[:80],
                stated=stated[:80],
            )

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


def _stand_in(text: str, tokens: list[str]) -> list[Span] | None:
    """Return where the tokens stand in the text one after the other, None if they do not."""
    found: list[Span] = []
    at = 0
    for token in tokens:
        start = text.find(token, at)
        if start < 0 or any(character.isalnum() for character in text[at:start]):
            return None
        at = start + len(token)
        found.append(Span(start, at))
    return found
