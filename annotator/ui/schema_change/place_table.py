"""Place table: the marks that a step touches, each in a line of its text; more are read as somebody scrolls down."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QColor

from annotator.domain.model import Entity, Event, Relation, spans_of
from annotator.domain.span import hull, surface
from annotator.operations.schema_edit import Touched
from annotator.store.project import Project
from annotator.store.usage import Place
from annotator.text.direction import isolate
from annotator.ui.editor.look import UNKNOWN
from annotator.ui.i18n import phrase
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import kind_of

WORDS, TYPE, DOCUMENT, BY = range(4)
_TITLES = (phrase("In the text"), phrase("Type"), phrase("Document"), phrase("By"))
_PAGE = 200
_CONTEXT = 60  # code points on each side
SNIPPET = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Snippet:
    """A mark's words with what stands before and after them, and the colour of its type."""

    before: str
    words: str
    after: str
    colour: str


class PlaceTable(QAbstractTableModel):
    """The marks of some selections, in the order of their making."""

    def __init__(self, session: Session, project: Project, theme: Theme, touched: Touched) -> None:
        super().__init__()
        self._session, self._project, self._touched = session, project, touched
        self._muted = QColor(theme.muted)
        self._places: list[Place] = []
        self._is_whole = touched.reach.marks == 0
        self._snippet = lru_cache(maxsize=512)(self._read)

    def place(self, row: int) -> Place:
        """Return the mark of a row and where it is."""
        return self._places[row]

    def annotator(self, place: Place) -> str:
        """Return whose mark it is."""
        rows = self._project.document_row(place.document_id).layers
        return next((row.annotator for row in rows if row.id == place.layer_id), "")

    def canFetchMore(self, _parent: Index) -> bool:
        return not self._is_whole

    def fetchMore(self, _parent: Index) -> None:
        after = self._places[-1].id if self._places else ""
        page = self._touched.page(self._project, after=after, limit=_PAGE)
        self._is_whole = len(page) < _PAGE
        if page:
            at = len(self._places)
            self.beginInsertRows(QModelIndex(), at, at + len(page) - 1)
            self._places += page
            self.endInsertRows()

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._places)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._session.tr(_TITLES[section]) if is_title else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        place = self._places[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(place, index.column())
        if role == SNIPPET:
            return self._snippet(place)[0] if index.column() == WORDS else None
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == WORDS:
            return plain.tip(_joined(self._snippet(place)[0]))
        return self._muted if role == Qt.ItemDataRole.ForegroundRole and index.column() in (DOCUMENT, BY) else None

    def _words(self, place: Place, column: int) -> str:
        snippet, type_name, document, annotator = self._snippet(place)
        return (_joined(snippet), type_name, isolate(document), isolate(annotator))[column]

    def _read(self, place: Place) -> tuple[Snippet, str, str, str]:
        """Return snippet, name of the type, document and annotator of a mark."""
        row = self._project.document_row(place.document_id)
        mark = self._project.find(place.table, place.id)
        assert isinstance(mark, Entity | Event | Relation)  # nothing is deleted while this is open
        kind = kind_of(self._session.schema, mark)
        name = kind.label.text(self._session.settings.language) if kind else mark.type
        text = self._project.text(place.document_id)
        pieces = self._relation(text, mark) if isinstance(mark, Relation) else _in_text(text, mark)
        return Snippet(*pieces, kind.colour if kind else UNKNOWN), name, row.name, self.annotator(place)

    def _relation(self, text: str, mark: Relation) -> tuple[str, str, str]:
        """Return the words of a relation's two ends with an arrow between them."""
        ends = (self._project.find("entity", end) or self._project.find("event", end) for end in (mark.head, mark.tail))
        head, tail = (surface(text, spans_of(end)) if isinstance(end, Entity | Event) else "…" for end in ends)
        return "", f"{head} ← {tail}" if self._session.tr.is_rtl else f"{head} → {tail}", ""


def _in_text(text: str, mark: Entity | Event) -> tuple[str, str, str]:
    spans = spans_of(mark)
    whole = hull(spans)
    start, end = max(0, whole.start - _CONTEXT), min(len(text), whole.end + _CONTEXT)
    pieces = (text[start : whole.start], text[whole.start : whole.end], text[whole.end : end])
    before, words, after = (piece.replace("\n", " ") for piece in pieces)
    return ("…" if start else "") + before, words, after + ("…" if end < len(text) else "")


def _joined(snippet: Snippet) -> str:
    return f"{snippet.before}{snippet.words}{snippet.after}"
