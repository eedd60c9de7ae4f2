"""What a mark is connected with, as lines for people: roles, relations, cluster, comments."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.model import Comment, Entity, Event, Mark, Relation, spans_of
from annotator.domain.span import hull
from annotator.ui.session import Session
from annotator.ui.wording import mark_text, role_name, type_name

_LONGEST = 40
_AROUND = 40  # code points on each side of a mention that is shown in context


@dataclass(frozen=True, slots=True)
class Line:
    """One connection: the key to take it away by, what it is, its text, and the mark to go to ("" for none)."""

    key: str
    title: str
    text: str
    target: str


def role_lines(session: Session, event: Event) -> list[Line]:
    """Return the event's arguments."""
    return [
        Line(argument.id, role_name(session, event, argument.role), *_end(session, argument.target))
        for argument in event.arguments
    ]


def link_lines(session: Session, mark: Mark) -> list[Line]:
    """Return the ends of a relation; or the relations on a mark and the roles that it fills."""
    if isinstance(mark, Relation):
        ends = ((session.tr("From"), mark.head), (session.tr("To"), mark.tail))
        return [Line(mark.id, title, *_end(session, end)) for title, end in ends]
    return list(_links(session, mark))


def _links(session: Session, mark: Entity | Event) -> Iterator[Line]:
    arrow = ("←", "→") if session.tr.is_rtl else ("→", "←")
    for link in session.marks.links_of(mark.id):
        owner = session.marks.get(link.owner)
        if isinstance(owner, Relation):
            is_out = link.source == mark.id
            other = link.target if is_out else link.source
            title = f"{type_name(session, owner)} {arrow[0] if is_out else arrow[1]}"
            yield Line(owner.id, title, *_end(session, other))
        elif isinstance(owner, Event) and owner.id != mark.id:
            argument = owner.arguments[link.number]
            key = f"{owner.id} {argument.id}"
            yield Line(key, role_name(session, owner, link.name), *_end(session, owner.id))


def cluster_lines(session: Session, mark: Entity | Event) -> list[Line]:
    """Return the other mentions of the mark's cluster, each with the words around it."""
    found = [other for other in session.marks.members(mark.cluster) if other.id != mark.id]
    return [Line(other.id, other.name, in_context(session, other), other.id) for other in found]


def in_context(session: Session, mention: Entity | Event) -> str:
    """Return a mention in quotation marks between the words that stand before and after it, on one line."""
    whole, text = hull(spans_of(mention)), session.text
    before = text[max(whole.start - _AROUND, 0) : whole.start].rpartition("\n")[2].split()
    after = text[whole.end : whole.end + _AROUND].partition("\n")[0].split()
    before = before[1:] if whole.start > _AROUND else before  # the first may be half a word
    return " ".join([*before[-2:], f"«{mark_text(session, mention)}»", *after[:2]])


def comments_on(session: Session, mark: Mark) -> list[Comment]:
    """Return the comments on a mark, the oldest first."""
    found = (comment for comment in session.marks.comments.values() if comment.target == mark.id)
    return sorted(found, key=lambda comment: comment.at)


def _end(session: Session, mark_id: str | None) -> tuple[str, str]:
    """Return the text of an end and its id."""
    mark = session.marks.get(mark_id) if mark_id else None
    if mark is None or mark_id is None:
        return session.tr("no words in the text"), ""
    words = mark_text(session, mark)
    return (words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"), mark_id
