"""The names that types are written by: a trainer's prompts are words, so types go out under what people call them."""

from annotator.domain.model import Layer
from annotator.domain.schema import EntityType, EventType, RelationType, Schema
from annotator.formats.losses import LossList

TYPES = ("names", "ids")


class TypeNames:
    """The name of each type of one kind; two types never get one name."""

    def __init__(self, schema: Schema | None, language: str, wanted: str) -> None:
        self._names: dict[tuple[str, str], str] = {}
        if schema is None or wanted == "ids":
            return
        groups: tuple[tuple[str, tuple[EntityType | EventType | RelationType, ...]], ...] = (
            ("entity", schema.entities),
            ("event", schema.events),
            ("relation", schema.relations),
        )
        for scope, types in groups:
            labels = [kind.label.text(language) for kind in types]
            ids = {kind.id for kind in types}
            for kind, label in zip(types, labels, strict=True):
                is_free = labels.count(label) == 1 and (label not in ids or label == kind.id)
                self._names[(scope, kind.id)] = label if label.strip() and is_free else kind.id
        for event in schema.events:
            labels = [role.label.text(language) for role in event.roles]
            for role, label in zip(event.roles, labels, strict=True):
                is_free = bool(label.strip()) and labels.count(label) == 1
                self._names[(f"role of {event.id}", role.id)] = label if is_free else role.id

    def of(self, scope: str, name: str) -> str:
        """Return the name of an "entity", "event" or "relation" type."""
        return self._names.get((scope, name), name)

    def role(self, event: str, name: str) -> str:
        """Return the name of a role of an event type."""
        return self._names.get((f"role of {event}", name), name)

    def all(self, scope: str) -> list[str]:
        """Return the names of all types of the schema."""
        return [name for (of, _), name in self._names.items() if of == scope]

    def tell(self, layer: Layer, losses: LossList) -> None:
        """Add the marks whose type or roles are written under another name to the losses."""
        scopes = (("entity", layer.entities), ("event", layer.events), ("relation", layer.relations))
        for scope, marks in scopes:
            losses.add("type names", *(mark.id for mark in marks if self.of(scope, mark.type) != mark.type))
        for event in layer.events:
            if any(self.role(event.type, item.role) != item.role for item in event.arguments):
                losses.add("type names", event.id)
