"""Relations between ends that both annotators have, strictly."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.link_units import relation_units, whole_end
from annotator.measures.matching import Matching, Unit, match


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    agreed = compared.entities.pairs + compared.events.pairs
    units: list[list[Unit]] = []
    for side, marked in enumerate(compared.marked[:2]):
        ids = {pair[side].id for pair in agreed}
        units.append(relation_units(compared, marked, whole_end, ids))
    return match(*units)


MEASURE = f1_measure(
    "relation_given_agreed_entities",
    Wording(
        "العلاقات بين أطراف متّفق عليها",
        "Relations, given agreed ends",
    ),
    Wording(
        "كالمطابقة التامّة، لكن لا تُحتسب إلا العلاقات التي يتطابق طرفاها تمامًا، فلا يُعدّ الخطأ في الطرف مرّتين.",
        "As strict, but only relations count whose both ends match strictly, so that no slip "
        "of an end is counted again.",
    ),
    matching,
    "relations",
)
