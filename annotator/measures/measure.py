"""Measure: how far annotators agree in one respect; counted document by document, scored over any of them together.

A count is a table of numbers that may be added, so that the score of a project, of one type, of a week or of documents
drawn at random (a confidence interval) all come from the same counts. Scores of pooled counts are not the mean of the
documents' scores; where that matters the definition says so.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared

Figures: TypeAlias = Mapping[str, float | None]
Key: TypeAlias = tuple[Hashable, ...]  # the part (a type, attribute or role) first, then what is counted
Counts: TypeAlias = Mapping[Key, float]
Ids: TypeAlias = tuple[str, ...]  # for each annotator the id of the mark, "" for none


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted in one document: numbers, the marks that match and those that do not."""

    counts: Counts
    matched: tuple[Ids, ...] = ()
    differing: tuple[tuple[str, Ids], ...] = ()  # with the part each belongs to


@dataclass(frozen=True, slots=True)
class Score:
    """A score: `value` is the headline (None: undefined), `figures` all numbers by name, `n` what they stand on.

    `warning` is "" or "undefined" (nothing could differ by chance) or "prevalence" (nearly all in one category).
    """

    value: float | None
    n: float
    figures: Figures
    warning: str = ""


def no_parts(_counts: Counts) -> tuple[str, ...]:
    """Say that a measure has no parts."""
    return ()


def parts_of(counts: Counts) -> tuple[str, ...]:
    """Return the parts that counts speak of."""
    return tuple(sorted({str(key[0]) for key in counts}))


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: `count` takes one document by the annotators compared, `score` the sum of such counts.

    `title` and `definition` are shown beside the number. A measure for `many` takes any number of annotators at once,
    the others two. One that is `costly` is taken only when asked for.
    """

    name: str
    title: Wording
    definition: Wording
    count: Callable[[Compared], Count]
    score: Callable[[Counts], Score]
    group: str = "entities"
    parts: Callable[[Counts], tuple[str, ...]] = parts_of
    many: bool = False
    costly: bool = False
    figure: str = "f1"  # the name of the headline among the figures


def summed(counts: Iterable[Counts]) -> Counts:
    """Return the sum of counts."""
    total: defaultdict[Key, float] = defaultdict(float)
    for each in counts:
        for key, number in each.items():
            total[key] += number
    return dict(total)


def of_part(counts: Counts, part: str) -> Counts:
    """Return the counts of one part."""
    return {key: number for key, number in counts.items() if key[0] == part}
