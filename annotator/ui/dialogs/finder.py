"""Finder: a field and a list over the window; what is typed narrows the list, in whatever script.

Every typed word must be found: best where the title begins with it, else where one of its words does, else anywhere,
else as letters in that order, so that “trnsprt” still finds what was meant.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from annotator.text.normalize import fold_text
from annotator.ui.desk import Desk
from annotator.ui.scale import scaled
from annotator.ui.widgets.palette_delegate import COLOUR, KEYS, NOTE, PaletteDelegate

_ROWS = 9
_MOST = 200  # entries shown at once; more are found by typing on
_WIDTH = 560
_SHORTEST = 3  # letters that may be found scattered


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose: its title, its keys, the folded words it is found by, what it does, a note."""

    title: str
    keys: str
    words: str
    do: Callable[[], None]
    colour: str = ""
    note: str = ""


class Finder(QFrame):
    """Let one of many entries be found; Enter does it, Esc or a click elsewhere closes."""

    def __init__(self, desk: Desk, entries: Iterable[Entry], prompt: str) -> None:
        super().__init__(desk.window, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self.setLayoutDirection(desk.window.layoutDirection())  # a window of its own takes over none
        self._desk = desk
        self._entries = list(entries)
        self._shown: list[Entry] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self.list = QListWidget()
        self.list.setItemDelegate(PaletteDelegate(desk.canvas.look.theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.narrow)
        self.field.returnPressed.connect(self.take)
        self.list.itemClicked.connect(self.take)
        self.narrow("")

    def open_over(self) -> None:
        """Show the palette in the upper middle of the window, the field ready to type."""
        window = self._desk.window
        self.setFixedWidth(min(scaled(_WIDTH), window.width() - 40))
        self.adjustSize()
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + 90)
        self.show()
        self.field.setFocus()

    def narrow(self, text: str) -> None:
        """Show the entries that have every typed word, the best first."""
        needles = fold_text(text).split()
        ranked = [(rank, entry) for entry in self._entries if (rank := _rank(entry, needles)) is not None]
        ranked.sort(key=lambda pair: pair[0])
        self._shown = [entry for _, entry in islice(ranked, _MOST)]
        self.list.clear()
        for entry in self._shown:
            item = QListWidgetItem(entry.title)
            item.setData(KEYS, entry.keys.split(" | ")[0])
            item.setData(COLOUR, entry.colour)
            item.setData(NOTE, entry.note)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        rows = min(len(self._shown), _ROWS)
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * rows + 4 if rows else 8)
        self.adjustSize()

    def take(self) -> None:
        """Do the chosen entry."""
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            chosen = self._shown[row]
            self.close()
            self._desk.canvas.setFocus()
            chosen.do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _ROWS, Qt.Key.Key_PageUp: -_ROWS}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
                self.list.setCurrentRow(row)
                return True
        return False


def _rank(entry: Entry, needles: list[str]) -> int | None:
    """Return how well the entry fits, 0 the best, or None if a word is not in it."""
    worst = 0
    title = fold_text(entry.title) if needles else ""
    for number, needle in enumerate(needles):
        if number == 0 and title.startswith(needle):
            continue
        if f" {needle}" in f" {entry.words}":
            worst = max(worst, 1)
        elif needle in entry.words:
            worst = max(worst, 2)
        elif len(needle) >= _SHORTEST and _is_scattered(needle, entry.words):
            worst = max(worst, 3)
        else:
            return None
    return worst


def _is_scattered(needle: str, words: str) -> bool:
    """Say whether one of the words begins like the needle and has its letters in this order."""
    return any(_has_in_order(needle, word) for word in words.split() if word[0] == needle[0])


def _has_in_order(needle: str, word: str) -> bool:
    letters = iter(word)
    return all(letter in letters for letter in needle)
