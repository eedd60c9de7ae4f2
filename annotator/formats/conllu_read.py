"""Read one document of a CoNLL-U file: its text, and the entities that the brackets in MISC state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from annotator.domain.model import Cluster, Entity, Json, Layer
from annotator.domain.span import Span
from annotator.formats import safe_json
from annotator.formats.conllu_align import place_words
from annotator.formats.conllu_attributes import Bracket, brackets, unescape_blanks, unescape_name
from annotator.formats.conllu_lines import Sentence, Token
from annotator.formats.refusal import RefusedError

SHEET = "annotator::document"


@dataclass(slots=True)
class Text:
    """The text of a document, where each word stands, and in how many sentences it is not what the words say."""

    text: str = ""
    words: list[tuple[Span | None, Mapping[str, str]]] = field(default_factory=list)
    rebuilt: int = 0
    aligned: int = 0


def read_text(sentences: Sequence[Sentence]) -> Text:
    """Return the text: word by word where the file states the blanks, else the stated text of each sentence."""
    is_exact = SHEET in sentences[0].comments or any(
        "SpacesAfter" in token.misc for sentence in sentences for token in sentence.tokens
    )
    found = Text()
    parts: list[str] = []
    at = 0
    for number, sentence in enumerate(sentences):
        built = "".join(_with_blanks(sentence, is_first=not number))
        piece = built
        if not is_exact:
            is_paragraph = any(name.split()[0] in ("newpar", "newdoc") for name in sentence.comments if name.strip())
            gap = ("\n\n" if is_paragraph else "\n") if number else ""
            piece = gap + (sentence.text or built.strip())
        found.rebuilt += not is_exact and not sentence.text
        _place(found, sentence, piece, at)
        parts.append(piece)
        at += len(piece)
    found.text = "".join(parts)
    return found


def _with_blanks(sentence: Sentence, *, is_first: bool) -> Iterator[str]:
    for number, token in enumerate(sentence.tokens):
        if is_first and not number:
            yield unescape_blanks(token.misc.get("SpacesBefore", ""))
        yield token.form
        after = token.misc.get("SpacesAfter")
        if after is not None:
            yield unescape_blanks(after)
        elif token.misc.get("SpaceAfter") != "No":
            yield " "


def _place(found: Text, sentence: Sentence, piece: str, at: int) -> None:
    spans = place_words([token.form for token in sentence.tokens], piece)
    is_plain = True
    for token, span in zip(sentence.tokens, spans, strict=True):
        if span is None or piece[span.start : span.end] != token.form:
            is_plain = False
        found.words += _words(token, span, piece, at)
    found.aligned += not is_plain


def _words(token: Token, span: Span | None, piece: str, at: int) -> Iterator[tuple[Span | None, Mapping[str, str]]]:
    if span is None:
        yield from ((None, word.misc) for word in token.words)
        return
    inner = place_words([word.form for word in token.words], piece[span.start : span.end])
    for word, place in zip(token.words, inner, strict=True):
        start, end = (place.start, place.end) if place else (0, span.end - span.start)
        yield Span(at + span.start + start, at + span.start + end), word.misc


@dataclass(slots=True)
class _Mention:
    type: str
    key: str
    other: dict[str, str]
    pieces: int
    spans: list[Span] = field(default_factory=list)


class EntityReader:
    """Collects the entities of one document word by word."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._fields = fields
        self._open: dict[tuple[str, int, int], list[tuple[_Mention, Span | None]]] = {}
        self._mentions: list[_Mention] = []
        self.refusals: list[RefusedError] = []

    def take(self, span: Span | None, misc: Mapping[str, str]) -> None:
        """Add the brackets of one word."""
        for bracket in brackets(misc.get("Entity", ""), self._fields):
            place = (bracket.key, bracket.piece, bracket.pieces)
            if bracket.opens:
                self._open.setdefault(place, []).append((self._mention(bracket), span))
            if bracket.closes:
                waiting = self._open.get(place)
                if not waiting:
                    self._refuse(bracket.key)
                    continue
                mention, first = waiting.pop()
                if first is None or span is None:
                    self._refuse(bracket.key)
                else:
                    mention.spans.append(Span(first.start, max(first.end, span.end)))

    def layer(self, annotator: str) -> Layer:
        """Return the layer with all entities that were closed."""
        for (key, _, _), waiting in self._open.items():
            for _ in waiting:
                self._refuse(key)
        whole = [mention for mention in self._mentions if len(mention.spans) == mention.pieces]
        sizes: dict[str, int] = {}
        for mention in whole:
            sizes[mention.key] = sizes.get(mention.key, 0) + 1
        taken = {mention.other["id"] for mention in whole if mention.other.get("id")}
        entities: list[Entity] = []
        for mention in whole:
            entity = self._entity(mention, sizes[mention.key], taken)
            entities += [entity] if entity else []
        used = dict.fromkeys(entity.cluster for entity in entities if entity.cluster is not None)
        return Layer(annotator, entities=tuple(entities), clusters=tuple(Cluster(name, name) for name in used))

    def _mention(self, bracket: Bracket) -> _Mention:
        other = dict(part.split(":", 1) for part in bracket.other.split(",") if ":" in part)
        other = {name: unescape_name(value) for name, value in other.items()}
        if bracket.piece > 1:
            for mention in reversed(self._mentions):
                is_same = mention.key == bracket.key and mention.pieces == bracket.pieces
                if is_same and mention.other.get("id") == other.get("id") and len(mention.spans) < mention.pieces:
                    return mention
        mention = _Mention(bracket.type, bracket.key, other, bracket.pieces)
        self._mentions.append(mention)
        return mention

    def _entity(self, mention: _Mention, size: int, taken: set[str]) -> Entity | None:
        spans = sorted(mention.spans)
        if any(after.start < before.end for before, after in pairwise(spans)):
            self._refuse(mention.key)
            return None
        key = mention.other.get("id") or next(name for n in range(1, 10**9) if (name := f"T{n}") not in taken)
        taken.add(key)
        has_names = self._fields != () or size > 1
        cluster = mention.other.get("cluster") or (mention.key if size > 1 and has_names and self._has_ids() else None)
        return Entity(key, mention.type, tuple(spans), cluster=cluster, name=key)

    def _has_ids(self) -> bool:
        """Say whether brackets name entities: where they hold types alone, equal ones are not one entity."""
        return "eid" in self._fields or any(mention.key != mention.type for mention in self._mentions)

    def _refuse(self, key: str) -> None:
        message = "In {file}, document {document}: the bracket of the entity “{key}” does not fit. It was left out."
        self.refusals.append(RefusedError("bracket", message, key=key[:60]))


def sheet_of(sentence: Sentence) -> Mapping[str, Json]:
    """Return what our own writer said of the document, nothing if it did not write it."""
    try:
        parsed = safe_json.parse(sentence.comments.get(SHEET, "{}").encode("utf-8"))
    except RefusedError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
