"""The agreement report as a PDF: its page set like the guideline, with its charts drawn as pictures."""

import re
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from annotator.domain.colours import mix
from annotator.domain.schema import Schema
from annotator.operations.agreement import Agreement
from annotator.operations.agreement_html import agreement_html
from annotator.operations.output import write_whole
from annotator.ui import fonts
from annotator.ui.guideline_pdf import pdf_of

_SHARPNESS = 3  # dots of a picture for each dot of the page
_CHART = re.compile(r"<svg class=\"chart\".*?</svg>", re.DOTALL)
_SHADE = re.compile(r"background: rgba\((\d+), (\d+), (\d+), ([\d.]+)\)")
_MATRIX = '<table class="matrix">'


def save_agreement_pdf(found: Agreement, schema: Schema, path: Path, *, title: str, language: str = "ar") -> Path:
    """Write the report in "ar" or "en" as a PDF; raises AnnotatorError.

    It needs Qt's application, which is made if there is none.
    """
    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None
    fonts.load()
    write_whole(path, agreement_pdf(agreement_html(found, schema, title=title, language=language), language))
    return path


def agreement_pdf(page: str, language: str) -> bytes:
    """Return a report's page as a PDF."""
    pictures: dict[str, QImage] = {}

    def pictured(found: re.Match[str]) -> str:
        name = f"chart{len(pictures)}"
        pictures[name] = picture = _drawn(found[0])
        width, height = (round(side / _SHARPNESS) for side in (picture.width(), picture.height()))
        return f'<p><img src="{name}" width="{width}" height="{height}"></p>'

    plainer = _SHADE.sub(_shade, _CHART.sub(pictured, page))
    plainer = plainer.replace(_MATRIX, "<table border='1' cellspacing='0' cellpadding='4'>")
    plainer = plainer.replace('<td class="number">', '<td class="number" align="center">')
    return pdf_of(plainer, language, pictures)


def _drawn(chart: str) -> QImage:
    drawing = QSvgRenderer(QByteArray(chart.encode("utf-8")))
    size = drawing.defaultSize() * _SHARPNESS
    picture = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.white)
    with QPainter(picture) as painter:
        drawing.render(painter)
    return picture


def _shade(found: re.Match[str]) -> str:
    """Return a shade as the opaque colour that it is on paper; Qt's rich text knows no other."""
    red, green, blue = (int(found[number]) for number in (1, 2, 3))
    return f"background-color: {mix(QColor(red, green, blue).name(), '#ffffff', float(found[4]))}"
