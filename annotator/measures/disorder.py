"""Gamma for two annotators: alignment and categories judged together (Mathet, Widlocher and Metivier 2015).

Units are aligned so that disorder is least. Two units differ by alpha times the square of ((difference of starts +
difference of ends) / sum of lengths) plus beta if their types differ; a unit left alone costs 1. With two annotators
the best alignment is an assignment; more are not supported.
"""

from bisect import bisect_left
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from annotator.domain.assignment import assigned


class Piece(NamedTuple):
    """A unit: `[start, end)` in code points and its type."""

    start: int
    end: int
    type: str


class Weights(NamedTuple):
    """What position and type weigh."""

    position: float = 1.0
    type: float = 1.0


def dissimilarity(one: Piece, other: Piece, weights: Weights) -> float:
    """Return how far two units are from each other."""
    apart = abs(one.start - other.start) + abs(one.end - other.end)
    share = apart / (one.end - one.start + other.end - other.start)
    return weights.position * share * share + (weights.type if one.type != other.type else 0.0)


def disorder(one: Sequence[Piece], other: Sequence[Piece], weights: Weights | None = None) -> float:
    """Return the least disorder over all alignments, per unit: its sum over the mean number of units."""
    weights = weights or Weights()
    if not one and not other:
        return 0.0
    theirs = sorted(other)
    longest = max((piece.end - piece.start for piece in theirs), default=0)
    rows = [_costs(piece, theirs, longest, weights) for piece in one]
    columns = assigned(rows)
    total = sum(2 + rows[number][column] for number, column in enumerate(columns) if column is not None)
    paired = sum(column is not None for column in columns)
    alone = len(one) + len(other) - 2 * paired
    return (total + alone) / ((len(one) + len(other)) / 2)


def _costs(piece: Piece, theirs: Sequence[Piece], longest: int, weights: Weights) -> dict[int, float]:
    """Return what pairing costs more than leaving both alone, where it costs less."""
    reach = 2 * (piece.end - piece.start + longest)  # farther away nothing is better than being alone
    if weights.position < 1:
        reach = round(reach / max(weights.position, 1e-6))
    first = bisect_left(theirs, piece.start - reach, key=lambda other: other.start)
    costs: dict[int, float] = {}
    for number in range(first, len(theirs)):
        if theirs[number].start > piece.start + reach:
            break
        cost = dissimilarity(piece, theirs[number], weights) - 2
        if cost < 0:
            costs[number] = cost
    return costs


def expected(
    one: Sequence[Piece], other: Sequence[Piece], length: int, weights: Weights | None = None, *, samples: int = 30
) -> float:
    """Return the mean disorder when the units of either are moved along the text at random, round its end."""
    chance = Random(len(one) * 1_000_003 + len(other))  # the same figure for the same document
    found = [
        disorder(_moved(one, length, chance), _moved(other, length, chance), weights) for _ in range(max(samples, 1))
    ]
    return sum(found) / len(found)


def _moved(pieces: Sequence[Piece], length: int, chance: Random) -> list[Piece]:
    by = chance.randrange(max(length, 1))
    moved = []
    for piece in pieces:
        start = (piece.start + by) % max(length, 1)
        moved.append(Piece(start, start + piece.end - piece.start, piece.type))
    return sorted(moved)
