"""Operations on comments: say something about a mark or a document, settle it, take it away."""

from dataclasses import replace
from datetime import UTC, datetime

from annotator.domain.model import Comment
from annotator.errors import AnnotatorError
from annotator.operations.marks import Added
from annotator.store.change import Change
from annotator.store.ids import new_id
from annotator.store.project import Project


def add_comment(project: Project, layer_id: str, target: str | None, text: str, *, parent: str | None = None) -> Added:
    """Comment on a mark of the layer, on its document (None), or answer another comment; raises if it says nothing."""
    if not text.strip():
        raise AnnotatorError("The comment is empty. Write something first.")
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with project.change("comment") as change:
        name = project.next_name(layer_id, "C")
        comment = Comment(new_id(), target, project.author, at, text.strip(), parent=parent, name=name)
        project.put(layer_id, comment)
    return Added(change.recorded(), comment.id)


def resolve_comment(project: Project, comment_id: str, *, resolved: bool) -> Change | None:
    """Mark the comment as settled, or open it again."""
    comment, layer_id = _comment(project, comment_id)
    with project.change("resolve comment") as change:
        project.put(layer_id, replace(comment, resolved=resolved))
    return change.record


def delete_comment(project: Project, comment_id: str) -> Change | None:
    """Delete the comment."""
    _comment(project, comment_id)
    with project.change("delete comment") as change:
        project.delete("comment", comment_id)
    return change.record


def _comment(project: Project, comment_id: str) -> tuple[Comment, str]:
    found = project.find("comment", comment_id)
    layer_id = project.layer_of("comment", comment_id)
    if not isinstance(found, Comment) or layer_id is None:
        raise AnnotatorError("The comment {id} is not in the project any more.", id=comment_id)
    return found, layer_id
