"""What each step makes of a schema: pure functions from one schema to the next, which keep old ids as aliases."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, cast  # Any: the parts of a schema share only an id

from annotator.domain.schema import AttributeType, Condition, EntityType, Schema
from annotator.domain.schema_rules import check_schema
from annotator.domain.schema_toml import read_schema
from annotator.domain.schema_write import write_schema
from annotator.errors import SchemaError
from annotator.operations.schema_merge import merge
from annotator.operations.schema_parts import (
    aliases_of,
    changed,
    has,
    joined,
    part,
    parts,
    scope_of,
    with_conditions,
    with_names,
    with_parts,
    without,
)
from annotator.operations.schema_split import split_by_attribute, split_by_filler
from annotator.operations.schema_steps import (
    Define,
    Delete,
    Describe,
    Merge,
    Move,
    Recolour,
    Rename,
    Reorder,
    ReplaceSchema,
    Retire,
    SetKeys,
    SetPolicy,
    SetValues,
    SplitByAttribute,
    SplitByFiller,
    Step,
    Target,
    kind_of,
    leaves,
)


def revised(schema: Schema, step: Step) -> Schema:
    """Return the schema after a step, its version raised, or the same if nothing is different; raises SchemaError."""
    fresh = unversioned(schema, step)
    if fresh == schema:
        return schema
    check_schema(fresh)
    if fresh.version == schema.version:
        fresh = replace(fresh, version=next_version(schema.version, kind_of(step)[1]))
    if read_schema(write_schema(fresh)) != fresh:
        raise SchemaError("The schema cannot be written down like this. Check the ids: they are ASCII words.")
    return fresh


def unversioned(schema: Schema, step: Step) -> Schema:
    """Return the schema after a step as it is between several, not checked; raises SchemaError."""
    for one in leaves(step):
        schema = cast(Callable[[Schema, Step], Schema], _REVISIONS[type(one)])(schema, one)
    return schema


def next_version(version: str, place: int) -> str:
    """Return the version with one of its three numbers raised and those after it 0; "3" counts as "3.0.0"."""
    if not re.fullmatch(r"\d{1,9}(\.\d{1,9}){0,2}", version, re.ASCII):
        return (
            f"{version}.1"
            if not (found := re.search(r"\.(\d{1,9})\Z", version))
            else (f"{version[: found.start()]}.{int(found[1]) + 1}")
        )
    numbers = [*map(int, version.split(".")), 0, 0][:3]
    numbers = [*numbers[:place], numbers[place] + 1, 0, 0][:3]
    return ".".join(map(str, numbers))


def _rename(schema: Schema, step: Rename) -> Schema:
    target, new = step.target, step.new_id
    if new == target.id:
        return schema
    if has(schema, replace(target, id=new)):
        raise SchemaError("The id {id} is in use already. Choose another, or merge the two.", id=new)

    def with_id(old: Any) -> Any:
        fresh = replace(old, id=new)
        known = getattr(old, "aliases", None)
        return fresh if known is None else replace(fresh, aliases=aliases_of(new, known, (target.id,)))

    return _with_reference(changed(schema, target, with_id), target, new)


def _with_reference(schema: Schema, target: Target, new: str) -> Schema:
    """Return the schema with the other parts speaking of `new` instead of the target's id; "" for nothing."""
    old = target.id
    match target.scope:
        case "entity" | "event" | "relation":
            return with_names(schema, target.scope, {old: (new,) if new else ()})
        case "group":
            events = (replace(kind, group=new) if kind.group == old else kind for kind in schema.events)
            return replace(schema, events=tuple(events))
        case "attribute":
            return with_conditions(schema, lambda shown_if: _of_attribute(shown_if, old, new))
        case "value":
            schema = changed(schema, Target("attribute", target.within), lambda one: _with_default(one, old, new))
            return with_conditions(schema, lambda shown_if: _of_value(shown_if, target, new))
        case "subtype":
            is_elsewhere = any(sub.id == old for kind in schema.entities for sub in kind.subtypes)
            names = {old: tuple(name for name in ((old,) if is_elsewhere else ()) + (new,) if name)}
            return with_conditions(schema, lambda shown_if: _of_subtype(shown_if, names[old], old))
        case _:
            return schema


def _of_attribute(shown_if: Condition, old: str, new: str) -> Condition | None:
    if shown_if.attribute != old:
        return shown_if
    return replace(shown_if, attribute=new) if new else None


def _with_default(attribute: AttributeType, old: str, new: str) -> AttributeType:
    return replace(attribute, default=new or None) if attribute.default == old else attribute


def _of_value(shown_if: Condition, target: Target, new: str) -> Condition | None:
    if shown_if.attribute != target.within or target.id not in shown_if.values:
        return shown_if
    values = tuple(new if value == target.id else value for value in shown_if.values if new or value != target.id)
    return replace(shown_if, values=tuple(dict.fromkeys(values))) if values else None


def _of_subtype(shown_if: Condition, names: tuple[str, ...], old: str) -> Condition | None:
    if old not in shown_if.subtypes:
        return shown_if
    subtypes = joined(*(names if name == old else (name,) for name in shown_if.subtypes))
    fresh = replace(shown_if, subtypes=subtypes)
    return fresh if subtypes or shown_if.attribute else None


