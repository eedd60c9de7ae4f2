"""Comparing clusters that were read back: the same mentions together, under the same names."""

from collections.abc import Iterable, Iterator

from annotator.domain.model import Entity, Event, Layer
from annotator.formats.features import mentions
from annotator.operations.export_named import Named
from annotator.operations.export_pairs import Pairs

_ALONE = ("clusters", "single clusters")


def clusters_apart(
    layer: Layer, backs: Iterable[Layer], named: Named, pairs: Pairs
) -> Iterator[tuple[Entity | Event, str, str]]:
    """Yield each mention whose cluster is not as it was: with the cluster's name before and after, "" for none."""
    names = {cluster.id: cluster.name for cluster in layer.clusters}
    back_names = {cluster.id: cluster.name for back in backs for cluster in back.clusters}
    unsure = {pairs.of[key].place for key in named.ids("cluster members") if key in pairs.of}
    forth: dict[str | None, str | None] = {None: None}
    back: dict[str | None, str | None] = {None: None}
    for mark in mentions(layer):
        found = pairs.of.get(mark.id)
        if found is None or found.place in unsure:
            continue
        name = _name(mark, names, named)
        other = None if found.mark.cluster is None else back_names.get(found.mark.cluster, found.mark.cluster)
        is_same = forth.setdefault(name, other) == other and back.setdefault(other, name) == name
        if not is_same or (name != other and not named.has("cluster names", name or "")):
            yield mark, name or "", other or ""


def _name(mark: Entity | Event, names: dict[str, str], named: Named) -> str | None:
    """Return the name of the cluster in which a mention must come back."""
    if mark.cluster is None or named.has("crossing clusters", mark.id):
        return None
    name = names.get(mark.cluster, mark.cluster)
    return None if any(named.has(kind, name) for kind in _ALONE) else name
