"""Inks: the pens, brushes and colours of painting, each made once."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QPen

from annotator.domain.colours import mix
from annotator.ui.theme import Theme


class Inks:
    """Pens and colours of one theme, by colour."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._colours: dict[str, QColor] = {}
        self._pens: dict[tuple[str, float, Qt.PenStyle], QPen] = {}
        self._brushes: dict[str, QBrush] = {}

    def colour(self, name: str) -> QColor:
        """Return a colour written #RRGGBB."""
        if name not in self._colours:
            self._colours[name] = QColor(name)
        return self._colours[name]

    def pen(self, name: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
        """Return a pen."""
        key = (name, width, style)
        if key not in self._pens:
            self._pens[key] = QPen(self.colour(name), width, style)
        return self._pens[key]

    def brush(self, name: str) -> QBrush:
        """Return a filled brush."""
        if name not in self._brushes:
            self._brushes[name] = QBrush(self.colour(name))
        return self._brushes[name]

    def faint(self, name: str, share: float) -> str:
        """Return a colour receded into the page."""
        return name if share == 1.0 else mix(name, self.theme.page, share)
