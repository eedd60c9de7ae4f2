"""Build a document from one DyGIE++ line; a mark that cannot be placed is left out and named."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from annotator.domain.model import Extra, Json
from annotator.domain.span import Span
from annotator.formats import shapes
from annotator.formats.format import Read
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.layer_draft import UNTYPED, EventDraft, LayerDraft, document
from annotator.formats.rebuilt import NOTE, Rebuilt, rebuild
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table

Match = Callable[[Json, str], None]


def read_line(table: Table, otherwise: str, file: str) -> Iterator[Read]:
    """Yield the document of one line and what is to be said of it; raises RefusedError for another shape."""
    name = shapes.name_or_none(table, "doc_key", "") or otherwise
    sentences = [_words(sentence) for sentence in _list(table, "sentences")]
    rebuilt = _own_text(table, sentences) or rebuild(sentences)
    check_text(rebuilt.text)
    reader = _Reader(rebuilt)
    draft = reader.draft(table)
    layer = draft.layer()
    if "_text" not in table:
        yield finding("note", "rebuilt", NOTE, file, name)
    yield from inspect_text(rebuilt.text, file, name)
    yield from (refusal.finding(file, name) for refusal in reader.refusals)
    if draft.untyped:
        yield finding("note", "untyped", UNTYPED, file, name, count=draft.untyped)
    yield document(name, rebuilt.text, layer, rebuilt.extra)


def _own_text(table: Table, sentences: list[list[str]]) -> Rebuilt | None:
    """Return the text that stands beside the tokens, if every token stands in it where it should."""
    text, places = table.get("_text"), table.get("_tokens")
    words = [word for sentence in sentences for word in sentence]
    if not isinstance(text, str) or not isinstance(places, list) or len(places) != len(words):
        return None
    tokens: list[Span] = []
    for word, place in zip(words, places, strict=True):
        match place:
            case [int(start), int(end)] if 0 <= start < end <= len(text) and text[start:end] == word:
                tokens.append(Span(start, end))
            case _:
                return None
    extra: Extra = {}
    return Rebuilt(text, tuple(tokens), extra)


@dataclass(slots=True)
class _Reader:
    """Reads the lists of marks of one line."""

    rebuilt: Rebuilt
    refusals: list[RefusedError] = field(default_factory=list)

    def draft(self, table: Table) -> LayerDraft:
        draft = LayerDraft()
        self._each(table, "ner", lambda row, mark: draft.entities.append(self._entity(row, mark)))
        self._each(table, "relations", lambda row, mark: draft.relations.append(self._relation(row, mark)))
        self._each(table, "events", lambda row, mark: draft.events.append(self._event(row, mark)))
        for key, clusters in (("clusters", draft.clusters), ("event_clusters", draft.event_clusters)):
            for at, members in enumerate(_list(table, key), 1):
                try:
                    clusters.append([self._member(member, f"{key} {at}") for member in _rows(members, key)])
                except RefusedError as refusal:
                    self.refusals.append(refusal)
        return draft

    def _each(self, table: Table, key: str, take: Match) -> None:
        for number, sentence in enumerate(_list(table, key), 1):
            for at, row in enumerate(_rows(sentence, key), 1):
                try:
                    take(row, f"{key} {number}.{at}")
                except RefusedError as refusal:
                    self.refusals.append(refusal)

    def _span(self, first: int, last: int, mark: str) -> Span:
        return self.rebuilt.covered(first, last + 1, mark)

    def _entity(self, row: Json, mark: str) -> tuple[str, Span]:
        match row:
            case [int(first), int(last), str(kind), *_]:
                return kind, self._span(first, last, mark)
        raise shapes.wrong(mark, "ner", "a list [first token, last token, label]")

    def _relation(self, row: Json, mark: str) -> tuple[str, Span, Span]:
        match row:
            case [int(first), int(last), int(other), int(end), str(kind), *_]:
                return kind, self._span(first, last, mark), self._span(other, end, mark)
        raise shapes.wrong(mark, "relations", "a list of four token numbers and a label")

    def _event(self, row: Json, mark: str) -> EventDraft:
        match row:
            case [[int(first), str(kind), *_], *arguments]:
                draft = EventDraft(kind, self._span(first, first, mark))
            case [[int(first), int(last), str(kind), *_], *arguments]:
                draft = EventDraft(kind, self._span(first, last, mark))
            case _:
                raise shapes.wrong(mark, "events", "a list [[trigger token, type], [first token, last token, role] …]")
        for argument in arguments:
            role, span = self._entity(argument, mark)
            draft.fillers.append((role, span))
        return draft

    def _member(self, row: Json, mark: str) -> Span:
        match row:
            case [int(first), int(last), *_]:
                return self._span(first, last, mark)
        raise shapes.wrong(mark, "clusters", "a list [first token, last token]")


def _list(table: Table, key: str) -> list[Json]:
    return _rows(table.get(key) or [], key)


def _rows(value: Json, key: str) -> list[Json]:
    if not isinstance(value, list):
        raise shapes.wrong("", key, "a list of lists")
    return value


def _words(value: Json) -> list[str]:
    words = [word for word in _rows(value, "sentences") if isinstance(word, str)]
    if not isinstance(value, list) or len(words) != len(value):
        raise shapes.wrong("", "sentences", "a list of lists of texts")
    return words
