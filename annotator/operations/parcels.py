"""Parcels: give one person some documents in a small project file, and take their work in again.

A parcel holds the documents, the schema with its guideline, and the person's own work, if there is some; nothing in it
shows what others marked. It opens as a project anywhere.
"""

from collections.abc import Iterable
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.operations.merging import merge, preview
from annotator.operations.people import check_name
from annotator.store.merged import Merged, RefusedError
from annotator.store.parcels import Parcel, read_parcel
from annotator.store.project import Project, parcel_of, write_parcel


def parcel_out(project: Project, path: Path, document_ids: Iterable[str], annotator: str) -> Parcel:
    """Write a parcel of the documents for a person at `path`; the project itself is not changed.

    Raises AnnotatorError for no documents, a name that cannot be or was somebody else's, and a place where a file is
    already.
    """
    name, chosen = check_name(annotator), list(dict.fromkeys(document_ids))
    if not chosen:
        raise AnnotatorError("A parcel needs at least one document. Choose some.")
    if parcel_of(project) is not None:
        raise AnnotatorError("This project is a parcel itself. Make parcels from the project that it came from.")
    for document_id in chosen:
        project.document_row(document_id)
    _check_own_name(project, name)
    return write_parcel(project, path, chosen, name)


def _check_own_name(project: Project, name: str) -> None:
    """Raise AnnotatorError for the former name of somebody: what is done under it would come back as theirs."""
    other = project.people.formerly(name)
    if other is not None:
        raise AnnotatorError(
            "“{name}” was the name of {person} before. Give the parcel to them under their present name; if somebody "
            "else is meant, let that person be part of the project first.",
            name=name,
            person=other,
        )


def parcel_in(project: Project, path: Path) -> Merged:
    """Take in the work of a parcel that came back; raises AnnotatorError that says why not, with nothing changed."""
    check_parcel(path)
    return merge(project, path)


def preview_parcel(project: Project, path: Path) -> Merged:
    """Return what `parcel_in` would do; raises as it does."""
    check_parcel(path)
    return preview(project, path)


def check_parcel(path: Path) -> Parcel:
    """Return what the file at `path` is a parcel of; raises AnnotatorError if it is none."""
    parcel = read_parcel(path)
    if parcel is None:
        raise RefusedError("{file} is a whole project and no parcel. Merge with it instead.", file=path)
    return parcel


def documents_named(project: Project, names: Iterable[str]) -> list[str]:
    """Return the ids of the documents of these names; raises AnnotatorError for one that there is not."""
    found = []
    for name in names:
        document_id = project.find_document(name)
        if document_id is None:
            raise AnnotatorError("There is no document named “{name}” in the project.", name=name)
        found.append(document_id)
    return found
