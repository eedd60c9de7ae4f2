"""Floors: what the same machine takes in the same run for the least that an interaction could be."""

import sqlite3
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from annotator.ui import fonts
from tests.benchmarks.clock import Laps
from tests.benchmarks.stage import HEIGHT, WIDTH


class _Empty(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor("#ffffff"))


def empty_window(repeats: int) -> Laps:
    """Measure the whole repaint of a window of the benchmark's size that shows one colour."""
    window, laps = _Empty(), Laps()
    window.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    window.resize(WIDTH, HEIGHT)
    window.show()
    QCoreApplication.processEvents()
    for _ in range(repeats):
        with laps.lap():
            window.update()
            QCoreApplication.sendPostedEvents()
    window.close()
    return laps


def shaping(screen: str, width: float, size: int, repeats: int) -> Laps:
    """Measure bare shaping and line breaking of one screen of text at the column's width, one layout a paragraph."""
    font, laps = fonts.text_font(fonts.TEXT_FAMILY, size), Laps()
    option = QTextOption(Qt.AlignmentFlag.AlignRight)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    for _ in range(repeats):
        with laps.lap():
            for paragraph in screen.split("\n"):
                layout = QTextLayout(paragraph, font)
                layout.setTextOption(option)
                layout.beginLayout()
                while (line := layout.createLine()).isValid():
                    line.setLineWidth(width)
                layout.endLayout()
    return laps


def one_row(folder: Path, repeats: int) -> Laps:
    """Measure the commit of one row with the durability that project files have."""
    laps = Laps()
    raw = sqlite3.connect(folder / "floor.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.execute("PRAGMA synchronous = EXTRA")
    raw.execute("PRAGMA fullfsync = ON")
    raw.execute("CREATE TABLE mark (id INTEGER PRIMARY KEY, type TEXT)")
    for _ in range(repeats):
        with laps.lap():
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO mark (type) VALUES ('PER')")
            raw.execute("COMMIT")
    raw.close()
    return laps
