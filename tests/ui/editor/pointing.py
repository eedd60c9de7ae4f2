"""Pointing: where things are on a canvas, and a mouse that goes there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.span import Span
from annotator.ui.editor.view import Canvas

Show = Callable[..., Canvas]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LONG = "\n".join(f"فقرة رقم {number} فيها كلام كثير عن أشياء مختلفة." for number in range(400))


def chosen(canvas: Canvas) -> list[str]:
    """Return the selected words."""
    text = canvas.sheet.text if canvas.sheet else ""
    return [text[span.start : span.end] for span in canvas.selection.spans]


def middle(canvas: Canvas, start: int, end: int) -> QPoint:
    """Return the middle of a stretch of text in the viewport."""
    found = canvas.rect_of(Span(start, end))
    assert found
    return found.center()


def tag(canvas: Canvas, mark_id: str) -> QPoint:
    """Return the middle of a mark's tag in the viewport."""
    for _, layout, top in canvas._visible():
        for shape in layout.tags:
            if shape.mark == mark_id:
                box = shape.box
                return QPoint(
                    round(canvas._page.column_left + box.left + box.width / 2), round(top + box.top + box.height / 2)
                )
    raise AssertionError(mark_id)


def drag(canvas: Canvas, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Drag from one point to another in five steps."""

    def send(kind: QEvent.Type, point: QPoint, button: Qt.MouseButton) -> None:
        place = QPointF(point)
        globally = QPointF(canvas.viewport().mapToGlobal(point))
        QApplication.sendEvent(canvas.viewport(), QMouseEvent(kind, place, globally, button, LEFT, modifier))

    send(QEvent.Type.MouseButtonPress, start, LEFT)
    for step in range(1, 6):
        send(QEvent.Type.MouseMove, start + (end - start) * step / 5, Qt.MouseButton.NoButton)
    send(QEvent.Type.MouseButtonRelease, end, LEFT)
