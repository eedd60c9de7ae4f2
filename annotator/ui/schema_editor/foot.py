"""Foot: how many changes wait, and what can be done with them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from annotator.ui.schema_editor.bench import Bench
from annotator.ui.widgets import plain


class Foot(QWidget):
    """One row at the bottom of the editor."""

    applied = Signal()
    left = Signal()

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        tr = bench.tr
        self.told = plain.label("", kind="muted")
        self.back = QPushButton(tr("Take back"))
        self.back.clicked.connect(bench.take_back)
        plain.set_tip(self.back, tr("Take back the last edit (Ctrl+Z)"))
        self.back.setAccessibleName(tr("Take back the last edit (Ctrl+Z)"))
        self.act = QPushButton(tr("Apply"))
        self.act.setProperty("kind", "primary")
        self.act.clicked.connect(self.applied)
        self.leave = QPushButton(tr("Close"))
        self.leave.clicked.connect(self.left)
        for button in (self.back, self.act, self.leave):
            button.setAutoDefault(False)
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(self.told, 1)
        row.addWidget(self.back)
        row.addWidget(self.act)
        row.addWidget(self.leave)
        self.judge()

    def judge(self) -> None:
        """Say what waits now."""
        bench, tr = self._bench, self._bench.tr
        count = bench.draft.count() if bench.is_editable else 0
        if not bench.is_editable:
            self.told.setText(
                tr("The project is open for reading only, so the schema can be looked at but not changed.")
            )
        elif count:
            self.told.setText(tr.count("{count} changes wait; they are applied as one.", count))
        else:
            self.told.setText(tr("Nothing waits. What you change is applied only when you say so."))
        self.back.setEnabled(bench.draft.edits > 0)
        self.act.setEnabled(count > 0)
