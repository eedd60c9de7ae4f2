"""Entities with the same spans, whatever their types."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.matching import Matching
from annotator.measures.mentions import spans_matched


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return spans_matched(compared.entities)


MEASURE = f1_measure(
    "entity_exact_span",
    Wording(
        "الكيانات، المقاطع نفسها",
        "Entities, exact span",
    ),
    Wording(
        "يتطابق كيانان إذا كانت مقاطعهما كلّها واحدة؛ لا يُقارَن النوع، غير أنّ المتّفقَين في النوع يُقرَنان أولًا.",
        "Two entities match if all their spans are the same; types are not compared, but "
        "those of one type are matched first.",
    ),
    matching,
)
