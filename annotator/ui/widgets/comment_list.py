"""Comment list: the threads on a mark, each comment to answer, to settle or to delete, and a line to say more."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.model import Comment
from annotator.domain.threads import Thread, threads_of
from annotator.ui.commenting import may_delete
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.wording import moment

_ROOM = 12  # pixels above the heading
_INDENT = 16  # pixels before an answer


@dataclass(frozen=True, slots=True)
class Presses:
    """What happens with a text that was written, an answer, a thread that is settled or opened again, one to delete."""

    write: Callable[[str], object]
    answer: Callable[[Comment, str], object]
    settle: Callable[[Thread], object]
    delete: Callable[[Comment], object]


class CommentList(QWidget):
    """The threads on one mark."""

    def __init__(self, session: Session, presses: Presses) -> None:
        super().__init__()
        self._session = session
        self._presses = presses
        self._rows: list[_Row] = []
        self._answered: Comment | None = None  # what the next words answer
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, _ROOM, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(plain.label(session.tr("Comments"), kind="heading"))
        self._field = QLineEdit()
        self._field.setObjectName("comment")
        self._field.returnPressed.connect(self._write)
        self._column.addWidget(self._field)
        self._answer(None)

    def show_comments(self, comments: list[Comment], *, is_other_mark: bool) -> None:
        """Show these comments; what was begun in the line stays unless they are another mark's."""
        if is_other_mark:
            self._field.clear()
        if is_other_mark or self._answered not in comments:
            self._answer(None)
        said = [(thread, comment) for thread in threads_of(comments) for comment in thread.comments()]
        while len(self._rows) < len(said):
            self._rows.append(_Row(self._session, self._presses, self._begin_answer))
            self._column.insertWidget(len(self._rows), self._rows[-1])
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(said))
            if number < len(said):
                row.show_comment(*said[number])

    def _begin_answer(self, comment: Comment) -> None:
        self._answer(comment)
        self._field.setFocus()

    def _answer(self, comment: Comment | None) -> None:
        """Let the line answer a comment, or begin a thread."""
        tr = self._session.tr
        self._answered = comment
        words = tr("Answer {name}…", name=comment.author) if comment is not None else tr("Write a comment…")
        self._field.setPlaceholderText(words)
        self._field.setAccessibleName(words)

    def _write(self) -> None:
        text, answered = self._field.text(), self._answered
        self._field.clear()
        self._answer(None)
        if text.strip() and answered is not None:
            self._presses.answer(answered, text)
        elif text.strip():
            self._presses.write(text)


class _Row(QWidget):
    def __init__(self, session: Session, presses: Presses, answer: Callable[[Comment], object]) -> None:
        super().__init__()
        self._session = session
        self._comment: Comment | None = None
        self._thread: Thread | None = None
        self._about = plain.label("", kind="small", wraps=True)
        self._words = plain.label("", wraps=True)
        self._reply = _link(session.tr("Answer"), lambda: answer(self._comment) if self._comment else None)
        self._settle = _link("", lambda: presses.settle(self._thread) if self._thread else None)
        self._cross = QPushButton("×")
        self._cross.setProperty("kind", "close")
        self._cross.setAccessibleName(session.tr("Delete the comment"))
        self._cross.clicked.connect(lambda: presses.delete(self._comment) if self._comment else None)
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row in (head, foot):
            row.setSpacing(8)
        head.addWidget(self._about, 1)
        head.addWidget(self._cross)
        foot.addWidget(self._reply)
        foot.addWidget(self._settle)
        foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(self._words)
        self._column.addLayout(foot)

    def show_comment(self, thread: Thread, comment: Comment) -> None:
        """Show another comment of a thread; the line below its last word answers and settles."""
        tr, is_first = self._session.tr, comment is thread.first
        self._thread, self._comment = thread, comment
        state = f" · ✓ {tr('settled')}" if is_first and not thread.is_open else ""
        self._about.setText(f"{comment.author} · {moment(self._session, comment.at)}{state}")
        self._words.setText(comment.text)
        self._words.setEnabled(thread.is_open)
        self._settle.setText(tr("Settle") if thread.is_open else tr("Open again"))
        self._column.setContentsMargins(0 if is_first else scaled(_INDENT), 0, 0, 0)
        for button in (self._reply, self._settle):
            button.setVisible(comment is thread.last)
        self._cross.setVisible(may_delete(self._session, comment))


def _link(title: str, press: Callable[[], object]) -> QPushButton:
    button = QPushButton(title)
    button.setProperty("kind", "link")
    button.clicked.connect(press)
    return button
