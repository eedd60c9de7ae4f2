"""Which types, roles, attributes and values a brat export used, so that its configuration can state them all."""

from dataclasses import dataclass, field

from annotator.domain.model import AttributeValue, Entity, Event, Relation
from annotator.formats.brat_names import BratNames

SUBTYPE = "subtype"


@dataclass(slots=True)
class Usage:
    """Stored ids by kind; each function stores a name and remembers that it was used."""

    names: BratNames = field(default_factory=BratNames)
    entities: dict[str, str] = field(default_factory=dict)  # stored id: original
    events: dict[str, dict[str, str]] = field(default_factory=dict)  # stored event id: stored role: original role
    relations: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, AttributeValue]] = field(default_factory=dict)  # stored id: stored value: original
    event_names: dict[str, str] = field(default_factory=dict)

    def entity(self, mark: Entity) -> str:
        """Return the stored id of an entity's type."""
        stored = self.names.stored("entity", mark.type)
        self.entities.setdefault(stored, mark.type)
        return stored

    def event(self, mark: Event) -> str:
        """Return the stored id of an event's type."""
        stored = self.names.stored("event", mark.type)
        self.events.setdefault(stored, {})
        self.event_names.setdefault(stored, mark.type)
        return stored

    def role(self, event: str, role: str) -> str:
        """Return the stored id of a role of the event type stored as `event`."""
        stored = self.names.stored("role", role)
        self.events[event].setdefault(stored, role)
        return stored

    def relation(self, mark: Relation) -> str:
        """Return the stored id of a relation's type."""
        stored = self.names.stored("relation", mark.type)
        self.relations.setdefault(stored, mark.type)
        return stored

    def attribute(self, name: str, value: AttributeValue, *, is_subtype: bool = False) -> tuple[str, str | None]:
        """Return the stored ids of an attribute and its value; the value is None for a flag (True)."""
        stored = self.names.stored("subtype" if is_subtype else "attribute", name)
        values = self.attributes.setdefault(stored, {})
        if value is True:
            return stored, None
        stored_value = self.names.stored("value", value)
        values.setdefault(stored_value, value)
        return stored, stored_value
