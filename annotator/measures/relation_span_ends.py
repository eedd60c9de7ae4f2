"""Relations with the same type and ends on the same spans."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.link_units import place_of_end, relation_units
from annotator.measures.matching import Matching, match


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return match(*(relation_units(compared, marked, place_of_end) for marked in compared.marked[:2]))


MEASURE = f1_measure(
    "relation_span_ends",
    Wording(
        "العلاقات، مقاطع الأطراف",
        "Relations, spans of the ends",
    ),
    Wording(
        "تتطابق علاقتان إذا كان نوعهما ومقاطع طرفيهما واحدة؛ لا يُقارَن نوعا الطرفين.",
        "Two relations match if their types and the spans of both ends are the same; the "
        "types of the ends are not compared.",
    ),
    matching,
    "relations",
)
