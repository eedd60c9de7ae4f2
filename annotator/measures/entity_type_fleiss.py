"""Fleiss' kappa on the types of entities, over the spans that two or more of several annotators marked."""

from collections import Counter, defaultdict
from collections.abc import Hashable

from annotator.domain.schema import Wording
from annotator.measures.chance import fleiss, fleiss_counts
from annotator.measures.compared import Compared, Place
from annotator.measures.measure import Count, Counts, Key, Measure, Score, no_parts


def count(compared: Compared) -> Count:
    """Count each span that two or more marked, with the types it got; one type of each annotator."""
    given: defaultdict[Place, dict[int, tuple[str, str]]] = defaultdict(dict)
    for number, marked in enumerate(compared.marked):
        for entity in marked.layer.entities:
            kind, place = marked.ends[entity.id]
            given[place].setdefault(number, (kind, entity.id))
    counts: defaultdict[Key, float] = defaultdict(float)
    differing: list[tuple[str, tuple[str, ...]]] = []
    for each in given.values():
        for key, number_ in fleiss_counts(Counter[Hashable](kind for kind, _ in each.values())).items():
            counts[key] += number_
        if len({kind for kind, _ in each.values()}) > 1:
            ids = tuple(each.get(number, ("", ""))[1] for number in range(len(compared.layers)))
            differing.append(("", ids))
    return Count(dict(counts), (), tuple(differing))


def score(counts: Counts) -> Score:
    """Return kappa with what is observed and expected."""
    figures = fleiss({(str(key[0]), key[1]): number for key, number in counts.items()})
    return Score(figures["kappa"], figures["n"] or 0, figures, "undefined" if figures["kappa"] is None else "")


MEASURE = Measure(
    "entity_type_fleiss",
    Wording("κ فلايس لأنواع الكيانات", "Fleiss' κ on entity types"),
    Wording(
        "اتّفاق الأنواع على المقاطع التي وسمها اثنان فأكثر، لأيّ عدد من الواسمين.",
        "Agreement on types over the spans that two or more annotators marked, for any number of annotators.",
    ),
    count,
    score,
    "entities",
    no_parts,
    many=True,
    figure="kappa",
)
