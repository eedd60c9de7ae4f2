"""Letters: how text gets onto a device: as glyphs, quickly, on a screen; as outlines where the file must look alike.

An SVG with text in it would be shaped again by whoever opens it, with whatever fonts are there; Arabic then breaks.
Outlines need no fonts and keep every ligature. (A PDF brings its glyphs along.)
"""

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGlyphRun, QPainter, QTextLayout

from annotator.ui.editor.geometry import Shaped
from annotator.ui.editor.labels import Labels, direction_option


class Letters(Protocol):
    """Put text on a device, in the colour of the painter's pen."""

    def line(self, painter: QPainter, shaped: Shaped, number: int) -> None:
        """Draw one line of a block where it was placed."""
        ...

    def label(self, painter: QPainter, labels: Labels, text: str, place: QPointF) -> None:
        """Draw a short text whose upper left corner is at `place`."""
        ...


class Glyphs:
    """Draw what was shaped, for screens and images."""

    def line(self, painter: QPainter, shaped: Shaped, number: int) -> None:
        """Draw one line of a block where it was placed."""
        shaped.draw(painter, number)

    def label(self, painter: QPainter, labels: Labels, text: str, place: QPointF) -> None:
        """Draw a short text whose upper left corner is at `place`."""
        painter.setFont(labels.font)
        painter.drawStaticText(place, labels.ready(text))


class Outlines:
    """Draw the outlines of glyphs, for SVG."""

    def line(self, painter: QPainter, shaped: Shaped, number: int) -> None:
        """Draw one line of a block where it was placed."""
        _fill(painter, shaped.runs(number), QPointF(0.0, 0.0))

    def label(self, painter: QPainter, labels: Labels, text: str, place: QPointF) -> None:
        """Draw a short text whose upper left corner is at `place`."""
        layout = QTextLayout(text, labels.font)
        layout.setTextOption(direction_option(text))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        _fill(painter, layout.glyphRuns(), place)


def _fill(painter: QPainter, runs: list[QGlyphRun], place: QPointF) -> None:
    """Fill the outline of each glyph by itself, moved to where it stands, so that equal ones stay equal in a file."""
    colour = painter.pen().color()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for run in runs:
        font = run.rawFont()
        for glyph, at in zip(run.glyphIndexes(), run.positions(), strict=True):
            path = font.pathForGlyph(glyph)
            if path.isEmpty():
                continue
            path.setFillRule(Qt.FillRule.WindingFill)
            painter.translate(at + place)
            painter.fillPath(path, colour)
            painter.translate(-at - place)
    painter.restore()
