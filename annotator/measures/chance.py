"""Agreement corrected for chance: Cohen's kappa, Scott's pi, S, and Fleiss' kappa, from tables of counts.

Each is (observed - expected) / (1 - expected) and undefined, not 1, where everything expected agrees. Sources: Cohen
1960; Scott 1955; Fleiss 1971; Artstein and Poesio 2008.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import TypeAlias

Cells: TypeAlias = Mapping[tuple[Hashable, Hashable], float]  # (value of one, value of the other) -> how often
Distance: TypeAlias = Callable[[Hashable, Hashable], float]  # 0 for equal values, up to 1
PREVALENT = 0.9  # share of one category from which chance agreement makes kappa say little


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 0 for equal values, else 1."""
    return 0.0 if one == other else 1.0


def two(cells: Cells, distance: Distance = nominal) -> dict[str, float | None]:
    """Return n, observed agreement, and kappa, pi and S with what each expects; a distance weighs disagreements."""
    n = sum(cells.values())
    if not n:
        return dict.fromkeys(("agreement", "expected", "kappa", "pi_expected", "pi", "s")) | {"n": 0}
    ours, theirs = marginals(cells)
    values = sorted({*ours, *theirs}, key=repr)
    both = {value: (ours.get(value, 0) + theirs.get(value, 0)) / 2 for value in values}
    observed = sum(number * distance(*cell) for cell, number in cells.items()) / n
    by_kappa = _expected(ours, theirs, n, distance)
    by_pi = _expected(both, both, n, distance)
    by_s = sum(distance(a, b) for a in values for b in values) / len(values) ** 2
    return {
        "n": n,
        "agreement": 1 - observed,
        "expected": 1 - by_kappa,
        "kappa": corrected(observed, by_kappa),
        "pi_expected": 1 - by_pi,
        "pi": corrected(observed, by_pi),
        "s": corrected(observed, by_s),
    }


def marginals(cells: Cells) -> tuple[dict[Hashable, float], dict[Hashable, float]]:
    """Return how often each of the two gave each value."""
    ours: dict[Hashable, float] = {}
    theirs: dict[Hashable, float] = {}
    for (one, other), number in cells.items():
        ours[one] = ours.get(one, 0) + number
        theirs[other] = theirs.get(other, 0) + number
    return ours, theirs


def corrected(observed: float, expected: float) -> float | None:
    """Return 1 - observed / expected disagreement; None where none is expected."""
    return 1 - observed / expected if expected > 1e-12 else None


def is_prevalent(cells: Cells) -> bool:
    """Say whether one value makes up nearly all that both gave."""
    ours, theirs = marginals(cells)
    total = sum(ours.values()) + sum(theirs.values())
    return bool(total) and max(ours.get(v, 0) + theirs.get(v, 0) for v in {*ours, *theirs}) >= PREVALENT * total


def _expected(ours: Mapping[Hashable, float], theirs: Mapping[Hashable, float], n: float, distance: Distance) -> float:
    return sum(a * b * distance(one, other) for one, a in ours.items() for other, b in theirs.items()) / (n * n)


ITEMS, AGREEING = "items", "agreeing"


def fleiss_counts(values: Counter[Hashable]) -> dict[tuple[str, Hashable], float]:
    """Return what one item adds, given how many annotators gave it each value; nothing if fewer than two did."""
    n = sum(values.values())
    if n < 2:
        return {}
    agreeing = sum(number * (number - 1) for number in values.values()) / (n * (n - 1))
    shares = {("share", value): number / n for value, number in values.items()}
    return {(ITEMS, ""): 1.0, (AGREEING, ""): agreeing, **shares}


def fleiss(counts: Mapping[tuple[str, Hashable], float]) -> dict[str, float | None]:
    """Return n (items), observed and expected agreement and Fleiss' kappa of added counts."""
    items = counts.get((ITEMS, ""), 0)
    if not items:
        return {"n": 0, "agreement": None, "expected": None, "kappa": None}
    observed = counts.get((AGREEING, ""), 0) / items
    expected = sum((number / items) ** 2 for (name, _), number in counts.items() if name == "share")
    kappa = corrected(1 - observed, 1 - expected)
    return {"n": items, "agreement": observed, "expected": expected, "kappa": kappa}
