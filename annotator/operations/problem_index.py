"""Problem index: what is wrong in a whole project, by kind and by document, as it is found and as it changes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, TypeAlias

from annotator.operations.checking import DocumentProblems, FoundProblem

Group: TypeAlias = Literal["told", "silenced", "mendable"]
SILENCED = "silenced"  # what is called right is counted under this, beside the severities


class ProblemIndex:
    """Hold the problems of a project by layer; any layer can be put anew at the cost of its own problems."""

    def __init__(self) -> None:
        self.severities: Counter[str] = Counter()
        self._layers: dict[str, Sequence[FoundProblem]] = {}
        self._counts: dict[str, dict[str, Counter[str]]] = {}  # by document and layer
        self._kinds: dict[tuple[str, Group], dict[str, int]] = {}  # how many in which layer

    def put(self, found: DocumentProblems) -> None:
        """Take in what was found in a document, in place of what was known of its layers."""
        for layer_id in self._counts.get(found.document_id, {}).copy():
            self.put_layer(found.document_id, layer_id, ())
        for layer_id, of_layer in groupby((*found.told, *found.silenced), lambda one: one.layer_id):
            known = self._layers.get(layer_id, ())
            self.put_layer(found.document_id, layer_id, (*known, *of_layer))

    def put_layer(
        self,
        document_id: str,
        layer_id: str,
        found: Sequence[FoundProblem],
        counts: Counter[str] | None = None,
    ) -> None:
        """Take in what is wrong in a layer; `counts` by severity where `found` is only the first part of it."""
        layers = self._counts.setdefault(document_id, {})
        self.severities.subtract(layers.pop(layer_id, Counter()))
        self._count(layer_id, self._layers.pop(layer_id, ()), -1)
        if counts is None:
            counts = Counter(SILENCED if one.silence else one.problem.severity for one in found)
        if found or counts.total():
            self._layers[layer_id] = found
            layers[layer_id] = counts
            self.severities.update(counts)
            self._count(layer_id, found, 1)
        if not layers:
            del self._counts[document_id]

    def counts_of(self, document_id: str) -> Counter[str]:
        """Return how many problems of each severity a document has, and how many are SILENCED."""
        return sum(self._counts.get(document_id, {}).values(), Counter())

    def documents(self) -> int:
        """Return how many documents have problems."""
        return sum(
            any(counts["error"] or counts["warning"] for counts in layers.values()) for layers in self._counts.values()
        )

    def number(self, kind: str, group: Group = "told") -> int:
        """Return how many problems of a kind there are: told, silenced, or told and with a repair."""
        return sum(self._kinds.get((kind, group), {}).values())

    def of_layer(self, layer_id: str) -> Sequence[FoundProblem]:
        """Return the problems of a layer."""
        return self._layers.get(layer_id, ())

    def layers(self, kind: str) -> list[tuple[str, str]]:
        """Return the layers that have problems of a kind with a repair: id, and whose it is."""
        return [(layer_id, self._layers[layer_id][0].annotator) for layer_id in self._kinds.get((kind, "mendable"), {})]

    def of_kind(self, kind: str, group: Group = "told") -> Iterator[FoundProblem]:
        """Yield the problems of a kind, those of one document together; do not put anything meanwhile."""
        for layer_id in self._kinds.get((kind, group), {}):
            for one in self._layers[layer_id]:
                if one.problem.kind == kind and group in _groups(one):
                    yield one

    def _count(self, layer_id: str, found: Sequence[FoundProblem], sign: int) -> None:
        for key, number in Counter((one.problem.kind, group) for one in found for group in _groups(one)).items():
            if sign > 0:
                self._kinds.setdefault(key, {})[layer_id] = number
                continue
            self._kinds[key].pop(layer_id)
            if not self._kinds[key]:
                del self._kinds[key]


def _groups(found: FoundProblem) -> tuple[Group, ...]:
    if found.silence is not None:
        return ("silenced",)
    return ("told",) if found.problem.repair is None else ("told", "mendable")
