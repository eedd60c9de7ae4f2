"""Problems panel: what the schema finds wrong in the open layer; choosing a problem goes to its place."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedLayout

from annotator.domain.check import problems
from annotator.domain.problem import Problem
from annotator.text.tokens import sentences
from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.panels.panel import Area, Panel
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.empty import EmptyState
from annotator.ui.widgets.paper import Paper
from annotator.ui.wording import problem_text

_DELAY = 250  # milliseconds after the last change
_MOST = 2000


class Problems(Paper):
    """Check the open layer shortly after each change and list what was found."""

    summarised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._found: list[Problem] = []
        self._list = QListWidget()
        self._list.setAccessibleName(desk.session.tr("Problems"))
        self._list.setUniformItemSizes(True)
        self._empty = EmptyState(desk.session.tr("No problems"), desk.session.tr("All marks fit the schema."))
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._list)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DELAY)
        self._timer.timeout.connect(self._check)
        self._list.itemClicked.connect(self._go)
        self._list.itemActivated.connect(self._go)
        desk.session.document_opened.connect(self._timer.start)
        desk.session.changed.connect(self._timer.start)
        self._timer.start()

    def summary(self) -> str:
        """Return how many problems there are."""
        return self._desk.session.tr.number(len(self._found)) if self._found else ""

    def _check(self) -> None:
        session = self._desk.session
        layer = session.project.layer(session.layer_id) if session.project and session.layer_id else None
        self._found = problems(session.text, layer, session.schema, sentences=sentences) if layer else []
        self._list.clear()
        theme = self._desk.canvas.look.theme
        dots = {"error": dot(theme.bad), "warning": dot(theme.warning)}
        for number, problem in enumerate(self._found[:_MOST]):
            item = QListWidgetItem(dots[problem.severity], problem_text(session, problem))
            item.setData(Qt.ItemDataRole.UserRole, number)
            self._list.addItem(item)
        self._stack.setCurrentIndex(1 if self._found else 0)
        self.summarised.emit()

    def _go(self, item: QListWidgetItem) -> None:
        problem = self._found[item.data(Qt.ItemDataRole.UserRole)]
        if problem.target in self._desk.session.marks:
            self._desk.session.select(problem.target)
            self._desk.canvas.reveal(problem.target)
        elif problem.span is not None:
            self._desk.canvas.reveal(problem.span)
        self._desk.canvas.setFocus()


PANEL = Panel("problems", phrase("Problems"), "problems", Area.BOTTOM, Problems, order=100)
