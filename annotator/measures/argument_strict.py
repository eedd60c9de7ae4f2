"""Arguments with the same event type and trigger, role, and filler by type and spans."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.link_units import argument_units, strict
from annotator.measures.matching import Matching, match


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return match(*(argument_units(marked, strict) for marked in compared.marked[:2]))


MEASURE = f1_measure(
    "argument_strict",
    Wording(
        "الأدوار، مطابقة تامّة",
        "Arguments, strict",
    ),
    Wording(
        "يتطابق دوران إذا كان نوع الحدث وقادحه والدور ونوع الشاغل ومقاطعه واحدة.",
        "Two arguments match if event type, trigger, role, and the type and spans of the filler are the same.",
    ),
    matching,
    "arguments",
)
