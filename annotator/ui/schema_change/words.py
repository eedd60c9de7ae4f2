"""Words for the steps that change a schema and for what they are about, in the language of the interface."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, cast  # Any: the parts of a schema share only id and label

from annotator.domain.schema import Schema, Wording
from annotator.operations.schema_history import differences
from annotator.operations.schema_parts import has, part, scope_of
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
)
from annotator.text.direction import isolate
from annotator.ui.i18n import phrase
from annotator.ui.session import Session

_NAMED = 5  # things that are named of many
Speak: TypeAlias = Callable[["Words", Any], str]  # Any: the step of the class that the table names
SCOPES = {
    "entity": phrase("entity type"),
    "subtype": phrase("subtype"),
    "event": phrase("event type"),
    "role": phrase("role"),
    "relation": phrase("relation type"),
    "attribute": phrase("attribute"),
    "value": phrase("value"),
    "group": phrase("group of events"),
}


def target_name(session: Session, schema: Schema, target: Target) -> str:
    """Return the name of a thing of the schema, its id if it has none or is not there."""
    holder = {"role": "event", "value": "attribute", "subtype": "entity"}.get(target.scope)
    if (holder and not has(schema, Target(cast(Any, holder), target.within))) or not has(schema, target):
        return target.id
    label = cast(Wording, part(schema, target).label)
    return label.text(session.settings.language) or target.id


def listed(session: Session, names: Iterable[str]) -> str:
    """Return names in a row, each by itself whatever its direction."""
    return ("، " if session.tr.is_rtl else ", ").join(map(isolate, names))


def step_text(session: Session, schema: Schema, step: Step) -> str:
    """Return what a step, one that is not several, does to the schema as it is, in a sentence."""
    return _SENTENCES[type(step)](Words(session, schema), step)


class Words:
    """Names of one schema in one language."""

    def __init__(self, session: Session, schema: Schema) -> None:
        self.tr = session.tr
        self._session, self._schema = session, schema

    def name(self, scope: str, key: str, within: str = "") -> str:
        """Return the name of a thing; "" stays ""."""
        return target_name(self._session, self._schema, Target(cast(Any, scope), key, within)) if key else ""

    def of(self, target: Target) -> str:
        """Return the name of a target."""
        return self.name(target.scope, target.id, target.within)

    def has(self, target: Target) -> bool:
        """Say whether the schema has it."""
        return has(self._schema, target)

    def all(self, scope: str, keys: Iterable[str]) -> str:
        """Return the names of several things."""
        return listed(self._session, (self.name(scope, key) for key in keys))

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> str:
        """Return what becomes what."""
        arrow = "←" if self.tr.is_rtl else "→"
        return listed(self._session, (f"{isolate(old)} {arrow} {isolate(new)}" for old, new in pairs))

    def edits(self, fresh: Schema) -> str:
        """Return what another schema, made by edits of this one, has otherwise; "" if only its rules differ."""
        found = [one.target for one in differences(self._schema, fresh)]
        holders = {target.within for target in found if target.within}
        named = [one for one in found if one.within or one.id not in holders]
        where = {True: self, False: Words(self._session, fresh)}
        names = listed(self._session, (where[self.has(one)].of(one) for one in named[:_NAMED]))
        if len(named) > _NAMED:
            return self.tr("These are edited: {names} and {count} more.", names=names, count=len(named) - _NAMED)
        return self.tr("These are edited: {names}.", names=names) if names else ""


def _rename(words: Words, step: Rename) -> str:
    return words.tr("“{name}” gets the id {new} instead of {old}.", name=words.of(step.target), **_ids(step))


def _ids(step: Rename) -> dict[str, str]:
    return {"old": step.target.id, "new": step.new_id}


def _merge(words: Words, step: Merge) -> str:
    sources, into = words.all(step.scope, step.sources), words.name(step.scope, step.into)
    return words.tr("All that is {sources} becomes {into}.", sources=sources, into=into)


def _split_by_attribute(words: Words, step: SplitByAttribute) -> str:
    scope, within = ("value", step.attribute) if step.attribute else ("subtype", step.id)
    name = words.name(step.scope, step.id)
    pairs = words.pairs((words.name(scope, value, within), words.name(step.scope, new)) for value, new in step.into)
    if not step.attribute:
        return words.tr("“{name}” is split by its subtypes: {pairs}.", name=name, pairs=pairs)
    attribute = words.name("attribute", step.attribute)
    return words.tr("“{name}” is split by “{attribute}”: {pairs}.", name=name, attribute=attribute, pairs=pairs)


def _split_by_filler(words: Words, step: SplitByFiller) -> str:
    pairs = words.pairs((words.all("entity", (one for one in types if one)), new) for types, new in step.into)
    if step.scope == "relation":
        end = words.tr("head") if step.role == "head" else words.tr("tail")
        return words.tr(
            "“{name}” is split by its {end}: {pairs}.", name=words.name("relation", step.id), end=end, pairs=pairs
        )
    role, event = words.name("role", step.role, step.id), words.name("event", step.id)
    if step.scope == "role":
        return words.tr(
            "The role “{role}” of “{name}” is split by what fills it: {pairs}.", role=role, name=event, pairs=pairs
        )
    return words.tr("“{name}” is split by what fills “{role}”: {pairs}.", name=event, role=role, pairs=pairs)


def _move(words: Words, step: Move) -> str:
    if not step.under:
        return words.tr("“{name}” is no longer under another.", name=words.of(step.target))
    scope = "entity" if step.target.scope in ("entity", "subtype") else "group"
    return words.tr("“{name}” is put under “{under}”.", name=words.of(step.target), under=words.name(scope, step.under))


def _retire(words: Words, step: Retire) -> str:
    if step.retired:
        return words.tr("“{name}” is retired: it is kept and no longer offered.", name=words.of(step.target))
    return words.tr("“{name}” is offered again.", name=words.of(step.target))


def _delete(words: Words, step: Delete) -> str:
    name = words.of(step.target)
    if step.replacement is None:
        return words.tr("“{name}” is deleted.", name=name)
    if not step.replacement:
        return words.tr("“{name}” is deleted, and taken from the marks that have it.", name=name)
    new = words.name(step.target.scope, step.replacement, step.target.within)
    return words.tr("“{name}” is deleted; what has it gets “{new}”.", name=name, new=new)


def _define(words: Words, step: Define) -> str:
    scope = scope_of(step.definition)
    name = step.definition.label.text(words.tr.language) or step.definition.id
    if scope == "base" or words.has(Target(cast(Any, scope), step.definition.id, step.within)):
        return words.tr("“{name}” is defined otherwise.", name=name)
    return words.tr("“{name}” is added.", name=name)


def _set_values(words: Words, step: SetValues) -> str:
    name = words.name("attribute", step.attribute)
    none = words.tr("none")
    pairs = [
        (words.name("value", old, step.attribute), words.name("value", new, step.attribute) or none)
        for old, new in step.mapping
    ]
    if not pairs:
        return words.tr("“{name}” gets other values.", name=name)
    return words.tr("“{name}” gets other values: {pairs}.", name=name, pairs=words.pairs(pairs))


def _replace(words: "Words", step: ReplaceSchema) -> str:
    if not step.edited:
        title = step.schema.title.text(words.tr.language)
        return words.tr("Another schema takes the place of the whole: {title}.", title=title)
    return words.edits(step.schema) or words.tr("The rules for spans, clusters and arguments change.")


_SENTENCES: dict[type[Step], Speak] = {
    Rename: _rename,
    Merge: _merge,
    SplitByAttribute: _split_by_attribute,
    SplitByFiller: _split_by_filler,
    Move: _move,
    Retire: _retire,
    Delete: _delete,
    Define: _define,
    SetValues: _set_values,
    SetPolicy: lambda words, _step: words.tr("The rules for spans, clusters and arguments change."),
    Reorder: lambda words, _step: words.tr("The order changes."),
    Recolour: lambda words, _step: words.tr("The colours change."),
    SetKeys: lambda words, _step: words.tr("The keys change."),
    Describe: lambda words, _step: words.tr("What the schema says of itself changes."),
    ReplaceSchema: _replace,
}
