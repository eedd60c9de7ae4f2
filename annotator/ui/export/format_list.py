"""Format list: every format that can be written, found by typing, and what the chosen one keeps."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.formats.format import Format
from annotator.operations.transfer import formats
from annotator.text.normalize import fold_text
from annotator.ui.export.words import kept, unkept
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets import plain

_ROWS = 4
_ABOUT = 72  # pixels of the words below: what stands under them must not jump
_NAME = Qt.ItemDataRole.UserRole


class FormatList(QWidget):
    """Let one format be chosen."""

    changed = Signal()

    def __init__(self, session: Session, chosen: str) -> None:
        super().__init__()
        self._session = session
        self._formats = {name: item for name, item in formats().items() if item.write is not None}
        tr = session.tr
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Find a format: name, program or file ending"))
        self.field.setAccessibleName(tr("Find a format"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Format"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._about = plain.label("", kind="small", wraps=True)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._about.setMinimumHeight(scaled(_ABOUT))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.field, self.list, self._about):
            column.addWidget(part)
        self._fill()
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * _ROWS + scaled(4))
        self.choose(chosen if chosen in self._formats else "jsonl")
        self.list.currentRowChanged.connect(self._tell)
        self.field.textChanged.connect(self._narrow)
        self.field.installEventFilter(self)

    @property
    def chosen(self) -> Format:
        """Return the chosen format."""
        return self._formats[str(self.list.currentItem().data(_NAME))]

    def choose(self, name: str) -> None:
        """Choose a format by its name; one that is not there is left out."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)
                self.list.scrollToItem(self.list.item(row))
        self._describe()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
        return False

    def _fill(self) -> None:
        for name, item in sorted(self._formats.items(), key=lambda pair: self._title(pair[1]).casefold()):
            row = QListWidgetItem(self._title(item))
            row.setData(_NAME, name)
            self.list.addItem(row)

    def _title(self, item: Format) -> str:
        return self._session.tr(item.title)

    def _shown(self) -> list[int]:
        return [row for row in range(self.list.count()) if not self.list.item(row).isHidden()]

    def _step(self, step: int) -> None:
        shown, row = self._shown(), self.list.currentRow()
        after = [other for other in shown if (other > row if step > 0 else other < row)]
        if after:
            self.list.setCurrentRow(after[0] if step > 0 else after[-1])

    def _narrow(self, typed: str) -> None:
        """Show the formats that have every typed word; one of them is chosen."""
        needles = fold_text(typed).split()
        for row in range(self.list.count()):
            item = self._formats[str(self.list.item(row).data(_NAME))]
            words = fold_text(f"{item.name} {item.title} {self._title(item)} {item.suffix}")
            self.list.item(row).setHidden(not all(needle in words for needle in needles))
        shown = self._shown()
        if shown and self.list.currentRow() not in shown:
            self.list.setCurrentRow(shown[0])

    def _tell(self) -> None:
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        tr, chosen = self._session.tr, self.chosen
        lost = unkept(self._session, chosen)
        if not lost:
            self._about.setText(tr("This format holds everything."))
            return
        lines = tr("Keeps: {kinds}", kinds=kept(self._session, chosen)), tr("Does not keep: {kinds}", kinds=lost)
        self._about.setText("\n".join(lines))
