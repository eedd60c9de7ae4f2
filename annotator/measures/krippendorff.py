"""Krippendorff's alpha: any number of annotators, missing values, and values of any scale.

From coincidences, which may be added over units and documents: alpha = 1 - observed / expected disagreement with
Do = (1/n) sum of coincidences times distance, De = sum of n_c n_k times distance over n(n - 1). Source: Krippendorff
2004, chapter 11. Undefined, not 1, where all values are the same.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeAlias

from annotator.measures.chance import Distance, corrected, nominal

Coincidences: TypeAlias = Mapping[tuple[Hashable, Hashable], float]
Totals: TypeAlias = Mapping[Hashable, float]
Scale: TypeAlias = Callable[[Totals], Distance]


def coincidences(values: Iterable[Hashable], times: float = 1) -> dict[tuple[Hashable, Hashable], float]:
    """Return what one unit adds, given the values it has: each ordered pair of two, over their number less one."""
    counts = Counter(values)
    n = sum(counts.values())
    found: defaultdict[tuple[Hashable, Hashable], float] = defaultdict(float)
    if n > 1:
        for one, many in counts.items():
            for other, more in counts.items():
                pairs = many * (more - 1) if one == other else many * more
                if pairs:
                    found[one, other] += times * pairs / (n - 1)
    return dict(found)


def alpha(table: Coincidences, scale: Scale | None = None) -> dict[str, float | None]:
    """Return n (values that can be paired), observed and expected disagreement and alpha; nominal without a scale."""
    totals: defaultdict[Hashable, float] = defaultdict(float)
    for (one, _), number in table.items():
        totals[one] += number
    n = sum(totals.values())
    if n < 2:
        return {"n": n, "observed": None, "expected": None, "alpha": None}
    distance = scale(totals) if scale else nominal
    observed = sum(number * distance(one, other) for (one, other), number in table.items()) / n
    expected = sum(a * b * distance(one, other) for one, a in totals.items() for other, b in totals.items())
    expected /= n * (n - 1)
    return {"n": n, "observed": observed, "expected": expected, "alpha": corrected(observed, expected)}


def interval(_totals: Totals) -> Distance:
    """Return the squared difference of numbers."""
    return lambda one, other: (_number(one) - _number(other)) ** 2


def ratio(_totals: Totals) -> Distance:
    """Return the squared difference over the sum of numbers."""

    def distance(one: Hashable, other: Hashable) -> float:
        total = _number(one) + _number(other)
        return ((_number(one) - _number(other)) / total) ** 2 if total else 0.0

    return distance


def ordinal(totals: Totals) -> Distance:
    """Return the square of how many values lie between two ranks, each of the two counted half."""
    ranks = sorted(totals, key=_number)

    def distance(one: Hashable, other: Hashable) -> float:
        first, last = sorted((ranks.index(one), ranks.index(other)))
        between = sum(totals[rank] for rank in ranks[first : last + 1])
        return (between - (totals[one] + totals[other]) / 2) ** 2

    return distance


def weighted(distance: Distance) -> Scale:
    """Return a scale of given distances."""
    return lambda _totals: distance


def _number(value: Hashable) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} has no place on a scale of numbers")
    return value
