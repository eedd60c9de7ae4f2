"""Threads of the open project, kept up with every change: which may be seen, and which wait for an answer.

They are read in pages between other events, so that a project with very many comments opens as fast as any other.
"""

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.threads import type_of
from annotator.operations.comment_index import Asked, CommentIndex, PlacedThread, is_to_answer
from annotator.store.change import Change
from annotator.store.comments import PAGE
from annotator.store.rows import DocumentRow
from annotator.ui.session import Session

_REST = 200  # milliseconds until the project is asked again while an operation works on it
_PLACES = frozenset({"layer", "document", "meta"})  # what says whose work may be seen


class Threads(QObject):
    """Hold the threads and the chosen one; `changed` tells that any of them, or who may see them, is different."""

    changed = Signal()
    chose = Signal()  # another thread is the chosen one, or none
    type_wanted = Signal(str, str)  # scope and id of a type that somebody wants to see

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._index = CommentIndex()
        self._after: str | None = None  # the id of the last comment that was read; None when all are
        self._rows: dict[str, DocumentRow] | None = None
        self._seen: dict[str, frozenset[str]] = {}  # layers that may be seen, by document
        self._people: frozenset[str] = frozenset()
        self.chosen: PlacedThread | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read_page)
        session.project_opened.connect(self.begin)
        session.changed.connect(self._follow)
        session.selected.connect(self._point)
        session.settings_changed.connect(self._judge_anew)
        self.begin()

    @property
    def is_done(self) -> bool:
        """Say whether all comments were read."""
        return self._after is None

    def begin(self) -> None:
        """Read everything from the start."""
        self._index, self._after = CommentIndex(), "" if self._session.project else None
        self.choose(None)
        self._judge_anew()
        self._timer.start(0)

    def finish(self) -> None:
        """Read all that waits at once."""
        while not self.is_done:
            self._read_page()

    def choose(self, thread_id: str | None) -> None:
        """Make a thread the one that is answered and settled; None for none."""
        found = self._index.thread(thread_id) if thread_id else None
        if found != self.chosen:
            self.chosen = found
            self.chose.emit()

    def visible(self) -> list[PlacedThread]:
        """Return the threads that the person at the keyboard may see, those with the newest last word first."""
        found = [placed for placed in self._index.threads() if self.may_see(placed)]
        return sorted(found, key=_newest, reverse=True)

    def on_mark(self, mark_id: str) -> list[PlacedThread]:
        """Return the threads on a mark of the open layer, newest last word first."""
        own = (one.id for one in self._session.marks.comments.values() if one.target == mark_id)
        found = {placed.id: placed for one in own if (placed := self._index.thread(one)) is not None}
        return sorted(found.values(), key=_newest, reverse=True)

    def to_answer(self) -> list[PlacedThread]:
        """Return the threads that wait for an answer by the person at the keyboard, newest first."""
        asked = Asked(self._session.author, self._people, self._has_work)
        found = (placed for placed in self._index.threads() if is_to_answer(placed, asked))
        return sorted((placed for placed in found if self.may_see(placed)), key=_newest, reverse=True)

    def may_see(self, placed: PlacedThread) -> bool:
        """Say whether a thread may be seen: in blind work only those in one's own layer."""
        row, project = self.row(placed.document_id), self._session.project
        if row is None or project is None:
            return False
        if not any(layer.id == placed.layer_id for layer in row.layers):  # it was made after the list was read
            row = self._rows_by_id()[row.id] = project.document_row(row.id)
            self._seen.pop(row.id, None)
        if row.id not in self._seen:
            self._seen[row.id] = frozenset(layer.id for layer in self._session.visible(row))
        return placed.layer_id in self._seen[row.id]

    def row(self, document_id: str) -> DocumentRow | None:
        """Return a document of the project."""
        return self._rows_by_id().get(document_id)

    def _rows_by_id(self) -> dict[str, DocumentRow]:
        if self._rows is None:
            self._rows = {row.id: row for row in self._session.documents}
        return self._rows

    def _has_work(self, document_id: str) -> bool:
        """Say whether a document is the person's to work on: their layer of it holds marks or was given to them."""
        if self._session.project is None or self.row(document_id) is None:
            return False
        layers = self._session.project.layers(document_id)  # the list of documents does not follow the counts
        own = next((layer for layer in layers if layer.annotator == self._session.author), None)
        return own is not None and bool(own.batch or own.counts.entities or own.counts.events)

    # Following the session

    def _read_page(self) -> None:
        project = self._session.project
        if project is None or self._after is None:
            return
        if self._session.is_busy:
            self._timer.start(_REST)
            return
        found = project.comments.page(self._after)
        self._index.take(found)
        self._after = found[-1].comment.id if len(found) == PAGE else None
        if self._after is None:
            self._point()
            self.changed.emit()
        else:
            self._timer.start(0)

    def _follow(self, change: Change) -> None:
        tables = {table for table, _ in change.touched}
        if change.is_large or "annotator" in tables:
            self.begin()
            return
        ids = [row_id for table, row_id in change.touched if table == "comment"]
        if ids and self._session.project is not None:
            found = self._session.project.comments.find(ids)
            self._index.forget(ids)
            self._index.take(found)
            is_own = change.author == self._session.author and len(found) == 1
            self.choose(found[0].comment.id if is_own else self._index_id())
            self._point()
        if ids or tables & _PLACES:
            self._judge_anew()

    def _index_id(self) -> str | None:
        """Return the id of the chosen thread as it is now."""
        found = self._index.thread(self.chosen.id) if self.chosen else None
        return found.id if found else None

    def _judge_anew(self) -> None:
        session = self._session
        self._rows, self._seen = None, {}
        people = session.project.people.all() if session.project else []
        self._people = frozenset({session.author, *(person.name for person in people)})
        self.changed.emit()

    def _point(self) -> None:
        """Choose a thread on the selected mark, the newest open one first, unless one of them is chosen already."""
        mark = self._session.mark
        found = self.on_mark(mark.id) if mark else []
        if not found or (self.chosen and any(one.id == self.chosen.id for one in found)):
            return
        self.choose(next((one.id for one in found if one.thread.is_open), found[0].id))


def about_type(placed: PlacedThread) -> tuple[str, str] | None:
    """Return scope and id of the type that a thread is on, or None."""
    return type_of(placed.thread.first)


def _newest(placed: PlacedThread) -> tuple[str, str]:
    return placed.thread.last.at, placed.thread.last.id
