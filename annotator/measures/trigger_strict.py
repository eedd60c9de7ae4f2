"""Events with the same type and the same trigger."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.matching import Matching


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return compared.events


MEASURE = f1_measure(
    "trigger_strict",
    Wording(
        "قوادح الأحداث، مطابقة تامّة",
        "Triggers, strict",
    ),
    Wording(
        "يتطابق حدثان إذا كان نوعهما ومقاطع قادحيهما واحدة، مع مراعاة التكرار.",
        "Two events match if their types and all spans of their triggers are the same, as multisets.",
    ),
    matching,
    "events",
)
