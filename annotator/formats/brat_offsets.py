"""In which unit a brat file counts, proven by the covered text: the first that fits every mark is taken.

brat's server counts code points; its browser counts UTF-16 units, and CR LF as one. A unit is taken for the whole file
or not at all; where none fits, single marks that do not fit in code points are left out, never shifted.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from annotator.domain.span import Fragments, Span
from annotator.formats.brat_lines import TextBound
from annotator.formats.charset import join_line_ends
from annotator.text.offsets import Utf16Map

Convert: TypeAlias = Callable[[int], int]  # from the file's number to an offset in the stored text, or IndexError


@dataclass(frozen=True, slots=True)
class Fitting:
    """Where the marks stand in the stored text, by id; those left out, with the reason; and the unit that fitted."""

    spans: dict[str, Fragments]
    unfit: dict[str, str]
    unproven: tuple[str, ...]
    unit: str


def fit(raw: str, bounds: Iterable[TextBound], *, has_mark: bool) -> Fitting:
    """Return the spans of the marks in `raw` with its line ends joined.

    `raw` is the file's text without its byte order mark; `has_mark` says that it had one.
    """
    marks = list(bounds)
    text = join_line_ends(raw)
    first: Fitting | None = None
    for unit, convert in _units(raw, text, has_mark=has_mark):
        fitting = _fit_all(text, marks, unit, convert)
        if not fitting.unfit:
            return fitting
        first = first or fitting
    return first if first is not None else Fitting({}, {}, (), "code points")


def _units(raw: str, text: str, *, has_mark: bool) -> Iterator[tuple[str, Convert]]:
    bases = dict(_bases(raw, text))
    yield from bases.items()
    if has_mark:
        yield from _shifted(bases, -1, "{unit}, with the byte order mark")
    yield from _shifted(bases, -1, "{unit}, one too large")
    yield from _shifted(bases, 1, "{unit}, one too small")


def _bases(raw: str, text: str) -> Iterator[tuple[str, Convert]]:
    joined = _joining(raw)
    yield "code points", lambda at: joined(_within(at, len(raw)))
    if raw != text:
        yield "code points, CR LF as one", lambda at: _within(at, len(text))
    if not text.isascii():
        units = Utf16Map(raw)
        if not units.is_identity:
            yield "UTF-16 units", lambda at: joined(units.to_codepoint(at))
            if raw != text:
                joined_units = Utf16Map(text)
                yield "UTF-16 units, CR LF as one", joined_units.to_codepoint


def _shifted(bases: dict[str, Convert], by: int, name: str) -> Iterator[tuple[str, Convert]]:
    for unit, convert in bases.items():
        yield name.format(unit=unit), _shift(convert, by)


def _shift(convert: Convert, by: int) -> Convert:
    return lambda at: convert(at + by)


def _within(at: int, length: int) -> int:
    if not 0 <= at <= length:
        raise IndexError(at)
    return at


def _joining(raw: str) -> Convert:
    """Return the function from an offset in the raw text to one in the text whose CR LF are one line feed each."""
    ends: list[int] = []
    at = raw.find("\r\n")
    while at >= 0:
        ends.append(at + 1)
        at = raw.find("\r\n", at + 2)
    return lambda offset: offset - bisect_left(ends, offset)


def _fit_all(text: str, marks: list[TextBound], unit: str, convert: Convert) -> Fitting:
    spans: dict[str, Fragments] = {}
    unfit: dict[str, str] = {}
    unproven: list[str] = []
    for mark in marks:
        pieces = _pieces(mark, convert)
        if pieces and (not mark.text or _covers(text, pieces, mark.text)):
            spans[mark.id] = tuple(sorted(pieces))
            unproven += [] if mark.text else [mark.id]
        else:
            unfit[mark.id] = " ".join(text[piece.start : piece.end] for piece in pieces)
    return Fitting(spans, unfit, tuple(unproven), unit)


def _pieces(mark: TextBound, convert: Convert) -> list[Span]:
    """Return the fragments in the order of the file; none if they overlap, are empty or lie outside the text."""
    try:
        ends = [(convert(start), convert(end)) for start, end in mark.offsets]
    except IndexError:
        return []
    if any(start >= end for start, end in ends):
        return []
    pieces = [Span(start, end) for start, end in ends]
    return [] if _overlap(pieces) else pieces


def _overlap(pieces: list[Span]) -> bool:
    return any(after.start < before.end for before, after in pairwise(sorted(pieces)))


def _covers(text: str, pieces: list[Span], stated: str) -> bool:
    parts = [_blanks(text[piece.start : piece.end]) for piece in pieces]
    wanted = _blanks(stated)
    return wanted.rstrip() in (" ".join(parts).rstrip(), "".join(parts).rstrip())


def _blanks(part: str) -> str:
    return "".join(" " if character.isspace() else character for character in part)
