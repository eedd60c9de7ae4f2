"""Kappa on the types of events whose triggers stand on the same spans."""

from collections.abc import Iterator

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.kappa import Judged, kappa_measure
from annotator.measures.mentions import spans_matched


def judged(compared: Compared) -> Iterator[Judged]:
    """Yield the types of events on the same trigger."""
    for one, other in spans_matched(compared.events).pairs:
        yield Judged("", one.part, other.part, (one.id, other.id))


MEASURE = kappa_measure(
    "event_type_kappa",
    Wording("κ لأنواع الأحداث", "κ on event types"),
    Wording(
        "اتّفاق الأنواع على الأحداث التي لها القادح نفسه، بعد طرح ما تتّفق عليه المصادفة.",
        "Agreement on types of the events that have the same trigger, corrected for chance.",
    ),
    judged,
    group="events",
)
