"""The things that are marked in a text, and the document that holds them.

Ids are unique within a layer. In a project they are the store's keys and `name` is the short id that people see and
files carry (T12, E3); in a document read from a file both are the file's own id. `extra` keeps what a file said
beyond the model, so that it can be written back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from types import MappingProxyType
from typing import TypeAlias

from annotator.domain.span import Fragments

AttributeValue: TypeAlias = str | bool | int | float
Attributes: TypeAlias = Mapping[str, AttributeValue]
Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
Extra: TypeAlias = Mapping[str, Json]

NOTHING: Mapping[str, AttributeValue] = MappingProxyType({})
NO_EXTRA: Mapping[str, Json] = MappingProxyType({})


class State(Enum):
    """How far the work on one layer is; values as in `annotator/1` files, which know no "in review"."""

    NEW = "new"
    IN_PROGRESS = "in progress"
    DONE = "done"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Entity:
    """A typed mention: its fragments, attributes and the cluster of mentions that name the same thing."""

    id: str
    type: str
    spans: Fragments
    subtype: str | None = None
    attributes: Attributes = field(default_factory=lambda: NOTHING)
    cluster: str | None = None
    name: str = ""
    extra: Extra = field(default_factory=lambda: NO_EXTRA)


@dataclass(frozen=True, slots=True)
class Argument:
    """One filler of one role: an entity or event id, or None where the text has no words for it (pro-drop)."""

    role: str
    target: str | None
    id: str = ""
    extra: Extra = field(default_factory=lambda: NO_EXTRA)


@dataclass(frozen=True, slots=True)
class Event:
    """A typed event: the fragments of its trigger and the arguments that fill its roles."""

    id: str
    type: str
    trigger: Fragments
    arguments: tuple[Argument, ...] = ()
    attributes: Attributes = field(default_factory=lambda: NOTHING)
    cluster: str | None = None
    name: str = ""
    extra: Extra = field(default_factory=lambda: NO_EXTRA)


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed link from `head` to `tail`, each an entity or event id."""

    id: str
    type: str
    head: str
    tail: str
    attributes: Attributes = field(default_factory=lambda: NOTHING)
    name: str = ""
    extra: Extra = field(default_factory=lambda: NO_EXTRA)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Mentions of one thing, or events that are one; `name` is what files and people call it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a mark (`target` is its id) or on the document (None); `at` is ISO 8601 in UTC."""

    id: str
    target: str | None
    author: str
    at: str
    text: str
    resolved: bool = False
    parent: str | None = None
    name: str = ""
    extra: Extra = field(default_factory=lambda: NO_EXTRA)


Mark: TypeAlias = Entity | Event | Relation


@dataclass(frozen=True, slots=True)
class Layer:
    """What one annotator marked in one document."""

    annotator: str
    state: State = State.NEW
    entities: tuple[Entity, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    comments: tuple[Comment, ...] = ()
    id: str = ""
    extra: Extra = field(default_factory=lambda: NO_EXTRA)

    def marks(self) -> Iterator[Mark]:
        """Yield every entity, event and relation."""
        yield from self.entities
        yield from self.events
        yield from self.relations


@dataclass(frozen=True, slots=True)
class Document:
    """A text and what is marked in it; the text never changes once it is part of a project."""

    id: str
    name: str
    text: str
    layers: tuple[Layer, ...] = ()
    language: str | None = None
    metadata: Extra = field(default_factory=lambda: NO_EXTRA)
    schema: str | None = None
    extra: Extra = field(default_factory=lambda: NO_EXTRA)

    @property
    def sha256(self) -> str:
        """Return the digest of the UTF-8 text, in hex."""
        return digest(self.text)


def digest(text: str) -> str:
    """Return the SHA-256 of the UTF-8 form of `text`, in hex."""
    return sha256(text.encode("utf-8")).hexdigest()


def spans_of(mark: Entity | Event) -> Fragments:
    """Return the fragments that a mark stands on: an entity's own, an event's trigger."""
    return mark.spans if isinstance(mark, Entity) else mark.trigger
