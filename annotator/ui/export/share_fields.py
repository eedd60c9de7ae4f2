"""Share fields: the parts of a split by name and share in per cent, each with a list of its own if there is one."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QSizePolicy, QSpinBox, QWidget

from annotator.ui.desk import Desk
from annotator.ui.widgets import plain

PARTS = ("train", "dev", "test")
_MOST = 6


class ShareFields(QWidget):
    """One row for each part; an empty name or a share of nothing leaves it out."""

    changed = Signal()
    list_asked = Signal(str)  # the name of a part

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._names: list[QLineEdit] = []
        self._shares: list[QSpinBox] = []
        self._lists: list[QPushButton] = []
        self._listed: dict[str, int] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        tr = desk.session.tr
        for column, words in enumerate((tr("Part"), tr("Share"), tr("Fixed list"))):
            self._grid.addWidget(plain.label(words, kind="small"), 0, column)
        for _ in PARTS:
            self._add_row()
        self.more = QPushButton(tr("One more part"))
        self.more.setProperty("kind", "link")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._add_empty)
        self._grid.addWidget(self.more, _MOST + 1, 0)
        self.show_shares({"train": 0.8, "dev": 0.1, "test": 0.1})

    def shares(self) -> dict[str, float]:
        """Return the weight of each part."""
        rows = zip(self._names, self._shares, strict=True)
        weights = {name.text().strip(): share.value() / 100 for name, share in rows}
        return {name: weight for name, weight in weights.items() if name and weight}

    def show_shares(self, shares: Mapping[str, float]) -> None:
        """Show other parts."""
        while len(self._names) < min(len(shares), _MOST):
            self._add_row()
        padded = [*shares.items(), *[("", 0.0)] * len(self._names)]
        for name, share, (words, weight) in zip(self._names, self._shares, padded, strict=False):
            name.setText(words)
            share.setValue(round(weight * 100))

    def show_listed(self, listed: Mapping[str, int]) -> None:
        """Show how many documents the list of each part names."""
        self._listed = dict(listed)
        tr = self._desk.session.tr
        for name, button in zip(self._names, self._lists, strict=True):
            count = listed.get(name.text().strip(), 0)
            button.setText(tr.count("{count} names", count) if count else tr("List…"))

    def _add_empty(self) -> None:
        self._add_row()
        self._names[-1].setFocus()

    def _add_row(self) -> None:
        tr, row = self._desk.session.tr, len(self._names) + 1
        name, share, listed = QLineEdit(), QSpinBox(), QPushButton(tr("List…"))
        name.setAccessibleName(tr("Part"))
        name.setPlaceholderText(tr("Name of the part"))
        share.setAccessibleName(tr("Share"))
        share.setRange(0, 100)
        share.setSuffix(" %")
        share.setSpecialValueText("–")
        listed.setAutoDefault(False)
        listed.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)  # as high as the fields
        plain.set_tip(listed, tr("A file with the names of the documents of this part, one a line."))
        listed.clicked.connect(lambda: self.list_asked.emit(name.text().strip()))
        name.textChanged.connect(self.changed)
        share.valueChanged.connect(self.changed)
        for column, field in enumerate((name, share, listed)):
            self._grid.addWidget(field, row, column)
        self._names.append(name)
        self._shares.append(share)
        self._lists.append(listed)
        if len(self._names) >= _MOST:
            self.more.hide()


def list_file(desk: Desk) -> Path | None:
    """Ask for a list of names."""
    return desk.ask.open_file(desk.session.tr("List of documents"), f"{desk.session.tr('All files')} (*)")
