"""Join two schemas: keep one and add what it lacks of the other, with colours and keys that stay apart."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar  # Any: the parts of a schema share only an id

from annotator.domain.schema import AttributeType, EntityType, EventGroup, RelationType, Schema
from annotator.operations.schema_colours import proposed_colours
from annotator.operations.schema_keys import proposed_keys
from annotator.operations.schema_revise import revised

K = TypeVar("K", EntityType, RelationType, EventGroup)


def joined_schemas(own: Schema, other: Schema, reserved: Iterable[str] = ()) -> Schema:
    """Return `own` with every type, group, attribute and knowledge base that only `other` has.

    What both have stays as `own` says. Colours that are taken are replaced, and keys that clash. `reserved` are keys
    of the program. Raises SchemaError if the two contradict each other, as by an id that is an entity in one only.
    """
    coloured: tuple[EntityType | EventGroup | RelationType, ...] = (*own.entities, *own.groups, *own.relations)
    colours = {kind.colour.lower() for kind in coloured}
    entities = _recoloured(_missing(own.entities, other.entities), colours)
    groups = _recoloured(_missing(own.groups, other.groups), colours)
    relations = _recoloured(_missing(own.relations, other.relations), colours)
    of_group = {group.id: group.colour for group in groups}
    events = tuple(
        replace(kind, colour=of_group.get(kind.group, kind.colour)) for kind in _missing(own.events, other.events)
    )
    joined = replace(
        own,
        entities=own.entities + entities,
        groups=own.groups + groups,
        relations=own.relations + relations,
        events=own.events + events,
        attributes=own.attributes + _applicable(own, other),
        bases=own.bases + _missing(own.bases, other.bases),
    )
    return revised(joined, proposed_keys(joined, reserved))


def _missing(own: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:  # Any: as above
    known = {one.id for one in own}
    return tuple(one for one in other if one.id not in known)


def _recoloured(fresh: tuple[K, ...], colours: set[str]) -> tuple[K, ...]:
    """Return the parts, each with a colour that none has yet; `colours` takes them in."""
    found = []
    for one in fresh:
        colour = one.colour if one.colour.lower() not in colours else proposed_colours(1, colours)[0]
        colours.add(colour.lower())
        found.append(replace(one, colour=colour))
    return tuple(found)


def _applicable(own: Schema, other: Schema) -> tuple[AttributeType, ...]:
    """Return the attributes that only `other` has; one for all its types is for its types alone."""
    names = {
        "entity": [kind.id for kind in other.entities],
        "event": [kind.id for kind in other.events],
        "relation": [kind.id for kind in other.relations],
    }
    found: list[AttributeType] = []
    for kind in _missing(own.attributes, other.attributes):
        named = tuple(dict.fromkeys(one for scope in kind.scope for one in names.get(scope, ())))
        found.append(replace(kind, applies_to=named if "*" in kind.applies_to and named else kind.applies_to))
    return tuple(found)
