"""Kappa on the types of every code point, with and without the places that both leave unmarked."""

from collections.abc import Iterator

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.kappa import Judged, kappa_measure
from annotator.measures.labels import OUTSIDE


def judged(compared: Compared) -> Iterator[Judged]:
    """Yield the types on every stretch of text."""
    for (one, other, *_), length in compared.labels:
        yield Judged("", one, other, ("", ""), length)


def judged_inside(compared: Compared) -> Iterator[Judged]:
    """Yield the types on every stretch of text that either marked."""
    return (each for each in judged(compared) if (each.one, each.other) != (OUTSIDE, OUTSIDE))


MEASURE = kappa_measure(
    "codepoint_kappa",
    Wording("κ لكلّ حرف", "κ per code point"),
    Wording(
        "اتّفاق أنواع الكيانات على كلّ حرف من النصّ؛ الأحرف التي لم يسمها أحد ترفع الرقم.",
        "Agreement on entity types at every code point; places that nobody marked raise the figure.",
    ),
    judged,
    group="text",
)
INSIDE = kappa_measure(
    "codepoint_kappa_inside",
    Wording("κ لكلّ حرف موسوم", "κ per marked code point"),
    Wording(
        "كالسابق دون الأحرف التي تركها كلاهما.",
        "The same without the code points that both left unmarked.",
    ),
    judged_inside,
    group="text",
)
