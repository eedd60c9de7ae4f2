"""Day chart: the hours that people worked on each of the last days, as bars beside each other."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent

from annotator.domain.colours import mix
from annotator.ui.i18n import Translator
from annotator.ui.theme import Theme
from annotator.ui.widgets.paper import Paper
from annotator.ui.work.words import hours

DAYS = 14
_FOOT, _HEAD = 22.0, 24.0
_SHADES = ("#3465a4", "#c17d11", "#4e9a06", "#a40000", "#75507b", "#06989a")


class DayChart(Paper):
    """Show seconds by (person, ISO day); the newest day is at the trailing end."""

    def __init__(self, tr: Translator, theme: Theme) -> None:
        super().__init__()
        self._tr = tr
        self._theme = theme
        self._seconds: Mapping[tuple[str, str], float] = {}
        self._people: Sequence[str] = ()
        self._days: Sequence[str] = ()
        self.setMinimumHeight(150)

    def sizeHint(self) -> QSize:
        return QSize(480, 170)

    def show_days(self, seconds: Mapping[tuple[str, str], float], today: date) -> None:
        """Take over what was worked on which day."""
        self._seconds = seconds
        self._people = sorted({person for person, _ in seconds})
        self._days = [(today - timedelta(days=back)).isoformat() for back in range(DAYS - 1, -1, -1)]
        told = (f"{person} {day}: {hours(self._tr, value)}" for (person, day), value in seconds.items())
        self.setAccessibleName(self._tr("Hours at work on each day"))
        self.setAccessibleDescription("\n".join(told))
        self.update()

    def colour(self, person: str) -> str:
        """Return the colour of a person's bars."""
        at = list(self._people).index(person) if person in self._people else 0
        return self._theme.line(_SHADES[at % len(_SHADES)])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_legend(painter)
            self._paint_days(painter)

    def _paint_legend(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(self.font())
        at = 8.0
        for person in self._people:
            width = metrics.horizontalAdvance(person)
            left = self._mirrored(at, 10)
            painter.fillRect(QRectF(left, 7, 10, 10), QColor(self.colour(person)))
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(
                QRectF(self._mirrored(at + 16, width), 2, width + 2, 20), Qt.AlignmentFlag.AlignVCenter, person
            )
            at += width + 40

    def _paint_days(self, painter: QPainter) -> None:
        longest = max((value for (_, day), value in self._seconds.items() if day in self._days), default=0.0)
        if not self._days:
            return
        ground = self.height() - _FOOT
        room, step = ground - _HEAD - 8, (self.width() - 16) / len(self._days)
        painter.fillRect(QRectF(8, ground, self.width() - 16, 1), QColor(self._theme.border))
        bar = min(14.0, (step - 8) / max(len(self._people), 1))
        for number, day in enumerate(self._days):
            start = 8 + number * step
            painter.setPen(QColor(self._theme.muted))
            box = QRectF(self._mirrored(start, step), ground + 2, step, _FOOT - 2)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._tr.digits(str(int(day[-2:]))))
            for place, person in enumerate(self._people):
                value = self._seconds.get((person, day), 0.0)
                height = room * value / longest if longest else 0.0
                at = start + (step - bar * len(self._people)) / 2 + place * bar
                tint = mix(self.colour(person), self._theme.surface, 0.9)
                painter.fillRect(QRectF(self._mirrored(at, bar - 2), ground - height, bar - 2, height), QColor(tint))

    def _mirrored(self, at: float, width: float) -> float:
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return self.width() - at - width if is_rtl else at
