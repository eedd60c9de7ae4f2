"""Compared: one document as two or more annotators marked it, with the tables that several measures share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from annotator.domain.boundary import without_particles
from annotator.domain.compare import paired
from annotator.domain.model import Entity, Event, Layer, spans_of
from annotator.domain.schema import Schema
from annotator.domain.span import Fragments, fragments
from annotator.measures.labels import runs
from annotator.measures.matching import Matching, Unit, match

Place: TypeAlias = tuple[int, ...]  # the starts and ends of the fragments, in code points
End: TypeAlias = tuple[str, Place] | None  # type and place of what a link points at


@dataclass(frozen=True)
class Marked:
    """One annotator's layer in tables: each mention's type and place by id."""

    layer: Layer

    @cached_property
    def ends(self) -> dict[str, tuple[str, Place]]:
        """Return type and place of every mention."""
        mentions: Iterable[Entity | Event] = (*self.layer.entities, *self.layer.events)
        return {mention.id: (mention.type, place_of(spans_of(mention))) for mention in mentions}

    def end(self, target: str | None) -> End:
        """Return what a link points at: None for nobody, and for an id that there is not."""
        return None if target is None else self.ends.get(target)


@dataclass(frozen=True, eq=False)
class Compared:
    """A document's text, the schema, and the layers of the annotators that are compared, in their order."""

    text: str
    schema: Schema
    layers: tuple[Layer, ...]

    @cached_property
    def marked(self) -> tuple[Marked, ...]:
        """Return the layers in tables."""
        return tuple(map(Marked, self.layers))

    @cached_property
    def entities(self) -> Matching:
        """Return the entities of the first two that have the same type and spans."""
        return self._strict(*(strict_units(marked, marked.layer.entities) for marked in self.marked[:2]))

    @cached_property
    def events(self) -> Matching:
        """Return the events of the first two that have the same type and trigger."""
        return self._strict(*(strict_units(marked, marked.layer.events) for marked in self.marked[:2]))

    def _strict(self, one: list[Unit], other: list[Unit]) -> Matching:
        """Match units; where several say the same, those together that are linked alike."""
        if all(len({unit.key for unit in units}) == len(units) for units in (one, other)):
            return match(one, other)
        partner = {theirs: ours for ours, theirs in self._alike.items()}
        theirs = [unit._replace(key=partner.get(unit.id, "")) for unit in other]
        found = match([unit._replace(key=unit.id) for unit in one], theirs)
        first, second = ({unit.id: unit for unit in units} for units in (one, other))
        return Matching(
            [(first[ours.id], second[unit.id]) for ours, unit in found.pairs],
            [first[unit.id] for unit in found.only_one],
            [second[unit.id] for unit in found.only_other],
        )

    @cached_property
    def _alike(self) -> dict[str, str]:
        return paired(self.layers[0], self.layers[1])

    @cached_property
    def labels(self) -> list[tuple[tuple[str, ...], int]]:
        """Return stretches of the text with the types that each annotator gave them, and their lengths."""
        return list(runs(self.layers, len(self.text)))

    def is_symmetric(self, relation_type: str) -> bool:
        """Say whether the ends of a relation have no order."""
        kind = self.schema.relation(relation_type)
        return kind is not None and kind.symmetric

    def tolerant(self) -> "Compared":
        """Return the document as if nobody had marked particles, articles and punctuation at the edges of mentions."""
        known: dict[Fragments, Fragments] = {}
        return replace(self, layers=tuple(trimmed(layer, self.text, known) for layer in self.layers))


def strict_units(marked: Marked, mentions: Sequence[Entity | Event]) -> list[Unit]:
    """Return mentions as units that match if type and spans are the same."""
    ends = marked.ends
    return [Unit(ends[mention.id], mention.id, mention.type) for mention in mentions]


def place_of(spans: Fragments) -> Place:
    """Return the spans as plain numbers."""
    return tuple(edge for span in spans for edge in (span.start, span.end))


def trimmed(layer: Layer, text: str, known: dict[Fragments, Fragments]) -> Layer:
    """Return the layer with the spans of its mentions without particles and loose punctuation; `known` is filled."""

    def kept(spans: Fragments) -> Fragments:
        if spans not in known:
            known[spans] = fragments(without_particles(text, spans))
        return known[spans]

    return replace(
        layer,
        entities=tuple(replace(e, spans=spans) if (spans := kept(e.spans)) != e.spans else e for e in layer.entities),
        events=tuple(replace(e, trigger=spans) if (spans := kept(e.trigger)) != e.trigger else e for e in layer.events),
    )
