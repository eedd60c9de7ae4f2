"""One line of a OneIE or TextEE file: its text with the places of its tokens, and in which way the file counts them.

Tokens are looked for in the line's text one after the other; where it has none, or other ones, it is rebuilt from them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.span import Span
from annotator.formats import shapes
from annotator.formats.charset import join_line_ends
from annotator.formats.format import Finding
from annotator.formats.json_rows import json_rows
from annotator.formats.rebuilt import rebuild
from annotator.formats.refusal import RefusedError
from annotator.formats.shapes import Table


@dataclass(frozen=True, slots=True)
class Unit:
    """A way to count tokens: its name ("" for the usual one), what is added to numbers, and how many marks it fits."""

    name: str
    start: int = 0
    end: int = 0
    count: int = 0

    def range_of(self, start: int, end: int) -> tuple[int, int]:
        """Return the tokens, half-open and from 0, that the file's numbers mean."""
        return start + self.start, end + self.end


USUAL = Unit("")
UNITS = (
    USUAL,
    Unit("with the last one included", 0, 1),
    Unit("one too large", -1, -1),
    Unit("one too small", 1, 1),
    Unit("from 1, with the last one included", -1, 0),
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """The text of a line and the places of its tokens in it."""

    text: str
    tokens: tuple[Span, ...]
    is_rebuilt: bool

    def covered(self, first: int, last: int) -> str | None:
        """Return the text of the tokens, half-open, None if there are no such tokens."""
        if not 0 <= first < last <= len(self.tokens):
            return None
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]


def line_of(row: Table) -> TextLine:
    """Return the text and tokens of a line; raises RefusedError if it has none."""
    words = row.get("tokens")
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise shapes.wrong("", "tokens", "a list of texts that are not empty")
    tokens = [join_line_ends(word) for word in words if isinstance(word, str)]
    stated = row.get("text", row.get("sentence"))
    text = join_line_ends(stated) if isinstance(stated, str) else None
    found = None if text is None else _stand_in(text, tokens)
    if found is None or text is None:
        rebuilt = rebuild([tokens])
        return TextLine(rebuilt.text, tuple(rebuilt.tokens), is_rebuilt=True)
    return TextLine(text, tuple(found), is_rebuilt=False)


def is_same(stated: str, found: str) -> bool:
    """Say whether two texts are the same but for their blanks."""
    return "".join(stated.split()) == "".join(found.split())


def unit_of(path: Path) -> Unit:
    """Return the way to count in which every mark of the file stands on what it states; the usual one if none is."""
    left = list(UNITS)
    count = 0
    for line, start, end, stated in _stated(path):
        count += 1
        left = [unit for unit in left if _fits(line, unit.range_of(start, end), stated)]
        if not left:
            return USUAL
    return replace(left[0], count=count)


def _fits(line: TextLine, tokens: tuple[int, int], stated: str | None) -> bool:
    found = line.covered(*tokens)
    return found is not None and (stated is None or is_same(stated, found))


def _stated(path: Path) -> Iterator[tuple[TextLine, int, int, str | None]]:
    """Yield the marks of a file: the line, their numbers, and the text, None where it is not stated."""
    for row in json_rows(path):
        if isinstance(row, Finding):
            continue
        try:
            line, marks = line_of(row.table), list(_marks(row.table))
        except RefusedError:
            continue
        for mark in marks:
            match (mark.get("start"), mark.get("end")):
                case (int(start), int(end)):
                    text = mark.get("text")
                    yield line, start, end, text if isinstance(text, str) else None


def _marks(row: Table) -> Iterator[Table]:
    yield from shapes.rows(row, "entity_mentions", "")
    for event in shapes.rows(row, "event_mentions", ""):
        if isinstance(trigger := event.get("trigger"), dict):
            yield trigger


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
