"""The versions of a project's schema: who changed it when, what is different, and what an old name is called now."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.operations.schema_steps import Target
from annotator.store.project import Project
from annotator.store.versions import SchemaVersion


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a version has and the one before has not, or the other way round, or otherwise."""

    change: Literal["added", "removed", "changed"]
    target: Target


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the schema with its number, and what is different from the one before."""

    number: str
    record: SchemaVersion
    differences: tuple[Difference, ...]

    @property
    def schema(self) -> Schema:
        """Return the schema as it was."""
        return read_schema(self.record.source)


def schema_history(project: Project) -> list[Version]:
    """Return every version that the schema had, oldest first; an undo puts an earlier number back."""
    versions: list[Version] = []
    before: Schema | None = None
    for record in project.schema_versions():
        schema = read_schema(record.source)
        found = () if before is None else tuple(differences(before, schema))
        versions.append(Version(schema.version, record, found))
        before = schema
    return versions


def differences(old: Schema, new: Schema) -> Iterator[Difference]:
    """Yield what is different between two schemas, in the order of the new one; what went comes last."""
    before, after = dict(_things(old)), dict(_things(new))
    for target, thing in after.items():
        if target not in before:
            yield Difference("added", target)
        elif before[target] != thing:
            yield Difference("changed", target)
    yield from (Difference("removed", target) for target in before if target not in after)


def _things(schema: Schema) -> Iterator[tuple[Target, object]]:
    for entity in schema.entities:
        yield Target("entity", entity.id), entity
        yield from ((Target("subtype", subtype.id, entity.id), subtype) for subtype in entity.subtypes)
    for event in schema.events:
        yield Target("event", event.id), event
        yield from ((Target("role", role.id, event.id), role) for role in event.roles)
    yield from ((Target("relation", relation.id), relation) for relation in schema.relations)
    for attribute in schema.attributes:
        yield Target("attribute", attribute.id), attribute
        yield from ((Target("value", option.id, attribute.id), option) for option in attribute.options)
    yield from ((Target("group", group.id), group) for group in schema.groups)


def present_names(schema: Schema) -> dict[Target, str]:
    """Return what each former or foreign name of the schema is called now."""
    return {
        Target(target.scope, alias, target.within): target.id
        for target, thing in _things(schema)
        for alias in getattr(thing, "aliases", ())
    }
