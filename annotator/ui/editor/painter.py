"""Painter: puts a block's shapes on a device; only lines that meet the exposed part, nothing measured or made here."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from annotator.ui.editor.inks import Inks
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.letters import Glyphs, Letters
from annotator.ui.editor.overlay import PLAIN, Overlay
from annotator.ui.editor.plates import Plates
from annotator.ui.editor.shapes import Arc, Band, Tint


class Painter:
    """Paint blocks in one look."""

    def __init__(self, kit: Kit, letters: Letters | None = None) -> None:
        self.kit = kit
        self.theme = kit.look.theme
        self.inks = Inks(self.theme)
        self.letters = letters or Glyphs()
        self._plates = Plates(kit, self.inks, self.letters)
        self._is_hollow = kit.look.is_suggested

    def block(self, painter: QPainter, layout: BlockLayout, top: float, bottom: float, over: Overlay = PLAIN) -> None:
        """Paint what of a block meets `[top, bottom)`; the painter stands at the block's corner."""
        shown = range(layout.line_at(top), layout.line_at(bottom) + 1)
        self._tints(painter, (tint for tint in layout.tints if tint.line in shown), over)
        for box in over.chosen:
            painter.fillRect(box.rect, self.inks.colour(self.theme.selection))
        self._bands(painter, (band for band in layout.bands if band.line in shown), over)
        painter.setPen(self.inks.pen(self.theme.ink))
        for number in shown:
            self.letters.line(painter, layout.shaped, number)
        self._arcs(painter, [arc for arc in layout.arcs if arc.line in shown], over)
        self._plates.signs(painter, (sign for sign in layout.signs if sign.line in shown))
        self._plates.tags(painter, [tag for tag in layout.tags if tag.line in shown], over)

    def _tints(self, painter: QPainter, tints: Iterable[Tint], over: Overlay) -> None:
        boxed = self.kit.is_boxed
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for tint in tints:
            share = over.share(tint.mark, self.theme)
            colour, fill = self.inks.faint(tint.colour, share), self.inks.faint(tint.fill, share)
            if tint.is_thread:
                painter.setPen(self.inks.pen(colour, 1.5, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(tint.box.left, tint.box.top), QPointF(tint.box.right, tint.box.top))
                continue
            is_strong = tint.is_event or tint.mark in (over.hovered, over.selected)
            if self._is_hollow:
                painter.setPen(self.inks.pen(colour, 2.0 if is_strong else 1.0, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
            else:
                painter.setPen(self.inks.pen(colour, 2.0 if is_strong else 1.0) if boxed else Qt.PenStyle.NoPen)
                painter.setBrush(self.inks.brush(fill))
            painter.drawRoundedRect(tint.box.rect, 3.5, 3.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _bands(self, painter: QPainter, bands: Iterable[Band], over: Overlay) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        for band in bands:
            colour = self.inks.faint(band.colour, over.share(band.mark, self.theme))
            if band.is_thread:
                middle = band.box.top + band.box.height / 2
                painter.setPen(self.inks.pen(colour, 1.5, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(band.box.left, middle), QPointF(band.box.right, middle))
                painter.setPen(Qt.PenStyle.NoPen)
                continue
            thick = 1.0 if band.mark in (over.hovered, over.selected) else 0.0
            if self._is_hollow:
                self._dashes(painter, band, colour, thick)
                continue
            painter.setBrush(self.inks.brush(colour))
            rect = band.box.rect.adjusted(0, -thick / 2, 0, thick)
            painter.drawRoundedRect(rect, 1.5, 1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _dashes(self, painter: QPainter, band: Band, colour: str, thick: float) -> None:
        """Draw a band of a suggestion as a line of dashes."""
        middle = band.box.top + band.box.height / 2
        painter.setPen(self.inks.pen(colour, band.box.height - 1 + thick, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(band.box.left, middle), QPointF(band.box.right, middle))
        painter.setPen(Qt.PenStyle.NoPen)

    def _arcs(self, painter: QPainter, arcs: list[Arc], over: Overlay) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        if over.links is None:
            self._layer(painter, arcs if self.kit.look.arcs == "all" else [], 1.0, 1.3)
        else:
            rest = [arc for arc in arcs if _key(arc) not in over.links] if self.kit.look.arcs == "all" else []
            self._layer(painter, rest, self.theme.receded, 1.2)
            self._layer(painter, [arc for arc in arcs if _key(arc) in over.links], 1.0, 2.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _layer(self, painter: QPainter, arcs: list[Arc], share: float, width: float) -> None:
        """Paint all strokes, then all labels on their halos, so that no stroke runs through a word."""
        for arc in arcs:
            colour = self._colour(arc, share)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.inks.pen(colour, width))
            painter.drawPath(arc.path)
            if arc.arrow is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self.inks.brush(colour))
                painter.drawPolygon(arc.arrow)
        for arc in arcs:
            self._label(painter, arc, self._colour(arc, share))

    def _label(self, painter: QPainter, arc: Arc, colour: str) -> None:
        inset = (arc.place.width - self.kit.labels.width(arc.label)) / 2
        if arc.is_chip:
            painter.setPen(self.inks.pen(self.inks.faint(colour, 0.55)))
            painter.setBrush(self.inks.brush(self.inks.faint(colour, 0.08)))
            painter.drawRoundedRect(arc.place.rect.adjusted(0.5, 1, -0.5, -1), 8, 8)
        else:
            painter.fillRect(arc.place.rect.adjusted(0, 3, 0, -3), self.inks.colour(self.theme.page))
        painter.setPen(self.inks.pen(colour))
        self.letters.label(painter, self.kit.labels, arc.label, QPointF(arc.place.left + inset, arc.place.top))

    def _colour(self, arc: Arc, share: float) -> str:
        return arc.colour if share == 1.0 else self.inks.faint(arc.colour, share)


def _key(arc: Arc) -> tuple[str, int]:
    return arc.link.owner, arc.link.number
