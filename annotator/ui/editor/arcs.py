"""Arcs: how links run above a line; which foot stands where, which level each takes, and where its label lies.

Feet of one mark stand 9 pixels apart in an order in which its own arcs never cross: from left to right those that go
left, near to far, then those that go right, far to near. An arc that holds another lies above it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal, TypeAlias

from annotator.ui.editor.marks import Link

SPREAD = 9.0  # pixels between the feet of one mark
CROWD = 6.0  # pixels between the feet of two marks
GAP = 8.0  # pixels between two arcs of one level
BEND = 5.0  # radius of a corner
_CLEAR = 4.0  # pixels between a label and a foot beside it
_LIFTS = 2  # rounds in which arcs make way for labels
Interval: TypeAlias = tuple[float, float]
Extent: TypeAlias = tuple[float, float, float | None]  # what a run takes of its level, and a label beside it
Kind: TypeAlias = Literal["arc", "leaving", "entering", "chip"]


@dataclass(frozen=True, slots=True)
class Foot:
    """One end of an arc on a line: it wants to stand at `middle` of a mark and leads `towards` another x."""

    mark: str
    middle: float
    towards: float


@dataclass(frozen=True, slots=True)
class Run:
    """What one link needs of one line.

    `first` is the foot at the link's source if that is here, `last` the one at its target; a missing one lies beyond
    the line's `edge` (x). `label` is the width of its label; a chip hangs on `first` alone and leans to its `towards`.
    """

    link: Link
    kind: Kind
    first: Foot | None
    last: Foot | None
    edge: float
    label: float

    def feet(self) -> Iterable[Foot]:
        """Return the feet that stand on this line."""
        return [foot for foot in (self.first, self.last) if foot]


@dataclass(frozen=True, slots=True)
class Route:
    """Where a run came to lie: x of its two ends, its level (0 the lowest) and the left edge of its label."""

    run: Run
    source: float
    target: float
    level: int
    label: float


def route(runs: Sequence[Run], width: float) -> list[Route]:
    """Return the runs of one line laid in levels between 0 and `width`, in the order given."""
    stands = _stand(runs, width)
    spans = [_span(run, stands, width) for run in runs]
    levels = _levels(runs, [(low, high) for low, high, _ in spans], stands)
    feet = [(stands[id(foot)], i) for i, run in enumerate(runs) for foot in run.feet()]
    for _ in range(_LIFTS if len(runs) > 1 else 0):
        if not _lift(runs, spans, levels, feet, stands, width):
            break
    ranks = {level: rank for rank, level in enumerate(sorted(set(levels)))}  # without levels that were left empty
    return [
        Route(run, *_ends(run, stands), ranks[levels[i]], _place(i, runs, spans, levels, feet, stands))
        for i, run in enumerate(runs)
    ]


def _ends(run: Run, stands: dict[int, float]) -> Interval:
    return (
        stands[id(run.first)] if run.first else run.edge,
        stands[id(run.last)] if run.last else run.edge,
    )


def _place(
    index: int,
    runs: Sequence[Run],
    spans: Sequence[Extent],
    levels: Sequence[int],
    feet: Sequence[tuple[float, int]],
    stands: dict[int, float],
) -> float:
    """Return the left edge of a run's label: beside a short arc, else on the arc where no foot crosses it."""
    beside = spans[index][2]
    if beside is not None:
        return beside
    above = [x for x, other in feet if levels[other] > levels[index]]
    return _label(runs[index], *_ends(runs[index], stands), above)


def _lift(
    runs: Sequence[Run],
    spans: list[Extent],
    levels: list[int],
    feet: Sequence[tuple[float, int]],
    stands: dict[int, float],
    width: float,
) -> bool:
    """Move each label that covers another's foot beside its arc, or raise its arc above that foot; say if one was."""
    is_changed = False
    for index in sorted(range(len(runs)), key=lambda i: levels[i]):
        left = _place(index, runs, spans, levels, feet, stands)
        covered = _covered(index, left, runs, levels, feet)
        if not covered:
            continue
        is_changed = True
        others = [(spans[other], levels[other]) for other in range(len(runs)) if other != index]
        for extent in _besides(runs[index], spans[index], width):
            same = [other for other, level in others if level == levels[index]]
            is_free = extent[2] is not None and not _covered(index, extent[2], runs, levels, feet)
            if is_free and not any(_meet(extent, other) for other in same):
                spans[index] = extent
                break
        else:
            taken = {level for other, level in others if _meet(spans[index], other)}
            levels[index] = next(level for level in count(max(covered) + 1) if level not in taken)
    return is_changed


def _covered(
    index: int, left: float, runs: Sequence[Run], levels: Sequence[int], feet: Sequence[tuple[float, int]]
) -> list[int]:
    """Return the levels of the higher runs whose feet a label that begins at `left` would cover."""
    right = left + runs[index].label
    return [levels[other] for x, other in feet if left < x < right and levels[other] > levels[index]]


