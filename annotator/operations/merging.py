"""Join another copy of the project, or a parcel: say what it would do, then do it as one change.

Whatever order copies are joined in, they come to the same. What a copy marked under a name that the schema had before
comes in under the present one. Undoing the step sets aside what it took in; joining the same copy again takes it in
again.
"""

import tempfile
from collections.abc import Mapping
from pathlib import Path

from annotator.domain.model import Argument, Entity, Event, Json, Relation
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.operations.aliases import has_aliases, mark_in_own_names
from annotator.store.backup import copy_beside
from annotator.store.merge_forms import Naming
from annotator.store.merged import Merged
from annotator.store.project import Project, merger
from annotator.store.stages import Progress, quiet
from annotator.store.usage import Form, form

_ANYWHERE = (Span(0, 1),)


def merge(project: Project, path: Path, *, progress: Progress = quiet) -> Merged:
    """Take in the copy or parcel at `path`; raises AnnotatorError that says why, then with nothing changed.

    `progress` gets parts done and in all; one that raises leaves everything as it was.
    """
    return merger(project).take_in(path, present_names, progress)


def preview(project: Project, path: Path) -> Merged:
    """Return what `merge` would do, found on a copy of the project; raises as `merge` does."""
    return preview_at(project.path, project.author, path)


def preview_at(project_path: Path, author: str, path: Path, *, progress: Progress = quiet) -> Merged:
    """Return what taking in `path` would do to the project at `project_path`; any thread or process may ask.

    A `progress` that raises stops it.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "preview.annotator"
        copy_beside(project_path, copy)
        with Project.open(copy, author=author) as project:
            return merger(project).rehearse(path, present_names, progress)


def text_of(project: Project, document_id: str, image: Mapping[str, Json]) -> str:
    """Return the words that the state of an entity or event stands on; raises AnnotatorError if the text is not here.

    The words between its pieces are part of them.
    """
    start, end = image.get("start_offset"), image.get("end_offset")
    text = project.text(document_id)
    return text[start:end] if isinstance(start, int) and isinstance(end, int) else ""


def present_names(schema: Schema) -> Naming:
    """Return what gives a form the names that the schema has for it now."""
    if not has_aliases(schema):
        return lambda old: old
    return lambda old: _role(old, schema) if old.table == "argument" else _marked(old, schema)


def _marked(old: Form, schema: Schema) -> Form:
    if old.table == "entity":
        entity = Entity("", old.type, _ANYWHERE, old.subtype or None, old.values)
        entity = mark_in_own_names(entity, schema)
        return form("entity", entity.type, entity.subtype, entity.attributes)
    if old.table == "event":
        event = mark_in_own_names(Event("", old.type, _ANYWHERE, (), old.values), schema)
        return form("event", event.type, None, event.attributes)
    relation = mark_in_own_names(Relation("", old.type, "", "", old.values), schema)
    return form("relation", relation.type, None, relation.attributes)


def _role(old: Form, schema: Schema) -> Form:
    event = Event("", old.type, _ANYWHERE, (Argument(old.subtype, None),))
    [argument] = mark_in_own_names(event, schema).arguments
    return Form("argument", old.type, argument.role, old.attributes)
