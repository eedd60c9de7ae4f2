"""Aliases: marks from a file of another corpus, or of an older schema, under the names that this schema has for them.

Only a name that the schema lacks is replaced, and what was replaced is told; everything else comes in as it is.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from annotator.domain.model import Argument, Attributes, AttributeValue, Document, Entity, Event, Layer, Relation
from annotator.domain.schema import EventType, Schema
from annotator.formats.format import Finding


class _Named(Protocol):
    @property
    def id(self) -> str:
        """Return what files and marks call it."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Return what others call it."""


N = TypeVar("N", bound=_Named)
M = TypeVar("M", Entity, Event, Relation)


@dataclass(slots=True)
class _Reading:
    """A schema's aliases, and what was replaced by them: (old name, new name)."""

    schema: Schema
    done: Counter[tuple[str, str]] = field(default_factory=Counter)

    def name(self, name: str, kinds: Sequence[N]) -> str:
        if any(kind.id == name for kind in kinds):
            return name
        new = next((kind.id for kind in kinds if name in kind.aliases), name)
        if new != name:
            self.done[name, new] += 1
        return new


def has_aliases(schema: Schema) -> bool:
    """Say whether anything of the schema has another name."""
    parts: list[_Named] = [*schema.entities, *schema.events, *schema.relations, *schema.attributes]
    inside = [sub for kind in schema.entities for sub in kind.subtypes]
    values = [option for attribute in schema.attributes for option in attribute.options]
    roles = [role for event in schema.events for role in event.roles]
    return any(one.aliases for one in [*parts, *inside, *values, *roles])


def in_own_names(document: Document, schema: Schema) -> tuple[Document, tuple[Finding, ...]]:
    """Return the document under the schema's own names, and a note for each name that was replaced."""
    reading = _Reading(schema)
    layers = tuple(_layer(layer, reading) for layer in document.layers)
    notes = tuple(_note(document, old, new, count) for (old, new), count in reading.done.items())
    return (replace(document, layers=layers), notes) if notes else (document, ())


def mark_in_own_names(mark: M, schema: Schema) -> M:
    """Return a mark under the schema's own names."""
    reading = _Reading(schema)
    if isinstance(mark, Entity):
        return _entity(mark, reading)
    return _event(mark, reading) if isinstance(mark, Event) else _relation(mark, reading)


def _note(document: Document, old: str, new: str, count: int) -> Finding:
    message = "In {document}, {old} came in as {new}, which the schema knows by that name ({count} times)."
    values: dict[str, object] = {"document": document.name, "old": old, "new": new, "count": count}
    return Finding("note", "alias", message, document=document.name, values=values)


def _layer(layer: Layer, reading: _Reading) -> Layer:
    return replace(
        layer,
        entities=tuple(_entity(entity, reading) for entity in layer.entities),
        events=tuple(_event(event, reading) for event in layer.events),
        relations=tuple(_relation(relation, reading) for relation in layer.relations),
    )


def _entity(entity: Entity, reading: _Reading) -> Entity:
    if not entity.subtype and not entity.attributes and reading.schema.entity(entity.type) is not None:
        return entity
    new = reading.name(entity.type, reading.schema.entities)
    kind = reading.schema.entity(new)
    subtype = entity.subtype
    if kind is not None and subtype:
        subtype = reading.name(subtype, kind.subtypes)
    elif kind is not None and new != entity.type:  # a type that became a subtype
        subtype = next((one.id for one in kind.subtypes if entity.type in one.aliases), subtype)
    return replace(entity, type=new, subtype=subtype, attributes=_attributes(entity.attributes, reading))


def _event(event: Event, reading: _Reading) -> Event:
    new = reading.name(event.type, reading.schema.events)
    kind = reading.schema.event(new)
    arguments = tuple(_argument(argument, kind, reading) for argument in event.arguments)
    return replace(event, type=new, arguments=arguments, attributes=_attributes(event.attributes, reading))


def _argument(argument: Argument, kind: EventType | None, reading: _Reading) -> Argument:
    if kind is None or kind.role(argument.role) is not None:
        return argument
    return replace(argument, role=reading.name(argument.role, kind.roles))


def _relation(relation: Relation, reading: _Reading) -> Relation:
    new = reading.name(relation.type, reading.schema.relations)
    return replace(relation, type=new, attributes=_attributes(relation.attributes, reading))


def _attributes(attributes: Attributes, reading: _Reading) -> Attributes:
    fresh: dict[str, AttributeValue] = {}
    for name, value in attributes.items():
        new = reading.name(name, reading.schema.attributes)
        new = name if new in attributes else new
        kind = reading.schema.attribute(new)
        fresh[new] = reading.name(value, kind.options) if kind and isinstance(value, str) else value
    return attributes if fresh == attributes else fresh
