"""Parts: whether documents go out in parts for training and testing, and what keeps them together."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from annotator.errors import AnnotatorError
from annotator.operations.export_plan import SplitPlan
from annotator.operations.name_lists import names_in
from annotator.text.direction import isolate
from annotator.ui.desk import Desk
from annotator.ui.export.share_fields import ShareFields, list_file
from annotator.ui.widgets import plain

WHOLE, SHARES, FOLDS = "whole", "shares", "folds"
_ONLY_EQUAL = 1.01  # a likeness that only equal texts have


class PartsPage(QWidget):
    """Ask for the parts."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        tr = desk.session.tr
        self._fixed: dict[str, str] = {}
        self.kind = QComboBox()
        for words, kind in (
            (tr("All documents together"), WHOLE),
            (tr("Parts by their shares"), SHARES),
            (tr("Folds for cross-validation"), FOLDS),
        ):
            self.kind.addItem(words, kind)
        self.shares = ShareFields(desk)
        self.folds = QSpinBox()
        self.folds.setRange(2, 100)
        self.folds.setValue(5)
        self.by = QComboBox()
        self.by.addItem(tr("Each document by itself"), "")
        for key in _keys(desk):
            self.by.addItem(isolate(key), key)
        self.seed = QSpinBox()
        self.seed.setRange(0, 999_999_999)
        self.alike = QCheckBox(tr("Keep texts together that are alike to"))
        self.alike.setChecked(True)
        self.likeness = QSpinBox()
        self.likeness.setRange(30, 100)
        self.likeness.setValue(80)
        self.likeness.setSuffix(" %")
        self._rest = QWidget()
        self._lay_out()
        self._connect()
        self._judge()

    def splits(self) -> SplitPlan | None:
        """Return what was chosen; None for no parts."""
        kind = self.kind.currentData()
        if kind == WHOLE:
            return None
        return SplitPlan(
            shares=self.shares.shares() if kind == SHARES else {},
            folds=self.folds.value() if kind == FOLDS else 0,
            by=str(self.by.currentData()),
            seed=self.seed.value(),
            fixed=self._fixed if kind == SHARES else {},
            likeness=self.likeness.value() / 100 if self.alike.isChecked() else _ONLY_EQUAL,
        )

    def show_splits(self, splits: SplitPlan | None) -> None:
        """Show what was chosen before."""
        self.blockSignals(True)
        kind = WHOLE if splits is None else FOLDS if splits.folds else SHARES
        self.kind.setCurrentIndex(self.kind.findData(kind))
        if splits is not None:
            if splits.folds:
                self.folds.setValue(splits.folds)
            else:
                self.shares.show_shares(splits.shares)
            self.by.setCurrentIndex(max(self.by.findData(splits.by), 0))
            self.seed.setValue(splits.seed)
            self._fixed = dict(splits.fixed)
            self.alike.setChecked(splits.likeness <= 1.0)
            self.likeness.setValue(round(min(splits.likeness, 1.0) * 100))
        self._judge()
        self.blockSignals(False)

    def _lay_out(self) -> None:
        tr = self._desk.session.tr
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        fields = ((tr("Folds"), self.folds), (tr("Keep together"), self.by), (tr("Seed of chance"), self.seed))
        for title, field in fields:
            field.setAccessibleName(title)
            form.addRow(plain.label(title, kind="muted"), field)
        self._form = form
        self.kind.setAccessibleName(tr("Parts"))
        self.likeness.setAccessibleName(tr("Likeness"))
        alike = QHBoxLayout()
        alike.addWidget(self.alike)
        alike.addWidget(self.likeness)
        alike.addStretch(1)
        rest = QVBoxLayout(self._rest)
        rest.setContentsMargins(0, 0, 0, 0)
        rest.setSpacing(12)
        rest.addWidget(self.shares)
        rest.addLayout(form)
        rest.addLayout(alike)
        words = tr("Types are spread evenly over the parts, and no text is in two of them.")
        rest.addWidget(plain.label(words, kind="small", wraps=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.kind)
        column.addWidget(self._rest)
        column.addStretch(1)

    def _connect(self) -> None:
        self.kind.activated.connect(self._change)
        self.shares.changed.connect(self._change)
        self.shares.list_asked.connect(self._read_list)
        self.by.activated.connect(self._change)
        self.alike.toggled.connect(self._change)
        for number in (self.folds, self.seed, self.likeness):
            number.valueChanged.connect(self._change)

    def _change(self) -> None:
        self._judge()
        self.changed.emit()

    def _judge(self) -> None:
        kind = self.kind.currentData()
        self._rest.setVisible(kind != WHOLE)
        self.shares.setVisible(kind == SHARES)
        self._form.setRowVisible(self.folds, kind == FOLDS)
        self.likeness.setEnabled(self.alike.isChecked())
        self.shares.show_listed(Counter(self._fixed.values()))

    def _read_list(self, part: str) -> None:
        path = list_file(self._desk) if part else None
        if path is None:
            return
        try:
            names = names_in(path)
        except AnnotatorError as error:
            self._desk.session.refused.emit(error)
            return
        others = {name: other for name, other in self._fixed.items() if other != part}
        self._fixed = {**others, **dict.fromkeys(names, part)}
        self._change()


def _keys(desk: Desk) -> list[str]:
    """Return the keys that metadata of documents have."""
    return sorted({key for row in desk.session.documents for key in row.metadata})
