"""Cluster table: the model of the list of clusters - what each is called, of which type, how many mentions it has."""

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor

from annotator.text.direction import isolate
from annotator.text.normalize import fold_text
from annotator.ui.cluster_words import cluster_title, cluster_type, short
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.row_view import Index
from annotator.ui.wording import kind_of

NAME, TYPE, COUNT = range(3)
_TITLES = {NAME: phrase("Name"), TYPE: phrase("Type"), COUNT: phrase("Mentions")}
_SEARCHED = 20  # mentions of a cluster by whose words it is found


class ClusterTable(QAbstractTableModel):
    """The clusters of the open layer, the largest first; words are made only for the rows in view or searched."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._ids: list[str] = []
        self._needle = ""
        self._folded: dict[str, str] = {}  # what a cluster is found by

    def read(self) -> None:
        """Take over the clusters as they are now."""
        sizes = self._desk.session.marks.sizes()
        ids = sorted(sizes, key=lambda one: (-sizes[one], one))
        wanted = [one for one in ids if not self._needle or self._needle in self._words(one)]
        if wanted == self._ids:
            if wanted:
                self.dataChanged.emit(self.index(0, NAME), self.index(len(wanted) - 1, COUNT))
            return
        self.beginResetModel()
        self._ids = wanted
        self.endResetModel()

    def forget(self, cluster_id: str | None = None) -> None:
        """Learn anew, when it is asked for, what a cluster is found by; of all clusters without an id."""
        if cluster_id is None:
            self._folded.clear()
        else:
            self._folded.pop(cluster_id, None)

    def narrow(self, words: str) -> None:
        """List only clusters with these words in their name or in a mention."""
        self._needle = fold_text(words.strip())
        self.read()

    def id_at(self, row: int) -> str:
        """Return the cluster of a row, "" where none is."""
        return self._ids[row] if 0 <= row < len(self._ids) else ""

    def row_of(self, cluster_id: str | None) -> int | None:
        """Return the row of a cluster, None if it is not listed."""
        return self._ids.index(cluster_id) if cluster_id in self._ids else None

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self._ids)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._desk.session.tr(_TITLES[section])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cluster_id, column = self.id_at(index.row()), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cell(cluster_id, column)
        theme = self._desk.canvas.look.theme
        if role == Qt.ItemDataRole.DecorationRole and column == NAME:
            first = next(iter(self._desk.session.marks.members(cluster_id)), None)
            kind = kind_of(self._desk.session.schema, first) if first else None
            return dot(theme.line(kind.colour) if kind else theme.bad)
        if role == Qt.ItemDataRole.ForegroundRole and column != NAME:
            return QColor(theme.muted)
        return None

    def _cell(self, cluster_id: str, column: int) -> str:
        session = self._desk.session
        if column == NAME:
            return isolate(cluster_title(session, cluster_id))
        return (
            cluster_type(session, cluster_id) if column == TYPE else session.tr.number(session.marks.size(cluster_id))
        )

    def _words(self, cluster_id: str) -> str:
        known = self._folded.get(cluster_id)
        if known is None:
            session = self._desk.session
            members = session.marks.members(cluster_id)[:_SEARCHED]
            words = " ".join([cluster_title(session, cluster_id), *(short(session, one) for one in members)])
            known = self._folded[cluster_id] = fold_text(words)
        return known
