"""Arguments with the same event type, role and filler, wherever the trigger is."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.link_units import argument_units, without_trigger
from annotator.measures.matching import Matching, match


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return match(*(argument_units(marked, without_trigger) for marked in compared.marked[:2]))


MEASURE = f1_measure(
    "argument_ignoring_trigger",
    Wording(
        "الأدوار دون النظر إلى القادح",
        "Arguments, trigger ignored",
    ),
    Wording(
        "يتطابق دوران إذا كان نوع الحدث والدور ونوع الشاغل ومقاطعه واحدة؛ لا يُقارَن القادح.",
        "Two arguments match if event type, role, and the type and spans of the filler are "
        "the same; triggers are not compared.",
    ),
    matching,
    "arguments",
)
