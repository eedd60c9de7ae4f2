"""Palette: find a type or command by a part of its name, in Arabic or English, and do it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from annotator.domain.schema import EntityType, EventType, RelationType
from annotator.text.normalize import fold_text
from annotator.ui.command import Command, commands
from annotator.ui.desk import Desk
from annotator.ui.marking import apply_type
from annotator.ui.menus import TEXT
from annotator.ui.scale import scaled
from annotator.ui.widgets.palette_delegate import COLOUR, KEYS, PaletteDelegate

_ROWS = 9
_WIDTH = 560


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be done: its title, its keys, the words it is found by, and what it does."""

    title: str
    keys: str
    words: str
    do: Callable[[], None]
    colour: str = ""


class Palette(QFrame):
    """A field and a list over the window; Enter does the chosen entry, Esc or a click elsewhere closes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("palette")
        self._desk = desk
        self._entries = [*_types(desk), *_commands(desk)]
        self._shown: list[Entry] = []
        self.field = QLineEdit()
        self.field.setPlaceholderText(desk.session.tr("A type or a command…"))
        self.field.setAccessibleName(desk.session.tr("A type or a command…"))
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
        """Show the entries that have every typed word, those that begin with it first."""
        needles = fold_text(text).split()
        fitting = [entry for entry in self._entries if all(needle in entry.words for needle in needles)]
        if needles:
            fitting.sort(key=lambda entry: not fold_text(entry.title).startswith(needles[0]))
        self._shown = fitting
        self.list.clear()
        for entry in fitting:
            item = QListWidgetItem(entry.title)
            item.setData(KEYS, entry.keys.split(" | ")[0])
            item.setData(COLOUR, entry.colour)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * min(len(fitting), _ROWS) + 4 if fitting else 8)
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


def _types(desk: Desk) -> Iterator[Entry]:
    schema = desk.session.schema
    scopes: tuple[tuple[str, tuple[EntityType | EventType | RelationType, ...]], ...] = (
        ("entity", schema.entities),
        ("event", schema.events),
        ("relation", schema.relations),
    )
    for scope, kinds in scopes:
        for kind in kinds:
            keys = kind.hotkey if scope != "relation" else ""
            words = fold_text(f"{kind.label.ar} {kind.label.en} {kind.id} {' '.join(kind.aliases)}")
            title = kind.label.text(desk.session.settings.language)
            yield Entry(title, keys, words, partial(apply_type, desk, scope, kind.id), kind.colour)


def _commands(desk: Desk) -> Iterator[Entry]:
    for found in sorted(commands().values(), key=_rank):
        if found.menu == TEXT[0] or (found.is_live is not None and not found.is_live(desk)):
            continue
        title = desk.session.tr(found.title)
        words = fold_text(f"{title} {found.title} {found.name}")
        yield Entry(title, found.keys, words, partial(found.run, desk))


def _rank(found: Command) -> tuple[str, int]:
    return found.menu, found.order
