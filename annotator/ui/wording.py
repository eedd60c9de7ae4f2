"""Words for what a schema and a project hold, in the language of the interface."""

from collections.abc import Mapping
from datetime import datetime

from annotator.domain.model import Entity, Event, Mark, Relation, State, spans_of
from annotator.domain.problem import Problem
from annotator.domain.schema import EntityType, EventType, RelationType, Schema
from annotator.domain.span import surface
from annotator.store.change import ChangeSummary
from annotator.ui.i18n import phrase
from annotator.ui.session import Session

STATES: Mapping[State, str] = {
    State.NEW: phrase("New"),
    State.IN_PROGRESS: phrase("In progress"),
    State.DONE: phrase("Done"),
    State.IN_REVIEW: phrase("In review"),
    State.APPROVED: phrase("Approved"),
    State.RETURNED: phrase("Returned"),
}


def kind_of(schema: Schema, mark: Mark) -> EntityType | EventType | RelationType | None:
    """Return the schema's type of a mark, None for one that the schema does not have."""
    if isinstance(mark, Entity):
        return schema.entity(mark.type)
    return schema.event(mark.type) if isinstance(mark, Event) else schema.relation(mark.type)


def type_name(session: Session, mark: Mark) -> str:
    """Return the name of a mark's type."""
    kind = kind_of(session.schema, mark)
    return kind.label.text(session.settings.language) if kind else mark.type


def role_name(session: Session, event: Event, role_id: str) -> str:
    """Return the name of a role of an event."""
    return role_title(session, event.type, role_id)


def mark_text(session: Session, mark: Mark) -> str:
    """Return the text that a mark stands on; a relation's two ends."""
    if not isinstance(mark, Relation):
        return surface(session.text, spans_of(mark))
    ends = (session.marks.mention(mark.head), session.marks.mention(mark.tail))
    head, tail = (surface(session.text, spans_of(end)) if end else "…" for end in ends)
    return f"{head} ← {tail}" if session.tr.is_rtl else f"{head} → {tail}"


def problem_text(session: Session, problem: Problem) -> str:
    """Return a problem's sentence, with the names of types, roles and attributes for their ids."""
    values = {name: _named(session, problem, name, value) for name, value in problem.values.items()}
    return session.tr(problem.message, **values)


def _named(session: Session, problem: Problem, name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    if name == "role":
        return role_title(session, str(problem.values.get("type", "")), value)
    if name == "attribute":
        return attribute_title(session, value)
    return type_title(session, value) if name == "type" or name.endswith("_type") else value


def type_title(session: Session, type_id: str) -> str:
    """Return the name of a type of any scope by its id."""
    schema = session.schema
    kind = schema.entity(type_id) or schema.event(type_id) or schema.relation(type_id)
    return kind.label.text(session.settings.language) if kind else type_id


def role_title(session: Session, event_type: str, role_id: str) -> str:
    """Return the name of a role of an event type by their ids; the id itself for a role that the type lacks."""
    kind = session.schema.event(event_type)
    role = kind.role(role_id) if kind else None
    return role.label.text(session.settings.language) if role else role_id


def attribute_title(session: Session, attribute_id: str) -> str:
    """Return the name of an attribute by its id."""
    found = next((kind for kind in session.schema.attributes if kind.id == attribute_id), None)
    return found.label.text(session.settings.language) if found else attribute_id


def change_title(session: Session, change: ChangeSummary) -> str:
    """Return what a change did, as a short title."""
    title = kind_title(session, change.kind)
    if change.step == "undo":
        return session.tr("Undid: {step}", step=title)
    return session.tr("Did again: {step}", step=title) if change.step == "redo" else title


def moment(session: Session, at: str) -> str:
    """Return a time (ISO 8601) on the reader's clock."""
    tr = session.tr
    local = datetime.fromisoformat(at).astimezone()
    return tr.digits(local.strftime("%d/%m/%Y %H:%M" if tr.is_rtl else "%Y-%m-%d %H:%M"))


def time_left(session: Session, seconds: float) -> str:
    """Return how long something will still take, about."""
    if seconds < 60:
        return session.tr("less than a minute left")
    return session.tr.count("about {count} minutes left", round(seconds / 60))


def kind_title(session: Session, kind: str) -> str:
    """Return a kind of change as a short title."""
    title = session.tr(kind)
    return title[:1].upper() + title[1:]


def rows_changed(session: Session, counts: Mapping[str, int]) -> str:
    """Return how many things of each kind a change touched."""
    count = session.tr.count
    said = {
        "document": count("{count} documents", counts.get("document", 0)),
        "entity": count("{count} entities", counts.get("entity", 0)),
        "event": count("{count} events", counts.get("event", 0)),
        "argument": count("{count} roles", counts.get("argument", 0)),
        "relation": count("{count} relations", counts.get("relation", 0)),
        "comment": count("{count} comments", counts.get("comment", 0)),
    }
    parts = [words for table, words in said.items() if counts.get(table)]
    return " · ".join(parts) or count("{count} rows", sum(counts.values()))
