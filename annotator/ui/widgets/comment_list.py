"""Comment list: what people said of a mark, each to settle or to delete, and a line to say more."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.model import Comment
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.wording import moment

_ROOM = 12  # pixels above the heading


@dataclass(frozen=True, slots=True)
class Presses:
    """What happens with a text that was written, a comment that is settled or opened again, and one to delete."""

    write: Callable[[str], object]
    settle: Callable[[Comment], object]
    delete: Callable[[Comment], object]


class CommentList(QWidget):
    """The comments on one mark."""

    def __init__(self, session: Session, presses: Presses) -> None:
        super().__init__()
        self._session = session
        self._presses = presses
        self._rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, _ROOM, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(plain.label(session.tr("Comments"), kind="heading"))
        self._field = QLineEdit()
        self._field.setObjectName("comment")
        self._field.setPlaceholderText(session.tr("Write a comment…"))
        self._field.setAccessibleName(session.tr("Write a comment…"))
        self._field.returnPressed.connect(self._write)
        self._column.addWidget(self._field)

    def show_comments(self, comments: list[Comment], *, is_other_mark: bool) -> None:
        """Show these comments; what was begun in the line stays unless they are another mark's."""
        if is_other_mark:
            self._field.clear()
        while len(self._rows) < len(comments):
            self._rows.append(_Row(self._session, self._presses))
            self._column.insertWidget(len(self._rows), self._rows[-1])
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(comments))
            if number < len(comments):
                row.show_comment(comments[number])

    def _write(self) -> None:
        text = self._field.text()
        self._field.clear()
        if text.strip():
            self._presses.write(text)


class _Row(QWidget):
    def __init__(self, session: Session, presses: Presses) -> None:
        super().__init__()
        self._session = session
        self._comment: Comment | None = None
        self._about = plain.label("", kind="small")
        self._words = plain.label("", wraps=True)
        self._settle = QPushButton()
        self._settle.setProperty("kind", "link")
        self._settle.clicked.connect(lambda: presses.settle(self._comment) if self._comment else None)
        cross = QPushButton("×")
        cross.setProperty("kind", "close")
        cross.setAccessibleName(session.tr("Delete the comment"))
        cross.clicked.connect(lambda: presses.delete(self._comment) if self._comment else None)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._about, 1)
        head.addWidget(self._settle)
        head.addWidget(cross)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._words)

    def show_comment(self, comment: Comment) -> None:
        """Show another comment."""
        tr = self._session.tr
        self._comment = comment
        state = f" · ✓ {tr('settled')}" if comment.resolved else ""
        self._about.setText(f"{comment.author} · {moment(self._session, comment.at)}{state}")
        self._words.setText(comment.text)
        self._words.setEnabled(not comment.resolved)
        self._settle.setText(tr("Open again") if comment.resolved else tr("Settle"))
