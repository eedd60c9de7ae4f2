"""Thread view: one thread in full - what it is on, everything that was said, a line to answer, a button to settle."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.model import Comment
from annotator.operations.comment_index import PlacedThread
from annotator.operations.comments import answer_comment
from annotator.ui.commenting import delete, go_to, may_delete, place_words, settle
from annotator.ui.desk import Desk
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel
from annotator.ui.widgets.paper import Paper
from annotator.ui.wording import moment

_INDENT = 20


class ThreadView(Paper):
    """The chosen thread."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._placed: PlacedThread | None = None
        self._rows: list[_Said] = []
        tr = desk.session.tr
        self._place = ElidedLabel("title")
        self._document = ElidedLabel("small")
        self._go = self._link(tr("Show its place"))
        self._settle = self._link(tr("Settle"))
        self.field = QLineEdit()
        self.field.setObjectName("answer")
        self.field.setPlaceholderText(tr("Answer…"))
        self.field.setAccessibleName(tr("Answer…"))
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(tr("Thread"))
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(most))  # the last word is what one answers
        self._lay_out()
        self.field.returnPressed.connect(self._answer)
        self._go.clicked.connect(lambda: go_to(desk, self._placed) if self._placed else None)
        self._settle.clicked.connect(lambda: settle(desk, self._placed.thread) if self._placed else None)
        self.show_thread(None)

    def show_thread(self, placed: PlacedThread | None) -> None:
        """Show another thread, or what became of this one."""
        before, self._placed = self._placed, placed
        self.setEnabled(placed is not None)
        if placed is None or before is None or before.id != placed.id:
            self.field.clear()
        if placed is None:
            return
        tr, row = self._desk.session.tr, self._desk.threads.row(placed.document_id)
        self._place.show_text(place_words(self._desk, placed))
        self._document.show_text(row.name if row else "")
        self._settle.setText(tr("Settle") if placed.thread.is_open else tr("Open again"))
        said = list(placed.thread.comments())
        while len(self._rows) < len(said):
            self._rows.append(_Said(self._desk, is_answer=bool(self._rows)))
            self._column.insertWidget(len(self._rows) - 1, self._rows[-1])
        for number, line in enumerate(self._rows):
            line.setVisible(number < len(said))
            if number < len(said):
                line.show_comment(said[number], is_settled=number == 0 and not placed.thread.is_open)
        is_writable = self._desk.session.project is not None and not self._desk.session.project.read_only
        self.field.setEnabled(is_writable)
        self._settle.setEnabled(is_writable)

    def _link(self, title: str) -> QPushButton:
        button = QPushButton(title)
        button.setProperty("kind", "link")
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 4)
        head.setSpacing(8)
        head.addWidget(self._place, 3)
        head.addWidget(self._document, 2)
        head.addWidget(self._go)
        head.addWidget(self._settle)
        page = Paper()
        self._column = QVBoxLayout(page)
        self._column.setContentsMargins(14, 2, 10, 6)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._scroll.setWidget(page)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 4, 10, 8)
        foot.addWidget(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def _answer(self) -> None:
        text = self.field.text()
        if self._placed is not None and text.strip():
            self.field.clear()
            self._desk.session.run(answer_comment, self._placed.id, text)


class _Said(QWidget):
    """One comment: who, when, and the words."""

    def __init__(self, desk: Desk, *, is_answer: bool) -> None:
        super().__init__()
        self._desk = desk
        self._comment: Comment | None = None
        self._about = plain.label("", kind="small")
        self._words = plain.label("", wraps=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._cross = QPushButton("×")
        self._cross.setProperty("kind", "close")
        self._cross.setAccessibleName(desk.session.tr("Delete the comment"))
        self._cross.clicked.connect(lambda: delete(desk, self._comment) if self._comment else None)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._about, 1)
        head.addWidget(self._cross)
        column = QVBoxLayout(self)
        column.setContentsMargins(scaled(_INDENT) if is_answer else 0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._words)

    def show_comment(self, comment: Comment, *, is_settled: bool) -> None:
        """Show another comment."""
        session = self._desk.session
        self._comment = comment
        state = f" · ✓ {session.tr('settled')}" if is_settled else ""
        self._about.setText(f"{comment.author} · {moment(session, comment.at)}{state}")
        self._words.setText(comment.text)
        self._cross.setVisible(may_delete(session, comment))
