"""Arguments with the same event and filler, whatever the role."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.link_units import argument_units, without_role
from annotator.measures.matching import Matching, match


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return match(*(argument_units(marked, without_role) for marked in compared.marked[:2]))


MEASURE = f1_measure(
    "argument_identification",
    Wording(
        "الأدوار، تعيين الشاغل",
        "Arguments, identification",
    ),
    Wording(
        "يتطابق دوران إذا كان نوع الحدث وقادحه ونوع الشاغل ومقاطعه واحدة؛ لا يُقارَن الدور.",
        "Two arguments match if event type, trigger, and the type and spans of the filler are "
        "the same; roles are not compared.",
    ),
    matching,
    "arguments",
)
