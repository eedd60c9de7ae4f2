"""Events with the same trigger, whatever their types."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.matching import Matching
from annotator.measures.mentions import spans_matched


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return spans_matched(compared.events)


MEASURE = f1_measure(
    "trigger_span",
    Wording(
        "قوادح الأحداث، المقاطع فقط",
        "Triggers, span only",
    ),
    Wording(
        "يتطابق حدثان إذا كانت مقاطع قادحيهما واحدة؛ لا يُقارَن النوع.",
        "Two events match if all spans of their triggers are the same; types are not compared.",
    ),
    matching,
    "events",
)
