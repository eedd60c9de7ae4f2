"""Gamma of two annotators' entities: position and type judged together."""

from annotator.domain.model import Layer
from annotator.domain.schema import Wording
from annotator.domain.span import hull
from annotator.measures.chance import corrected
from annotator.measures.compared import Compared
from annotator.measures.disorder import Piece, disorder, expected
from annotator.measures.measure import Count, Counts, Measure, Score, no_parts

OBSERVED, EXPECTED, UNITS = "observed", "expected", "units"


def count(compared: Compared) -> Count:
    """Count observed and expected disorder, times the mean number of entities."""
    one, other = (_pieces(layer) for layer in compared.layers[:2])
    units = (len(one) + len(other)) / 2
    by_chance = expected(one, other, len(compared.text))
    return Count(
        {
            ("", OBSERVED): disorder(one, other) * units,
            ("", EXPECTED): by_chance * units,
            ("", UNITS): units,
        }
    )


def _pieces(layer: Layer) -> list[Piece]:
    hulls = ((hull(entity.spans), entity.type) for entity in layer.entities)
    return [Piece(span.start, span.end, kind) for span, kind in hulls]


def score(counts: Counts) -> Score:
    """Return gamma of added disorders."""
    totals = {str(key[1]): number for key, number in counts.items()}
    units = totals.get(UNITS, 0)
    value = corrected(totals.get(OBSERVED, 0), totals.get(EXPECTED, 0))
    figures = {"observed": totals[OBSERVED] / units, "expected": totals[EXPECTED] / units} if units else {}
    return Score(value, units, {**figures, "gamma": value}, "undefined" if value is None else "")


MEASURE = Measure(
    "gamma",
    Wording("γ", "γ"),
    Wording(
        "غاما (ماتيه وآخرون 2015) لواسمَين، بوزن واحد للموضع والنوع؛ المتوقَّع من ثلاثين إزاحة عشوائيّة لكلّ مستند.",
        "Gamma (Mathet and others 2015) for two annotators, position and type weighing one each; what is expected "
        "comes from thirty random shifts of each document.",
    ),
    count,
    score,
    "text",
    no_parts,
    costly=True,
    figure="gamma",
)
