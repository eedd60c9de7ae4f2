"""How much of a schema is used: counts for every type, subtype, role, attribute and value, in one look."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from annotator.domain.model import AttributeValue
from annotator.domain.schema import Schema
from annotator.operations.schema_steps import Target, TypeScope
from annotator.store.project import Project
from annotator.store.usage import Form


@dataclass(frozen=True, slots=True)
class SchemaUsage:
    """Marks by (scope, type), entities by (type, subtype), arguments by (event, role), marks by attribute and value."""

    types: Counter[tuple[str, str]] = field(default_factory=Counter)
    subtypes: Counter[tuple[str, str]] = field(default_factory=Counter)
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    attributes: Counter[str] = field(default_factory=Counter)
    values: Counter[tuple[str, AttributeValue]] = field(default_factory=Counter)

    def of(self, target: Target) -> int:
        """Return how many marks (of a role: arguments) use a thing of the schema."""
        match target.scope:
            case "entity" | "event" | "relation":
                return self.types[target.scope, target.id]
            case "role":
                return self.roles[target.within, target.id]
            case "subtype":
                return self.subtypes[target.within, target.id]
            case "attribute":
                return self.attributes[target.id]
            case "value":
                return self.values[target.within, target.id]
            case _:
                return 0

    def unknown(self, schema: Schema) -> list[Target]:
        """Return the types that marks have and the schema does not."""
        known: dict[TypeScope, Callable[[str], object]]
        known = {"entity": schema.entity, "event": schema.event, "relation": schema.relation}
        return [
            Target(scope, type_id)
            for scope, find in known.items()
            for one, type_id in self.types
            if one == scope and find(type_id) is None
        ]


def usage_of(project: Project) -> SchemaUsage:
    """Return all counts of a project; they cost the same whatever its size."""
    return usage_in(project.usage.forms(), project.usage.roles())


def usage_in(forms: Mapping[Form, int], roles: Mapping[tuple[str, str], int]) -> SchemaUsage:
    """Return all counts, from how many marks have each form and how many arguments each (event, role)."""
    found = SchemaUsage(roles=Counter(roles))
    for form, marks in forms.items():
        found.types[form.table, form.type] += marks
        if form.subtype:
            found.subtypes[form.type, form.subtype] += marks
        for name, value in form.values.items():
            found.attributes[name] += marks
            found.values[name, value] += marks
    return found
