"""F1 between two annotators: twice what matches over all that both marked, with precision and recall.

Symmetric, so that neither annotator has to be taken for the truth: the chance that something marked by one was marked
by the other too (Hripcsak and Rothschild 2005). Two who both marked nothing agree by convention.
"""

from collections import Counter
from collections.abc import Callable

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.matching import Matching
from annotator.measures.measure import Count, Counts, Key, Measure, Score

A, B, MATCHED_A, MATCHED_B = "a", "b", "matched a", "matched b"


def f1_measure(
    name: str, title: Wording, definition: Wording, matching: Callable[[Compared], Matching], group: str = "entities"
) -> Measure:
    """Return a measure that is the F1 of what `matching` matches."""
    return Measure(name, title, definition, lambda compared: f1_count(matching(compared)), f1_score, group)


def f1_count(matching: Matching) -> Count:
    """Count what each annotator has and what matches, by part; a pair counts for the part of either."""
    tallies = (
        (A, [one.part for one, _ in matching.pairs]),
        (A, [unit.part for unit in matching.only_one]),
        (B, [other.part for _, other in matching.pairs]),
        (B, [unit.part for unit in matching.only_other]),
        (MATCHED_A, [one.part for one, _ in matching.pairs]),
        (MATCHED_B, [other.part for _, other in matching.pairs]),
    )
    counts: dict[Key, float] = {}
    for name, parts in tallies:
        for part, number in Counter(parts).items():
            counts[part, name] = counts.get((part, name), 0) + number
    return Count(
        counts,
        tuple((one.id, other.id) for one, other in matching.pairs),
        (
            *((unit.part, (unit.id, "")) for unit in matching.only_one),
            *((unit.part, ("", unit.id)) for unit in matching.only_other),
        ),
    )


def f1_score(counts: Counts) -> Score:
    """Return a, b, matched, precision (matched / b), recall (matched / a) and F1 of counts."""
    totals = dict.fromkeys((A, B, MATCHED_A, MATCHED_B), 0.0)
    for key, number in counts.items():
        totals[str(key[1])] += number
    a, b = totals[A], totals[B]
    f1 = (totals[MATCHED_A] + totals[MATCHED_B]) / (a + b) if a + b else 1.0
    precision = totals[MATCHED_B] / b if b else (0.0 if a else 1.0)
    recall = totals[MATCHED_A] / a if a else (0.0 if b else 1.0)
    figures = {"a": a, "b": b, "matched": totals[MATCHED_A], "precision": precision, "recall": recall, "f1": f1}
    return Score(f1, a + b, figures)
