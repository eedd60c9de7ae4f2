"""Links between events that are one, over the events that both annotators have."""

from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.coreference_links import count_links
from annotator.measures.f1 import f1_score
from annotator.measures.measure import Count, Measure, no_parts


def count(compared: Compared) -> Count:
    """Count pairs of shared events in one cluster: for either annotator, and for both."""
    ours, theirs = compared.layers[:2]
    return count_links(compared.events, ours.events, theirs.events)


MEASURE = Measure(
    "event_links",
    Wording("روابط الأحداث", "Event links"),
    Wording(
        "أزواج الأحداث التي لدى كليهما (بالنوع والقادح نفسيهما) والتي يعدّها كلٌّ حدثًا واحدًا.",
        "Pairs of events that both have (same type and trigger) and that each takes for one event.",
    ),
    count,
    f1_score,
    "clusters",
    no_parts,
)
