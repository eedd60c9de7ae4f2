"""Kappa between two annotators over values given to the same things, always with raw agreement and n.

Where nearly everything falls into one category, kappa is low or undefined however much the two agree; the score then
carries a warning.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from annotator.domain.schema import Wording
from annotator.measures.chance import is_prevalent, two
from annotator.measures.compared import Compared
from annotator.measures.measure import Count, Counts, Key, Measure, Score, no_parts, parts_of

APART = " / "  # between the two values of a disagreement


class Judged(NamedTuple):
    """One thing with the value that each of two gave it; `part` is what was asked (an attribute), "" if only one."""

    part: str
    one: str
    other: str
    ids: tuple[str, str]
    times: float = 1


def kappa_measure(
    name: str,
    title: Wording,
    definition: Wording,
    judged: Callable[[Compared], Iterable[Judged]],
    *,
    group: str,
    has_parts: bool = False,
) -> Measure:
    """Return a measure that is kappa over what `judged` yields; with parts, each of them by itself."""
    return Measure(
        name,
        title,
        definition,
        lambda compared: kappa_count(judged(compared)),
        kappa_score,
        group,
        parts_of if has_parts else no_parts,
        figure="kappa",
    )


def kappa_count(judged: Iterable[Judged]) -> Count:
    """Count how often each pair of values was given."""
    counts: dict[Key, float] = {}
    matched: list[tuple[str, str]] = []
    differing: list[tuple[str, tuple[str, str]]] = []
    for thing in judged:
        key = thing.part, thing.one, thing.other
        counts[key] = counts.get(key, 0) + thing.times
        if thing.ids == ("", ""):
            continue
        if thing.one == thing.other:
            matched.append(thing.ids)
        else:
            differing.append((thing.part or confusion(thing.one, thing.other), thing.ids))
    return Count(counts, tuple(matched), tuple(differing))


def confusion(one: str, other: str) -> str:
    """Return what a disagreement belongs to where nothing is asked part by part: the value of each."""
    return f"{one}{APART}{other}"


def kappa_score(counts: Counts) -> Score:
    """Return kappa, pi and S with what they expect; of several parts together only n and raw agreement."""
    cells: dict[tuple[Hashable, Hashable], float] = {}
    for (_, one, other), number in counts.items():
        cells[one, other] = cells.get((one, other), 0) + number
    figures = two(cells)
    if len({part for part, _, _ in counts}) > 1:
        figures = {"n": figures["n"], "agreement": figures["agreement"]}
        return Score(None, figures["n"] or 0, figures)
    return Score(figures["kappa"], figures["n"] or 0, figures, warning_of(figures["kappa"], cells))


def warning_of(value: float | None, cells: dict[tuple[Hashable, Hashable], float]) -> str:
    """Return what has to be said beside a figure that is corrected for chance."""
    if value is None:
        return "undefined"
    return "prevalence" if is_prevalent(cells) else ""
