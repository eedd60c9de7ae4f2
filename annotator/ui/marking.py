"""What keys, panels and menus have in common when they mark: the same gesture does the same thing everywhere."""

from collections.abc import Callable

from annotator.domain.model import AttributeValue, Entity, Event, Mark, Relation, spans_of
from annotator.domain.schema import EntityType, EventType, RelationType, Schema
from annotator.domain.span import Fragments
from annotator.errors import AnnotatorError, ReadOnlyError
from annotator.operations import attributes, entities, events, relations
from annotator.operations.fitting import roles_to_fill, ways
from annotator.operations.marks import delete_marks
from annotator.ui.desk import Desk
from annotator.ui.filling import Filling
from annotator.ui.linking import Linking, keys_of_pair


def scope_of(mark: Mark) -> str:
    """Return the scope of a mark as schemas name it: "entity", "event" or "relation"."""
    return {Entity: "entity", Event: "event", Relation: "relation"}[type(mark)]


def is_editable(desk: Desk) -> bool:
    """Say whether marks may be changed now; asks once before another person's are."""
    session = desk.session
    if session.project is None or session.document is None:
        return False
    if session.project.read_only:
        session.refused.emit(ReadOnlyError("The project is open for reading only. Save a copy and work in that."))
        return False
    if not session.is_foreign:
        return True
    options = [session.tr("Change these marks"), session.tr("Start my own layer")]
    question = session.tr("These marks were made by {name}. What do you want to do?", name=session.annotator)
    chosen = desk.ask.choose(session.tr("Another person's marks"), question, options)
    if chosen == 0:
        session.unlock()
    elif chosen == 1:
        session.show(session.document.id, session.author)
    return chosen == 0


def apply_type(desk: Desk, scope: str, type_id: str) -> None:
    """Give the type to the selected mark of that scope, else mark the selected text with it."""
    if not is_editable(desk):
        return
    if _is_retired(desk, scope, type_id):
        desk.session.said.emit(desk.session.tr("This type is retired; the schema does not offer it any more."))
        return
    mark = desk.session.mark
    if mark is not None and scope_of(mark) == scope:
        _retype(desk, mark, type_id)
    elif scope == "relation":
        start_link(desk, type_id)
    else:
        _mark_text(desk, scope, type_id)
    desk.last_type = (scope, type_id)


def _is_retired(desk: Desk, scope: str, type_id: str) -> bool:
    schema = desk.session.schema
    look_up: dict[str, Callable[[str], EntityType | EventType | RelationType | None]] = {
        "entity": schema.entity,
        "event": schema.event,
        "relation": schema.relation,
    }
    kind = look_up[scope](type_id)
    return kind is not None and kind.retired


def _retype(desk: Desk, mark: Mark, type_id: str) -> None:
    operations: dict[str, Callable[..., object]] = {
        "entity": entities.retype_entity,
        "event": events.retype_event,
        "relation": relations.retype_relation,
    }
    desk.session.run(operations[scope_of(mark)], mark.id, type_id)


def selected_spans(desk: Desk) -> Fragments:
    """Return the spans that a new mark would get: the selected text, else the selected mark's own; may be empty."""
    mark = desk.session.mark
    if mark is not None and not isinstance(mark, Relation):
        return spans_of(mark)
    return desk.canvas.selection.spans


def _mark_text(desk: Desk, scope: str, type_id: str) -> None:
    session = desk.session
    spans = selected_spans(desk)
    if not spans:
        session.said.emit(session.tr("Select some text first: arrow keys move, Shift extends."))
        return
    known = _marked_so(desk, scope, type_id, spans)
    if known is not None:
        session.select(known.id)
        session.said.emit(session.tr("These words are marked so already; now their mark is selected."))
        return
    layer_id = session.layer_for_edit()
    if layer_id is None:
        return
    add = entities.add_entity if scope == "entity" else events.add_event
    added = session.run(add, layer_id, type_id, spans)
    if added is None:
        return
    session.select(added.id)
    if scope == "event":
        open_card(desk, added.id)


