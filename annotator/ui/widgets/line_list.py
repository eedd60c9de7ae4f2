"""Line list: connections of a mark under a heading - what each is, where it leads, and a cross to take it away.

The rows are made once and filled anew, because making widgets costs more than all the rest of showing a mark.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.ui.mark_links import Line
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.widgets.elided import ElidedLabel

Press = Callable[[Line], object]
_ROOM = 12  # pixels above the heading


@dataclass(frozen=True, slots=True)
class Presses:
    """What a press on a line's text, on its title and on its cross does; None where there is nothing to press."""

    go: Press
    change: Press | None = None
    remove: Press | None = None


class LineList(QWidget):
    """A heading and its lines; nothing at all while there are no lines."""

    def __init__(self, session: Session, title: str, presses: Presses) -> None:
        super().__init__()
        self._session = session
        self._presses = presses
        self._rows: list[_Row] = []
        self._more = plain.label("", kind="small")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, _ROOM, 0, 0)
        self._column.setSpacing(1)
        self._column.addWidget(plain.label(title, kind="heading"))
        self._column.addWidget(self._more)

    def show_lines(self, lines: list[Line], more: str = "") -> None:
        """Show these lines, and below them how many more there are."""
        while len(self._rows) < len(lines):
            self._rows.append(_Row(self._session, self._presses))
            self._column.insertWidget(len(self._rows), self._rows[-1])
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(lines))
            if number < len(lines):
                row.show_line(lines[number])
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setVisible(bool(lines))


class _Row(QWidget):
    def __init__(self, session: Session, presses: Presses) -> None:
        super().__init__()
        self._line = Line("", "", "", "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._title = QPushButton() if presses.change else plain.label("", kind="muted")
        if isinstance(self._title, QPushButton) and presses.change is not None:
            change = presses.change
            self._title.setProperty("kind", "quiet")
            self._title.clicked.connect(lambda: change(self._line))
            plain.set_tip(self._title, session.tr("Change the role"))
        self._text = QPushButton()
        self._text.setProperty("kind", "link")
        self._text.setMinimumWidth(40)
        self._text.clicked.connect(lambda: presses.go(self._line))
        self._nothing = ElidedLabel("muted")
        row.addWidget(self._title)
        row.addWidget(self._text, 1)
        row.addWidget(self._nothing, 1)
        if presses.remove is not None:
            row.addWidget(_cross(session, lambda: presses.remove(self._line) if presses.remove else None))

    def show_line(self, line: Line) -> None:
        """Show another line."""
        self._line = line
        self._title.setText(plain.menu_text(line.title) if isinstance(self._title, QPushButton) else line.title)
        self._title.setVisible(bool(line.title))
        self._text.setVisible(bool(line.target))
        self._nothing.setVisible(not line.target)
        if line.target:
            self._text.setText(plain.menu_text(line.text))
            plain.set_tip(self._text, line.text)
        else:
            self._nothing.show_text(line.text)


def _cross(session: Session, press: Callable[[], object]) -> QPushButton:
    button = QPushButton("×")
    button.setProperty("kind", "close")
    button.setAccessibleName(session.tr("Remove"))
    button.clicked.connect(press)
    return button
