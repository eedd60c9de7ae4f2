"""What merging makes of a schema: one type takes in others, with their subtypes, roles, ends and names."""

from dataclasses import replace
from functools import partial

from annotator.domain.schema import AttributeType, EntityType, EventType, RelationType, Role, Schema
from annotator.errors import SchemaError
from annotator.operations.schema_parts import aliases_of, changed, joined, part, with_names, without
from annotator.operations.schema_steps import Merge, Target


def merge(schema: Schema, step: Merge) -> Schema:
    into = part(schema, Target(step.scope, step.into))
    sources = [part(schema, Target(step.scope, source)) for source in step.sources]
    if step.into in step.sources or not sources:
        raise SchemaError("Choose types to merge, and another one that they become.")
    aliases = aliases_of(step.into, into.aliases, *((source.id, *source.aliases) for source in sources))
    fresh = replace(into, aliases=aliases)
    if isinstance(fresh, EntityType):
        fresh = _merged_entity(fresh, sources, step)
    elif isinstance(fresh, EventType):
        fresh = replace(fresh, roles=_merged_roles(fresh, sources, step))
    else:
        fresh = _merged_relation(fresh, sources)
    schema = changed(schema, Target(step.scope, step.into), lambda _old: fresh)
    for source in sources:
        schema = without(schema, Target(step.scope, source.id))
    schema = with_names(schema, step.scope, {source.id: (step.into,) for source in sources})
    return _renamed_for_imports(schema, step)


def _merged_entity(into: EntityType, sources: list[EntityType], step: Merge) -> EntityType:
    subtypes = {subtype.id: subtype for kind in (into, *sources) for subtype in reversed(kind.subtypes)}
    ordered = joined(*(tuple(subtype.id for subtype in kind.subtypes) for kind in (into, *sources)))
    given = dict(step.subtypes)
    for source, subtype in given.items():
        if subtype not in subtypes:
            raise SchemaError("The type {type} has no subtype {id}. Add it first.", type=into.id, id=subtype)
        known = subtypes[subtype]
        subtypes[subtype] = replace(known, aliases=joined(known.aliases, (source,)))
    names = {source.id for source in sources}
    parent = into.parent
    while parent in names:
        parent = next(source.parent for source in sources if source.id == parent)
    return replace(into, subtypes=tuple(subtypes[key] for key in ordered), parent=parent)


def _merged_roles(into: EventType, sources: list[EventType], step: Merge) -> tuple[Role, ...]:
    """Return the roles of all; one that `into` has keeps its numbers and takes what any of them took."""
    names = {(source, role): new for source, role, new in step.roles}
    roles = {role.id: role for role in into.roles}
    for source in sources:
        for role in source.roles:
            new = names.get((source.id, role.id), role.id)
            roles[new] = _joined_roles(roles[new], role) if new in roles else _moved(role, new)
    return tuple(roles.values())


def _moved(role: Role, new: str) -> Role:
    return replace(role, id=new, min=0, recommended=False, aliases=aliases_of(new, role.aliases, (role.id,)))


def _joined_roles(one: Role, other: Role) -> Role:
    return replace(
        one,
        fillers=joined(one.fillers, other.fillers),
        variants=joined(one.variants, other.variants),
        aliases=aliases_of(one.id, one.aliases, other.aliases, (other.id,)),
    )


def _merged_relation(into: RelationType, sources: list[RelationType]) -> RelationType:
    everyone = (into, *sources)
    if not any(kind.pairs for kind in everyone):
        head, tail = (joined(*(getattr(kind, end) for kind in everyone)) for end in ("head", "tail"))
        return replace(into, head=head, tail=tail)
    pairs = (kind.pairs or tuple((h, t) for h in kind.head for t in kind.tail) for kind in everyone)
    return replace(into, pairs=joined(*pairs), head=(), tail=())


def _renamed_for_imports(schema: Schema, step: Merge) -> Schema:
    for old, new in step.attributes:
        if new:
            schema = changed(schema, Target("attribute", new), partial(_with_attribute, old=old, step=step))
    return schema


def _with_attribute(attribute: AttributeType, *, old: str, step: Merge) -> AttributeType:
    if step.scope not in attribute.scope:
        raise SchemaError("The attribute {id} is not for marks of this kind.", id=attribute.id)
    types = attribute.applies_to if "*" in attribute.applies_to else joined(attribute.applies_to, (step.into,))
    return replace(attribute, aliases=aliases_of(attribute.id, attribute.aliases, (old,)), applies_to=types)
