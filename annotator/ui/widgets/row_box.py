"""Row box: a rectangle that pieces are cut from at its leading and trailing ends, for painting rows."""

from PySide6.QtCore import QRect


class RowBox:
    """A box from which pieces are taken at its leading and its trailing end."""

    def __init__(self, box: QRect, *, is_rtl: bool) -> None:
        self.box = box
        self._is_rtl = is_rtl

    def take(self, width: int) -> QRect:
        """Cut off and return the leading piece."""
        return self._cut(width, from_right=self._is_rtl)

    def take_end(self, width: int) -> QRect:
        """Cut off and return the trailing piece."""
        return self._cut(width, from_right=not self._is_rtl)

    def _cut(self, width: int, *, from_right: bool) -> QRect:
        box = self.box
        if from_right:
            piece = QRect(box.right() + 1 - width, box.top(), width, box.height())
            self.box = box.adjusted(0, 0, -width, 0)
        else:
            piece = QRect(box.left(), box.top(), width, box.height())
            self.box = box.adjusted(width, 0, 0, 0)
        return piece