def _marked_so(desk: Desk, scope: str, type_id: str, spans: Fragments) -> Mark | None:
    """Return the mark of just these spans and this type, if there is one."""
    near = desk.session.marks.in_range(spans[0].start, spans[0].end)
    found = (mark for mark in near if spans_of(mark) == spans and mark.type == type_id)
    return next((mark for mark in found if scope_of(mark) == scope), None)


def mark_anew(desk: Desk) -> None:
    """Let go of the selected mark and keep its words selected, so that the next type key marks them once more."""
    mark = desk.session.marks.mention(desk.session.mark.id) if desk.session.mark else None
    if mark is not None:
        desk.session.select(None)
        desk.canvas.select_spans(spans_of(mark))
        desk.session.said.emit(desk.session.tr("The next type key marks these words once more."))


def open_card(desk: Desk, event_id: str) -> None:
    """Open the frame card of the event, if its type has roles."""
    event = desk.session.marks.get(event_id)
    if isinstance(event, Event) and roles_to_fill(desk.session.schema, event) and is_editable(desk):
        desk.enter(Filling(desk, event_id))


def start_link(desk: Desk, type_id: str | None = None) -> None:
    """Let the user choose what the selected mark, or the head of the selected relation, is related to."""
    session = desk.session
    mark = session.mark
    if mark is None:
        session.said.emit(session.tr("Select the mark that the relation starts from first."))
    elif is_editable(desk):
        linking = Linking(desk, mark.head if isinstance(mark, Relation) else mark.id, type_id)
        if linking.targets:
            desk.enter(linking)
        else:
            session.said.emit(session.tr("The schema allows no relation from this mark to another one."))


def retype_by_key(desk: Desk, relation: Relation, chord: str) -> bool:
    """Give the selected relation the type of that key; its letters mean nothing else while it is selected."""
    kind = keys_of_pair(desk.session, relation).get(chord)
    if kind is not None and is_editable(desk):
        desk.session.run(relations.retype_relation, relation.id, kind.id)
        desk.last_type = ("relation", kind.id)
    return True


def connect(desk: Desk, source: str, target: str) -> None:
    """Relate two marks, or let one fill a role of the other, as the user chooses among what the schema allows."""
    session = desk.session
    head, tail = session.marks.get(source), session.marks.get(target)
    if head is None or tail is None or not is_editable(desk):
        return
    known = ways(session.schema, head, tail)
    labels = [*(role.label for role in known.roles), *(kind.label for kind in known.relations)]
    titles = [label.text(session.settings.language) for label in labels]
    if not titles:
        session.refused.emit(AnnotatorError("The schema has no role and no relation between these two marks."))
        return
    chosen = 0 if len(titles) == 1 else desk.ask.pick(titles)
    if chosen is not None and chosen < len(known.roles):
        session.run(events.fill_role, source, known.roles[chosen].id, target)
    elif chosen is not None:
        session.run(relations.link, known.relations[chosen - len(known.roles)].id, source, target)


def set_value(desk: Desk, name: str, value: AttributeValue | None) -> None:
    """Set an attribute of the selected mark, or of all that are selected together and have it, as one change."""
    session = desk.session
    if session.mark is not None and is_editable(desk):
        marks = desk.several.marks()
        ids = [mark.id for mark in marks if mark is session.mark or _has(session.schema, mark, name)]
        session.run(attributes.set_attribute, ids, name, value)


def _has(schema: Schema, mark: Mark, name: str) -> bool:
    """Say whether marks of this type have the attribute."""
    return any(kind.id == name for kind in schema.attributes_of(scope_of(mark), mark.type))


def resize(desk: Desk, mark_id: str, spans: Fragments) -> None:
    """Give a mark other spans."""
    mark = desk.session.marks.get(mark_id)
    if is_editable(desk):
        operation = events.resize_trigger if isinstance(mark, Event) else entities.resize_entity
        desk.session.run(operation, mark_id, spans)


def delete(desk: Desk, mark_id: str) -> None:
    """Delete a mark with what points at it; undo brings all of it back."""
    if is_editable(desk):
        desk.session.run(delete_marks, [mark_id])
