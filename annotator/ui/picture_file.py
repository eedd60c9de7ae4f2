"""Write the picture of a document to a file, without a window and without a screen; its name says in which format.

SVG and PDF are for print: one holds the outlines of letters, the other their glyphs, so both look alike wherever they
are opened and need no fonts.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Document, Layer
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.output import write_whole
from annotator.ui import fonts
from annotator.ui.editor.letters import Outlines
from annotator.ui.editor.look import Look, Style
from annotator.ui.i18n import Translator
from annotator.ui.picture import Drawing, paint_document
from annotator.ui.svg import compact
from annotator.ui.theme import theme_named

RATIO = 2.0  # image pixels for each pixel of the window, so that a picture stays sharp in print
_DOTS = 96  # pixels of the window in an inch
_LONGEST = 14_400 * _DOTS / 72  # pixels of the longest page that PDF knows
_RANGE = re.compile(r"([0-9]{1,15})-([0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a picture shall look like: pixels of the text's width, theme and style by name, language of type names.

    `part` are the code points whose lines are drawn, like "120-480"; empty for the whole document.
    """

    width: int = 1180
    theme: str = "light"
    language: str = "ar"
    style: Style = "bands"
    part: str = ""


def save_picture(document: Document, schema: Schema, out: Path, wanted: Wanted) -> None:
    """Draw the document's first layer to a PNG, SVG or PDF file, as the suffix of `out` says.

    Raises AnnotatorError if the suffix is another one, the document is too long for one picture, the range lies
    outside it, or the file cannot be written.
    """
    write = _WRITERS.get(out.suffix.lower())
    if write is None:
        raise AnnotatorError("A picture can be written as {names}, not as {path}.", names=", ".join(_WRITERS), path=out)
    span = _span(wanted.part, len(document.text))
    application = QGuiApplication.instance() or _application()  # kept until the picture is written
    layer = document.layers[0] if document.layers else Layer("")
    tr = Translator(wanted.language)
    look = Look(theme_named(wanted.theme), schema, tr, wanted.language, style=wanted.style)
    content = write(document.text, layer, look, wanted.width, span)
    write_whole(out, content, makes_folder=True)
    del application


def _span(part: str, length: int) -> Span | None:
    if not part:
        return None
    found = _RANGE.fullmatch(part.strip())
    start, end = (int(found[1]), int(found[2])) if found else (0, 0)
    if not start < end <= length:
        raise AnnotatorError(
            "The range {range} cannot be used. Write it like 120-480: first and last code point, inside the text of"
            " {length}.",
            range=part,
            length=length,
        )
    return Span(start, end)


def _png(text: str, layer: Layer, look: Look, width: int, span: Span | None) -> bytes:
    image = paint_document(text, layer, look, width, ratio=RATIO, span=span)
    buffer = _buffer()
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide6 takes str, its stub names bytes
    return bytes(buffer.data().data())


def _svg(text: str, layer: Layer, look: Look, width: int, span: Span | None) -> bytes:
    drawing = Drawing(text, layer, look, width, span=span, letters=Outlines())
    buffer = _buffer()
    device = QSvgGenerator()
    device.setOutputDevice(buffer)
    device.setResolution(_DOTS)
    device.setSize(QSize(drawing.width, drawing.height))
    device.setViewBox(QRectF(0, 0, drawing.width, drawing.height))
    with QPainter(device) as brush:
        drawing.paint(brush)
    return compact(bytes(buffer.data().data()).decode("utf-8"), "Annotator").encode("utf-8")


def _pdf(text: str, layer: Layer, look: Look, width: int, span: Span | None) -> bytes:
    drawing = Drawing(text, layer, look, width, span=span)
    if max(drawing.width, drawing.height) > _LONGEST:
        raise AnnotatorError("The document is too long for one picture; choose a wider one or a part of the text.")
    buffer = _buffer()
    device = QPdfWriter(buffer)
    device.setResolution(_DOTS)
    size = QSizeF(drawing.width * 72 / _DOTS, drawing.height * 72 / _DOTS)
    device.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    device.setPageMargins(QMarginsF(0, 0, 0, 0))
    device.setCreator("Annotator")
    with QPainter(device) as brush:
        drawing.paint(brush)
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


_Write = Callable[[str, Layer, Look, int, Span | None], bytes]
_WRITERS: Mapping[str, _Write] = {".png": _png, ".svg": _svg, ".pdf": _pdf}


def _application() -> QApplication:
    application = QApplication(["annotator"])
    fonts.load()
    return application
