"""Events of the same type whose triggers share text, one to one."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import f1_measure
from annotator.measures.matching import Matching, match_overlapping
from annotator.measures.mentions import stretches


def matching(compared: Compared) -> Matching:
    """Return what two annotators have in common."""
    return match_overlapping(*(stretches(marked, marked.layer.events) for marked in compared.marked[:2]))


MEASURE = f1_measure(
    "trigger_overlap_same_type",
    Wording(
        "قوادح الأحداث، تداخل مع النوع نفسه",
        "Triggers, overlap, same type",
    ),
    Wording(
        "يتطابق حدثان من نوع واحد إذا اشترك قادحاهما في حرف؛ لكلٍّ قرين واحد على الأكثر، بحيث "
        "يكون عدد الأزواج أكبر ما يمكن ثمّ التداخل.",
        "Two events of one type match if their triggers share a code point; each at most "
        "once, so that as many as possible match and then overlap most.",
    ),
    matching,
    "events",
)
