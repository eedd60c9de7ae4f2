"""Details panel: everything about the selected mark, each thing where it can be changed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QStackedLayout, QVBoxLayout

from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.widgets import plain
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.mark_form import MarkForm
from annotator.ui.widgets.paper import Paper


class Details(Paper):
    """Show the form of the selected mark."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName(desk.session.tr("Details"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tr = desk.session.tr
        self._empty = EmptyState(tr("No mark is selected"), tr("Click a mark, or step through them with [ and ]."))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._scroll)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show)
        desk.session.selected.connect(self._later.start)
        desk.session.changed.connect(self._later.start)
        desk.session.document_opened.connect(self._later.start)
        desk.several.changed.connect(self._later.start)
        desk.session.settings_changed.connect(self._later.start)
        self._make()
        self._show()

    def summary(self) -> str:
        """Return the selected mark's short name."""
        mark = self._desk.session.mark
        return mark.name if mark else ""

    def _show(self) -> None:
        session = self._desk.session
        if session.schema is not self._schema:
            self._make()
        if session.mark is None:
            self._stack.setCurrentIndex(0)
        else:
            self._form.show_mark(session.mark)
            number = len(self._desk.several.ids)
            self._together.setVisible(number > 1)
            self._together.setText(session.tr.count("{count} marks are selected: attributes hold for all.", number))
            self._stack.setCurrentIndex(1)
        self.summarised.emit()

    def _make(self) -> None:
        """Make the form for the schema that holds now."""
        self._schema = self._desk.session.schema
        self._form = MarkForm(self._desk)
        self._together = plain.label("", kind="accent", wraps=True)
        self._together.setContentsMargins(14, 12, 14, 0)
        page = Paper()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._together)
        column.addWidget(self._form)
        column.addStretch(1)
        self._scroll.setWidget(page)


PANEL = Panel("details", phrase("Details"), "details", Area.TRAILING, Details, order=200)
