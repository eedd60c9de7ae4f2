"""Review hint: a quiet button over the text - back to the review under way, or what review changed in one's work."""

from PySide6.QtWidgets import QPushButton

from annotator.operations.corrections import corrections
from annotator.store.change import Change
from annotator.ui.desk import Desk
from annotator.ui.review.corrections_dialog import show_corrections
from annotator.ui.review.opening import show_review
from annotator.ui.widgets import plain

_TABLES = frozenset({"layer", "decision"})


class ReviewHint(QPushButton):
    """Show itself while there is something of review to go to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("kind", "link")
        self.clicked.connect(self._press)
        desk.session.document_opened.connect(self._judge)
        desk.session.changed.connect(self._follow)
        desk.review_changed.connect(self._judge)
        self._judge()

    def _follow(self, change: Change) -> None:
        if change.is_large or any(table in _TABLES for table, _ in change.touched):
            self._judge()

    def _judge(self) -> None:
        session, tr = self._desk.session, self._desk.session.tr
        if self._desk.review is not None:
            self._say(tr("Back to the review"))
            return
        names = {row.annotator for row in session.document.layers} if session.document else set()
        found = []
        if session.project is not None and session.document is not None and session.author in names:
            found = corrections(session.project, session.document.id, session.author)
        self._say(tr.count("{count} corrections", len(found)) if found else "")

    def _say(self, words: str) -> None:
        self.setText(plain.menu_text(words))
        self.setVisible(bool(words))

    def _press(self) -> None:
        if self._desk.review is not None:
            show_review(self._desk)
        else:
            show_corrections(self._desk)
