"""Accessible: what screen readers, magnifiers and braille displays are told of the canvas.

They get the paragraph of the cursor, not the document: Qt asks for the whole text at every look-up of a word. Its
offsets are UTF-16 units, which end at this file. `selection` and `attributes` have C++ out-parameters that Python
cannot fill in, so no selection is reported; what is selected is spoken by announcements. `interface_cast` must return
a pointer: an int, None or what `super()` returns crashes the process, whatever PySide6's stubs say.
"""

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import VoidPtr

from annotator.domain.span import Span
from annotator.text.offsets import Utf16Map
from annotator.ui.editor.blocks import Block
from annotator.ui.editor.view import Canvas

_NO = VoidPtr(0)


class Paragraph(QAccessibleTextInterface):
    """The paragraph of the cursor as a text; all offsets are UTF-16 units of the paragraph."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas

    @property
    def whole(self) -> str:
        """Return the text of the paragraph; "" without a document."""
        block, sheet = self._block, self._canvas.sheet
        return sheet.text[block.start : block.end] if sheet and block else ""

    def text(self, startOffset: int, endOffset: int) -> str:
        whole, units = self._measured()
        start, end = (units.to_codepoint(_within(at, whole, units)) for at in (startOffset, endOffset))
        return whole[start:end]

    def characterCount(self) -> int:
        whole, units = self._measured()
        return units.to_utf16(len(whole))

    def cursorPosition(self) -> int:
        block, cursor = self._block, self._canvas.caret_word
        whole, units = self._measured()
        return units.to_utf16(min(cursor.start - block.start, len(whole))) if block and cursor else 0

    def setCursorPosition(self, position: int) -> None:
        span = self._span(position, position)
        if span is not None:
            self._canvas.stand_on(span.start)
            self._canvas.reveal(self._canvas.caret_word or span)

    def characterRect(self, offset: int) -> QRect:
        span = self._span(offset, offset)
        block = self._block
        if span is None or block is None or span.start >= block.end:
            return QRect()
        found = self._canvas.rect_of(Span(span.start, span.start + 1))
        return _global(self._canvas.viewport(), found) if found else QRect()

    def offsetAtPoint(self, point: QPoint) -> int:
        block = self._block
        found = self._canvas.spot_at(self._canvas.viewport().mapFromGlobal(point))
        grapheme = found.grapheme if found and found.is_inside else None
        if block is None or grapheme is None or not block.start <= grapheme.start < block.end:
            return -1
        return self._measured()[1].to_utf16(grapheme.start - block.start)

    def scrollToSubstring(self, startIndex: int, endIndex: int) -> None:
        span = self._span(startIndex, endIndex)
        if span is not None:
            self._canvas.reveal(span)

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, startOffset: int, endOffset: int) -> None:
        span = self._span(startOffset, endOffset)
        if span is not None and startOffset != endOffset:
            self._canvas.select_spans((span,))

    def setSelection(self, _selectionIndex: int, startOffset: int, endOffset: int) -> None:
        self.addSelection(startOffset, endOffset)

    def removeSelection(self, _selectionIndex: int) -> None:
        self._canvas.clear_selection()

    @property
    def _block(self) -> Block | None:
        sheet, cursor = self._canvas.sheet, self._canvas.caret_word
        if sheet is None:
            return None
        return sheet.blocks[sheet.blocks.find(cursor.start) if cursor else 0]

    def _measured(self) -> tuple[str, Utf16Map]:
        whole = self.whole
        return whole, Utf16Map(whole)

    def _span(self, start: int, end: int) -> Span | None:
        """Return the stretch of the document between two offsets; the same one twice is one character."""
        block = self._block
        whole, units = self._measured()
        if block is None or not whole:
            return None
        first, last = sorted(units.to_codepoint(_within(at, whole, units)) for at in (start, end))
        return Span(block.start + first, block.start + max(last, first + 1))


class Focusing(QAccessibleActionInterface):
    """The one thing that can be done with the canvas from outside: bring the keyboard to it."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.setFocusAction()]

    def doAction(self, actionName: str) -> None:
        if actionName == QAccessibleActionInterface.setFocusAction():
            self._canvas.setFocus()

    def keyBindingsForAction(self, _actionName: str) -> list[str]:
        return []


class AccessibleCanvas(QAccessibleWidget):
    """A text of several lines that is not typed into."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas, QAccessible.Role.EditableText)
        self.paragraph = Paragraph(canvas)
        self._focusing = Focusing(canvas)

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = True
        state.multiLine = True
        state.selectableText = True
        return state

    def text(self, kind: QAccessible.Text) -> str:
        return self.paragraph.whole if kind == QAccessible.Text.Value else super().text(kind)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> VoidPtr:  # type: ignore[override]  # the stub says int
        if kind == QAccessible.InterfaceType.TextInterface:
            return VoidPtr(self.paragraph)  # type: ignore[arg-type]  # the stub knows addresses only
        if kind == QAccessible.InterfaceType.ActionInterface:
            return VoidPtr(self._focusing)  # type: ignore[arg-type]
        return _NO


class Factory:
    """Make the interface of each canvas when somebody asks for it, and keep it: Qt holds no Python references."""

    def __init__(self) -> None:
        self._made: list[AccessibleCanvas] = []

    def __call__(self, name: str, target: QObject) -> QAccessibleInterface | None:
        """Return the interface of a canvas; None leaves other objects to Qt."""
        if name != Canvas.__name__ or not isinstance(target, Canvas):
            return None
        made = AccessibleCanvas(target)
        self._made.append(made)
        return made


def install() -> None:
    """Tell Qt how a canvas is read; call once, after the application object is made."""
    QAccessible.installFactory(Factory())


def announce(target: QWidget, sentence: str) -> None:
    """Let a screen reader say a sentence; without one, nothing happens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(target, sentence))


def tell_cursor(canvas: Canvas) -> None:
    """Tell a screen reader that the cursor moved; without one, nothing happens."""
    if QAccessible.isActive():
        paragraph = Paragraph(canvas)
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(canvas, paragraph.cursorPosition()))


def _within(offset: int, whole: str, units: Utf16Map) -> int:
    """Return the offset moved into the paragraph; -1 is its end, as clients write it."""
    count = units.to_utf16(len(whole))
    return count if offset < 0 else min(offset, count)


def _global(widget: QWidget, box: QRect) -> QRect:
    return QRect(widget.mapToGlobal(box.topLeft()), box.size())
