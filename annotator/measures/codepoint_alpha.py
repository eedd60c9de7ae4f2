"""Krippendorff's alpha on the types of every code point, for any number of annotators."""

from collections import defaultdict

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.krippendorff import alpha, coincidences
from annotator.measures.measure import Count, Counts, Key, Measure, Score, no_parts


def count(compared: Compared) -> Count:
    """Count the pairs of types that annotators gave to the same code point."""
    lengths: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for labels, length in compared.labels:
        lengths[labels] += length
    counts: defaultdict[Key, float] = defaultdict(float)
    for labels, length in lengths.items():
        for (one, other), number in coincidences(labels, length).items():
            counts["", one, other] += number
    return Count(dict(counts))


def score(counts: Counts) -> Score:
    """Return alpha with what it observes and expects."""
    figures = alpha({(one, other): number for (_, one, other), number in counts.items()})
    warning = "undefined" if figures["alpha"] is None else ""
    return Score(figures["alpha"], figures["n"] or 0, figures, warning)


MEASURE = Measure(
    "codepoint_alpha",
    Wording("α لكلّ حرف", "α per code point"),
    Wording(
        "ألفا كريبندورف الاسميّة على أنواع الكيانات عند كلّ حرف، لأيّ عدد من الواسمين.",
        "Krippendorff's nominal alpha on entity types at every code point, for any number of annotators.",
    ),
    count,
    score,
    "text",
    no_parts,
    many=True,
    figure="alpha",
)
