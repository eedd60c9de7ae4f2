"""Ends: the graphemes on both sides of a selection's two edges, in logical order; knows no Qt."""

import unicodedata
from dataclasses import dataclass

from annotator.domain.span import Fragments
from annotator.text.direction import control_name
from annotator.text.graphemes import next_boundary, previous_boundary

REACH = 3  # graphemes on each side of an edge
_CARRIER = "\u25cc"  # what a mark without a letter is shown on


@dataclass(frozen=True, slots=True)
class Cell:
    """One grapheme: how it is shown (a name in `text` if nobody can see it), and whether it is punctuation."""

    text: str
    is_inside: bool
    is_punctuation: bool = False
    is_space: bool = False
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Ends:
    """Before, first and last of, after a selection; `last` is empty if `first` holds the whole selection."""

    before: tuple[Cell, ...]
    first: tuple[Cell, ...]
    last: tuple[Cell, ...]
    after: tuple[Cell, ...]


def ends(text: str, spans: Fragments, reach: int = REACH) -> Ends:
    """Return the cells around the start of the first fragment and the end of the last one."""
    start, end = spans[0].start, spans[-1].end
    whole = _forward(text, start, end, 2 * reach + 1) if len(spans) == 1 else ()
    before = _backward(text, start, 0, reach, is_inside=False)
    after = _forward(text, end, len(text), reach, is_inside=False)
    if 0 < len(whole) <= 2 * reach:
        return Ends(before, whole, (), after)
    first = _forward(text, start, spans[0].end, reach)
    return Ends(before, first, _backward(text, end, spans[-1].start, reach), after)


def _forward(text: str, at: int, stop: int, most: int, *, is_inside: bool = True) -> tuple[Cell, ...]:
    found: list[Cell] = []
    while at < stop and len(found) < most:
        following = min(next_boundary(text, at), stop)
        found.append(_cell(text[at:following], is_inside=is_inside))
        at = following
    return tuple(found)


def _backward(text: str, at: int, stop: int, most: int, *, is_inside: bool = True) -> tuple[Cell, ...]:
    found: list[Cell] = []
    while at > stop and len(found) < most:
        previous = max(previous_boundary(text, at), stop)
        found.append(_cell(text[previous:at], is_inside=is_inside))
        at = previous
    return tuple(reversed(found))


def _cell(grapheme: str, *, is_inside: bool) -> Cell:
    kind = unicodedata.category(grapheme[0])
    if grapheme in ("\n", "\r\n"):
        return Cell("¶", is_inside, is_named=True)
    if grapheme == " ":
        return Cell(grapheme, is_inside, is_space=True)
    if kind in ("Cc", "Cf", "Co", "Zl", "Zp", "Zs"):
        return Cell(control_name(grapheme[0]), is_inside, is_named=True)
    shown = _CARRIER + grapheme if kind[0] == "M" else grapheme
    return Cell(shown, is_inside, is_punctuation=kind[0] in "PS")
