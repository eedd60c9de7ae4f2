"""Alpha for unitizing, type by type and over all types, for any number of annotators."""

from collections import defaultdict
from collections.abc import Iterable

from annotator.domain.model import Entity
from annotator.domain.schema import Wording
from annotator.domain.span import Span, fragments
from annotator.measures.chance import corrected
from annotator.measures.compared import Compared
from annotator.measures.measure import Count, Counts, Key, Measure, Score
from annotator.measures.unitizing import Stretches, disagreements

OBSERVED, EXPECTED, LENGTH = "observed", "expected", "length"


def count(compared: Compared) -> Count:
    """Count both disagreements of each type, times the length of the text."""
    length = len(compared.text)
    counts: dict[Key, float] = {}
    by_type = [_by_type(layer.entities) for layer in compared.layers]
    for kind in sorted({kind for found in by_type for kind in found}) if length else ():
        observed, expected = disagreements([found.get(kind, []) for found in by_type], 0, length)
        counts[kind, OBSERVED] = observed * length
        counts[kind, EXPECTED] = expected * length
        counts[kind, LENGTH] = length
    return Count(counts)


def _by_type(entities: Iterable[Entity]) -> dict[str, Stretches]:
    """Return the stretches of each type, those that touch or overlap joined."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for entity in entities:
        found[entity.type].extend(entity.spans)
    return {kind: [(span.start, len(span)) for span in fragments(spans)] for kind, spans in found.items()}


def score(counts: Counts) -> Score:
    """Return alpha of added disagreements."""
    totals = dict.fromkeys((OBSERVED, EXPECTED, LENGTH), 0.0)
    for key, number in counts.items():
        totals[str(key[1])] += number
    value = corrected(totals[OBSERVED], totals[EXPECTED])
    length = totals[LENGTH] or 1.0
    figures = {"observed": totals[OBSERVED] / length, "expected": totals[EXPECTED] / length, "alpha": value}
    return Score(value, totals[LENGTH], figures, "undefined" if value is None else "")


MEASURE = Measure(
    "unitizing_alpha",
    Wording("αU لتقطيع النصّ", "αU for unitizing"),
    Wording(
        "ألفا كريبندورف للتقطيع (1995): فروق البدايات والنهايات لكلّ نوع على امتداد النصّ؛ قد تقلّ كثيرًا عن الصفر.",
        "Krippendorff's alpha for unitizing (1995): differences of beginnings and ends of each type along the text, "
        "stretches of one type that overlap joined; it may be far below 0.",
    ),
    count,
    score,
    "text",
    many=True,
    figure="alpha",
)
