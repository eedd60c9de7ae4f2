"""What the losses name of one document: by layer and kind, so that reading back expects all the rest."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.model import Entity, Event, Layer, Relation
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.formats.conll_tags import stored_type
from annotator.formats.format import Loss
from annotator.formats.losses import DROPPED, MOVED
from annotator.formats.type_names import TypeNames

_NOTHING: frozenset[str] = frozenset()
_GONE = DROPPED | {"text", "comments"}  # "text" names the marks of a text that is left out
_UNLINKED = frozenset({"links", "far"})


class Named:
    """The ids that the losses name of one layer, by kind; those of the document alone if it has no layer."""

    def __init__(self, losses: Iterable[Loss], annotator: str) -> None:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for loss in losses:
            if loss.annotator == annotator:
                found[loss.kind].update(loss.ids)
        self._ids: Mapping[str, frozenset[str]] = {kind: frozenset(ids) for kind, ids in found.items()}
        self._gone: frozenset[str] = _NOTHING.union(*(ids for kind, ids in self._ids.items() if kind in _GONE))

    def __contains__(self, kind: str) -> bool:
        return kind in self._ids

    def ids(self, kind: str) -> frozenset[str]:
        """Return the ids of a kind."""
        return self._ids.get(kind, _NOTHING)

    def has(self, kind: str, key: str) -> bool:
        """Say whether a kind names an id."""
        return key in self.ids(kind)

    def is_gone(self, key: str) -> bool:
        """Say whether a mark or comment is not to come back at all."""
        return key in self._gone

    def is_unlinked(self, relation: str) -> bool:
        """Say whether a relation is not to come back; these kinds name events as well, for their arguments."""
        return relation in self._gone or any(self.has(kind, relation) for kind in _UNLINKED)

    def bent(self, key: str) -> frozenset[str]:
        """Return the kinds that let a mention stand elsewhere."""
        return frozenset(kind for kind in MOVED if key in self.ids(kind))


@dataclass(frozen=True, slots=True)
class Manner:
    """How all was written, as far as it shows in what is read: names of types, and whether examples may overlap."""

    names: TypeNames
    overlaps: bool = False


def manner_of(schema: Schema | None, language: str, options: Mapping[str, str], losses: Iterable[Loss]) -> Manner:
    """Return how a format writes with these options."""
    overlaps = bool(options.get("overlap")) or any(loss.kind == "written twice" for loss in losses)
    return Manner(TypeNames(schema, language, options.get("types", "ids")), overlaps)


@dataclass(frozen=True, slots=True)
class Losses:
    """The losses of one document, and the names that types are written by."""

    losses: tuple[Loss, ...]
    names: TypeNames

    def of_layer(self, annotator: str) -> Named:
        """Return what they name of an annotator's layer."""
        return Named(self.losses, annotator)

    def of_document(self) -> Named:
        """Return what they name of the document itself."""
        return Named(self.losses, "")

    def layers(self, layers: Iterable[Layer]) -> tuple[Layer, ...]:
        """Return the layers that are to come back."""
        gone = {name for loss in self.losses if loss.kind == "annotators" for name in loss.ids}
        return tuple(layer for layer in layers if layer.annotator not in gone)

    def is_left_out(self) -> bool:
        """Say whether the document is not to come back at all."""
        return any(loss.kind == "no layer" or (loss.kind == "text" and loss.ids) for loss in self.losses)

    def is_unmarked(self) -> bool:
        """Say whether it is not written where the document begins, so that it may come back as part of another."""
        return any(loss.kind == "unmarked" for loss in self.losses)

    def absent(self) -> tuple[Span, ...]:
        """Return the stretches of the text that are not to come back, ascending."""
        found = (key.partition("-") for loss in self.losses if loss.kind == "empty" for key in loss.ids)
        return tuple(sorted(Span(int(start), int(end)) for start, _, end in found))

    def type(self, mark: Entity | Event | Relation, named: Named) -> str:
        """Return the type under which a mark comes back."""
        if named.has("type blanks", mark.id):
            return stored_type(mark.type)
        if not named.has("type names", mark.id):
            return mark.type
        scope = "entity" if isinstance(mark, Entity) else "event" if isinstance(mark, Event) else "relation"
        return self.names.of(scope, mark.type)

    def role(self, event: Event, role: str, named: Named) -> str:
        """Return the role under which an argument comes back."""
        return self.names.role(event.type, role) if named.has("type names", event.id) else role
