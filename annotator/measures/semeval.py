"""Entities as SemEval-2013 task 9.1 scores them: correct, incorrect, partial, missing and spurious, in four ways.

Strict and exact: P = COR / ACTUAL, R = COR / POSSIBLE; partial and type: COR + half of PAR. Type needs some overlap and
the same type. Marks are paired one to one: the same type and spans first, then the same spans, then overlap of one
type, then any overlap; so nested mentions are scored too.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.matching import Matching, Stretch, Unit, match_overlapping
from annotator.measures.measure import Count, Counts, Key, Measure, Score
from annotator.measures.mentions import spans_matched

Judge: TypeAlias = Callable[[bool, bool], str]  # (same spans, same type) -> COR, INC or PAR
COR, INC, PAR, MIS, SPU = "COR", "INC", "PAR", "MIS", "SPU"


@lru_cache(maxsize=1)
def paired(compared: Compared) -> Matching:
    """Return the entities of two annotators in pairs, the likest first; kept for the four that ask."""
    same = spans_matched(compared.entities)
    ends = [marked.ends for marked in compared.marked[:2]]

    def stretches(units: list[Unit], side: int, *, typed: bool) -> list[Stretch]:
        return [Stretch(ends[side][unit.id][1], unit.id, unit.part if typed else "") for unit in units]

    typed = match_overlapping(stretches(same.only_one, 0, typed=True), stretches(same.only_other, 1, typed=True))
    rest = match_overlapping(stretches(typed.only_one, 0, typed=False), stretches(typed.only_other, 1, typed=False))

    def named(unit: Unit, side: int) -> Unit:
        kind, place = ends[side][unit.id]
        return Unit(place, unit.id, kind)

    pairs = same.pairs + typed.pairs + rest.pairs
    return Matching(
        [(named(one, 0), named(other, 1)) for one, other in pairs],
        [named(unit, 0) for unit in rest.only_one],
        [named(unit, 1) for unit in rest.only_other],
    )


def _measure(name: str, words: tuple[Wording, Wording], judge: Judge) -> Measure:
    def count(compared: Compared) -> Count:
        return _count(paired(compared), judge)

    return Measure(f"semeval_{name}", words[0], words[1], count, _score)


def _count(matching: Matching, judge: Judge) -> Count:
    counts: dict[Key, float] = {}
    matched: list[tuple[str, str]] = []
    differing: list[tuple[str, tuple[str, str]]] = []
    for one, other in matching.pairs:
        verdict = judge(one.key == other.key, one.part == other.part)
        counts[one.part, verdict] = counts.get((one.part, verdict), 0) + 1
        if verdict == COR:
            matched.append((one.id, other.id))
        else:
            differing.append((one.part, (one.id, other.id)))
    for verdict, units in ((MIS, matching.only_one), (SPU, matching.only_other)):
        for unit in units:
            counts[unit.part, verdict] = counts.get((unit.part, verdict), 0) + 1
            differing.append((unit.part, (unit.id, "") if verdict == MIS else ("", unit.id)))
    return Count(counts, tuple(matched), tuple(differing))


def _score(counts: Counts) -> Score:
    totals = dict.fromkeys((COR, INC, PAR, MIS, SPU), 0.0)
    for key, number in counts.items():
        totals[str(key[1])] += number
    right = totals[COR] + totals[PAR] / 2
    possible, actual = (sum(totals.values()) - totals[left_out] for left_out in (SPU, MIS))
    precision = right / actual if actual else (0.0 if possible else 1.0)
    recall = right / possible if possible else (0.0 if actual else 1.0)
    f1 = 2 * right / (possible + actual) if possible + actual else 1.0
    return Score(f1, possible + actual, {**totals, "precision": precision, "recall": recall, "f1": f1})


STRICT = _measure(
    "strict",
    (
        Wording("SemEval تامّ", "SemEval strict"),
        Wording("صحيح إذا اتّفق النوع والمقاطع معًا.", "Correct if both type and spans are the same."),
    ),
    lambda same_spans, same_type: COR if same_spans and same_type else INC,
)
EXACT = _measure(
    "exact",
    (
        Wording("SemEval حدود تامّة", "SemEval exact"),
        Wording("صحيح إذا اتّفقت المقاطع، أيًّا كان النوع.", "Correct if the spans are the same, whatever the type."),
    ),
    lambda same_spans, _same_type: COR if same_spans else INC,
)
PARTIAL = _measure(
    "partial",
    (
        Wording("SemEval جزئيّ", "SemEval partial"),
        Wording(
            "صحيح إذا اتّفقت المقاطع، ونصف صحيح إذا تداخلت، أيًّا كان النوع.",
            "Correct if the spans are the same, half if they overlap, whatever the type.",
        ),
    ),
    lambda same_spans, _same_type: COR if same_spans else PAR,
)
TYPE = _measure(
    "type",
    (
        Wording("SemEval النوع", "SemEval type"),
        Wording("صحيح إذا تداخل الكيانان واتّفق النوع.", "Correct if the two overlap and the type is the same."),
    ),
    lambda _same_spans, same_type: COR if same_type else INC,
)
