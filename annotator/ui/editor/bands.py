"""Band rows: which stripe lies how deep, and what part of a mark no inner mark covers."""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

Hull: TypeAlias = tuple[int, int]
Interval: TypeAlias = tuple[float, float]


def pack(hulls: Sequence[Hull]) -> list[int]:
    """Return a row for each hull, 0 nearest the text.

    Shorter hulls come first, so an inner mark lies above the marks that hold it; hulls that share text never share a
    row. A discontinuous mark counts with its hull, for its dotted line needs the room.
    """
    rows = [0] * len(hulls)
    for group in _meeting(hulls):
        placed: list[int] = []
        for index in sorted(group, key=lambda i: (hulls[i][1] - hulls[i][0], i)):
            rows[index] = _row(index, placed, hulls, rows)
            placed.append(index)
    return rows


def _meeting(hulls: Sequence[Hull]) -> Iterator[list[int]]:
    """Yield the groups of hulls that share text, directly or through others."""
    group: list[int] = []
    end = -1
    for index in sorted(range(len(hulls)), key=lambda i: hulls[i]):
        if group and hulls[index][0] >= end:
            yield group
            group = []
        group.append(index)
        end = max(end, hulls[index][1]) if len(group) > 1 else hulls[index][1]
    if group:
        yield group


def _row(index: int, placed: Sequence[int], hulls: Sequence[Hull], rows: Sequence[int]) -> int:
    start, end = hulls[index]
    meeting = [other for other in placed if hulls[other][0] < end and start < hulls[other][1]]
    inner = (rows[other] for other in meeting if start <= hulls[other][0] and hulls[other][1] <= end)
    taken = {rows[other] for other in meeting}
    row = max(inner, default=-1) + 1
    while row in taken:
        row += 1
    return row


def uncovered(pieces: Sequence[Interval], covers: Sequence[Interval]) -> list[Interval]:
    """Return the parts of `pieces` outside all `covers`."""
    parts = list(pieces)
    for low, high in covers:
        left_over: list[Interval] = []
        for left, right in parts:
            if high <= left or right <= low:
                left_over.append((left, right))
                continue
            if left < low:
                left_over.append((left, low))
            if high < right:
                left_over.append((high, right))
        parts = left_over
    return parts
