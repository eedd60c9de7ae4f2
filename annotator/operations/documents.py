"""Operations on documents: rename, delete, say how far the work is."""

from collections.abc import Iterable

from annotator.domain.model import State
from annotator.errors import AnnotatorError
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.text.direction import unsafe_characters

LONGEST_NAME = 200  # characters of a document's name


def rename_document(project: Project, document_id: str, name: str) -> Change | None:
    """Give the document another name; raises AnnotatorError if it is empty, too long, taken or not all visible."""
    name = name.strip()
    if not name:
        raise AnnotatorError("A document needs a name.")
    if len(name) > LONGEST_NAME:
        raise AnnotatorError(
            "The name has {count} characters; {most} are allowed. Choose a shorter one.",
            count=len(name),
            most=LONGEST_NAME,
        )
    if unsafe_characters(name):
        raise AnnotatorError(
            "The name holds characters that cannot be seen: {characters}. Type it again without them.",
            characters=", ".join(f"U+{ord(character):04X}" for character in unsafe_characters(name)),
        )
    if project.find_document(name) not in (None, document_id):
        raise AnnotatorError("A document named “{name}” is in the project already. Choose another name.", name=name)
    with project.change("rename document") as change:
        project.rename_document(document_id, name)
    return change.record


def delete_documents(project: Project, document_ids: Iterable[str]) -> Change | None:
    """Delete the documents with all that is marked in them; one undo brings all of it back."""
    with project.change("delete documents") as change:
        for document_id in document_ids:
            project.delete_document(document_id)
    return change.record


def open_layer(project: Project, document_id: str, annotator: str) -> str:
    """Return the id of the annotator's layer in the document; it is made if it is not there.

    Call it at the first edit, not at the first look: the made layer is a change, though not one that undo stops at.
    """
    for row in project.layers(document_id):
        if row.annotator == annotator:
            return row.id
    with project.change("start layer"):
        return project.ensure_layer(document_id, annotator)


def set_state(project: Project, layer_id: str, state: State) -> Change | None:
    """Say how far the work on the layer is."""
    with project.change("set state") as change:
        project.set_state(layer_id, state)
    return change.record
