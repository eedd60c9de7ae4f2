"""Forms: which first words the marks of a document have, so that a cursor elsewhere knows them again."""

from annotator.domain.model import Entity, Event, spans_of
from annotator.store.project import Project
from annotator.text.stops import first_form

_MOST = 2_000  # mentions of one document
_LONGEST = 40  # code points of a word


def forms_of(project: Project, document_id: str) -> frozenset[str]:
    """Return the known forms of the mentions in all layers of a document; of a very large layer none.

    Raises AnnotatorError if the document cannot be read.
    """
    small = [row for row in project.layers(document_id) if 0 < row.counts.entities + row.counts.events <= _MOST]
    text = project.text(document_id) if small else ""
    mentions = (mark for row in small for mark in project.layer(row.id).marks() if isinstance(mark, Entity | Event))
    return frozenset(form_of(text, mention) for mention in mentions)


def form_of(text: str, mention: Entity | Event) -> str:
    """Return what a mention's first word is known by."""
    first = spans_of(mention)[0]
    return first_form(text[first.start : min(first.end, first.start + _LONGEST)])
