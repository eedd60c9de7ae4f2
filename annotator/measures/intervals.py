"""Confidence intervals by drawing documents with replacement (bootstrap): how far a score depends on the choice."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from operator import mul
from random import Random
from typing import NamedTuple

from annotator.measures.measure import Counts, Key, Measure

DRAWS = 200
_SHARE = 0.95


class Interval(NamedTuple):
    """From and to: the middle 95 of 100 scores of documents drawn at random."""

    low: float
    high: float


def interval(measure: Measure, documents: Sequence[Counts], *, draws: int = DRAWS, seed: int = 1) -> Interval | None:
    """Return the interval of a measure's score; None of fewer than two documents, or where it is undefined.

    The same documents give the same interval.
    """
    if len(documents) < 2:
        return None
    places, values = _by_key(documents, keeps_parts=measure.figure != "f1")
    scores: list[float] = []
    for times in _drawn(len(documents), draws, seed):
        drawn = {
            key: float(sum(map(mul, values[key], times if len(at) == len(times) else map(times.__getitem__, at))))
            for key, at in places.items()
        }
        value = measure.score({key: number for key, number in drawn.items() if number}).value
        if value is not None:
            scores.append(value)
    if not scores:
        return None
    scores.sort()
    edge = (1 - _SHARE) / 2
    return Interval(scores[round(edge * (len(scores) - 1))], scores[round((1 - edge) * (len(scores) - 1))])


@lru_cache(maxsize=4)
def _drawn(documents: int, draws: int, seed: int) -> tuple[tuple[int, ...], ...]:
    """Return for each draw how often it holds each document; the same for all measures."""
    chance = Random(seed)
    found: list[tuple[int, ...]] = []
    for _ in range(draws):
        times = [0] * documents
        for number in chance.choices(range(documents), k=documents):
            times[number] += 1
        found.append(tuple(times))
    return tuple(found)


def _by_key(documents: Sequence[Counts], *, keeps_parts: bool) -> tuple[dict[Key, list[int]], dict[Key, list[float]]]:
    """Return for each thing counted the documents that have it and how much; parts, where they may be, together."""
    places: defaultdict[Key, list[int]] = defaultdict(list)
    values: defaultdict[Key, list[float]] = defaultdict(list)
    for number, counts in enumerate(documents):
        pooled: defaultdict[Key, float] = defaultdict(float)
        for key, count in counts.items():
            pooled[key if keeps_parts else ("", *key[1:])] += count
        for key, count in pooled.items():
            places[key].append(number)
            values[key].append(count)
    return dict(places), dict(values)
