"""Entities with the same type and the same spans."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.matching import Matching


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return compared.entities


MEASURE = f1_measure(
    "entity_strict",
    Wording(
        "الكيانات، مطابقة تامّة",
        "Entities, strict",
    ),
    Wording(
        "يتطابق كيانان إذا كان نوعهما ومقاطعهما كلّها واحدة، مع مراعاة التكرار.",
        "Two entities match if their types and all their spans are the same, as multisets.",
    ),
    matching,
)
