"""Relations with the same type and the same ends, types and spans alike."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.link_units import relation_units, whole_end
from annotator.measures.matching import Matching, match


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return match(*(relation_units(compared, marked, whole_end) for marked in compared.marked[:2]))


MEASURE = f1_measure(
    "relation_strict",
    Wording(
        "العلاقات، مطابقة تامّة",
        "Relations, strict",
    ),
    Wording(
        "تتطابق علاقتان إذا كان نوعهما ونوعا طرفيهما ومقاطعهما واحدة؛ بأيّ ترتيب إذا كانت العلاقة متناظرة في المخطّط.",
        "Two relations match if their types and the types and spans of both ends are the "
        "same; in either order where the schema calls the relation symmetric.",
    ),
    matching,
    "relations",
)
