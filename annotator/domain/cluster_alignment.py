"""Cluster alignment: which clusters of aligned layers are the same, by the mentions that they share.

Clusters are compared by the links that they make between mentions that two or more layers have, so a cluster of one
mention is as good as none, and a mention that a layer lacks is no second difference. Each cluster belongs to one of
another layer at most, so that as many mentions as possible agree.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from annotator.domain.alignment import Alignment
from annotator.domain.assignment import assigned

_SHARED = 1_000_000  # what a shared mention weighs, beside which the rest breaks ties


def cluster_groups(alignment: Alignment) -> list[dict[int, int]]:
    """Return for each layer, by the number of a group of mentions, the number of the thing it stands for."""
    compared = [number for number, group in enumerate(alignment.groups) if len(group.present) > 1]
    things: list[Counter[int]] = []  # for each thing the mentions that layers give it
    found: list[dict[int, int]] = []
    for layer in range(len(alignment.layers)):
        clusters = _clusters(alignment, layer, compared)
        homes = _homes(clusters, things)
        found.append({})
        for members, home in zip(clusters, homes, strict=True):
            things[home].update(members)
            found[-1].update(dict.fromkeys(members, home))
    return found


def _clusters(alignment: Alignment, layer: int, compared: Sequence[int]) -> list[list[int]]:
    """Return the layer's clusters as lists of groups, a mention without one as a cluster of its own."""
    named: defaultdict[tuple[bool, str], list[int]] = defaultdict(list)
    for number in compared:
        mark = alignment.groups[number].marks[layer]
        if mark is not None:
            named[(True, mark.cluster) if mark.cluster is not None else (False, str(number))].append(number)
    return list(named.values())


def _homes(clusters: Sequence[list[int]], things: list[Counter[int]]) -> list[int]:
    """Return for each cluster the thing that it is, new things for those that are none yet."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for thing, members in enumerate(things):
        for number in members:
            holders[number].append(thing)
    costs = [_costs(members, things, holders) for members in clusters]
    homes: list[int] = []
    for column in assigned(costs):
        if column is None:
            column = len(things)
            things.append(Counter())
        homes.append(column)
    return homes


def _costs(
    members: Sequence[int], things: Sequence[Counter[int]], holders: Mapping[int, Sequence[int]]
) -> dict[int, float]:
    shared = Counter[int]()
    for number in members:
        for thing in holders.get(number, ()):
            shared[thing] += things[thing][number]
    return {thing: -(_SHARED * count - abs(len(members) - len(things[thing]))) for thing, count in shared.items()}
