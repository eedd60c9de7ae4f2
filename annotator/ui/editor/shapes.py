"""The shapes a block is drawn with, in pixels from the block's top and the text column's left; numbers only."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF

from annotator.ui.editor.marks import Link


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Return the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Return the lower edge."""
        return self.top + self.height

    @property
    def rect(self) -> QRectF:
        """Return it as Qt's rectangle."""
        return QRectF(self.left, self.top, self.width, self.height)

    def holds(self, x: float, y: float) -> bool:
        """Say whether the point lies inside."""
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class LineBox:
    """The vertical plan of one line; the first row of tags or signs is the one nearest the text."""

    top: float
    feet: float  # where arcs stand
    ink_top: float
    baseline: float
    ink_bottom: float
    bands: float  # top of the first band row, or the lower end of the outermost box
    tags: float  # top of the first tag row
    signs: float  # top of the first row of signs
    bottom: float

    @property
    def reach(self) -> float:
        """Return how far below the text a point still means the text or a band under it."""
        return max(self.tags, self.bands)


@dataclass(frozen=True, slots=True)
class Band:
    """A mark's stripe under one piece of text; `is_thread` for the dotted line over a gap."""

    mark: str
    line: int
    box: Box
    colour: str
    is_thread: bool = False


@dataclass(frozen=True, slots=True)
class Tint:
    """The tinted text background of a trigger, or of any mark in style "boxes"."""

    mark: str
    line: int
    box: Box
    fill: str
    colour: str
    is_event: bool = False
    is_thread: bool = False  # the dotted line between two boxes of one mark


@dataclass(frozen=True, slots=True)
class Tag:
    """A mark's name: words under its band, or a pill over its box with a stem at `stem` down to the box's top."""

    mark: str
    line: int
    box: Box
    text: str
    colour: str
    fill: str = ""  # of a pill
    word: str = ""  # colour of the words on that fill
    is_event: bool = False
    stem: tuple[float, float] | None = None  # x and the lower end


@dataclass(frozen=True, slots=True)
class Sign:
    """The name of an invisible character over the place where it stands; without words, an overline."""

    line: int
    box: Box
    text: str
    x: float
    foot: float  # where its tick ends


@dataclass(frozen=True, slots=True)
class Arc:
    """One line of a link with its label; a link over two lines has two. `chip` holds the label of a far end."""

    link: Link
    line: int
    path: QPainterPath
    arrow: QPolygonF | None
    label: str
    place: Box
    colour: str
    far: str | None = None  # the mark that a chip leads to
    is_chip: bool = False


def corner(path: QPainterPath, bend: QPointF, end: QPointF, radius: float) -> None:
    """Continue the path to `end` by way of `bend`, the corner rounded."""
    start = path.currentPosition()
    before, after = _towards(bend, start, radius), _towards(bend, end, radius)
    path.lineTo(before)
    path.quadTo(bend, after)
    path.lineTo(end)


def _towards(point: QPointF, other: QPointF, distance: float) -> QPointF:
    way = other - point
    length = abs(way.x()) + abs(way.y())  # the ways of an arc are level or upright
    return point + way * (min(distance, length / 2) / length) if length else point


def arrow_down(x: float, tip: float, size: float) -> QPolygonF:
    """Return an arrow head whose tip points down at (x, tip)."""
    return QPolygonF([QPointF(x, tip), QPointF(x - size * 0.55, tip - size), QPointF(x + size * 0.55, tip - size)])


def arrow_aside(tip: float, y: float, size: float) -> QPolygonF:
    """Return an arrow head at (tip, y); a negative size points left, a positive one right."""
    half = abs(size) * 0.55
    return QPolygonF([QPointF(tip, y), QPointF(tip - size, y - half), QPointF(tip - size, y + half)])
