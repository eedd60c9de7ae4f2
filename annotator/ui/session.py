"""Session: what is open - project, document, layer, selected mark - and the one way in which the window changes it.

Every edit goes through `run`: the operation commits, the live marks take over the rows it touched, and then `changed`
tells the views. A view never hears of a change that is not safe on the disk.
"""

import getpass
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from annotator import settings as preferences
from annotator.domain.model import Cluster, Comment, Entity, Event, Layer, Mark, Relation
from annotator.domain.origin import suggested_by, verdict_of
from annotator.domain.people import Batch
from annotator.domain.schema import Schema, Wording
from annotator.errors import AnnotatorError, ProjectError
from annotator.operations.documents import open_layer
from annotator.operations.importing import ImportReport
from annotator.operations.marks import TABLES, Added
from annotator.operations.queue import visible
from annotator.operations.suggestions import open_suggestions
from annotator.settings import Settings
from annotator.store.change import Change, RowChange
from annotator.store.merged import Merged
from annotator.store.project import Project
from annotator.store.rows import DocumentRow, LayerRow
from annotator.ui.editor.marks import Marks
from annotator.ui.i18n import Translator, phrase
from annotator.ui.type_keys import with_keys

T = TypeVar("T")
_RECENT = 8
MANY = 50  # layers changed at once; beyond that the list of documents is read anew
_LAYERED = frozenset({*TABLES, "cluster", "comment"})
_EMPTY = Schema("", Wording())
_SAVED = phrase("Saved.")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """What an operation gave, with the project's documents as they are after it: read where it worked, for it is slow.

    None for documents that are as they were.
    """

    result: T
    documents: list[DocumentRow] | None


