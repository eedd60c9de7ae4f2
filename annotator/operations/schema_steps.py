"""The steps in which a schema is changed: each is one value, one change of the project and one step of undo.

`schema_revise` says what a step makes of the schema, `schema_plan` what it makes of the marks, `schema_edit` shows it
beforehand and does it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.domain.schema import (
    AttributeOption,
    AttributeType,
    Authority,
    EntityType,
    EventGroup,
    EventType,
    Policy,
    RelationType,
    Role,
    Schema,
    Subtype,
    Wording,
)

TypeScope: TypeAlias = Literal["entity", "event", "relation"]
Scope: TypeAlias = Literal["entity", "event", "relation", "attribute", "group", "role", "value", "subtype"]
Definition: TypeAlias = EntityType | EventType | RelationType | AttributeType | EventGroup | Authority | Role | Subtype


@dataclass(frozen=True, slots=True)
class Target:
    """One thing of the schema; `within` is the event of a role, the attribute of a value, the entity of a subtype."""

    scope: Scope
    id: str
    within: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a thing another id, here and in every mark; the old id stays as an alias for imports."""

    target: Target
    new_id: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Make several types one.

    `subtypes` (source, subtype) says which subtype the marks of a source get that have none; `roles` (source, role,
    role of `into`) and `attributes` (attribute, other attribute or "" to drop it) say what becomes of theirs. What is
    not named is kept as it is and `into` takes it in.
    """

    scope: TypeScope
    sources: tuple[str, ...]
    into: str
    subtypes: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, str, str], ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SplitByAttribute:
    """Give the marks of a type that have these values of an attribute ("" for the subtype) types of their own.

    `into` holds (value, type id), a new type or one that is there. The value itself goes, unless `keeps_value`.
    """

    scope: TypeScope
    id: str
    attribute: str
    into: tuple[tuple[str, str], ...]
    keeps_value: bool = False


@dataclass(frozen=True, slots=True)
class SplitByFiller:
    """Give what is filled by these types an id of its own: events, relations, or the arguments in a role.

    `id` is the event or relation type, `role` its role, for a relation "head" or "tail"; `into` holds (types, new id),
    of which the first that fits counts. With scope "role" the arguments get the new role, else the marks the new type.
    """

    scope: Literal["event", "relation", "role"]
    id: str
    role: str
    into: tuple[tuple[tuple[str, ...], str], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Put a type under another: an entity type under a parent, an event or relation type into a group ("" for none).

    A subtype moves to another entity type, and the marks that have it with it.
    """

    target: Target
    under: str


@dataclass(frozen=True, slots=True)
class Retire:
    """Keep a thing but no longer offer it; or offer it again."""

    target: Target
    retired: bool = True


@dataclass(frozen=True, slots=True)
class Delete:
    """Take a thing out of the schema; it is refused while marks use it, unless `replacement` says what they get.

    The replacement "" of a value or subtype takes it away from the marks.
    """

    target: Target
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class Define:
    """Add a definition, or put it in place of the one of its id; `within` is the event of a role, entity of a subtype.

    So constraints are tightened, names, descriptions, colours and keys changed. Roles, subtypes and values that marks
    use cannot be left out.
    """

    definition: Definition
    within: str = ""


@dataclass(frozen=True, slots=True)
class SetValues:
    """Give an attribute other values; `mapping` (old, new or "" for none) says what becomes of those that go."""

    attribute: str
    options: tuple[AttributeOption, ...]
    mapping: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """Change the rules for spans, clusters and arguments."""

    policy: Policy


@dataclass(frozen=True, slots=True)
class Reorder:
    """Put things in another order: those named come first, in this order."""

    scope: Scope
    ids: tuple[str, ...]
    within: str = ""


@dataclass(frozen=True, slots=True)
class Recolour:
    """Give entity, event and relation types and groups other colours."""

    colours: tuple[tuple[Target, str], ...]


@dataclass(frozen=True, slots=True)
class SetKeys:
    """Give types and values other keys ("" for none)."""

    keys: tuple[tuple[Target, str], ...]


@dataclass(frozen=True, slots=True)
class Describe:
    """Change what the schema says of itself; what is None stays."""

    title: Wording
    description: Wording
    language: str
    direction: str
    id: str | None = None
    sources: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ReplaceSchema:
    """Put another schema in place of the whole; marks whose types it lacks stay and become problems.

    `edited` is what the history calls it where the other one came of edits of the first.
    """

    schema: Schema
    edited: str = ""


@dataclass(frozen=True, slots=True)
class Several:
    """Do several steps as one change, each on what the one before made."""

    steps: "tuple[Step, ...]"


Step: TypeAlias = (
    Rename
    | Merge
    | SplitByAttribute
    | SplitByFiller
    | Move
    | Retire
    | Delete
    | Define
    | SetValues
    | SetPolicy
    | Reorder
    | Recolour
    | SetKeys
    | Describe
    | ReplaceSchema
    | Several
)

# What the history calls a step, and which part of the schema's version it raises: 1 what marks mean, 2 only the look.
KINDS: dict[type[Step], tuple[str, int]] = {
    Rename: ("rename in schema", 1),
    Merge: ("merge types", 1),
    SplitByAttribute: ("split type", 1),
    SplitByFiller: ("split by filler", 1),
    Move: ("move type", 1),
    Retire: ("retire type", 1),
    Delete: ("delete from schema", 1),
    Define: ("define in schema", 1),
    SetValues: ("change values", 1),
    SetPolicy: ("change policy", 1),
    Reorder: ("reorder schema", 2),
    Recolour: ("recolour types", 2),
    SetKeys: ("change keys", 2),
    Describe: ("describe schema", 2),
    ReplaceSchema: ("replace schema", 1),
    Several: ("change schema", 1),
}


def leaves(step: Step) -> tuple[Step, ...]:
    """Return the steps that a step consists of, in order; of most steps only itself."""
    return tuple(leaf for one in step.steps for leaf in leaves(one)) if isinstance(step, Several) else (step,)


def kind_of(step: Step) -> tuple[str, int]:
    """Return what the history calls a step and which part of the version it raises; of several alike, the one's."""
    kinds = {_kind_of_leaf(leaf) for leaf in leaves(step)}
    return kinds.pop() if len(kinds) == 1 else (KINDS[Several][0], min((place for _, place in kinds), default=2))


def _kind_of_leaf(leaf: Step) -> tuple[str, int]:
    kind, place = KINDS[type(leaf)]
    return (leaf.edited if isinstance(leaf, ReplaceSchema) and leaf.edited else kind), place


def together(steps: Sequence[Step]) -> Step:
    """Return one step that does these in order."""
    return steps[0] if len(steps) == 1 else Several(tuple(steps))
