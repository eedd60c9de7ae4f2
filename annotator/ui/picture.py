"""Picture: a whole document with its marks painted on one image, without a window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from annotator.domain.model import Layer
from annotator.errors import AnnotatorError
from annotator.ui.editor.gutter import Gutter
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.page import Page
from annotator.ui.editor.painter import Painter
from annotator.ui.editor.sheet import Sheet

_TALLEST = 32_000  # pixels that an image may have in one direction
_EDGE = 14


def paint_document(text: str, layer: Layer, look: Look, width: int = 1400, *, ratio: float = 1.0) -> QImage:
    """Return the picture of a document, `width` pixels wide times `ratio` (2.0 for print and fine screens).

    Raises AnnotatorError if the document is too long for one image.
    """
    painter = Painter(Kit(look))
    gutter = Gutter(painter.kit, painter.inks)
    sheet = Sheet(text, Marks(layer), painter.kit, 0.0)
    page = Page(width, gutter.width(len(sheet.blocks)), sheet.direction == "rtl")
    sheet.refit(painter.kit, page.column_width)
    for index in range(len(sheet.blocks)):
        sheet.layout(index)
        if sheet.heights.top(index) * ratio > _TALLEST:
            raise AnnotatorError("The document is too long for one picture; choose a wider one or a part of the text.")
    image = QImage(round(width * ratio), round((sheet.heights.total + 2 * _EDGE) * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(painter.inks.colour(look.theme.page))
    with QPainter(image) as brush:
        brush.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        _paint(brush, sheet, painter, gutter, page)
    return image


def _paint(brush: QPainter, sheet: Sheet, painter: Painter, gutter: Gutter, page: Page) -> None:
    brush.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    gutter.strip(brush, page, 0, sheet.heights.total + 2 * _EDGE)
    for index in range(len(sheet.blocks)):
        layout, top = sheet.layout(index), sheet.heights.top(index) + _EDGE
        brush.save()
        brush.translate(page.column_left, top)
        painter.block(brush, layout, 0, layout.height)
        brush.restore()
        if sheet.span_of(index):
            gutter.numbers(brush, page, layout, top)
