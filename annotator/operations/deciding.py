"""Decisions: what the user says to an import before it is done - unfamiliar names, misfits, known texts, suggestions.

A name that is mapped becomes an alias in the schema, so that the next import knows it; one that is added brings its
definition along. Both are part of the import's own change, and one undo takes them back with it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias  # Any: the parts of a schema share only an id

from annotator.domain.schema import AttributeOption, Role, Schema, Subtype, Wording
from annotator.errors import AnnotatorError
from annotator.operations.schema_keys import proposed_keys
from annotator.operations.schema_parts import changed, has, part, parts, with_parts
from annotator.operations.schema_revise import revised
from annotator.operations.schema_steps import ReplaceSchema, Target
from annotator.operations.unfamiliar import TYPES, Met, Unfamiliar
from annotator.text.romanize import romanized

ADD = "+"
KEEP = "?"
ALL = "*"

Misfits: TypeAlias = Literal["leave", "keep", "refuse"]
SameText: TypeAlias = Literal["layer", "new", "skip"]
MISFIT_WAYS: tuple[Misfits, ...] = ("leave", "keep", "refuse")
SAME_TEXT_WAYS: tuple[SameText, ...] = ("layer", "new", "skip")


@dataclass(frozen=True, slots=True)
class Decisions:
    """What becomes of an import.

    `types` says for an unfamiliar name the id in the schema that it means, ADD to add it, or KEEP (as for every name
    that is not there) to bring it in as it is, a problem. `misfits` are marks whose text is another one than the file
    states: left out, kept as problems, or a reason to refuse the document. `same_text` is for documents whose text the
    project has: their marks become layers of the document that is there, or a new document, or nothing. With
    `as_suggestions` marks that no file calls somebody's come in as suggestions, else they become `annotator`'s.
    """

    types: Mapping[Unfamiliar, str] = field(default_factory=dict)
    misfits: Misfits = "leave"
    same_text: SameText = "layer"
    as_suggestions: bool = False
    annotator: str | None = None


def likely_decisions(met: Iterable[Met]) -> dict[Unfamiliar, str]:
    """Return what is proposed for each name: the one it was likely meant for, else to add it."""
    return {one.unfamiliar: one.likely or ADD for one in met}


def stated_types(rules: Iterable[tuple[str, str]], met: Iterable[Met]) -> dict[Unfamiliar, str]:
    """Return what rules such as (PERS, Person), (role:Agent, +) or (*, ?) decide; later rules take precedence.

    A name may be written with its scope and a colon in front. Raises AnnotatorError for one that was not met.
    """
    known = [one.unfamiliar for one in met]
    found: dict[Unfamiliar, str] = {}
    for name, choice in rules:
        meant = [one for one in known if name in (ALL, one.name, f"{one.scope}:{one.name}", f"{one.scope}:{ALL}")]
        if not meant and ALL not in name:
            raise AnnotatorError(
                "The files have no unfamiliar name {name}. They have: {names}.",
                name=name,
                names=", ".join(f"{one.scope}:{one.name}" for one in known) or "–",
            )
        found.update(dict.fromkeys(meant, choice))
    return found


def decided_schema(schema: Schema, proposed: Schema, types: Mapping[Unfamiliar, str]) -> Schema:
    """Return the schema with the names that were mapped or added; `proposed` is what defines the new ones.

    Raises SchemaError if the schema cannot be so, AnnotatorError if a name is mapped to what the schema lacks.
    """
    fresh = schema
    in_order = sorted(types.items(), key=lambda pair: pair[0].order)
    for one, choice in in_order:
        if choice == ADD:
            fresh = _added(fresh, proposed, one)
    fresh = _within(fresh)
    for one, choice in in_order:
        if choice not in (ADD, KEEP):
            fresh = _mapped(fresh, one, choice)
    if fresh == schema:
        return schema
    return revised(schema, ReplaceSchema(revised(fresh, proposed_keys(fresh))))


def addable(one: Unfamiliar, schema: Schema, proposed: Schema) -> bool:
    """Say whether a name can be added to the schema, which holds each id once."""
    return _added(schema, proposed, one) != schema


def _added(schema: Schema, proposed: Schema, one: Unfamiliar) -> Schema:
    if one.scope in TYPES or one.scope == "attribute":
        known = {kind.id for kind in parts(schema, one.scope)}
        if one.scope in ("entity", "event"):
            known = {kind.id for kind in schema.entities} | {kind.id for kind in schema.events}
        found = next((kind for kind in parts(proposed, one.scope) if one.name in (kind.id, *kind.aliases)), None)
        is_new = found is not None and found.id not in known
        return with_parts(schema, one.scope, (*parts(schema, one.scope), found)) if is_new else schema
    definition = _inner(one)
    target = Target(one.scope, definition.id, one.within)
    if has(schema, target):
        return schema
    return with_parts(schema, one.scope, (*parts(schema, one.scope, one.within), definition), one.within)


def _inner(one: Unfamiliar) -> Any:  # Any: a role, subtype or value
    key = one.name if one.name.isascii() else romanized(one.name) or one.scope
    is_own = key == one.name
    label = Wording(en=one.name.replace("_", " ")) if is_own else Wording(ar=one.name)
    aliases = () if is_own else (one.name,)
    if one.scope == "role":
        return Role(key, label, (), aliases=aliases)
    kind = Subtype if one.scope == "subtype" else AttributeOption
    return kind(key, label, aliases=aliases)


def _mapped(schema: Schema, one: Unfamiliar, choice: str) -> Schema:
    target = Target(one.scope, choice, one.within)
    if not has(schema, target):
        raise AnnotatorError(
            "{name} cannot be read as {choice}, which the schema does not have ({scope}). It has: {known}.",
            name=one.name,
            choice=choice,
            scope=one.scope,
            known=", ".join(kind.id for kind in parts(schema, one.scope, one.within)) or "–",
        )
    if one.name in (choice, *part(schema, target).aliases):
        return schema
    return changed(schema, target, lambda known: replace(known, aliases=(*known.aliases, one.name)))


def _within(schema: Schema) -> Schema:
    """Return the schema without mention of types that were proposed and not taken."""
    known = {kind.id for kind in schema.entities} | {kind.id for kind in schema.events}
    everything = known | {kind.id for kind in schema.relations} | {"*"}

    def kept(names: tuple[str, ...], among: set[str] = known) -> tuple[str, ...]:
        return tuple(name for name in names if name in among)

    return replace(
        schema,
        events=tuple(
            replace(kind, roles=tuple(replace(role, fillers=kept(role.fillers)) for role in kind.roles))
            for kind in schema.events
        ),
        relations=tuple(
            replace(
                kind,
                head=kept(kind.head),
                tail=kept(kind.tail),
                pairs=tuple(pair for pair in kind.pairs if set(pair) <= known),
            )
            for kind in schema.relations
        ),
        attributes=tuple(
            replace(kind, applies_to=kept(kind.applies_to, everything) or ("*",)) for kind in schema.attributes
        ),
        entities=tuple(replace(kind, parent=kind.parent if kind.parent in known else "") for kind in schema.entities),
    )
