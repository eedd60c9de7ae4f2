"""Review head: which document, how many questions are decided, how the texts are shown, and the way to the next one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.operations.queue import review_queue
from annotator.ui.review.meter import Meter
from annotator.ui.review.reviewing import Reviewing
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel


class ReviewHead(QWidget):
    """Show where the review is; its switches are told to the window."""

    overlaid = Signal(bool)
    whole = Signal(bool)
    closed = Signal()

    def __init__(self, review: Reviewing) -> None:
        super().__init__()
        self._review = review
        tr = review.session.tr
        self.setObjectName("documentHead")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = ElidedLabel("title")
        self._name.setMinimumWidth(scaled(120))
        self._queue = plain.label("", kind="small")
        self._told = plain.label("", kind="muted")
        self._bar = Meter(review.desk.canvas.look.theme)
        self._said = ElidedLabel("accent")
        self.beside = self._switch(tr("Side by side"), tr("One text for each annotator"))
        self.over = self._switch(tr("Overlaid"), tr("All annotators' marks in one text (key O)"))
        self.only = self._switch(tr("Differences only"), tr("Hide what all agree on (key D)"))
        arrows = ("→", "←") if tr.is_rtl else ("←", "→")
        self._previous = self._button(arrows[0], tr("Previous document of the review"), lambda: review.go(-1))
        self._next = self._button(arrows[1], tr("Next document of the review"), lambda: review.go(1))
        close = self._button("×", tr("Close the review (Esc)"), self.closed.emit)
        close.setProperty("kind", "close")
        self.beside.clicked.connect(lambda: self.overlaid.emit(False))
        self.over.clicked.connect(lambda: self.overlaid.emit(True))
        self.only.clicked.connect(lambda is_on: self.whole.emit(not is_on))
        self._lay_out(close)
        review.said.connect(self._said.show_text)

    def _lay_out(self, close: QPushButton) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 7, 10, 7)
        row.setSpacing(8)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addWidget(self._name, 1)
        row.addWidget(self._queue)
        row.addSpacing(10)
        row.addWidget(self._bar)
        row.addWidget(self._told)
        row.addWidget(self._said, 1)
        for part in (self.beside, self.over, self.only, close):
            row.addWidget(part)

    def _switch(self, title: str, tip: str) -> QPushButton:
        made = self._button(title, tip, lambda: None)
        made.setProperty("kind", "toggle")
        made.setCheckable(True)
        return made

    def _button(self, title: str, tip: str, press: object) -> QPushButton:
        made = QPushButton(title)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(tip)
        plain.set_tip(made, tip)
        made.clicked.connect(press)
        return made

    def show_switches(self, *, is_overlaid: bool, is_whole: bool) -> None:
        """Show how the texts are shown."""
        self.beside.setChecked(not is_overlaid)
        self.over.setChecked(is_overlaid)
        self.only.setChecked(not is_whole)

    def show_progress(self) -> None:
        """Show the document and how many questions are decided."""
        tr, sitting = self._review.session.tr, self._review.sitting
        row = self._review.document
        self._name.show_text(row.name if row else "")
        waiting = len(review_queue(self._review.session.documents))
        self._queue.setText(tr.count("{count} documents to review", waiting))
        count = len(sitting.questions)
        self._told.setText(tr("decided {part} of {whole}", part=count - sitting.open_count, whole=count))
        self._bar.show_share(count - sitting.open_count, count)
        for part in (self._told, self._bar):
            part.setVisible(bool(count))
        self._previous.setEnabled(self._review.neighbour(-1) is not None)
        self._next.setEnabled(self._review.neighbour(1) is not None)
