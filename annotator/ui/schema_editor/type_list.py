"""Type list: choose some of the schema's types, found by any part of a name, with the keyboard alone if one likes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.text.normalize import fold_text
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.widgets.chip import dot

ALL = "*"
_ID = Qt.ItemDataRole.UserRole


class TypeList(QDialog):
    """Tick types; Space ticks the current one, Enter takes what is ticked. With `is_one` Enter takes the current."""

    def __init__(self, bench: Bench, parent: QWidget, title: str, *, is_one: bool = False) -> None:
        super().__init__(parent)
        self._bench, self._is_one = bench, is_one
        self.setWindowTitle(title)
        self.resize(scaled(380), scaled(480))
        self.words = QLineEdit()
        self.words.setPlaceholderText(bench.tr("Find a type…"))
        self.words.setAccessibleName(bench.tr("Find a type…"))
        self.words.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(10)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        if not is_one:
            column.addLayout(self._shortcuts())
        buttons = QDialogButtonBox()
        act = buttons.addButton(bench.tr("Choose"), QDialogButtonBox.ButtonRole.AcceptRole)
        act.setDefault(True)
        buttons.addButton(bench.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def fill(self, scopes: tuple[str, ...], chosen: tuple[str, ...], *, may_be_all: bool = False) -> None:
        """List the types of the scopes, those chosen ticked."""
        if may_be_all:
            self._add(ALL, self._bench.tr("All, those to come too"), "", is_chosen=ALL in chosen)
        listed = self._bench.types(scopes)
        known = {type_id for _, type_id, _ in listed}
        for _, type_id, colour in listed:
            self._add(type_id, self._bench.type_name(type_id), colour, is_chosen=type_id in chosen)
        for type_id in chosen:
            if type_id not in known and type_id != ALL:  # a retired one stays
                self._add(type_id, self._bench.type_name(type_id), "", is_chosen=True)
        self.list.setCurrentRow(0)

    def answer(self) -> tuple[str, ...]:
        """Return the ids that are ticked, or of the current one."""
        if self._is_one:
            current = self.list.currentItem()
            return (str(current.data(_ID)),) if current is not None and not current.isHidden() else ()
        ids = tuple(str(one.data(_ID)) for one in self._rows() if one.checkState() == Qt.CheckState.Checked)
        return (ALL,) if ALL in ids else ids

    def _add(self, type_id: str, name: str, colour: str, *, is_chosen: bool) -> None:
        words = name if type_id in (name, ALL) else f"{name}   {type_id}"
        one = QListWidgetItem(words)
        one.setData(_ID, type_id)
        if colour:
            one.setIcon(dot(self._bench.theme.line(colour)))
        if not self._is_one:
            one.setFlags(one.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            one.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
        self.list.addItem(one)

    def _rows(self) -> list[QListWidgetItem]:
        return [self.list.item(number) for number in range(self.list.count())]

    def _shortcuts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for title, state in (
            (self._bench.tr("Tick all shown"), Qt.CheckState.Checked),
            (self._bench.tr("Tick none"), Qt.CheckState.Unchecked),
        ):
            button = QPushButton(title)
            button.setProperty("kind", "link")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, now=state: self._tick(now))
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _tick(self, state: Qt.CheckState) -> None:
        for one in self._rows():
            is_named = one.data(_ID) != ALL
            if not one.isHidden() and (is_named or state == Qt.CheckState.Unchecked):
                one.setCheckState(state)

    def _narrow(self, words: str) -> None:
        needle = fold_text(words.strip())
        for one in self._rows():
            one.setHidden(needle not in fold_text(one.text()))
        first = next((number for number, one in enumerate(self._rows()) if not one.isHidden()), -1)
        self.list.setCurrentRow(first)


def choose_types(
    bench: Bench,
    field: QWidget,
    title: str,
    *,
    scopes: tuple[str, ...],
    may_be_all: bool = False,
    is_one: bool = False,
) -> tuple[str, ...] | None:
    """Let the user choose types; None if he left."""
    dialog = TypeList(bench, field.window(), title, is_one=is_one)
    dialog.fill(scopes, getattr(field, "value", ()), may_be_all=may_be_all)
    return dialog.answer() if dialog.exec() else None
