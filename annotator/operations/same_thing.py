"""Operations that mark words and say at once what they mean: a thing mentioned again, a name with its description."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.domain.check_context import NAME
from annotator.domain.model import NOTHING, Attributes, AttributeValue, Entity, Event
from annotator.domain.schema import Schema, offered
from annotator.domain.span import Fragments
from annotator.errors import AnnotatorError
from annotator.operations.clusters import unite
from annotator.operations.marks import Added, layer_of, mark, proven
from annotator.store.ids import new_id
from annotator.store.project import Project

DESCRIPTION, PRONOUN = "NOM", "PRO"  # classes of mentions, beside NAME, in ACE, ERE and what follows them


@dataclass(frozen=True, slots=True)
class Part:
    """One of the mentions of a pair: its fragments, its class, and the id of the mark that they have already."""

    spans: Fragments
    mention_class: str = NAME
    mark_id: str = ""


def mark_same(project: Project, other_id: str, spans: Fragments, *, mention_class: str = "") -> Added:
    """Mark the spans as one more mention of what another mark means: its type, its subtype, its cluster.

    Raises AnnotatorError for relations and for spans as `add_entity` does.
    """
    other = mark(project, other_id)
    if not isinstance(other, Entity | Event):
        raise AnnotatorError("Relations have no clusters. Choose entities or events.")
    layer_id = layer_of(project, other_id)
    fragments = proven(project, layer_id, spans)
    with project.change("mark the same thing") as change:
        if isinstance(other, Entity):
            entity = _entity(project, layer_id, other.type, Part(fragments, mention_class))
            added: Entity | Event = replace(entity, subtype=other.subtype)
        else:
            values = project.schema().defaults("event", other.type)
            name = project.next_name(layer_id, "E")
            added = Event(new_id(), other.type, fragments, attributes=values, name=name)
        project.put(layer_id, added)
        unite(project, [other, added])
    return Added(change.recorded(), added.id)


def mark_pair(project: Project, layer_id: str, type_id: str, parts: Sequence[Part]) -> Added:
    """Mark a name and its description, or whatever stands in apposition, as one type and one cluster.

    A part that is marked already stays as it is, but for its cluster. The id returned is the name's, else the first's.
    Raises AnnotatorError for spans as `add_entity` does.
    """
    with project.change("mark name and description") as change:
        marks = [_kept_or_new(project, layer_id, type_id, part) for part in parts]
        unite(project, marks)
    named = next((number for number, part in enumerate(parts) if part.mention_class == NAME), 0)
    return Added(change.recorded(), marks[named].id)


def class_values(schema: Schema, type_id: str, mention_class: str) -> dict[str, AttributeValue]:
    """Return the attribute that says the class of a mention of this type; {} where the schema has no such class."""
    for attribute in offered(schema.attributes_of("entity", type_id)):
        for option in offered(attribute.options):
            if mention_class in (option.id, *option.aliases):
                return {attribute.id: option.id}
    return {}


def _kept_or_new(project: Project, layer_id: str, type_id: str, part: Part) -> Entity | Event:
    if part.mark_id:
        found = mark(project, part.mark_id)
        if isinstance(found, Entity | Event):
            return found
    added = _entity(project, layer_id, type_id, Part(proven(project, layer_id, part.spans), part.mention_class))
    project.put(layer_id, added)
    return added


def _entity(project: Project, layer_id: str, type_id: str, part: Part) -> Entity:
    schema = project.schema()
    values: Attributes = class_values(schema, type_id, part.mention_class) if part.mention_class else NOTHING
    attributes = {**schema.defaults("entity", type_id), **values}
    return Entity(new_id(), type_id, part.spans, attributes=attributes, name=project.next_name(layer_id, "T"))
