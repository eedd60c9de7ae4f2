"""What all operations on marks share: finding a mark, proving its spans, deleting it with what points at it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.domain.model import Attributes, Entity, Event, Mark, Relation
from annotator.domain.span import Fragments, Span, fragments, hull
from annotator.errors import AnnotatorError
from annotator.store.change import Change
from annotator.store.ids import new_id
from annotator.store.project import Project
from annotator.text.graphemes import snap

TABLES = ("entity", "event", "relation")


@dataclass(frozen=True, slots=True)
class Added:
    """The change that was recorded and the id of the mark that it made."""

    change: Change
    id: str


def mark(project: Project, mark_id: str) -> Mark:
    """Return the entity, event or relation of that id; raises AnnotatorError if there is none."""
    for table in TABLES:
        found = project.find(table, mark_id)
        if isinstance(found, Entity | Event | Relation):
            return found
    raise AnnotatorError("The mark {id} is not in the project any more. Undo, or choose another one.", id=mark_id)


def table_of(item: Mark) -> str:
    """Return the table that holds marks of this kind."""
    return {Entity: "entity", Event: "event", Relation: "relation"}[type(item)]


def layer_of(project: Project, mark_id: str) -> str:
    """Return the id of the layer that holds the mark; raises AnnotatorError if there is no such mark."""
    layer_id = project.layer_of(table_of(mark(project, mark_id)), mark_id)
    if layer_id is None:
        raise AnnotatorError("The mark {id} is not in the project any more. Undo, or choose another one.", id=mark_id)
    return layer_id


def proven(project: Project, layer_id: str, spans: Iterable[Span]) -> Fragments:
    """Return the spans as fragments of the layer's text.

    Raises AnnotatorError if one lies outside the text or ends inside a grapheme cluster.
    """
    text = project.text(project.document_of(layer_id))
    proven_spans = fragments(spans)
    if hull(proven_spans).end > len(text):
        raise AnnotatorError(
            "The span {start} to {end} lies outside the text, which has {length} characters.",
            start=hull(proven_spans).start,
            end=hull(proven_spans).end,
            length=len(text),
        )
    for span in proven_spans:
        if snap(text, span) != span:
            raise AnnotatorError(
                "The span {start} to {end} would cut a letter from its marks. Move its edge by one letter.",
                start=span.start,
                end=span.end,
            )
    return proven_spans


def new_entity(
    project: Project, layer_id: str, type_id: str, spans: Iterable[Span], attributes: Attributes | None = None
) -> Entity:
    """Return an entity as it begins, not yet put: its spans proven, the schema's defaults where nothing is given.

    Raises AnnotatorError as `proven` does.
    """
    values = {**project.schema().defaults("entity", type_id), **(attributes or {})}
    covered = proven(project, layer_id, spans)
    return Entity(new_id(), type_id, covered, attributes=values, name=project.next_name(layer_id, "T"))


def new_event(
    project: Project, layer_id: str, type_id: str, trigger: Iterable[Span], attributes: Attributes | None = None
) -> Event:
    """Return an event without arguments as it begins, not yet put; as `new_entity`."""
    values = {**project.schema().defaults("event", type_id), **(attributes or {})}
    covered = proven(project, layer_id, trigger)
    return Event(new_id(), type_id, covered, attributes=values, name=project.next_name(layer_id, "E"))


def delete_marks(project: Project, mark_ids: Iterable[str]) -> Change | None:
    """Delete marks together with the relations and comments on them and the roles that they fill."""
    with project.change("delete marks") as change:
        for mark_id in dict.fromkeys(mark_ids):
            delete_mark(project, mark_id)
    return change.record


def delete_mark(project: Project, mark_id: str) -> None:
    """Delete a mark, inside a change, together with the relations and comments on it and the roles that it fills."""
    table = next((table for table in TABLES if project.find(table, mark_id) is not None), None)
    if table is None:
        return  # a relation that went with one of its ends
    for referring_table, referring_id in project.referring(mark_id):
        if referring_table == "event":
            _drop_fillers(project, referring_id, mark_id)
        elif referring_table == "relation":
            delete_mark(project, referring_id)
        else:
            project.delete(referring_table, referring_id)
    cluster = getattr(project.find(table, mark_id), "cluster", None)
    project.delete(table, mark_id)
    if cluster is not None and not project.members(cluster):
        project.delete("cluster", cluster)


def _drop_fillers(project: Project, event_id: str, target: str) -> None:
    event = project.find("event", event_id)
    if isinstance(event, Event):
        kept = tuple(argument for argument in event.arguments if argument.target != target)
        project.put(layer_of(project, event_id), replace(event, arguments=kept))
