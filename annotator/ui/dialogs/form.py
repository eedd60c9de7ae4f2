"""Form: the plain dialog that all small questions share - labelled fields, one button that acts and one that leaves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets import plain


class Form(QDialog):
    """A dialog of labelled fields; `accept` names the button that acts."""

    def __init__(self, session: Session, parent: QWidget | None, title: str, accept: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(16)
        column.addStrut(scaled(412))
        self._fields = QFormLayout()
        self._fields.setHorizontalSpacing(16)
        self._fields.setVerticalSpacing(10)
        self._fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column.addLayout(self._fields)
        self._column = column
        buttons = QDialogButtonBox()
        act = buttons.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
        act.setDefault(True)
        buttons.addButton(session.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def add(self, title: str, field: QWidget) -> None:
        """Add a field under its name."""
        field.setAccessibleName(title)
        self._fields.addRow(plain.label(title, kind="muted"), field)
        self._begin_at(field)

    def explain(self, words: QWidget) -> None:
        """Put words below the fields."""
        self._column.insertWidget(self._column.count() - 1, words)
        self._begin_at(words)

    def _begin_at(self, field: QWidget) -> None:
        """Let the keyboard be in the first field when the dialog comes up, and not on its button."""
        if self.focusWidget() is None and field.focusPolicy() & Qt.FocusPolicy.TabFocus:
            field.setFocus()
