"""Propose a schema from what is marked: in a project, or in files of any format that is read."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.domain.check_context import mentions
from annotator.domain.model import Attributes, Document, Entity, Event, Layer, Relation
from annotator.domain.schema import (
    AttributeOption,
    AttributeType,
    EntityType,
    EventType,
    RelationType,
    Role,
    Schema,
    Subtype,
    Wording,
)
from annotator.errors import AnnotatorError, InputError
from annotator.formats import brat
from annotator.operations.schema_colours import proposed_colours, recolouring
from annotator.operations.schema_keys import proposed_keys
from annotator.operations.schema_revise import revised
from annotator.operations.transfer import Progress, read_files
from annotator.store.project import Project

_OPTIONS = 40  # more different values than this are text, not a list to choose from


@dataclass(slots=True)
class Seen:
    """What was met in the layers looked at so far, each in the order of first use."""

    entities: dict[str, dict[str, None]] = field(default_factory=dict)
    events: dict[str, dict[str, dict[str, None]]] = field(default_factory=dict)
    most: Counter[tuple[str, str]] = field(default_factory=Counter)  # fillers of one event in a role
    relations: dict[str, dict[tuple[str, str], None]] = field(default_factory=dict)
    attributes: dict[str, dict[object, None]] = field(default_factory=dict)
    holders: defaultdict[str, dict[tuple[str, str], None]] = field(default_factory=lambda: defaultdict(dict))


def schema_of_documents(
    documents: Iterable[Document | Schema],
    title: str,
    *,
    known: Schema | None = None,
    progress: Progress = lambda _done: None,
) -> Schema:
    """Return a schema that has every type, role, attribute and value of the documents, with colours and keys.

    `known`, else the first schema among the documents, is kept and what it lacks is added. Ids that are not ASCII words
    cannot be types of a schema and are left out. `progress` hears how many documents were seen; it may raise to stop.
    """
    seen, count = Seen(), 0
    for found in documents:
        if isinstance(found, Schema):
            known = known or found
            continue
        for layer in found.layers:
            see_layer(layer, seen)
        count += 1
        progress(count)
    schema = completed(known or Schema("proposed", Wording(title, title)), seen)
    return revised(schema, proposed_keys(schema))


def schema_of_files(
    paths: Sequence[Path], *, format_name: str | None = None, progress: Progress = lambda _done: None
) -> Schema:
    """Return the schema that files state, completed from their marks; raises AnnotatorError if there are none."""
    read = (found for path in paths for found in read_files(path, format_name))
    documents = (found for found in read if isinstance(found, Document | Schema))
    schema = schema_of_documents(documents, paths[0].stem if paths else "", progress=progress)
    if not (schema.entities or schema.events or schema.relations):
        raise AnnotatorError("Nothing is marked in these files, so no types can be proposed from them.")
    return schema


def schema_of_brat(path: Path) -> Schema:
    """Return the schema of brat's annotation.conf, or of the folder that holds it, with the two files beside it.

    Where visual.conf names too few colours, others are proposed. Raises InputError if there is none.
    """
    folder = path.parent if path.is_file() and path.suffix == ".conf" else path
    stated = next((found for found in brat.read(folder) if isinstance(found, Schema)), None)
    if stated is None:
        raise InputError("There is no annotation.conf in {path}. Choose the folder that holds it.", path=folder)
    few = len({kind.colour for kind in stated.entities}) < len(stated.entities)
    schema = revised(stated, recolouring(stated)) if few else stated
    return revised(schema, proposed_keys(schema))


def schema_of_project(path: Path, *, author: str) -> Schema:
    """Return the schema of another project; raises ProjectError, SchemaError."""
    with Project.open(path, author=author, read_only=True) as project:
        return project.schema()


def completed_schema(project: Project, *, progress: Progress = lambda _done: None) -> Schema:
    """Return the project's schema with every type and value that its marks have and it lacks."""
    documents = (project.document(row.id) for row in project.documents())
    return schema_of_documents(documents, project.title, known=project.schema(), progress=progress)


# --- looking


def see_layer(layer: Layer, seen: Seen) -> None:
    """Take in every type, role, attribute and value of a layer."""
    types = {mark.id: mark.type for mark in mentions(layer)}
    for entity in layer.entities:
        subtypes = seen.entities.setdefault(entity.type, {})
        if entity.subtype:
            subtypes[entity.subtype] = None
        _see_attributes("entity", entity, seen)
    for event in layer.events:
        _see_event(event, types, seen)
    for relation in layer.relations:
        ends = types.get(relation.head, ""), types.get(relation.tail, "")
        seen.relations.setdefault(relation.type, {})[ends] = None
        _see_attributes("relation", relation, seen)


