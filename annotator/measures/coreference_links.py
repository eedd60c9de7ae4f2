"""Links between mentions of one thing, over the mentions that both annotators have."""

from collections import Counter
from collections.abc import Sequence

from annotator.domain.model import Entity, Event
from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.f1 import MATCHED_A, MATCHED_B, A, B, f1_score
from annotator.measures.matching import Matching
from annotator.measures.measure import Count, Measure, no_parts


def count(compared: Compared) -> Count:
    """Count pairs of shared entities in one cluster: for either annotator, and for both."""
    ours, theirs = compared.layers[:2]
    return count_links(compared.entities, ours.entities, theirs.entities)


def count_links(shared: Matching, ours: Sequence[Entity | Event], theirs: Sequence[Entity | Event]) -> Count:
    """Count pairs of shared mentions in one cluster."""
    one_cluster, other_cluster = ({mention.id: mention.cluster for mention in each} for each in (ours, theirs))
    given = [(one_cluster[one.id], other_cluster[other.id]) for one, other in shared.pairs]
    a = _pairs(Counter[object](one for one, _ in given if one is not None))
    b = _pairs(Counter[object](other for _, other in given if other is not None))
    both = _pairs(Counter[object](pair for pair in given if None not in pair))
    return Count({("", A): a, ("", B): b, ("", MATCHED_A): both, ("", MATCHED_B): both})


def _pairs(sizes: Counter[object]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


MEASURE = Measure(
    "coreference_links",
    Wording("روابط الإحالة", "Coreference links"),
    Wording(
        "أزواج الكيانات التي لدى كليهما (بالنوع والمقاطع نفسها) والتي يضعها كلٌّ في عنقود واحد.",
        "Pairs of entities that both have (same type and spans) and that each puts into one cluster.",
    ),
    count,
    f1_score,
    "clusters",
    no_parts,
)
