"""Schema: what may be marked, in frozen tables; how it is read from TOML stands in `schema_toml`."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Protocol, TypeVar

from annotator.domain.model import AttributeValue

ATTRIBUTE_KINDS = ("enum", "bool", "text", "number", "date", "link")


@dataclass(frozen=True, slots=True)
class Wording:
    """A name or description in the languages it has; an absent one falls back to the other."""

    ar: str = ""
    en: str = ""

    def text(self, language: str) -> str:
        """Return the wording in `language` ("ar" or "en"), else in the other one."""
        return (self.ar or self.en) if language == "ar" else (self.en or self.ar)


class Overlap(Enum):
    """How entities may share text."""

    FLAT = "flat"
    NESTED = "nested"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Policy:
    """The project-wide rules for spans, clusters and arguments (research: presets' `[policy]`)."""

    subtoken: bool = True
    discontinuous: bool = True
    entity_overlap: Overlap = Overlap.FREE
    trigger_overlap: Overlap = Overlap.FREE
    several_types_on_one_span: bool = True
    include_article: bool = True
    exclude_proclitics: tuple[str, ...] = ()
    balanced_punctuation: bool = True
    coreference: bool = True
    event_coreference: bool = True
    argument_in_document: bool = True
    mixed_clusters: bool = False  # whether mentions of several types may be one thing


@dataclass(frozen=True, slots=True)
class AttributeOption:
    """One value that an enumerated attribute may have."""

    id: str
    label: Wording
    hotkey: str = ""
    aliases: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """When an attribute is asked for: another one has one of these values, or the mark one of these subtypes."""

    attribute: str = ""
    values: tuple[AttributeValue, ...] = ()
    subtypes: tuple[str, ...] = ()

    def holds(self, attributes: Mapping[str, AttributeValue], subtype: str | None) -> bool:
        """Say whether a mark with these attributes and this subtype meets the condition."""
        if self.subtypes and subtype not in self.subtypes:
            return False
        return not self.attribute or attributes.get(self.attribute) in self.values


@dataclass(frozen=True, slots=True)
class AttributeType:
    """An attribute of entities, events or relations; `applies_to` lists type ids, "*" for all.

    `kind` is one of `ATTRIBUTE_KINDS`; a link's value is "id label" of an entry of the knowledge base `base`.
    """

    id: str
    label: Wording
    scope: tuple[str, ...]
    applies_to: tuple[str, ...] = ("*",)
    kind: str = "enum"
    required: bool = False
    default: AttributeValue | None = None
    options: tuple[AttributeOption, ...] = ()
    description: Wording = Wording()
    shown_if: Condition | None = None
    base: str = ""
    aliases: tuple[str, ...] = ()
    retired: bool = False

    def is_shown(self, attributes: Mapping[str, AttributeValue], subtype: str | None = None) -> bool:
        """Say whether a mark with these attributes and this subtype is asked for this one."""
        return self.shown_if is None or self.shown_if.holds(attributes, subtype)

    def fits(self, scope: str, type_id: str) -> bool:
        """Say whether a mark of `scope` ("entity", "event", "relation") and type has this attribute."""
        return scope in self.scope and ("*" in self.applies_to or type_id in self.applies_to)


@dataclass(frozen=True, slots=True)
class Subtype:
    """A finer kind of an entity type."""

    id: str
    label: Wording
    description: Wording = Wording()
    aliases: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type of mention; `is_value` for times, numbers, goods and the like, most of which take no clusters.

    What may be said of its `parent` may be said of it. Examples are lines of text, the mention in [brackets]. A retired
    type is kept and no longer offered.
    """

    id: str
    label: Wording
    colour: str
    hotkey: str = ""
    description: Wording = Wording()
    subtypes: tuple[Subtype, ...] = ()
    aliases: tuple[str, ...] = ()
    is_value: bool = False
    parent: str = ""
    retired: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """A role of one event type: the entity and event types that may fill it, and how many fillers it takes."""

    id: str
    label: Wording
    fillers: tuple[str, ...]
    min: int = 0
    max: int | None = None
    recommended: bool = False
    variants: tuple[str, ...] = ()
    description: Wording = Wording()
    aliases: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event with its roles, in the order in which they are asked for."""

    id: str
    label: Wording
    colour: str
    group: str = ""
    hotkey: str = ""
    description: Wording = Wording()
    roles: tuple[Role, ...] = ()
    aliases: tuple[str, ...] = ()
    extension: bool = False
    retired: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    def role(self, role_id: str) -> Role | None:
        """Return the role of that id or of which it is a variant, or None."""
        return next((role for role in self.roles if role_id == role.id or role_id in role.variants), None)


@dataclass(frozen=True, slots=True)
class RelationType:
    """A type of relation; `pairs`, where there are any, replace the product of `head` and `tail`."""

    id: str
    label: Wording
    colour: str
    group: str = ""
    hotkey: str = ""
    description: Wording = Wording()
    symmetric: bool = False
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    extension: bool = False
    retired: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    def allows(self, head: str, tail: str) -> bool:
        """Say whether marks of these two types may be linked in this direction (either, if symmetric)."""
        ways = [(head, tail), (tail, head)] if self.symmetric else [(head, tail)]
        if self.pairs:
            return any(way in self.pairs for way in ways)
        return any(h in self.head and t in self.tail for h, t in ways)


@dataclass(frozen=True, slots=True)
class EventGroup:
    """A heading under which event types are listed."""

    id: str
    label: Wording
    colour: str


@dataclass(frozen=True, slots=True)
class Authority:
    """Where links lead: `file` names a table of candidates (TSV) beside the project, `address` has {id} in it."""

    id: str
    label: Wording
    file: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Schema:
    """All that may be marked in a project, in the order in which it is shown."""

    id: str
    title: Wording
    version: str = "1.0.0"
    language: str = "ar"
    direction: str = "rtl"
    description: Wording = Wording()
    sources: tuple[str, ...] = ()
    policy: Policy = Policy()
    attributes: tuple[AttributeType, ...] = ()
    entities: tuple[EntityType, ...] = ()
    relations: tuple[RelationType, ...] = ()
    groups: tuple[EventGroup, ...] = ()
    events: tuple[EventType, ...] = ()
    bases: tuple[Authority, ...] = ()
    _entity: dict[str, EntityType] = field(init=False, repr=False, compare=False, hash=False)
    _event: dict[str, EventType] = field(init=False, repr=False, compare=False, hash=False)
    _relation: dict[str, RelationType] = field(init=False, repr=False, compare=False, hash=False)
    _parents: Mapping[str, str] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_entity", {kind.id: kind for kind in self.entities})
        object.__setattr__(self, "_event", {kind.id: kind for kind in self.events})
        object.__setattr__(self, "_relation", {kind.id: kind for kind in self.relations})
        parents = {kind.id: kind.parent for kind in self.entities if kind.parent}
        object.__setattr__(self, "_parents", MappingProxyType(parents))

    def entity(self, type_id: str) -> EntityType | None:
        """Return the entity type of that id, or None."""
        return self._entity.get(type_id)

    def event(self, type_id: str) -> EventType | None:
        """Return the event type of that id, or None."""
        return self._event.get(type_id)

    def relation(self, type_id: str) -> RelationType | None:
        """Return the relation type of that id, or None."""
        return self._relation.get(type_id)

    def attribute(self, attribute_id: str) -> AttributeType | None:
        """Return the attribute of that id, or None."""
        return next((attribute for attribute in self.attributes if attribute.id == attribute_id), None)

    def lineage(self, type_id: str) -> tuple[str, ...]:
        """Return the type, its parent, the parent's parent and so on."""
        found = [type_id]
        while (above := self._parents.get(found[-1], "")) and above not in found:
            found.append(above)
        return tuple(found)

    def accepts(self, allowed: Collection[str], type_id: str) -> bool:
        """Say whether a list of types names this one or one above it."""
        return type_id in allowed or (bool(self._parents) and any(one in allowed for one in self.lineage(type_id)))

    def may_link(self, relation: RelationType, head: str, tail: str) -> bool:
        """Say whether the relation, or what holds for types above, links marks of these types in this direction."""
        if not self._parents:
            return relation.allows(head, tail)
        return any(relation.allows(one, other) for one in self.lineage(head) for other in self.lineage(tail))

    def attributes_of(self, scope: str, type_id: str) -> Iterator[AttributeType]:
        """Yield the attributes that a mark of that scope and type has."""
        above = self.lineage(type_id) if scope == "entity" else (type_id,)
        return (attribute for attribute in self.attributes if any(attribute.fits(scope, one) for one in above))

    def relations_between(self, head: str, tail: str) -> list[RelationType]:
        """Return the relation types that may be chosen from a mark of type `head` to one of type `tail`."""
        return [relation for relation in offered(self.relations) if self.may_link(relation, head, tail)]

    def defaults(self, scope: str, type_id: str) -> dict[str, AttributeValue]:
        """Return the attribute values that a new mark starts with: those of required attributes that are shown."""
        values: dict[str, AttributeValue] = {}
        for attribute in offered(self.attributes_of(scope, type_id)):
            if attribute.required and attribute.default is not None and attribute.is_shown(values):
                values[attribute.id] = attribute.default
        return values


class _Retirable(Protocol):
    @property
    def retired(self) -> bool:
        """Say whether it is kept but no longer offered."""


R = TypeVar("R", bound=_Retirable)


def offered(kinds: Iterable[R]) -> tuple[R, ...]:
    """Return those that are not retired: what a person may choose."""
    return tuple(kind for kind in kinds if not kind.retired)
