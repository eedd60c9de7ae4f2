"""Picture: a document with its marks painted without a window, whole or some lines of it, on any device."""

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from annotator.domain.model import Layer
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.ui.editor.gutter import Gutter
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.letters import Letters
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.page import Page
from annotator.ui.editor.painter import Painter
from annotator.ui.editor.sheet import Sheet

_TALLEST = 32_000  # pixels that an image may have in one direction
_EDGE = 14


class Drawing:
    """The lines of a document that hold `span` (None: all of them), laid out `width` pixels wide."""

    def __init__(
        self,
        text: str,
        layer: Layer,
        look: Look,
        width: int,
        *,
        span: Span | None = None,
        letters: Letters | None = None,
    ) -> None:
        self._painter = Painter(Kit(look), letters)
        self._gutter = Gutter(self._painter.kit, self._painter.inks, self._painter.letters)
        self._sheet = Sheet(text, Marks(layer), self._painter.kit, 0.0)
        self._page = Page(width, self._gutter.width(len(self._sheet.blocks)), self._sheet.direction == "rtl")
        self._sheet.refit(self._painter.kit, self._page.column_width)
        self._span = span
        self.width = width
        self.height = 2 * _EDGE
        for layout, lines in self._parts():
            self.height += round(_height(layout, lines))

    def paint(self, brush: QPainter) -> None:
        """Paint it with its upper left corner where the painter stands."""
        theme = self._painter.kit.look.theme
        brush.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        brush.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        brush.fillRect(QRectF(0, 0, self.width, self.height), self._painter.inks.colour(theme.page))
        self._gutter.strip(brush, self._page, 0, self.height)
        y = float(_EDGE)
        for layout, lines in self._parts():
            first, last = layout.lines[lines.start], layout.lines[lines.stop - 1]
            brush.save()
            brush.translate(self._page.column_left, y - first.top)
            self._painter.block(brush, layout, first.top, last.bottom - 1)
            brush.restore()
            if layout.shaped.text:
                self._gutter.numbers(brush, self._page, layout, y - first.top, lines=lines)
            y += round(_height(layout, lines))

    def _parts(self) -> Iterator[tuple[BlockLayout, range]]:
        """Yield the blocks that are drawn, and which of their lines."""
        blocks, span = self._sheet.blocks, self._span
        first = blocks.find(span.start) if span else 0
        last = blocks.find(span.end - 1) if span else len(blocks) - 1
        for index in range(first, last + 1):
            layout = self._sheet.layout(index)
            start = layout.shaped.line_at(span.start - layout.content.start) if span and index == first else 0
            stop = (
                layout.shaped.line_at(span.end - 1 - layout.content.start) + 1
                if span and index == last
                else len(layout.lines)
            )
            yield layout, range(start, stop)


def paint_document(
    text: str, layer: Layer, look: Look, width: int = 1400, *, ratio: float = 1.0, span: Span | None = None
) -> QImage:
    """Return the picture of a document, `width` pixels wide times `ratio` (2.0 for print and fine screens).

    Raises AnnotatorError if the document is too long for one image.
    """
    drawing = Drawing(text, layer, look, width, span=span)
    if drawing.height * ratio > _TALLEST:
        raise AnnotatorError("The document is too long for one picture; choose a wider one or a part of the text.")
    image = QImage(round(width * ratio), round(drawing.height * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    with QPainter(image) as brush:
        drawing.paint(brush)
    return image


def _height(layout: BlockLayout, lines: range) -> float:
    return layout.lines[lines.stop - 1].bottom - layout.lines[lines.start].top
