"""Line rows: a list of lines that are edited in place, with an empty one below for the next."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.ui.i18n import Translator
from annotator.ui.schema_editor.fields import Field
from annotator.ui.widgets import plain


class LineRows(Field):
    """Lines of text, a tuple of them; Enter goes on to the next, an emptied one goes."""

    def __init__(self, tr: Translator, *, hint: str) -> None:
        super().__init__()
        self._tr, self._hint = tr, hint
        self._value: tuple[str, ...] = ()
        self._title = ""
        self.rows: list[_Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._fit(1)

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        if value == self._now():
            self._value = value
            return
        self._value = value
        self._fit(len(value) + 1)
        for row, text in zip(self.rows, (*value, ""), strict=True):
            row.line.setText(text)
            row.judge()

    def name_for_speech(self, title: str) -> None:
        self._title = title
        for row in self.rows:
            row.line.setAccessibleName(title)

    def _now(self) -> tuple[str, ...]:
        return tuple(text for row in self.rows if (text := row.line.text().strip()))

    def _fit(self, count: int) -> None:
        while len(self.rows) > count:
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.deleteLater()
        while len(self.rows) < count:
            self._add()
        self.setFocusProxy(self.rows[0].line)

    def _add(self) -> None:
        row = _Row(self._tr, self._hint)
        row.line.setAccessibleName(self._title)
        row.line.textEdited.connect(self._take)
        row.line.returnPressed.connect(lambda: self._go_on(row))
        row.cross.clicked.connect(lambda: self._drop(row))
        self.rows.append(row)
        self._column.addWidget(row)

    def _take(self) -> None:
        if self.rows[-1].line.text().strip():
            self._add()
        for row in self.rows:
            row.judge()
        if self._now() != self._value:
            self._value = self._now()
            self.edited.emit(self._value)

    def _go_on(self, row: "_Row") -> None:
        at = self.rows.index(row)
        self.rows[min(at + 1, len(self.rows) - 1)].line.setFocus()

    def _drop(self, row: "_Row") -> None:
        if row is not self.rows[-1]:
            self.rows.remove(row)
            self._column.removeWidget(row)
            row.deleteLater()
            self.rows[0].line.setFocus()
            self._take()


class _Row(QWidget):
    def __init__(self, tr: Translator, hint: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.cross = QPushButton("×")
        self.cross.setAutoDefault(False)
        self.cross.setProperty("kind", "close")
        self.cross.setAccessibleName(tr("Remove"))
        plain.set_tip(self.cross, tr("Remove"))
        self.cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = self.cross.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.cross.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.cross)
        self.judge()

    def judge(self) -> None:
        """Offer to take the line away if there is one."""
        self.cross.setVisible(bool(self.line.text()))
