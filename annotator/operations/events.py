"""Operations on events: add, retype, move the trigger, fill and clear roles."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.domain.model import Argument, Attributes, Event
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.marks import Added, layer_of, new_entity, new_event, proven
from annotator.store.change import Change
from annotator.store.ids import new_id
from annotator.store.project import Project


def add_event(
    project: Project,
    layer_id: str,
    type_id: str,
    trigger: Iterable[Span],
    *,
    attributes: Attributes | None = None,
) -> Added:
    """Mark the spans (code points) as the trigger of an event without arguments.

    Raises AnnotatorError for spans outside the text or inside a grapheme cluster.
    """
    with project.change("add event") as change:
        event = new_event(project, layer_id, type_id, trigger, attributes)
        project.put(layer_id, event)
    return Added(change.recorded(), event.id)


def retype_event(project: Project, event_id: str, type_id: str) -> Change | None:
    """Give the event another type; arguments stay, and a role that the new type lacks becomes a problem."""
    event = find_event(project, event_id)
    attributes = {**project.schema().defaults("event", type_id), **event.attributes}
    return _put(project, "retype event", replace(event, type=type_id, attributes=attributes))


def resize_trigger(project: Project, event_id: str, trigger: Iterable[Span]) -> Change | None:
    """Give the event another trigger; raises AnnotatorError as `add_event` does."""
    event = find_event(project, event_id)
    spans = proven(project, layer_of(project, event_id), trigger)
    return _put(project, "resize trigger", replace(event, trigger=spans))


def fill_role(project: Project, event_id: str, role: str, target: str | None) -> Change | None:
    """Fill a role with an entity or event of the same layer, or with None where the text has no words for it.

    A filler that is there already is not added again. Raises AnnotatorError if the event would fill its own role or
    the filler belongs to another layer.
    """
    event = find_event(project, event_id)
    if any(argument.role == role and argument.target == target for argument in event.arguments):
        return None
    _check_filler(project, event, target)
    return _put(project, "fill role", _with_argument(event, role, target))


def fill_role_with_new(project: Project, event_id: str, role: str, type_id: str, spans: Iterable[Span]) -> Added:
    """Mark the spans as an entity and fill the role with it, in one change."""
    event = find_event(project, event_id)
    layer_id = layer_of(project, event_id)
    with project.change("fill role") as change:
        entity = new_entity(project, layer_id, type_id, spans)
        project.put(layer_id, entity)
        project.put(layer_id, _with_argument(event, role, entity.id))
    return Added(change.recorded(), entity.id)


def change_role(project: Project, event_id: str, argument_id: str, role: str) -> Change | None:
    """Let an argument fill another role of its event."""
    event = find_event(project, event_id)
    arguments = tuple(replace(item, role=role) if item.id == argument_id else item for item in event.arguments)
    return _put(project, "change role", replace(event, arguments=arguments))


def clear_role(project: Project, event_id: str, argument_id: str) -> Change | None:
    """Take an argument away from its event; the mark that filled it stays."""
    event = find_event(project, event_id)
    kept = tuple(argument for argument in event.arguments if argument.id != argument_id)
    return _put(project, "clear role", replace(event, arguments=kept))


def find_event(project: Project, event_id: str) -> Event:
    """Return the event of that id; raises AnnotatorError if there is none."""
    found = project.find("event", event_id)
    if not isinstance(found, Event):
        raise AnnotatorError("The event {id} is not in the project any more.", id=event_id)
    return found


def _with_argument(event: Event, role: str, target: str | None) -> Event:
    return replace(event, arguments=(*event.arguments, Argument(role, target, id=new_id())))


def _check_filler(project: Project, event: Event, target: str | None) -> None:
    if target is None:
        return
    if target == event.id:
        raise AnnotatorError("An event cannot fill a role of its own.")
    if layer_of(project, target) != layer_of(project, event.id):
        raise AnnotatorError("The filler {id} belongs to another document or annotator.", id=target)


def _put(project: Project, kind: str, event: Event) -> Change | None:
    with project.change(kind) as change:
        project.put(layer_of(project, event.id), event)
    return change.record
