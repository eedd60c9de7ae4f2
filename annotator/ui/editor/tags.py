"""Tags: the names under the bands, moved aside a little or stacked where they would run into each other."""

from collections.abc import Sequence
from dataclasses import dataclass

SLIDE = 40.0  # pixels a tag may leave its mark
GAP = 9.0  # pixels between two tags


@dataclass(frozen=True, slots=True)
class Wish:
    """A tag of this width that would like its centre at `middle`."""

    middle: float
    width: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a tag came to lie: its left edge and its row, 0 the nearest."""

    left: float
    row: int


def arrange(wishes: Sequence[Wish], width: float, gap: float = GAP) -> list[Place]:
    """Return a place for each wish between 0 and `width`; earlier wishes are served first, `gap` pixels apart.

    A tag that meets another slides up to SLIDE pixels to the nearest gap, else it moves to the next row.
    """
    rows: list[list[tuple[float, float]]] = []
    return [_place(rows, wish, width, gap) for wish in wishes]


def _place(rows: list[list[tuple[float, float]]], wish: Wish, width: float, gap: float) -> Place:
    wanted = min(max(wish.middle - wish.width / 2, 0.0), max(width - wish.width, 0.0))
    number = 0
    while True:
        if number == len(rows):
            rows.append([])
        left = _nearest(rows[number], wanted, wish.width, (width, gap))
        if left is not None:
            rows[number].append((left, left + wish.width))
            return Place(left, number)
        number += 1


def _nearest(
    taken: Sequence[tuple[float, float]], wanted: float, size: float, room: tuple[float, float]
) -> float | None:
    width, gap = room
    candidates = [wanted]
    for low, high in taken:
        candidates += (low - gap - size, high + gap)
    free = [
        left
        for left in candidates
        if abs(left - wanted) <= SLIDE
        and 0.0 <= left <= max(width - size, wanted)
        and all(left + size + gap <= low or high + gap <= left for low, high in taken)
    ]
    return min(free, key=lambda left: abs(left - wanted), default=None)
