"""Painter: puts a block's shapes on a device; only lines that meet the exposed part, nothing measured or made here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from annotator.ui.editor.inks import Inks
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.shapes import Arc, Band, Box, Tag, Tint


@dataclass(frozen=True, slots=True)
class Overlay:
    """What lies over the marks for now: chosen text (rectangles of this block), marks pointed at or selected.

    `links` are the owners and numbers of links that stand out, or None while all are equal.
    """

    chosen: tuple[Box, ...] = ()
    hovered: str | None = None
    selected: str | None = None
    links: frozenset[tuple[str, int]] | None = None
    hints: Mapping[str, str] = field(default_factory=dict)


PLAIN = Overlay()


class Painter:
    """Paint blocks in one look."""

    def __init__(self, kit: Kit) -> None:
        self.kit = kit
        self.theme = kit.look.theme
        self.inks = Inks(self.theme)

    def block(self, painter: QPainter, layout: BlockLayout, top: float, bottom: float, over: Overlay = PLAIN) -> None:
        """Paint what of a block meets `[top, bottom)`; the painter stands at the block's corner."""
        first, last = layout.line_at(top), layout.line_at(bottom)
        shown = range(first, last + 1)
        self._tints(painter, (tint for tint in layout.tints if tint.line in shown))
        for box in over.chosen:
            painter.fillRect(box.rect, self.inks.colour(self.theme.selection))
        self._bands(painter, [band for band in layout.bands if band.line in shown], over)
        painter.setPen(self.inks.pen(self.theme.ink))
        for number in shown:
            layout.shaped.draw(painter, number)
        self._arcs(painter, [arc for arc in layout.arcs if arc.line in shown], over)
        self._tags(painter, (tag for tag in layout.tags if tag.line in shown), over)

    def _tints(self, painter: QPainter, tints: Iterable[Tint]) -> None:
        boxed = self.kit.look.style == "boxes"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for tint in tints:
            painter.setPen(self.inks.pen(tint.colour, 1.2) if boxed else Qt.PenStyle.NoPen)
            painter.setBrush(self.inks.brush(tint.fill))
            painter.drawRoundedRect(tint.box.rect, 3.5, 3.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _bands(self, painter: QPainter, bands: Iterable[Band], over: Overlay) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        for band in bands:
            if band.is_thread:
                middle = band.box.top + band.box.height / 2
                painter.setPen(self.inks.pen(band.colour, 1.5, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(band.box.left, middle), QPointF(band.box.right, middle))
                painter.setPen(Qt.PenStyle.NoPen)
                continue
            thick = 1.0 if band.mark in (over.hovered, over.selected) else 0.0
            painter.setBrush(self.inks.brush(band.colour))
            rect = band.box.rect.adjusted(0, -thick / 2, 0, thick)
            painter.drawRoundedRect(rect, 1.5, 1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _tags(self, painter: QPainter, tags: Iterable[Tag], over: Overlay) -> None:
        painter.setFont(self.kit.tags.font)
        for tag in tags:
            if tag.mark in over.hints:
                self._hint(painter, tag, over.hints[tag.mark])
                continue
            if tag.mark == over.selected:
                self._badge(painter, tag)
                continue
            painter.setPen(self.inks.pen(tag.colour))
            painter.drawStaticText(QPointF(tag.box.left, tag.box.top), self.kit.tags.ready(tag.text))
            if tag.mark == over.hovered:
                painter.fillRect(
                    QRectF(tag.box.left, tag.box.bottom - 2, tag.box.width, 1), self.inks.colour(tag.colour)
                )

    def _badge(self, painter: QPainter, tag: Tag) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.inks.brush(tag.colour))
        painter.drawRoundedRect(tag.box.rect.adjusted(-4, 1, 4, -1), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self.inks.pen(self.theme.on(tag.colour)))
        painter.drawStaticText(QPointF(tag.box.left, tag.box.top), self.kit.tags.ready(tag.text))

    def _hint(self, painter: QPainter, tag: Tag, letters: str) -> None:
        """Paint the letters to press for a mark, like a key, in place of its tag."""
        width = self.kit.tags.width(letters)
        left = tag.box.left + (tag.box.width - width) / 2
        key = QRectF(left - 6, tag.box.top, width + 12, tag.box.height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self.inks.pen(self.theme.accent))
        painter.setBrush(self.inks.brush(self.theme.accent))
        painter.drawRoundedRect(key, 3.5, 3.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self.inks.pen(self.theme.on_accent))
        painter.drawStaticText(QPointF(left, tag.box.top), self.kit.tags.ready(letters))

    def _arcs(self, painter: QPainter, arcs: list[Arc], over: Overlay) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setFont(self.kit.labels.font)
        if over.links is None:
            self._layer(painter, arcs, 1.0, 1.3)
        else:
            self._layer(painter, [arc for arc in arcs if _key(arc) not in over.links], self.theme.receded, 1.2)
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
        words = self.kit.labels.ready(arc.label)
        inset = (arc.place.width - self.kit.labels.width(arc.label)) / 2
        if arc.is_chip:
            painter.setPen(self.inks.pen(self.inks.faint(colour, 0.55)))
            painter.setBrush(self.inks.brush(self.inks.faint(colour, 0.08)))
            painter.drawRoundedRect(arc.place.rect.adjusted(0.5, 1, -0.5, -1), 8, 8)
        else:
            painter.fillRect(arc.place.rect.adjusted(0, 3, 0, -3), self.inks.colour(self.theme.page))
        painter.setPen(self.inks.pen(colour))
        painter.drawStaticText(QPointF(arc.place.left + inset, arc.place.top), words)

    def _colour(self, arc: Arc, share: float) -> str:
        return arc.colour if share == 1.0 else self.inks.faint(arc.colour, share)


def _key(arc: Arc) -> tuple[str, int]:
    return arc.link.owner, arc.link.number
