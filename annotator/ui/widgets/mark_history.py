"""Mark history: who made a mark and changed it, when; read only when somebody opens it."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.wording import change_title, moment

_MOST = 12


class MarkHistory(QWidget):
    """A switch and below it the newest changes of one row of the project."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._row_id = ""
        self._switch = QPushButton()
        self._switch.setObjectName("history")
        self._switch.setCheckable(True)
        self._switch.setProperty("kind", "link")
        self._switch.toggled.connect(self._show)
        self._words = plain.label("", kind="small", wraps=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._switch)
        column.addWidget(self._words)
        self._show()

    def show_row(self, row_id: str) -> None:
        """Show the history of another row, or of the same one again."""
        self._row_id = row_id
        self._show()

    def _show(self) -> None:
        is_open = self._switch.isChecked()
        arrow = "▾" if is_open else "◂" if self._session.tr.is_rtl else "▸"
        self._switch.setText(f"{arrow} {self._session.tr('History of this mark')}")
        self._words.setVisible(is_open)
        if is_open:
            self._words.setText("\n".join(self._lines()))

    def _lines(self) -> list[str]:
        session = self._session
        found = session.project.history_of(self._row_id) if session.project else []
        lines = [f"{change_title(session, one)} · {one.author} · {moment(session, one.at)}" for one in found[:_MOST]]
        more = len(found) - _MOST
        return [*lines, session.tr.count("{count} more changes", more)] if more > 0 else lines
