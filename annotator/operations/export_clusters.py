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
    whole, apart = _Bijection(), (_Bijection(), _Bijection())
    for mark in mentions(layer):
        found = pairs.of.get(mark.id)
        if found is None or found.place in unsure:
            continue
        name = _name(mark, names, named)
        other = None if found.mark.cluster is None else back_names.get(found.mark.cluster, found.mark.cluster)
        known = apart[isinstance(mark, Event)] if named.has("cluster parts", name or "") else whole
        if not known.takes(name, other) or (name != other and not named.has("cluster names", name or "")):
            yield mark, name or "", other or ""


class _Bijection:
    """Which cluster became which, each one and no two the same."""

    def __init__(self) -> None:
        self._forth: dict[str | None, str | None] = {None: None}
        self._back: dict[str | None, str | None] = {None: None}

    def takes(self, name: str | None, other: str | None) -> bool:
        """Say whether one cluster may be the other, by all that was said before."""
        return self._forth.setdefault(name, other) == other and self._back.setdefault(other, name) == name


def _name(mark: Entity | Event, names: dict[str, str], named: Named) -> str | None:
    """Return the name of the cluster in which a mention must come back."""
    if mark.cluster is None or named.has("crossing clusters", mark.id):
        return None
    name = names.get(mark.cluster, mark.cluster)
    return None if any(named.has(kind, name) for kind in _ALONE) else name
