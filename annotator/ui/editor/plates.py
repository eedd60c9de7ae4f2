"""Plates: the names of marks as they are painted: words under bands, pills over boxes, badges, keys to press."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from annotator.ui.editor.inks import Inks
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.letters import Letters
from annotator.ui.editor.overlay import Overlay
from annotator.ui.editor.shapes import Sign, Tag


class Plates:
    """Paint tags and signs in one look."""

    def __init__(self, kit: Kit, inks: Inks, letters: Letters) -> None:
        self._kit = kit
        self._inks = inks
        self._letters = letters
        self._theme = kit.look.theme

    def tags(self, painter: QPainter, tags: list[Tag], over: Overlay) -> None:
        """Paint the names of marks; letters to press take the place of a name."""
        for tag in tags if self._kit.is_boxed else ():
            self._stem(painter, tag, over)
        for tag in tags:
            if tag.mark in over.hints:
                self._hint(painter, tag, over.hints[tag.mark])
            elif self._kit.is_boxed:
                self._pill(painter, tag, over)
            elif tag.mark == over.selected:
                self._badge(painter, tag)
            else:
                self._words(painter, tag, over)

    def signs(self, painter: QPainter, signs: Iterable[Sign]) -> None:
        """Paint the names of invisible characters, each with a tick down to its place."""
        ink = self._inks.colour(self._theme.warning)
        for sign in signs:
            if not sign.text:
                painter.setPen(self._inks.pen(self._theme.warning, 1.5, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(sign.box.left, sign.box.top), QPointF(sign.box.right, sign.box.top))
                continue
            painter.fillRect(QRectF(sign.x - 0.5, sign.box.bottom - 2, 1.0, sign.foot - sign.box.bottom + 2), ink)
            painter.fillRect(sign.box.rect.adjusted(0, 1, 0, -1), self._inks.colour(self._theme.page))
            painter.setPen(self._inks.pen(self._theme.warning))
            inset = (sign.box.width - self._kit.signs.width(sign.text)) / 2
            self._letters.label(painter, self._kit.signs, sign.text, QPointF(sign.box.left + inset, sign.box.top))

    def _words(self, painter: QPainter, tag: Tag, over: Overlay) -> None:
        colour = self._colour(tag, over)
        painter.setPen(self._inks.pen(colour))
        self._letters.label(painter, self._kit.tags, tag.text, QPointF(tag.box.left, tag.box.top))
        if tag.mark == over.hovered:
            painter.fillRect(QRectF(tag.box.left, tag.box.bottom - 2, tag.box.width, 1), self._inks.colour(colour))

    def _stem(self, painter: QPainter, tag: Tag, over: Overlay) -> None:
        if tag.stem:
            x, end = tag.stem
            painter.fillRect(
                QRectF(x - 0.5, tag.box.bottom, 1.0, end - tag.box.bottom),
                self._inks.colour(self._inks.faint(self._colour(tag, over), 0.6)),
            )

    def _pill(self, painter: QPainter, tag: Tag, over: Overlay) -> None:
        """Paint a pill: filled for a trigger or the selected mark, tinted for others."""
        colour = self._colour(tag, over)
        is_full = tag.is_event or tag.mark == over.selected
        share = 1.0 if colour == tag.colour else 0.6
        back = colour if is_full else self._inks.faint(tag.fill, share)
        shape = tag.box.rect.adjusted(0.5, 1.5, -0.5, -1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._inks.pen(colour, 2.0 if tag.mark in (over.hovered, over.selected) else 1.0))
        painter.setBrush(self._inks.brush(back))
        painter.drawRoundedRect(shape, 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        word = tag.word if share == 1.0 else colour
        painter.setPen(self._inks.pen(self._theme.on(back) if is_full else word))
        left = QPointF(tag.box.left + self._kit.tag_pad, tag.box.top)
        self._letters.label(painter, self._kit.tags, tag.text, left)

    def _badge(self, painter: QPainter, tag: Tag) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._inks.brush(tag.colour))
        painter.drawRoundedRect(tag.box.rect.adjusted(-4, 1, 4, -1), 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._inks.pen(self._theme.on(tag.colour)))
        self._letters.label(painter, self._kit.tags, tag.text, QPointF(tag.box.left, tag.box.top))

    def _hint(self, painter: QPainter, tag: Tag, keys: str) -> None:
        """Paint the letters to press for a mark, like a key, in place of its tag."""
        width = self._kit.tags.width(keys)
        left = tag.box.left + (tag.box.width - width) / 2
        key = QRectF(left - 6, tag.box.top, width + 12, tag.box.height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(self._inks.pen(self._theme.accent))
        painter.setBrush(self._inks.brush(self._theme.accent))
        painter.drawRoundedRect(key, 3.5, 3.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(self._inks.pen(self._theme.on_accent))
        self._letters.label(painter, self._kit.tags, keys, QPointF(left, tag.box.top))

    def _colour(self, tag: Tag, over: Overlay) -> str:
        share = over.share(tag.mark, self._theme)
        return tag.colour if share == 1.0 else self._inks.faint(tag.colour, share)
