"""Alpha for unitizing: whether annotators cut the same stretches of one type out of a continuum (Krippendorff 1995).

For overlapping units of two annotators the squared differences of their beginnings and ends, for a unit that lies in a
gap of the other its squared length; over m(m - 1)L squared, as 1995 and in the first printing of Content Analysis, 2nd
edition, 2004, p. 251-256. May be far below 0, and depends on how long the text is.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple, TypeAlias

Stretches: TypeAlias = Sequence[tuple[int, int]]  # start and length, in code points, sorted and apart


class _Section(NamedTuple):
    start: int
    length: int
    is_unit: bool

    @property
    def end(self) -> int:
        return self.start + self.length


def disagreements(annotators: Sequence[Stretches], begin: int, length: int) -> tuple[float, float]:
    """Return observed and expected disagreement of units of one type on a continuum; both may be added over types."""
    sections = [_sections(stretches, begin, length) for stretches in annotators]
    many = len(annotators)
    observed = sum(
        _between(ours, theirs)
        for one, ours in enumerate(sections)
        for other, theirs in enumerate(sections)
        if one != other
    ) / (many * (many - 1) * length**2)
    return observed, _expected(sections, many * length)


def _sections(stretches: Stretches, begin: int, length: int) -> list[_Section]:
    found: list[_Section] = []
    at = begin
    for start, size in stretches:
        if start > at:
            found.append(_Section(at, start - at, is_unit=False))
        found.append(_Section(start, size, is_unit=True))
        at = start + size
    if at < begin + length:
        found.append(_Section(at, begin + length - at, is_unit=False))
    return found


def _between(ours: list[_Section], theirs: list[_Section]) -> float:
    """Return the disagreement of two annotators, each pair of sections that share text seen once from one side."""
    total, first = 0.0, 0
    for section in ours:
        while first < len(theirs) and theirs[first].end <= section.start:
            first += 1
        for number in range(first, len(theirs)):
            if theirs[number].start >= section.end:
                break
            total += _pair(section, theirs[number])
    return total


def _pair(one: _Section, other: _Section) -> float:
    if one.is_unit and other.is_unit:
        return float((one.start - other.start) ** 2 + (one.end - other.end) ** 2)
    if one.is_unit and not other.is_unit and other.start <= one.start and one.end <= other.end:
        return float(one.length**2)
    if other.is_unit and not one.is_unit and one.start <= other.start and other.end <= one.end:
        return float(other.length**2)
    return 0.0


def _expected(sections: list[list[_Section]], whole: int) -> float:
    units = [section.length for each in sections for section in each if section.is_unit]
    gaps = sorted(section.length for each in sections for section in each if not section.is_unit)
    rooms = [*accumulate(reversed(gaps), initial=0)]  # the sum of the longest gaps, by how many
    total = 0.0
    for length, times in Counter(units).items():
        wide = len(gaps) - bisect_left(gaps, length)
        total += times * (len(units) - 1) / 3 * (2 * length**3 - 3 * length**2 + length)
        total += times * length**2 * (rooms[wide] - wide * (length - 1))
    apart = whole * (whole - 1) - sum(length * (length - 1) for length in units)
    return 2 / (whole / len(sections)) * total / apart if apart else 0.0
