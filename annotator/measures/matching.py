"""Matching: which units of two annotators count as the same, as multisets or by the best one-to-one overlap."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from annotator.domain.assignment import assigned

_PAIR = 1_000_000_000  # what one more pair weighs, beside which overlap only breaks ties
_OVERLAP = 100_000  # what an overlap from 0 to 1 weighs


class Unit(NamedTuple):
    """What is matched: equal keys match; the mark's id, and the part (type or role) it counts for."""

    key: Hashable
    id: str
    part: str


class Matching(NamedTuple):
    """Units in pairs, and those of each annotator that have no partner."""

    pairs: list[tuple[Unit, Unit]]
    only_one: list[Unit]
    only_other: list[Unit]


def match(one: Sequence[Unit], other: Sequence[Unit]) -> Matching:
    """Match units with equal keys, as multisets: two equal ones are not matched by one."""
    waiting: defaultdict[Hashable, list[Unit]] = defaultdict(list)
    for unit in reversed(other):
        waiting[unit.key].append(unit)
    pairs: list[tuple[Unit, Unit]] = []
    alone: list[Unit] = []
    for unit in one:
        same = waiting.get(unit.key)
        if same:
            pairs.append((unit, same.pop()))
        else:
            alone.append(unit)
    return Matching(pairs, alone, [unit for units in waiting.values() for unit in reversed(units)])


class Stretch(NamedTuple):
    """A unit that matches by overlap: its place as starts and ends of fragments in code points."""

    place: tuple[int, ...]
    id: str
    part: str


def match_overlapping(one: Sequence[Stretch], other: Sequence[Stretch]) -> Matching:
    """Match units of one part that share a code point, one to one: as many as possible, then the most overlap."""
    by_part: defaultdict[str, tuple[list[Stretch], list[Stretch]]] = defaultdict(lambda: ([], []))
    for side, stretches in enumerate((one, other)):
        for stretch in stretches:
            by_part[stretch.part][side].append(stretch)
    matching = Matching([], [], [])
    for ours, theirs in by_part.values():
        _match_part(sorted(ours), sorted(theirs), matching)
    return matching


def _match_part(ours: Sequence[Stretch], theirs: Sequence[Stretch], matching: Matching) -> None:
    taken: set[int] = set()
    longest = max((stretch.place[-1] - stretch.place[0] for stretch in theirs), default=0)
    columns = assigned([_costs(stretch, theirs, longest) for stretch in ours])
    for stretch, column in zip(ours, columns, strict=True):
        if column is None:
            matching.only_one.append(Unit(*stretch))
        else:
            taken.add(column)
            matching.pairs.append((Unit(*stretch), Unit(*theirs[column])))
    matching.only_other.extend(Unit(*stretch) for number, stretch in enumerate(theirs) if number not in taken)


def _costs(stretch: Stretch, others: Sequence[Stretch], longest: int) -> dict[int, float]:
    start, end = stretch.place[0], stretch.place[-1]
    costs: dict[int, float] = {}
    for number in range(bisect_left(others, ((start - longest,),)), len(others)):
        other = others[number]
        if other.place[0] >= end:
            break  # the others begin later still
        if start < other.place[-1] and (share := overlap(stretch.place, other.place)):
            costs[number] = -(_PAIR + round(_OVERLAP * share))
    return costs


def overlap(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return shared code points over those that either place covers."""
    shared = 0
    for start, end in zip(one[::2], one[1::2], strict=True):
        for first, last in zip(other[::2], other[1::2], strict=True):
            shared += max(0, min(end, last) - max(start, first))
    if not shared:
        return 0.0
    return shared / (sum(one[1::2]) - sum(one[::2]) + sum(other[1::2]) - sum(other[::2]) - shared)
