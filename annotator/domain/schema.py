"""Schema: what may be marked, in frozen tables; how it is read from TOML stands in `schema_toml`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from annotator.domain.model import AttributeValue


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


@dataclass(frozen=True, slots=True)
class AttributeOption:
    """One value that an enumerated attribute may have."""

    id: str
    label: Wording
    hotkey: str = ""


@dataclass(frozen=True, slots=True)
class AttributeType:
    """An attribute of entities, events or relations; `applies_to` lists type ids, "*" for all."""

    id: str
    label: Wording
    scope: tuple[str, ...]
    applies_to: tuple[str, ...] = ("*",)
    kind: str = "enum"
    required: bool = False
    default: AttributeValue | None = None
    options: tuple[AttributeOption, ...] = ()
    description: Wording = Wording()

    def fits(self, scope: str, type_id: str) -> bool:
        """Say whether a mark of `scope` ("entity", "event", "relation") and type has this attribute."""
        return scope in self.scope and ("*" in self.applies_to or type_id in self.applies_to)


@dataclass(frozen=True, slots=True)
class Subtype:
    """A finer kind of an entity type."""

    id: str
    label: Wording


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type of mention; `is_value` for times, numbers, goods and the like, most of which take no clusters."""

    id: str
    label: Wording
    colour: str
    hotkey: str = ""
    description: Wording = Wording()
    subtypes: tuple[Subtype, ...] = ()
    aliases: tuple[str, ...] = ()
    is_value: bool = False


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
    _entity: dict[str, EntityType] = field(init=False, repr=False, compare=False, hash=False)
    _event: dict[str, EventType] = field(init=False, repr=False, compare=False, hash=False)
    _relation: dict[str, RelationType] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_entity", {kind.id: kind for kind in self.entities})
        object.__setattr__(self, "_event", {kind.id: kind for kind in self.events})
        object.__setattr__(self, "_relation", {kind.id: kind for kind in self.relations})

    def entity(self, type_id: str) -> EntityType | None:
        """Return the entity type of that id, or None."""
        return self._entity.get(type_id)

    def event(self, type_id: str) -> EventType | None:
        """Return the event type of that id, or None."""
        return self._event.get(type_id)

    def relation(self, type_id: str) -> RelationType | None:
        """Return the relation type of that id, or None."""
        return self._relation.get(type_id)

    def attributes_of(self, scope: str, type_id: str) -> Iterator[AttributeType]:
        """Yield the attributes that a mark of that scope and type has."""
        return (attribute for attribute in self.attributes if attribute.fits(scope, type_id))

    def relations_between(self, head: str, tail: str) -> list[RelationType]:
        """Return the relation types that may link a mark of type `head` to one of type `tail`."""
        return [relation for relation in self.relations if relation.allows(head, tail)]

    def defaults(self, scope: str, type_id: str) -> dict[str, AttributeValue]:
        """Return the attribute values that a new mark starts with: those of required attributes."""
        return {
            attribute.id: attribute.default
            for attribute in self.attributes_of(scope, type_id)
            if attribute.required and attribute.default is not None
        }
