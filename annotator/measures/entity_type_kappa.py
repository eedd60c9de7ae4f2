"""Kappa on the types of entities that stand on the same spans."""

from collections.abc import Iterator

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.kappa import Judged, kappa_measure
from annotator.measures.mentions import spans_matched


def judged(compared: Compared) -> Iterator[Judged]:
    """Yield the types of entities on the same spans."""
    for one, other in spans_matched(compared.entities).pairs:
        yield Judged("", one.part, other.part, (one.id, other.id))


MEASURE = kappa_measure(
    "entity_type_kappa",
    Wording("κ لأنواع الكيانات", "κ on entity types"),
    Wording(
        "اتّفاق الأنواع على الكيانات التي لها المقاطع نفسها، بعد طرح ما تتّفق عليه المصادفة.",
        "Agreement on types of the entities that have the same spans, corrected for chance.",
    ),
    judged,
    group="entities",
)