def _besides(run: Run, span: Extent, width: float) -> Iterator[Extent]:
    """Yield what an arc would take with its label on either side instead of on it."""
    low, high, beside = span
    if run.kind != "arc" or beside is not None:
        return
    for left in (high + 3, low - run.label - 3):
        if left >= 0 and left + run.label <= width:
            yield min(low, left), max(high, left + run.label), left


def _meet(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] + GAP and other[0] - GAP < one[1]


def _stand(runs: Sequence[Run], width: float) -> dict[int, float]:
    """Return the x of every foot, by the foot's identity."""
    by_mark: dict[str, list[Foot]] = {}
    for run in runs:
        for foot in run.feet():
            by_mark.setdefault(foot.mark, []).append(foot)
    wanted: list[tuple[float, Foot]] = []
    for feet in by_mark.values():
        feet.sort(key=lambda foot: (foot.towards > foot.middle, -foot.towards))
        for number, foot in enumerate(feet):
            wanted.append((foot.middle + (number - (len(feet) - 1) / 2) * SPREAD, foot))
    wanted.sort(key=lambda pair: pair[0])
    stands: dict[int, float] = {}
    last, owner = float("-inf"), ""
    for x, foot in wanted:
        if foot.mark != owner and x - last < CROWD:
            x = last + CROWD
        x = max(x, last + 1.0)
        stands[id(foot)] = min(x, width)
        last, owner = x, foot.mark
    return stands


def _span(run: Run, stands: dict[int, float], width: float) -> Extent:
    """Return what a run takes of its level, and the left edge of a label that does not fit on it."""
    ends = [stands[id(foot)] for foot in run.feet()]
    if run.kind == "chip":
        return _chip(ends[0], run, width)
    if len(ends) == 1:
        ends.append(run.edge)
    low, high = min(ends), max(ends)
    if high - low >= run.label + 2 * BEND + 6:
        return low, high, None
    before, after = low - run.label - 3, high + 3
    crossed_before = sum(before < x < low for x in stands.values()) + 99 * (before < 0)
    crossed_after = sum(high < x < after + run.label for x in stands.values()) + 99 * (after + run.label > width)
    return (before, high, before) if crossed_before <= crossed_after else (low, after + run.label, after)


def _chip(x: float, run: Run, width: float) -> tuple[float, float, float]:
    """Return what a chip takes, stub included, and its left edge: on the side it leans to, if there is room."""
    leans_right = run.first is not None and run.first.towards > run.first.middle
    right, left = x + 10, x - 10 - run.label
    if left < 0 or (leans_right and right + run.label <= width):
        start = min(right, max(width - run.label, 0.0))
        return min(x, start), start + run.label, start
    return left, x, left


def _levels(runs: Sequence[Run], spans: Sequence[Interval], stands: dict[int, float]) -> list[int]:
    """Return a level for each run: shorter ones lower, chips last and above every foot that would touch them."""
    levels = [0] * len(spans)
    placed: list[int] = []
    for index in sorted(range(len(spans)), key=lambda i: (runs[i].kind == "chip", spans[i][1] - spans[i][0])):
        low, high = spans[index]
        meeting = [other for other in placed if spans[other][0] < high + GAP and low - GAP < spans[other][1]]
        below = (levels[other] for other in meeting if _lies_below(other, index, runs, spans, stands))
        taken = {levels[other] for other in meeting}
        level = max(below, default=-1) + 1
        while level in taken:
            level += 1
        levels[index] = level
        placed.append(index)
    return levels


def _lies_below(
    other: int, index: int, runs: Sequence[Run], spans: Sequence[Interval], stands: dict[int, float]
) -> bool:
    low, high = spans[index]
    if runs[index].kind == "chip":
        return any(low < stands[id(foot)] < high for foot in runs[other].feet())
    return low - 1 <= spans[other][0] and spans[other][1] <= high + 1


def _label(run: Run, source: float, target: float, verticals: Sequence[float]) -> float:
    """Return the left edge of a label on its arc, slid away from the feet of higher arcs."""
    low, high = min(source, target) + BEND + 2, max(source, target) - BEND - 2 - run.label
    if run.kind == "arc":
        wanted = (low + high) / 2
    else:
        foot = source if run.first else target
        wanted = min(max(foot - run.label / 2, low), high)
        wanted = min(max(wanted + (24 if run.edge > foot else -24), low), high)
    wanted = min(max(wanted, low), high) if low <= high else wanted
    beside = [left for x in verticals for left in (x + _CLEAR, x - _CLEAR - run.label)]
    free = [
        left
        for left in (wanted, low, high, *beside)
        if low <= left <= high and not any(left - _CLEAR < x < left + run.label + _CLEAR for x in verticals)
    ]
    return min(free, key=lambda left: abs(left - wanted), default=wanted)
