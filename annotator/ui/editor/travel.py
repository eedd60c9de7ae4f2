"""Travel: where the longer ways of the cursor lead - the ends of a line and of the text, a page up or down."""

from typing import Literal, TypeAlias

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractSlider

from annotator.ui.editor.view import Canvas

End: TypeAlias = Literal["start", "end"]


def line_end(canvas: Canvas, end: End) -> int | None:
    """Return an offset in the first or last word of the cursor's line, None without a document."""
    word, sheet = canvas.caret_word, canvas.sheet
    if word is None or sheet is None:
        return None
    layout = sheet.layout(sheet.blocks.find(word.start))
    start = layout.content.start
    line = layout.shaped.lines[layout.shaped.line_at(word.start - start)]
    return _outermost(sheet.blocks.text, range(start + line.start, start + line.end), end)


def text_end(canvas: Canvas, end: End) -> int | None:
    """Return an offset in the first or last word of the text, None without a document."""
    if canvas.sheet is None:
        return None
    text = canvas.sheet.blocks.text
    return _outermost(text, range(len(text)), end)


def turn_page(canvas: Canvas, step: int) -> int | None:
    """Scroll a page down (1) or up (-1); return the offset that lies where the cursor stood in the window.

    Where no page is left, the cursor goes to the end of the text on that side.
    """
    word, bar = canvas.caret_word, canvas.verticalScrollBar()
    seen = canvas.rect_of(word) if word else None
    place = _inside(seen, canvas.viewport().rect())
    before = bar.value()
    actions = QAbstractSlider.SliderAction
    bar.triggerAction(actions.SliderPageStepAdd if step > 0 else actions.SliderPageStepSub)
    if bar.value() == before:
        return text_end(canvas, "end" if step > 0 else "start")
    found = canvas.spot_at(place)
    return found.grapheme.start if found and found.grapheme else None


def _outermost(text: str, places: range, end: End) -> int:
    """Return the first or last of the places that has a letter or digit, else simply the first or last."""
    ordered = places if end == "start" else reversed(places)
    rest = places.start if end == "start" else max(places.stop - 1, places.start)
    return next((place for place in ordered if text[place].isalnum()), rest)


def _inside(seen: QRect | None, room: QRect) -> QPoint:
    """Return the middle of what is seen, held within the window; its middle if nothing is."""
    place = seen.center() if seen else room.center()
    return QPoint(min(max(place.x(), room.left()), room.right()), min(max(place.y(), room.top()), room.bottom()))
