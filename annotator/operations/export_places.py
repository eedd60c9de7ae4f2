"""Places of marks for reading back: code points where a text came back as it was, else its visible letters alone.

Formats of tokens put their texts together anew, with other blanks. What can be seen is the same and in the same order,
so that a mark's place is the number of visible letters before its ends.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias
from unicodedata import category

from annotator.domain.span import Fragments, Span, surface

Place: TypeAlias = tuple[tuple[int, int], ...]  # half-open pairs, ascending
GROWN = frozenset({"sub-token", "graphemes"})
ANYWHERE = "anywhere"  # among the kinds, where places are words
SHRUNK = frozenset({"shrunk", "blanks", "triggers"})


class _Visible(dict[int, int | None]):
    """What `str.translate` makes of each character: nothing of blanks and of what cannot be seen."""

    def __missing__(self, code: int) -> int | None:
        self[code] = found = None if category(chr(code))[0] in "CZ" else code
        return found


@cache
def _visible() -> _Visible:
    return _Visible()


def letters_of(text: str) -> str:
    """Return the text without blanks and invisible characters."""
    return text.translate(_visible())


@dataclass(frozen=True, slots=True)
class Letters:
    """The visible letters of a text, and where in the text they are not."""

    letters: str
    gaps: Sequence[int]

    def before(self, offset: int) -> int:
        """Return how many letters stand before an offset."""
        return offset - bisect_left(self.gaps, offset)

    def place(self, spans: Fragments, shift: int = 0) -> Place:
        """Return the place of spans, moved on by `shift` letters."""
        return tuple((self.before(span.start) + shift, self.before(span.end) + shift) for span in spans)


def lettered(text: str) -> Letters:
    """Return the visible letters of a text."""
    table = _visible()
    return Letters(text.translate(table), [at for at, letter in enumerate(text) if table[ord(letter)] is None])


class Words:
    """Places by the letters of marks alone, for texts of which it is not known where they were: equal words are one."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def of_text(self, text: str) -> Callable[[Fragments], Place]:
        """Return the function from the spans of a text to the place of their words."""

        def place(spans: Fragments) -> Place:
            number = self._numbers.setdefault(letters_of(surface(text, spans)), len(self._numbers))
            return ((number, number + 1),)

        return place


def exact_place(spans: Fragments) -> Place:
    """Return the place of spans in code points."""
    return tuple((span.start, span.end) for span in spans)


def trimmed(text: str, spans: Fragments) -> Fragments:
    """Return the spans of a mention that was grown to words without the pieces and ends in which nothing is seen."""
    found: list[Span] = []
    for span in spans:
        seen = [at for at in range(span.start, span.end) if letters_of(text[at])]
        found += [Span(seen[0], seen[-1] + 1)] if seen else []
    return tuple(found) or spans


def wanted_place(place: Place, kinds: frozenset[str]) -> Place:
    """Return the stretch that is written of a mark in several pieces, by the kinds of its losses."""
    if "hull" in kinds:
        return ((place[0][0], max(end for _, end in place)),)
    return place[:1] if "first piece" in kinds else place


def may_be(wanted: Place, found: Place, kinds: frozenset[str]) -> bool:
    """Say whether a mark that should stand at `wanted` may stand at `found`, by the kinds of its losses."""
    if wanted == found or ANYWHERE in kinds:
        return True
    (start, end), (begin, stop) = (wanted[0][0], wanted[-1][1]), (found[0][0], found[-1][1])
    is_grown, is_shrunk = begin <= start and end <= stop, start <= begin and stop <= end
    may_grow, may_shrink = bool(kinds & GROWN), bool(kinds & SHRUNK)
    if may_grow and may_shrink:
        return begin < end and start < stop
    return (may_grow and is_grown) or (may_shrink and is_shrunk)