class Session(QObject):
    """Hold what is open; views read its fields and listen to its signals."""

    tr: Translator  # type: ignore[assignment]  # takes the place of QObject.tr
    project_opened = Signal()  # another project, or none
    document_opened = Signal()  # another document or layer, or none
    changed = Signal(object)  # a Change, after its commit
    selected = Signal()  # another mark is selected, or none
    settings_changed = Signal()  # language, theme, fonts, name
    said = Signal(str)  # a sentence for the status line
    refused = Signal(object)  # an AnnotatorError that the user must see

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self.tr = Translator(settings.language, digits=settings.digits)
        self.project: Project | None = None
        self.schema = _EMPTY
        self.batches: list[Batch] = []
        self.documents: list[DocumentRow] = []  # read once, for there may be 100,000 of them
        self.document: DocumentRow | None = None
        self.text = ""
        self.annotator = ""  # whose layer is shown
        self.layer_id: str | None = None  # None before its first mark
        self.marks = Marks(Layer(""))
        self.mark: Mark | None = None
        self.is_busy = False  # an operation works: nothing else may read or write the project, if it could
        self._unlocked: set[str] = set()

    # What is open

    @property
    def author(self) -> str:
        """Return the name of the person at the keyboard."""
        return self.settings.annotator or getpass.getuser()

    def adopt(self, project: Project | None) -> None:
        """Make `project` the open one, close the one before, and show its first document.

        Raises AnnotatorError if it cannot be read; then it is closed and everything stays as it was.
        """
        try:
            schema, documents = (project.schema(), project.documents()) if project else (_EMPTY, [])
            schema = with_keys(schema, self.settings)
        except AnnotatorError:
            if project is not None:
                project.close()
            raise
        self._close()
        self.project, self.schema, self.documents = project, schema, documents
        self.batches = project.people.batches() if project else []
        self._put_away()
        self._unlocked.clear()
        if project is not None:
            path = str(project.path)
            recent = (path, *(other for other in self.settings.recent_projects if other != path))[:_RECENT]
            self.settings = replace(self.settings, recent_projects=recent, last_project=path)
        self.project_opened.emit()
        self.show(self.documents[0].id if self.documents else None)

    def _close(self) -> None:
        try:
            if self.project is not None:
                self.project.close()
        except AnnotatorError as error:  # its backup could not be made; the project itself is safe
            self.refused.emit(error)

    def neighbour(self, step: int) -> str | None:
        """Return the id of the document so many places after the open one, None beyond the first and the last."""
        shown = self.document.id if self.document else ""
        at = next((number for number, row in enumerate(self.documents) if row.id == shown), None)
        if at is None or not 0 <= at + step < len(self.documents):
            return None
        return self.documents[at + step].id

    def show(self, document_id: str | None, annotator: str = "") -> None:
        """Open a document, on the layer of `annotator`, else one's own, else the first that has marks."""
        project = self.project
        if project is None or document_id is None:
            self._put_away()
        else:
            try:
                self._read(project, document_id, annotator)
            except AnnotatorError as error:
                self.refused.emit(error)
                if self.document is not None:
                    return  # the one shown before stays
        self.document_opened.emit()

    def _put_away(self) -> None:
        self.document, self.text, self.mark = None, "", None
        self.annotator, self.layer_id, self.marks = self.author, None, Marks(Layer(self.author))

    def _read(self, project: Project, document_id: str, annotator: str) -> None:
        """Take over a document and one of its layers, both or, if one cannot be read, none."""
        document, text = project.document_row(document_id), project.text(document_id)
        rows = self.visible(document)
        own = next((row for row in rows if row.annotator == (annotator or self.author)), None)
        shown = own or (None if annotator else next((row for row in rows if not suggested_by(row.extra)), None))
        name = shown.annotator if shown else annotator or self.author
        layer = open_suggestions(project.layer(shown.id)) if shown else Layer(name)
        self.document, self.text, self.mark = document, text, None
        self.annotator, self.layer_id, self.marks = name, shown.id if shown else None, Marks(layer)

    def visible(self, document: DocumentRow) -> list[LayerRow]:
        """Return the layers of a document that the person at the keyboard may see: in blind work only their own."""
        return visible(document, self.author, self.batches)

    def select(self, mark_id: str | None) -> None:
        """Make the mark the selected one; None for none."""
        found = self.marks.get(mark_id) if mark_id else None
        if found is not self.mark:
            self.mark = found
            self.selected.emit()

    # Whose marks

    @property
    def is_foreign(self) -> bool:
        """Say whether the layer shown is somebody else's and was not unlocked."""
        return self.annotator != self.author and self.annotator not in self._unlocked

    @property
    def origin(self) -> str:
        """Return who suggests the marks that are shown, "" where they are somebody's work."""
        rows = self.document.layers if self.document else ()
        return next((suggested_by(row.extra) for row in rows if row.id == self.layer_id), "")

    def unlock(self) -> None:
        """Allow edits of the layer shown although it is somebody else's."""
        self._unlocked.add(self.annotator)

    def layer_for_edit(self) -> str | None:
        """Return the layer that new marks go to; it is made if this is its first mark."""
        if self.layer_id is None and self.document is not None:
            self.layer_id = self.run(open_layer, self.document.id, self.annotator)
            self.document = self.project.document_row(self.document.id) if self.project else None
        return self.layer_id

    # Changing it

    def run(self, operation: Callable[..., T], *values: object, **options: object) -> T | None:
        """Do an operation on the open project and tell the views; returns None if it was refused."""
        if self.project is None:
            return None
        before, self.is_busy = self.is_busy, True
        try:
            result = operation(self.project, *values, **options)
        except AnnotatorError as error:
            self.is_busy = before  # whoever is told may ask the project
            self.refused.emit(error)
            return None
        finally:
            self.is_busy = before
        documents = result.documents if isinstance(result, Listed) else None
        for change in _changes(result):
            self._take(change, documents)
            self.said.emit(self.tr(_SAVED))
            self.changed.emit(change)
        return result

    def step(self, change: Change | None) -> None:
        """Follow an undone or redone change to the document that it touched."""
        layers = [layer_id for table, layer_id in self._places(change)] if change else []
        if change and layers and self.project and self.layer_id not in layers:
            images = ((row.row_id, row.before) for row in change.rows if row.table == "layer" and row.before)
            gone = {layer_id: str(before["document"]) for layer_id, before in images}
            document_id = gone.get(layers[0]) or self.project.document_of(layers[0])
            is_there = any(row.id == document_id for row in self.documents)
            if is_there and (self.document is None or document_id != self.document.id):
                self.show(document_id)

    def _places(self, change: Change) -> Iterable[tuple[str, str]]:
        """Yield the table and layer of every mark that the change touched, those that it took away too."""
        images = ((row, row.before) for row in change.rows if row.table in TABLES and row.before)
        gone = {(row.table, row.row_id): str(before["layer"]) for row, before in images}
        for table, row_id in change.touched:
            layer_id = self.project.layer_of(table, row_id) if self.project and table in TABLES else None
            layer_id = layer_id or gone.get((table, row_id))
            if layer_id:
                yield table, layer_id

    def _take(self, change: Change, documents: list[DocumentRow] | None) -> None:
        assert self.project is not None  # run() has checked
        selected = self.mark.id if self.mark else None
        if any(table == "meta" for table, _ in change.touched):
            self.batches = self.project.people.batches()
        if any(table == "schema" for table, _ in change.touched):
            self.schema = with_keys(self.project.schema(), self.settings)
        self._refresh_document(change, documents)
        for table, row_id in change.touched - self._elsewhere(change):
            if table in TABLES:
                self._take_mark(table, row_id)
            elif table in ("cluster", "comment"):
                self._take_other(table, row_id)
        fresh = self.marks.get(selected) if selected else None
        if fresh is not self.mark:
            self.mark = fresh
            self.selected.emit()

    def _elsewhere(self, change: Change) -> set[tuple[str, str]]:
        """Return what a change touched in other layers than the open one, and what was not shown in it before."""
        shown = self.marks
        there = [row for row in change.rows if row.table in _LAYERED and _layer_of(row) != self.layer_id]
        kept = {*shown.clusters, *shown.comments, *(row.row_id for row in there if shown.get(row.row_id))}
        return {(row.table, row.row_id) for row in there if row.row_id not in kept}

    def _take_mark(self, table: str, row_id: str) -> None:
        assert self.project is not None
        item = self.project.find(table, row_id)
        is_here = self.project.layer_of(table, row_id) == self.layer_id
        if is_here and isinstance(item, Entity | Event | Relation) and verdict_of(item) is None:
            self.marks.put(item)
        else:
            self.marks.remove(row_id)

    def _take_other(self, table: str, row_id: str) -> None:
        """Take over a cluster or comment that was made, changed or deleted."""
        assert self.project is not None
        self.marks.clusters.pop(row_id, None)
        self.marks.comments.pop(row_id, None)
        item = self.project.find(table, row_id)
        if item is None or self.project.layer_of(table, row_id) != self.layer_id:
            return
        if isinstance(item, Cluster):
            self.marks.clusters[row_id] = item
        elif isinstance(item, Comment):
            self.marks.comments[row_id] = item

    def _refresh_document(self, change: Change, documents: list[DocumentRow] | None) -> None:
        """Take over a renamed, deleted or newly layered document; without one, show the first."""
        concerned = change.is_large or any(table in ("document", "layer") for table, _ in change.touched)
        if self.project is None or not concerned:
            return
        if change.is_large or any(table == "document" for table, _ in change.touched):
            self.documents = self.project.documents() if documents is None else documents
        else:
            self._refresh_layers(change)
        try:
            row = self.project.document_row(self.document.id) if self.document else None
        except ProjectError:
            row = None
        if row is None:
            self.show(self.documents[0].id if self.documents else None)
        elif change.is_large:
            self.show(row.id, self.annotator)
        else:
            self.document = row
            self.layer_id = next((layer.id for layer in row.layers if layer.annotator == self.annotator), None)

    def _refresh_layers(self, change: Change) -> None:
        """Take over states and batches of layers in the list of documents."""
        assert self.project is not None
        images = [row.after or row.before or {} for row in change.rows if row.table == "layer"]
        concerned = {image.get("document") for image in images}
        if len(concerned) > MANY:
            self.documents = self.project.documents()
            return
        for number, row in enumerate(self.documents):
            if row.id in concerned:
                self.documents[number] = self.project.document_row(row.id)

    def note(self, **changes: object) -> None:
        """Change and save settings that no view shows."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # names come from Settings
        preferences.save(self.settings)

    def set_settings(self, **changes: object) -> None:
        """Change settings, save them and tell the views."""
        self.note(**changes)
        self.tr = Translator(self.settings.language, digits=self.settings.digits)
        if self.project is not None and "type_keys" in changes:
            self.schema = with_keys(self.project.schema(), self.settings)
        if self.project is not None and not self.project.read_only:
            self.project.author = self.author
        self.settings_changed.emit()


def _layer_of(row: RowChange) -> object:
    return (row.after or row.before or {}).get("layer")


def _changes(result: object) -> list[Change]:
    """Return the changes that an operation's result tells of."""
    if isinstance(result, Listed):
        return _changes(result.result)
    if isinstance(result, Change):
        return [result]
    if isinstance(result, Added):
        return [result.change]
    if isinstance(result, ImportReport | Merged):
        return [result.change] if result.change else []
    return [item for item in result if isinstance(item, Change)] if isinstance(result, list) else []
