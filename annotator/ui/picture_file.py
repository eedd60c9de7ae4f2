"""Write the picture of a document to a file, without a window and without a screen."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication, QImageWriter
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Document, Layer
from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError
from annotator.ui import fonts
from annotator.ui.editor.look import Look
from annotator.ui.i18n import Translator
from annotator.ui.picture import paint_document
from annotator.ui.theme import DARK, LIGHT

RATIO = 2.0  # image pixels for each pixel of the window, so that a picture stays sharp in print


def save_picture(document: Document, schema: Schema, out: Path, *, width: int, theme: str, language: str) -> None:
    """Draw the document's first layer, `width` pixels wide, and write a PNG of twice that to `out`.

    Raises AnnotatorError if the document is too long for one image or the file cannot be written.
    """
    application = QGuiApplication.instance() or _application()  # kept until the picture is written
    layer = document.layers[0] if document.layers else Layer("")
    look = Look(DARK if theme == "dark" else LIGHT, schema, Translator(language), language)
    image = paint_document(document.text, layer, look, width, ratio=RATIO)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise AnnotatorError("{path} cannot be written: {reason}.", path=out, reason=error.strerror) from error
    writer = QImageWriter(str(out), b"png")
    if not writer.write(image):
        raise AnnotatorError("{path} cannot be written: {reason}.", path=out, reason=writer.errorString())
    del application


def _application() -> QApplication:
    application = QApplication(["annotator"])
    fonts.load()
    return application
