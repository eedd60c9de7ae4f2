"""Clusters of two annotators over mentions that are identified with each other by their spans."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from annotator.domain.model import Entity, Event
from annotator.domain.schema import Wording
from annotator.measures.compared import Compared
from annotator.measures.measure import Count, Counts, Measure, Score, no_parts
from annotator.measures.mentions import spans_matched

Found: TypeAlias = tuple[float, float]  # a sum and what it is a share of
RECALL, OF_RECALL, PRECISION, OF_PRECISION = "recall", "of recall", "precision", "of precision"


@dataclass(frozen=True)
class Clustered:
    """The clusters of two annotators as lists of mentions, the same mention by the same id in both."""

    ours: list[list[str]]
    theirs: list[list[str]]

    @cached_property
    def our_cluster(self) -> dict[str, int]:
        """Return the number of one's cluster that each mention is in."""
        return {mention: number for number, members in enumerate(self.ours) for mention in members}

    @cached_property
    def their_cluster(self) -> dict[str, int]:
        """Return the number of the other's cluster that each mention is in."""
        return {mention: number for number, members in enumerate(self.theirs) for mention in members}


def clustered(compared: Compared) -> Clustered:
    """Return the clusters of the first two annotators; mentions on the same spans are the same mention."""
    same = spans_matched(compared.entities).pairs + spans_matched(compared.events).pairs
    names = {other.id: one.id for one, other in same}
    lists: list[list[list[str]]] = []
    for side, layer in enumerate(compared.layers[:2]):
        members: defaultdict[str, list[str]] = defaultdict(list)
        mentions: Sequence[Entity | Event] = (*layer.entities, *layer.events)
        for mention in mentions:
            if mention.cluster is not None:
                name = mention.id if side == 0 else names.get(mention.id, f"other {mention.id}")
                members[mention.cluster].append(name)
        lists.append(list(members.values()))
    return Clustered(lists[0], lists[1])


def shared(clusters: Clustered) -> Counter[tuple[int, int]]:
    """Return how many mentions each of one's clusters shares with each of the other's."""
    theirs = clusters.their_cluster
    return Counter((number, theirs[mention]) for mention, number in clusters.our_cluster.items() if mention in theirs)


def cluster_measure(
    name: str, title: Wording, definition: Wording, found: Callable[[Clustered], tuple[Found, Found]]
) -> Measure:
    """Return a measure with recall and precision as `found` counts them, and their harmonic mean."""

    def count(compared: Compared) -> Count:
        recall, precision = found(clustered(compared))
        return Count(
            {
                ("", RECALL): recall[0],
                ("", OF_RECALL): recall[1],
                ("", PRECISION): precision[0],
                ("", OF_PRECISION): precision[1],
            }
        )

    return Measure(name, title, definition, count, cluster_score, "clusters", no_parts)


def cluster_score(counts: Counts) -> Score:
    """Return precision, recall and F1; where neither has anything to be found, they are undefined."""
    totals = {str(key[1]): number for key, number in counts.items()}
    of_recall, of_precision = totals.get(OF_RECALL, 0), totals.get(OF_PRECISION, 0)
    recall = totals[RECALL] / of_recall if of_recall else None
    precision = totals[PRECISION] / of_precision if of_precision else None
    if recall is None and precision is None:
        return Score(None, 0, {"precision": None, "recall": None, "f1": None}, "undefined")
    both = (recall or 0.0) + (precision or 0.0)
    f1 = 2 * (recall or 0.0) * (precision or 0.0) / both if both else 0.0
    return Score(f1, of_recall + of_precision, {"precision": precision, "recall": recall, "f1": f1})
