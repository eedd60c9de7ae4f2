"""Figure: a number and what it counts, large enough to be read before anything else."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from annotator.ui.widgets import plain


class Figure(QFrame):
    """A number over its words; `kind` is the look of the number: "figure" or "figureBad"."""

    def __init__(self, *, is_rtl: bool) -> None:
        super().__init__()
        self.setObjectName("figure")
        self._number = plain.label("", kind="figure")
        self._words = plain.label("", kind="muted")
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        self._number.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)  # a number alone has no direction
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 9)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(self._words)

    def show_number(self, number: str, words: str, kind: str = "figure") -> None:
        """Show a number with its words."""
        self._number.setText(number)
        self._words.setText(words)
        self._number.setProperty("kind", kind)
        self._number.style().unpolish(self._number)
        self._number.style().polish(self._number)
        self.setAccessibleName(f"{number} {words}")
