"""Boundary: what it is that one mention covers and another leaves out: attached particles, the article, punctuation.

Judged by the letters alone, as `check_edges` does, so that the domain needs no tokeniser.
"""

import re
from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from unicodedata import category

from annotator.domain.check_edges import TATWEEL, is_inside_word, is_mark
from annotator.domain.span import Fragments, Span

PROCLITICS = "وفبلكسأ"
PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ه", "ك", "ي")
_LAM = "ل"
_ARTICLES = ("ال", "ٱل")
_LONGEST = 5  # letters of the longest chain of particles and article: أفبال
_SHORTEST = 2  # letters that remain of a word
_PARTICLES = re.compile("[وف]?(?:[بك]?[اٱ]ل|لل|[بكلس])?")


class Edge(Enum):
    """What two spans differ in; PROCLITIC and ENCLITIC with nothing else, a proclitic perhaps with the article."""

    PROCLITIC = "proclitic"
    ARTICLE = "article"
    ENCLITIC = "enclitic"
    PUNCTUATION = "punctuation"
    OTHER = "other"


def edge_between(text: str, one: Fragments, other: Fragments) -> Edge:
    """Return what alone two mentions differ in; OTHER for anything else, several of these, or without a text."""
    if len(one) != len(other) or not text:
        return Edge.OTHER
    found = {
        kind
        for a, b in zip(one, other, strict=True)
        for kind in (_at_start(text, a, b), _at_end(text, a, b))
        if kind is not None
    }
    return found.pop() if len(found) == 1 else Edge.OTHER


def letters_between(text: str, one: Fragments, other: Fragments) -> tuple[str, ...]:
    """Return the stretches of text that one of two mentions covers and the other does not."""
    edges = sorted({edge for span in (*one, *other) for edge in (span.start, span.end)})
    differing = (Span(start, end) for start, end in pairwise(edges) if _holds(one, start) != _holds(other, start))
    return tuple(text[span.start : span.end] for span in differing)


def without_particles(text: str, spans: Fragments) -> Fragments:
    """Return the spans without the proclitics and the article that they begin with, and punctuation at their ends.

    Two mentions that differ in nothing but these become equal. A particle is one only where a word begins, and at
    least two letters remain; كيم loses its ك like every mention of that word, in both layers alike.
    """
    pieces = []
    for span in spans:
        start, end = span.start, span.end
        while start < end and _is_loose(text[start]):
            start += 1
        while end > start and _is_loose(text[end - 1]):
            end -= 1
        pieces.append(Span(_after_particles(text, start, end), end) if start < end else span)
    return tuple(pieces)


def _after_particles(text: str, start: int, end: int) -> int:
    """Return where the word at `start` goes on after its particles, those before `start` counted in."""
    begin = _word_start(text, start)
    if is_inside_word(text, begin):
        return start
    offsets = [at for at in range(begin, end) if not (is_mark(text[at]) or text[at] == TATWEEL)]
    letters = "".join(text[at] for at in offsets[: _LONGEST + _SHORTEST])
    match = _PARTICLES.match(letters[: max(0, len(offsets) - _SHORTEST)])
    return max(start, offsets[match.end()]) if match and offsets else start


def _word_start(text: str, at: int) -> int:
    """Return where the word around an offset begins, or how far back particles may reach."""
    begin = at
    while begin > 0 and at - begin < _LONGEST * 2 and is_inside_word(text, begin):
        begin -= 1
    return begin


def _at_start(text: str, one: Span, other: Span) -> Edge | None:
    start, end = sorted((one.start, other.start))
    if start == end:
        return None
    if _is_punctuation(text, start, end):
        return Edge.PUNCTUATION
    if not is_inside_word(text, end):
        return Edge.OTHER
    letters = _letters(text, start, end)
    before = _letters(text, _word_start(text, start), start)
    if before.strip(PROCLITICS):
        return Edge.OTHER
    if letters in _ARTICLES or (letters == before[-1:] == _LAM):
        return Edge.ARTICLE
    return Edge.PROCLITIC if _is_chain(letters) else Edge.OTHER


def _at_end(text: str, one: Span, other: Span) -> Edge | None:
    start, end = sorted((one.end, other.end))
    if start == end:
        return None
    if _is_punctuation(text, start, end):
        return Edge.PUNCTUATION
    is_suffix = is_inside_word(text, start) and not is_inside_word(text, end)
    return Edge.ENCLITIC if is_suffix and _letters(text, start, end) in PRONOUNS else Edge.OTHER


def _is_chain(letters: str) -> bool:
    """Say whether the letters are particles, perhaps with the article behind them."""
    stem = next((letters[: -len(article)] for article in _ARTICLES if letters.endswith(article)), letters)
    return 0 < len(stem) <= _LONGEST and not stem.strip(PROCLITICS)


def _is_punctuation(text: str, start: int, end: int) -> bool:
    return all(_is_loose(letter) for letter in text[start:end])


def _is_loose(letter: str) -> bool:
    return letter.isspace() or letter == TATWEEL or category(letter)[0] == "P"


def _letters(text: str, start: int, end: int) -> str:
    return "".join(letter for letter in text[start:end] if letter != TATWEEL and not is_mark(letter))


def _holds(spans: Sequence[Span], offset: int) -> bool:
    return any(span.start <= offset < span.end for span in spans)