def _see_event(event: Event, types: dict[str, str], seen: Seen) -> None:
    roles = seen.events.setdefault(event.type, {})
    for argument in event.arguments:
        roles.setdefault(argument.role, {})[types.get(argument.target or "", "")] = None
    for role, count in Counter(argument.role for argument in event.arguments).items():
        seen.most[event.type, role] = max(seen.most[event.type, role], count)
    _see_attributes("event", event, seen)


def _see_attributes(scope: str, mark: Entity | Event | Relation, seen: Seen) -> None:
    attributes: Attributes = mark.attributes
    for name, value in attributes.items():
        seen.attributes.setdefault(name, {})[value] = None
        seen.holders[name][scope, mark.type] = None


# --- adding


def completed(schema: Schema, seen: Seen) -> Schema:
    """Return the schema with the types and attributes that were met and that it lacks, without keys."""
    entities = tuple(_entities(schema, seen))
    events = tuple(_events(schema, seen, {kind.id for kind in entities}))
    known = {kind.id for kind in entities} | {kind.id for kind in events}
    relations = tuple(_relations(schema, seen, known))
    attributes = tuple(_attributes(schema, seen, known | {kind.id for kind in relations}))
    return replace(schema, attributes=attributes, entities=entities, relations=relations, events=events)


def _is_id(name: str) -> bool:
    return bool(name) and name.isascii() and name.isprintable()


def _label(name: str) -> Wording:
    return Wording(en=name.replace("_", " "))


def _fresh(names: Iterable[str], is_known: Callable[[str], object]) -> list[str]:
    return [name for name in names if _is_id(name) and not is_known(name)]


def _entities(schema: Schema, seen: Seen) -> Iterator[EntityType]:
    fresh = _fresh(seen.entities, lambda name: schema.entity(name) or schema.event(name))
    yield from schema.entities
    for name, colour in zip(fresh, proposed_colours(len(fresh), [k.colour for k in schema.entities]), strict=True):
        yield EntityType(name, _label(name), colour, subtypes=tuple(_subtypes(seen.entities[name])))


def _subtypes(names: Iterable[str]) -> Iterator[Subtype]:
    return (Subtype(name, _label(name)) for name in names if _is_id(name))


def _events(schema: Schema, seen: Seen, entities: set[str]) -> Iterator[EventType]:
    fresh = _fresh(seen.events, lambda name: schema.event(name) or name in entities)
    known = entities | {kind.id for kind in schema.events} | set(fresh)
    yield from schema.events
    for name, colour in zip(fresh, proposed_colours(len(fresh), [k.colour for k in schema.events]), strict=True):
        roles = (
            Role(role, _label(role), tuple(one for one in fillers if one in known), max=_most(seen, name, role))
            for role, fillers in seen.events[name].items()
            if _is_id(role)
        )
        yield EventType(name, _label(name), colour, roles=tuple(roles))


def _most(seen: Seen, event: str, role: str) -> int | None:
    return 1 if seen.most[event, role] == 1 else None


def _relations(schema: Schema, seen: Seen, known: set[str]) -> Iterator[RelationType]:
    fresh = _fresh(seen.relations, schema.relation)
    yield from schema.relations
    for name, colour in zip(fresh, proposed_colours(len(fresh), [k.colour for k in schema.relations]), strict=True):
        pairs = [pair for pair in seen.relations[name] if set(pair) <= known]
        heads, tails = (tuple(dict.fromkeys(pair[end] for pair in pairs)) for end in (0, 1))
        yield RelationType(name, _label(name), colour, head=heads, tail=tails)


def _attributes(schema: Schema, seen: Seen, known: set[str]) -> Iterator[AttributeType]:
    yield from schema.attributes
    for name in _fresh(seen.attributes, schema.attribute):
        values = list(seen.attributes[name])
        holders = [(scope, kind) for scope, kind in seen.holders[name] if kind in known]
        if not holders:
            continue
        kind = _kind(values)
        options = (AttributeOption(value, _label(value)) for value in values if isinstance(value, str))
        yield AttributeType(
            name,
            _label(name),
            tuple(dict.fromkeys(scope for scope, _ in holders)),
            tuple(dict.fromkeys(type_id for _, type_id in holders)),
            kind,
            options=tuple(options) if kind == "enum" else (),
        )


def _kind(values: list[object]) -> str:
    if all(isinstance(value, bool) for value in values):
        return "bool"
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return "number"
    names = [value for value in values if isinstance(value, str)]
    is_list = len(names) == len(values) <= _OPTIONS and all(_is_id(name) and len(name) <= _OPTIONS for name in names)
    return "enum" if is_list else "text"
