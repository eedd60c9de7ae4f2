"""Tokens that cover a text wholly, as spaCy wants them: each with whether one blank follows, white space as tokens.

Tokens are cut where mentions begin and end, so that every mention stands on tokens.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from annotator.domain.span import Span
from annotator.formats.splitters import Splitter
from annotator.formats.token_table import cut


@dataclass(frozen=True, slots=True)
class Cover:
    """The tokens of a text, and behind which of them one blank stands that is part of none."""

    text: str
    tokens: tuple[Span, ...]
    blanks: tuple[bool, ...]
    starts: dict[int, int]  # offset to the number of the token
    ends: dict[int, int]

    def words(self) -> list[str]:
        """Return the tokens as they stand in the text."""
        return [self.text[token.start : token.end] for token in self.tokens]

    def range_of(self, span: Span) -> tuple[int, int]:
        """Return the half-open range of tokens of a mention."""
        return self.starts[span.start], self.ends[span.end] + 1


def cover(text: str, splitter: Splitter, mentions: Iterable[Span]) -> Cover:
    """Return the tokens of a text, cut at the ends of the mentions."""
    stretches = list(mentions)
    starts, ends = {span.start for span in stretches}, {span.end for span in stretches}
    edges = sorted(starts | ends)
    tokens: list[Span] = []
    blanks: list[bool] = []
    for part, is_gap in _parts(text, splitter):
        begin = part.start
        if is_gap and tokens and text[begin] == " " and begin not in starts and begin + 1 not in ends:
            blanks[-1] = True
            begin += 1
        for token in cut(Span(begin, part.end), edges) if begin < part.end else ():
            tokens.append(token)
            blanks.append(False)
    return Cover(
        text,
        tuple(tokens),
        tuple(blanks),
        {token.start: number for number, token in enumerate(tokens)},
        {token.end: number for number, token in enumerate(tokens)},
    )


def _parts(text: str, splitter: Splitter) -> Iterator[tuple[Span, bool]]:
    """Yield tokens and what stands between them; the flag says that it is a gap."""
    found = splitter(text)
    edges = [0, *(edge for token in found for edge in (token.start, token.end)), len(text)]
    for number, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            yield Span(start, end), number % 2 == 0
