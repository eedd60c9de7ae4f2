"""Token tables: a text in tokens and sentences, tokens cut where mentions begin and end, and mentions as token ranges.

All offsets are code points, half-open; token ranges are half-open as well. A sentence never ends inside a mention.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.model import Document
from annotator.domain.span import Span
from annotator.formats.losses import TOKENS, LossList
from annotator.formats.splitters import SPLITTERS, Splitter, blanks
from annotator.text.tokens import sentences

EDGES = ("split", "words", "shrink", "leave")  # what becomes of a mention that begins or ends inside a token


@dataclass(frozen=True, slots=True)
class TokenTable:
    """The tokens of a text; sentences are ranges of tokens."""

    text: str
    tokens: tuple[Span, ...]
    sentences: tuple[tuple[int, int], ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def words(self, first: int = 0, last: int | None = None) -> list[str]:
        """Return the tokens of a range as they stand in the text."""
        return [self.text[token.start : token.end] for token in self.tokens[first:last]]

    def touched(self, span: Span) -> tuple[int, int]:
        """Return the range of tokens that share text with the span; both ends are one if there is none."""
        first = bisect_right(self.ends, span.start)
        return first, max(first, bisect_left(self.starts, span.end))

    def within(self, span: Span) -> tuple[int, int]:
        """Return the range of tokens that lie wholly in the span; both ends are one if there is none."""
        first = bisect_left(self.starts, span.start)
        return first, max(first, bisect_right(self.ends, span.end))

    def covered(self, first: int, last: int) -> Span:
        """Return the text from the first token of a range to its last."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def sentence_of(self, token: int) -> int:
        """Return the number of the sentence that holds a token."""
        return bisect_right(self.sentences, (token, len(self.tokens))) - 1


def splitter_for(document: Document, wanted: str) -> Splitter:
    """Return the splitter of that name; a text that was rebuilt from tokens falls into the same tokens again."""
    return blanks if document.extra.get(TOKENS) == "blanks" else SPLITTERS[wanted]


def token_table(
    document: Document,
    splitter: Splitter,
    edges: Iterable[int],
    whole: Iterable[Span],
    is_token: Callable[[str], bool] = bool,
) -> TokenTable:
    """Return the tokens of the document cut at the edges, and its sentences, none of which ends inside `whole`.

    Pieces of which `is_token` says no are left out.
    """
    text = document.text
    cuts = sorted(set(edges))
    parts = (part for token in splitter(text) for part in cut(token, cuts))
    tokens = tuple(part for part in parts if is_token(text[part.start : part.end]))
    starts = tuple(token.start for token in tokens)
    ends = tuple(token.end for token in tokens)
    stretches = list(whole)
    is_rebuilt = document.extra.get(TOKENS) == "blanks"
    found = lines(text) if is_rebuilt else sentences(text)
    firsts = {bisect_left(starts, sentence.start) for sentence in found}
    firsts -= set(_inside(stretches, starts, ends))
    return TokenTable(text, tokens, tuple(_ranges(firsts, len(tokens))), starts, ends)


def cut(token: Span, edges: list[int]) -> Iterator[Span]:
    """Yield the token in pieces that end at the edges (ascending) inside it."""
    start = token.start
    for edge in edges[bisect_left(edges, token.start + 1) : bisect_left(edges, token.end)]:
        yield Span(start, edge)
        start = edge
    yield Span(start, token.end)


def aligned(table: TokenTable, span: Span, edges: str, mark: str, losses: LossList) -> tuple[int, int] | None:
    """Return the tokens that a mention is written for, None if it is left out; `edges` is one of EDGES."""
    first, last = table.touched(span)
    if first == last:
        losses.add("invisible", mark)
        return None
    covered = table.covered(first, last)
    if covered.start < span.start or covered.end > span.end:
        inside = table.within(span) if edges == "shrink" else (0, 0)
        if edges == "leave" or (edges == "shrink" and inside[0] == inside[1]):
            losses.add("unaligned", mark)
            return None
        losses.add("shrunk" if edges == "shrink" else "sub-token", mark)
        first, last = inside if edges == "shrink" else (first, last)
    elif covered != span:
        losses.add("blanks", mark)
    return first, last


def lines(text: str) -> list[Span]:
    """Return the lines that hold something."""
    found: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if line:
            found.append(Span(start, start + len(line)))
        start += len(line) + 1
    return found


def _inside(spans: Iterable[Span], starts: tuple[int, ...], ends: tuple[int, ...]) -> Iterator[int]:
    """Yield the tokens that continue one of the spans: all but the first that it shares text with."""
    for span in spans:
        yield from range(bisect_right(ends, span.start) + 1, bisect_left(starts, span.end))


def _ranges(firsts: set[int], count: int) -> Iterator[tuple[int, int]]:
    if not count:
        return
    edges = sorted({0, *(first for first in firsts if first < count)})
    yield from zip(edges, [*edges[1:], count], strict=True)
