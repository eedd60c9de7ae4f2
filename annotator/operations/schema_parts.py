"""Find and put back the parts of a schema by target, and replace names wherever the schema speaks of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar, cast  # Any: the parts share only an id

from annotator.domain.schema import (
    AttributeType,
    Authority,
    Condition,
    EntityType,
    EventGroup,
    EventType,
    RelationType,
    Role,
    Schema,
    Subtype,
)
from annotator.errors import SchemaError
from annotator.operations.schema_steps import Definition, Target

P = TypeVar("P")
Names: TypeAlias = Mapping[str, tuple[str, ...]]  # what takes the place of a name; () for nothing

FIELDS = {
    "entity": "entities",
    "event": "events",
    "relation": "relations",
    "attribute": "attributes",
    "group": "groups",
    "base": "bases",
}
INSIDE = {"role": ("event", "roles"), "value": ("attribute", "options"), "subtype": ("entity", "subtypes")}
_SCOPES: dict[type, str] = {
    EntityType: "entity",
    EventType: "event",
    RelationType: "relation",
    AttributeType: "attribute",
    EventGroup: "group",
    Authority: "base",
    Role: "role",
    Subtype: "subtype",
}


def scope_of(definition: Definition) -> str:
    """Return the scope of a definition, "base" for a knowledge base."""
    return _SCOPES[type(definition)]


def parts(schema: Schema, scope: str, within: str = "") -> tuple[Any, ...]:  # Any: the parts share only an id
    """Return the parts of a scope in order; raises SchemaError if what they are within is not there."""
    if scope in INSIDE:
        holder, field = INSIDE[scope]
        return cast(tuple[Any, ...], getattr(part(schema, Target(cast(Any, holder), within)), field))
    return cast(tuple[Any, ...], getattr(schema, FIELDS[scope]))


def with_parts(schema: Schema, scope: str, fresh: tuple[Any, ...], within: str = "") -> Schema:  # Any: as above
    """Return the schema with other parts of a scope."""
    if scope in INSIDE:
        holder, field = INSIDE[scope]
        return changed(schema, Target(cast(Any, holder), within), lambda part: replace(part, **{field: fresh}))
    values: dict[str, Any] = {FIELDS[scope]: fresh}
    return replace(schema, **values)


def has(schema: Schema, target: Target) -> bool:
    """Say whether the schema has it."""
    return any(part.id == target.id for part in parts(schema, target.scope, target.within))


def part(schema: Schema, target: Target) -> Any:  # Any: as above
    """Return the definition of a target; raises SchemaError if the schema has none."""
    found = next((part for part in parts(schema, target.scope, target.within) if part.id == target.id), None)
    if found is None:
        raise SchemaError(
            "The schema has nothing of the id {id} ({scope}). It may have been renamed; look at it again.",
            id=target.id,
            scope=target.scope,
        )
    return found


def changed(schema: Schema, target: Target, change: Callable[[Any], Any]) -> Schema:  # Any: as above
    """Return the schema with one part changed; raises SchemaError if it is not there."""
    part(schema, target)
    fresh = tuple(change(one) if one.id == target.id else one for one in parts(schema, target.scope, target.within))
    return with_parts(schema, target.scope, fresh, target.within)


def without(schema: Schema, target: Target) -> Schema:
    """Return the schema without one part; raises SchemaError if it is not there."""
    part(schema, target)
    fresh = tuple(one for one in parts(schema, target.scope, target.within) if one.id != target.id)
    return with_parts(schema, target.scope, fresh, target.within)


def joined(*groups: tuple[P, ...]) -> tuple[P, ...]:
    """Return everything of the groups once, in order."""
    return tuple(dict.fromkeys(one for group in groups for one in group))


def aliases_of(kept: str, *groups: tuple[str, ...]) -> tuple[str, ...]:
    """Return all these names once, without the one that is no alias."""
    return tuple(alias for alias in joined(*groups) if alias != kept)


def replaced(names: tuple[str, ...], by: Names) -> tuple[str, ...]:
    """Return the names with others in their places, each once."""
    return joined(*(by.get(name, (name,)) for name in names))


def with_names(schema: Schema, scope: str, by: Names) -> Schema:
    """Return the schema with types replaced wherever other parts name them: fillers, ends, parents, attributes.

    An attribute that is then left for no type goes.
    """
    if scope != "relation":
        schema = _with_ends(schema, by)
    if scope == "entity":
        entities = (
            replace(kind, parent=next(iter(by.get(kind.parent, (kind.parent,))), "")) for kind in schema.entities
        )
        schema = replace(schema, entities=tuple(entities))
    fresh = (_applied(attribute, schema, scope, by) for attribute in schema.attributes)
    schema = replace(schema, attributes=tuple(attribute for attribute in fresh if attribute.applies_to))
    known = {attribute.id for attribute in schema.attributes}
    return with_conditions(schema, lambda shown_if: shown_if if shown_if.attribute in {"", *known} else None)


def _with_ends(schema: Schema, by: Names) -> Schema:
    events = (
        replace(kind, roles=tuple(replace(role, fillers=replaced(role.fillers, by)) for role in kind.roles))
        for kind in schema.events
    )
    relations = (
        replace(
            kind,
            head=replaced(kind.head, by),
            tail=replaced(kind.tail, by),
            pairs=joined(
                *(
                    tuple((h, t) for h in by.get(head, (head,)) for t in by.get(tail, (tail,)))
                    for head, tail in kind.pairs
                )
            ),
        )
        for kind in schema.relations
    )
    return replace(schema, events=tuple(events), relations=tuple(relations))


def _applied(attribute: AttributeType, schema: Schema, scope: str, by: Names) -> AttributeType:
    if scope not in attribute.scope:
        return attribute
    others: dict[str, tuple[EntityType | EventType | RelationType, ...]]
    others = {"entity": schema.entities, "event": schema.events, "relation": schema.relations}
    kept = {kind.id for other in attribute.scope if other != scope for kind in others.get(other, ())}
    names = {old: joined((old,), new) if old in kept else new for old, new in by.items()}
    return replace(attribute, applies_to=replaced(attribute.applies_to, names))


def with_conditions(schema: Schema, change: Callable[[Condition], Condition | None]) -> Schema:
    """Return the schema with every condition of an attribute changed."""
    fresh = (
        attribute if attribute.shown_if is None else replace(attribute, shown_if=change(attribute.shown_if))
        for attribute in schema.attributes
    )
    return replace(schema, attributes=tuple(fresh))
