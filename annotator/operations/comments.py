"""Operations on comments: say something about a mark, a type or a document, answer, settle it, take it away.

A comment on a mark lives in the layer of the mark, whosever it is: to say something about a mark does not change it.
"""

from dataclasses import replace
from datetime import UTC, datetime

from annotator.domain.model import Comment
from annotator.domain.threads import on_type
from annotator.errors import AnnotatorError
from annotator.operations.marks import Added
from annotator.store.change import Change
from annotator.store.ids import new_id
from annotator.store.project import Project


def add_comment(project: Project, layer_id: str, target: str | None, text: str, *, parent: str | None = None) -> Added:
    """Comment on a mark of the layer, on its document (None), or answer another comment; raises if it says nothing."""
    with project.change("comment") as change:
        comment = replace(_said(project, layer_id, text), target=target, parent=parent)
        project.put(layer_id, comment)
        _open_again(project, layer_id, parent)
    return Added(change.recorded(), comment.id)


def comment_on_type(project: Project, layer_id: str, scope: str, type_id: str, text: str) -> Added:
    """Comment on a type of the schema (scope "entity", "event" or "relation"); it is kept in the layer."""
    with project.change("comment") as change:
        comment = replace(_said(project, layer_id, text), extra=on_type(scope, type_id))
        project.put(layer_id, comment)
    return Added(change.recorded(), comment.id)


def answer_comment(project: Project, comment_id: str, text: str) -> Added:
    """Answer a comment; a thread that was settled is open again."""
    answered, layer_id = _comment(project, comment_id)
    with project.change("comment") as change:
        said = _said(project, layer_id, text)
        comment = replace(said, target=answered.target, parent=answered.id, extra=answered.extra)
        project.put(layer_id, comment)
        _open_again(project, layer_id, answered.id)
    return Added(change.recorded(), comment.id)


def resolve_comment(project: Project, comment_id: str, *, resolved: bool) -> Change | None:
    """Settle the thread of the comment, or open it again; that stands in its first comment."""
    _, layer_id = _comment(project, comment_id)
    first = first_comment(project, comment_id)
    with project.change("resolve comment") as change:
        project.put(layer_id, replace(first, resolved=resolved))
    return change.record


def delete_comment(project: Project, comment_id: str) -> Change | None:
    """Delete the comment with one's own answers to it; raises AnnotatorError if somebody else answered."""
    comment, _ = _comment(project, comment_id)
    others = [one.comment.author for one in project.comments.below(comment_id) if one.comment.author != comment.author]
    if others:
        raise AnnotatorError(
            "{name} has answered this comment, and the answer would go with it. Settle the thread instead.",
            name=others[0],
        )
    with project.change("delete comment") as change:
        project.delete("comment", comment_id)
    return change.record


def first_comment(project: Project, comment_id: str) -> Comment:
    """Return the comment that began the thread; raises AnnotatorError if the comment is gone."""
    comment, _ = _comment(project, comment_id)
    seen: set[str] = set()
    while comment.parent is not None and comment.id not in seen:
        seen.add(comment.id)
        parent = project.find("comment", comment.parent)
        if not isinstance(parent, Comment):
            break
        comment = parent
    return comment


def _said(project: Project, layer_id: str, text: str) -> Comment:
    """Return a comment on nothing yet."""
    if not text.strip():
        raise AnnotatorError("The comment is empty. Write something first.")
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    return Comment(new_id(), None, project.author, at, text.strip(), name=project.next_name(layer_id, "C"))


def _open_again(project: Project, layer_id: str, answered: str | None) -> None:
    first = first_comment(project, answered) if answered is not None else None
    if first is not None and first.resolved:
        project.put(layer_id, replace(first, resolved=False))


def _comment(project: Project, comment_id: str) -> tuple[Comment, str]:
    found = project.find("comment", comment_id)
    layer_id = project.layer_of("comment", comment_id)
    if not isinstance(found, Comment) or layer_id is None:
        raise AnnotatorError("The comment {id} is not in the project any more.", id=comment_id)
    return found, layer_id
