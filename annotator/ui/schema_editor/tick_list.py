"""Tick list: choose some of several values."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from annotator.ui.dialogs.form import Form
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench

T = TypeVar("T")


class TickList(Form):
    """Values with a box each; Space ticks the current one, Enter takes what is ticked."""

    def __init__(self, bench: Bench, parent: QWidget | None, title: str, words: Iterable[tuple[str, bool]]) -> None:
        super().__init__(bench.session, parent, title, bench.tr("Choose"))
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setMinimumHeight(scaled(240))
        for said, is_chosen in words:
            one = QListWidgetItem(said)
            one.setFlags(one.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            one.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
            self.list.addItem(one)
        self.list.itemActivated.connect(self.accept)
        self.explain(self.list)

    def ticked(self) -> list[int]:
        """Return the numbers of the values that are ticked."""
        rows = range(self.list.count())
        return [row for row in rows if self.list.item(row).checkState() == Qt.CheckState.Checked]


def choose_among(
    bench: Bench, over: QWidget, title: str, options: list[tuple[T, str]], chosen: tuple[object, ...]
) -> tuple[T, ...] | None:
    """Let the user choose some of the options, each with its words; None if he left."""
    dialog = TickList(bench, over.window(), title, [(words, value in chosen) for value, words in options])
    return tuple(options[row][0] for row in dialog.ticked()) if dialog.exec() else None
