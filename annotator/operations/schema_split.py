"""What splitting makes of a schema: new types and roles, made like the one that is split and named wherever it is."""

from dataclasses import replace
from functools import partial
from typing import Any, cast  # Any: the parts of a schema share only an id

from annotator.domain.schema import EventType, RelationType, Role, Schema, Wording
from annotator.errors import SchemaError
from annotator.operations.schema_parts import changed, has, joined, part, parts, with_names, with_parts
from annotator.operations.schema_steps import SplitByAttribute, SplitByFiller, Target


def split_by_attribute(schema: Schema, step: SplitByAttribute) -> Schema:
    """Return the schema with the types that the values become, behind the one that is split."""
    original = part(schema, Target(step.scope, step.id))
    labels = _labels(schema, step)
    new = [type_id for _, type_id in step.into]
    if step.id in new or not new:
        raise SchemaError("Name another type for each value that is to have one.")
    if step.keeps_value and not step.attribute:
        raise SchemaError("A subtype cannot stay when it becomes a type of its own.")
    for value, type_id in step.into:
        label = labels.get(value, Wording(en=type_id))
        schema = _with_copy(schema, Target(step.scope, step.id), type_id, {"label": label})
        if not step.attribute:
            kept = tuple(sub for sub in parts(schema, "subtype", step.id) if sub.id != value)
            schema = with_parts(schema, "subtype", kept, step.id)
            schema = changed(schema, Target("entity", type_id), lambda one: _less_subtypes(one, original))
    return with_names(schema, step.scope, {step.id: joined((step.id,), tuple(new))})


def _labels(schema: Schema, step: SplitByAttribute) -> dict[Any, Wording]:
    if step.attribute:
        return {option.id: option.label for option in part(schema, Target("attribute", step.attribute)).options}
    if step.scope != "entity":
        raise SchemaError("Only entity types have subtypes. Choose an attribute to split by.")
    return {subtype.id: subtype.label for subtype in parts(schema, "subtype", step.id)}


def _less_subtypes(kind: Any, original: Any) -> Any:
    return replace(kind, subtypes=()) if kind.subtypes == original.subtypes else kind


def _with_copy(schema: Schema, target: Target, new_id: str, values: dict[str, Any]) -> Schema:
    """Return the schema with a copy of one part behind it, without its key and aliases; one that is there stays."""
    if has(schema, replace(target, id=new_id)):
        return schema
    plain = {"aliases": (), **({"hotkey": ""} if target.scope != "role" else {"variants": ()})}
    fresh: list[Any] = []
    for one in parts(schema, target.scope, target.within):
        fresh += [one, replace(one, id=new_id, **plain | values)] if one.id == target.id else [one]
    return with_parts(schema, target.scope, tuple(fresh), target.within)


def split_by_filler(schema: Schema, step: SplitByFiller) -> Schema:
    """Return the schema with the roles or types that the fillers get, each of them taking only what it is for."""
    if step.scope == "role":
        return _split_role(schema, step)
    part(schema, Target(step.scope, step.id))
    new = tuple(type_id for _, type_id in step.into)
    if step.id in new or not new:
        raise SchemaError("Name another type for each list of fillers.")
    for types, type_id in _named_fillers(step):
        schema = _with_copy(schema, Target(step.scope, step.id), type_id, {"label": Wording(en=type_id)})
        target = Target(step.scope, type_id)
        if part(schema, target).label == Wording(en=type_id):
            schema = changed(schema, target, partial(_only, role=step.role, types=types))
    return with_names(schema, step.scope, {step.id: joined((step.id,), new)})


def _named_fillers(step: SplitByFiller) -> list[tuple[tuple[str, ...], str]]:
    """Return types and new ids without "", which stands for a filler that the text has no words for."""
    return [(tuple(one for one in types if one), new) for types, new in step.into]


def _only(kind: EventType | RelationType, role: str, types: tuple[str, ...]) -> EventType | RelationType:
    if isinstance(kind, EventType):
        roles = (replace(one, fillers=joined(one.fillers, types)) if one.id == role else one for one in kind.roles)
        return replace(kind, roles=tuple(roles))
    place = ("head", "tail").index(role)
    if kind.pairs:
        return replace(kind, pairs=tuple(pair for pair in kind.pairs if pair[place] in types))
    return replace(kind, head=types) if role == "head" else replace(kind, tail=types)


def _split_role(schema: Schema, step: SplitByFiller) -> Schema:
    target = Target("role", step.role, step.id)
    role = cast(Role, part(schema, target))
    given = joined(*(types for types, _ in step.into))
    for types, new in _named_fillers(step):
        if new == step.role:
            raise SchemaError("Name another role for each list of fillers.")
        if has(schema, replace(target, id=new)):
            schema = changed(schema, replace(target, id=new), partial(_also, types=types))
        else:
            values = {"label": Wording(en=new), "fillers": types, "min": 0, "max": role.max, "recommended": False}
            schema = _with_copy(schema, target, new, values)
    rest = tuple(one for one in role.fillers if one not in given)
    return changed(schema, target, lambda one: replace(one, fillers=rest, min=0, recommended=False))


def _also(role: Role, types: tuple[str, ...]) -> Role:
    return replace(role, fillers=joined(role.fillers, types), max=None)