# --- the rest


def _move(schema: Schema, step: Move) -> Schema:
    target = step.target
    if target.scope == "entity":
        return changed(schema, target, lambda kind: replace(kind, parent=step.under))
    if target.scope in ("event", "relation"):
        return changed(schema, target, lambda kind: replace(kind, group=step.under))
    if target.scope != "subtype" or step.under == target.within:
        raise SchemaError("Only types and subtypes can be put under another.")
    moved = replace(part(schema, target), aliases=part(schema, target).aliases)
    schema = without(schema, target)
    there = replace(target, within=step.under)
    if has(schema, there):
        return schema
    return with_parts(schema, "subtype", (*parts(schema, "subtype", step.under), moved), step.under)


def _retire(schema: Schema, step: Retire) -> Schema:
    if not hasattr(part(schema, step.target), "retired"):
        raise SchemaError("A group cannot be retired. Retire its types.")
    return changed(schema, step.target, lambda one: replace(one, retired=step.retired))


def _delete(schema: Schema, step: Delete) -> Schema:
    target, replacement = step.target, step.replacement
    if replacement and target.scope in ("entity", "event", "relation"):
        return merge(schema, Merge(cast(Any, target.scope), (target.id,), replacement))
    old = part(schema, target)
    fresh = without(schema, target)
    if replacement:
        there = replace(target, id=replacement)
        part(fresh, there)
        if hasattr(old, "aliases"):
            fresh = changed(
                fresh, there, lambda one: replace(one, aliases=aliases_of(one.id, one.aliases, (old.id, *old.aliases)))
            )
    if target.scope == "entity":
        return with_names(_orphaned(fresh, old), "entity", {target.id: ()})
    return _with_reference(fresh, target, replacement or "")


def _orphaned(schema: Schema, gone: EntityType) -> Schema:
    """Return the schema with the children of a type under its own parent."""
    entities = (replace(kind, parent=gone.parent) if kind.parent == gone.id else kind for kind in schema.entities)
    return replace(schema, entities=tuple(entities))


def _define(schema: Schema, step: Define) -> Schema:
    fresh, scope = step.definition, scope_of(step.definition)
    known = parts(schema, scope, step.within)
    if any(one.id == fresh.id for one in known):
        return with_parts(schema, scope, tuple(fresh if one.id == fresh.id else one for one in known), step.within)
    return with_parts(schema, scope, (*known, fresh), step.within)


def _set_values(schema: Schema, step: SetValues) -> Schema:
    names = {option.id for option in step.options}
    gone = [option for option in part(schema, Target("attribute", step.attribute)).options if option.id not in names]
    mapping = dict(step.mapping)
    options = tuple(
        replace(
            option,
            aliases=aliases_of(
                option.id, option.aliases, tuple(one.id for one in gone if mapping.get(one.id) == option.id)
            ),
        )
        for option in step.options
    )
    schema = changed(schema, Target("attribute", step.attribute), lambda one: replace(one, options=options))
    for option in gone:
        new = mapping.get(option.id, "")
        if new and new not in names:
            raise SchemaError("The attribute {id} has no value {value}.", id=step.attribute, value=new)
        schema = _with_reference(schema, Target("value", option.id, step.attribute), new)
    return schema


def _set_policy(schema: Schema, step: SetPolicy) -> Schema:
    return replace(schema, policy=step.policy)


def _reorder(schema: Schema, step: Reorder) -> Schema:
    place = {key: number for number, key in enumerate(step.ids)}
    known = parts(schema, step.scope, step.within)
    fresh = tuple(sorted(known, key=lambda one: place.get(one.id, len(place))))
    return with_parts(schema, step.scope, fresh, step.within)


def _with(one: Any, **values: str) -> Any:  # Any: the parts of a schema share only an id
    return replace(one, **values)


def _recolour(schema: Schema, step: Recolour) -> Schema:
    for target, colour in step.colours:
        schema = changed(schema, target, partial(_with, colour=colour))
    return schema


def _set_keys(schema: Schema, step: SetKeys) -> Schema:
    for target, key in step.keys:
        schema = changed(schema, target, partial(_with, hotkey=key))
    return schema


def _describe(schema: Schema, step: Describe) -> Schema:
    if step.id == "":
        raise SchemaError("The schema needs an id. Write one, such as news-ere.")
    return replace(
        schema,
        id=schema.id if step.id is None else step.id,
        title=step.title,
        description=step.description,
        language=step.language,
        direction=step.direction,
        sources=schema.sources if step.sources is None else step.sources,
    )


def _replace(_schema: Schema, step: ReplaceSchema) -> Schema:
    return step.schema


_REVISIONS: dict[type[Step], Callable[..., Schema]] = {
    Rename: _rename,
    Merge: merge,
    SplitByAttribute: split_by_attribute,
    SplitByFiller: split_by_filler,
    Move: _move,
    Retire: _retire,
    Delete: _delete,
    Define: _define,
    SetValues: _set_values,
    SetPolicy: _set_policy,
    Reorder: _reorder,
    Recolour: _recolour,
    SetKeys: _set_keys,
    Describe: _describe,
    ReplaceSchema: _replace,
}
