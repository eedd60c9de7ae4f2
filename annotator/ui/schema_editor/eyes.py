"""Eyes: the colour that is edited beside those nearest to it, as people see them who see colours otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from annotator.domain.schema import EntityType, EventGroup, offered
from annotator.operations.schema_colours import apart, seen
from annotator.ui import fonts
from annotator.ui.i18n import phrase
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.theme import DARK, LIGHT

_NEAREST = 3
CLOSE = 0.045  # `apart` below which two colours are easily mistaken
_ROW, _HEADING, _CELL = 30, 22, 54
EYES = {
    "": phrase("Most"),
    "protanopia": phrase("No red"),
    "deuteranopia": phrase("No green"),
    "tritanopia": phrase("No blue"),
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A type or group with its colour, and how far that is from the one that is edited."""

    name: str
    colour: str
    space: float


def neighbours(bench: Bench, spot: Spot, colour: str) -> list[Neighbour]:
    """Return what is nearest in colour to the thing of a spot, nearest first; events count by their group."""
    found = [Neighbour(name, other, apart(colour, other)) for name, other in _others(bench, spot)]
    return sorted(found, key=lambda one: one.space)[:_NEAREST]


def closest_pairs(bench: Bench, most: int) -> list[tuple[Neighbour, Neighbour]]:
    """Return pairs of entity types and groups whose colours are easily mistaken, the closest first."""
    schema, language = bench.schema, bench.language
    coloured: tuple[EntityType | EventGroup, ...] = (*offered(schema.entities), *schema.groups)
    found = [
        (apart(one.colour, other.colour), one, other)
        for number, one in enumerate(coloured)
        for other in coloured[number + 1 :]
    ]
    close = sorted((row for row in found if row[0] < CLOSE), key=lambda row: row[0])[:most]
    return [
        (
            Neighbour(one.label.text(language) or one.id, one.colour, space),
            Neighbour(other.label.text(language) or other.id, other.colour, space),
        )
        for space, one, other in close
    ]


def _others(bench: Bench, spot: Spot) -> Iterator[tuple[str, str]]:
    schema, language = bench.schema, bench.language
    known = {group.id for group in schema.groups}
    own_group = getattr(schema.event(spot.id), "group", "") if spot.page == "event" else ""
    if spot.page == "relation":
        group = getattr(schema.relation(spot.id), "group", "")
        others = (one for one in schema.relations if one.id != spot.id and not (group and one.group == group))
        yield from ((one.label.text(language) or one.id, one.colour) for one in others)
        return
    for kind in schema.entities:
        if (spot.page, spot.id) != ("entity", kind.id):
            yield kind.label.text(language) or kind.id, kind.colour
    for group in schema.groups:
        if group.id != own_group and (spot.page, spot.id) != ("group", group.id):
            yield group.label.text(language) or group.id, group.colour
    for event in schema.events:
        if event.group not in known and (spot.page, spot.id) != ("event", event.id):
            yield event.label.text(language) or event.id, event.colour


class Eyes(QWidget):
    """A table: one row a colour, one column a kind of eye, each cell half on the light page and half on the dark."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._rows: list[Neighbour] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_close(self, most: int) -> None:
        """Show the colours of the whole schema that are close, pair by pair."""
        pairs = closest_pairs(self._bench, most)
        self._rows = [one for pair in pairs for one in pair]
        self.setFixedHeight(self.sizeHint().height() if pairs else 0)
        self.update()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        return not self._rows

    def show_colour(self, spot: Spot, name: str, colour: str) -> None:
        """Show the colour of a thing, and those nearest to it."""
        self._rows = [Neighbour(name, colour, 1.0), *neighbours(self._bench, spot, colour)]
        tr = self._bench.tr
        close = [one.name for one in self._rows[1:] if one.space < CLOSE]
        said = tr("Easily mistaken for “{name}”", name=close[0]) if close else tr("Stays apart from all others")
        self.setAccessibleName(said)
        self.setFixedHeight(self.sizeHint().height())
        self.update()

    @property
    def closest(self) -> Neighbour | None:
        """Return the colour that is easily mistaken for the one shown, None if none is."""
        return next((one for one in self._rows[1:] if one.space < CLOSE), None)

    def sizeHint(self) -> QSize:
        return QSize(scaled(320), scaled(_HEADING + _ROW * len(self._rows)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(fonts.label_font(scaled(12)))
            painter.setPen(QColor(self._bench.theme.muted))
            for column, words in enumerate(EYES.values()):
                box = self._box(column, 0, scaled(_HEADING))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._bench.tr(words))
            for number, row in enumerate(self._rows):
                self._paint_row(painter, scaled(_HEADING) + number * scaled(_ROW), row)

    def _paint_row(self, painter: QPainter, top: int, row: Neighbour) -> None:
        theme = self._bench.theme
        room = self.width() - len(EYES) * scaled(_CELL) - 8
        left = self.width() - room if self.isRightToLeft() else 0
        box = QRect(left, top, room, scaled(_ROW))
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(theme.bad if row.space < CLOSE else theme.text))
        short = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute, short)
        for column, eye in enumerate(EYES):
            cell = self._box(column, top, scaled(_ROW)).adjusted(4, 4, -4, -4)
            halves = QRect(cell.left(), cell.top(), cell.width() // 2, cell.height())
            for page, half in ((LIGHT, halves), (DARK, halves.translated(halves.width(), 0))):
                shown = page.line(row.colour)
                painter.fillRect(half, QColor(page.page))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(seen(shown, eye) if eye else shown))
                painter.drawRoundedRect(half.adjusted(4, 5, -4, -5), 3, 3)
            painter.setPen(QColor(theme.border))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell.adjusted(0, 0, -1, -1))

    def _box(self, column: int, top: int, height: int) -> QRect:
        width = scaled(_CELL)
        place = len(EYES) - column
        left = (place - 1) * width if self.isRightToLeft() else self.width() - place * width
        return QRect(left, top, width, height)
