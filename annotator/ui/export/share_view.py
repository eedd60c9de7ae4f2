"""Share view: how documents and types fall into the parts of an export, a small bar for each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from annotator.domain.colours import mix
from annotator.operations.export_parts import PartCounts
from annotator.operations.export_plan import TypeKey
from annotator.text.direction import isolate
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import Chip
from annotator.ui.widgets.row_view import Index, RowView
from annotator.ui.wording import type_title
from annotator.ui.work.simple_table import SimpleTable

_BAR = 2
_HEIGHT = 10.0
_KEYS = 6  # parts that the key names


@dataclass(frozen=True, slots=True)
class Spread:
    """One line: what it is called, and how much of it each part has."""

    title: str
    counts: tuple[int, ...]


class _Spreads(SimpleTable[Spread]):
    """Lines with a bar, whose shares are the user value of its cell."""

    def __init__(self, session: Session) -> None:
        tr = session.tr
        super().__init__((tr("Type"), tr("Number"), tr("Spread over the parts"), tr("Shares (%)")), self._cells_of)
        self._session = session

    def _cells_of(self, spread: Spread) -> Sequence[str]:
        tr, total = self._session.tr, sum(spread.counts)
        shares = (tr.number(round(100 * count / max(total, 1))) for count in spread.counts[:_KEYS])
        return spread.title, tr.number(total), "", " · ".join(shares)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.UserRole and index.column() == _BAR:
            return self.row(index.row())
        return super().data(index, role)


class _Bars(QStyledItemDelegate):
    """Paint the shares of a Spread as one bar."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        found = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(found, Spread):
            return
        box = QRectF(option.rect).adjusted(8, 0, -8, 0)
        box = QRectF(box.x(), box.center().y() - _HEIGHT / 2, box.width(), _HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(box, _HEIGHT / 2, _HEIGHT / 2)
        painter.setClipPath(outline)
        self._paint_shares(painter, box, found, is_rtl=option.direction == Qt.LayoutDirection.RightToLeft)
        painter.restore()

    def _paint_shares(self, painter: QPainter, box: QRectF, spread: Spread, *, is_rtl: bool) -> None:
        painter.fillRect(box, QColor(self._theme.border))
        at, total = 0.0, max(sum(spread.counts), 1)
        for number, count in enumerate(spread.counts):
            width = box.width() * count / total
            left = box.right() - at - width if is_rtl else box.left() + at
            colour = QColor(part_colour(self._theme, number))
            painter.fillRect(QRectF(left, box.y(), max(width - 1.5, 0.0), box.height()), colour)
            at += width


def part_colour(theme: Theme, number: int) -> str:
    """Return the colour of a part by its place in the plan."""
    colours = (theme.accent, theme.good, theme.warning, theme.bad, theme.muted)
    colour = colours[number % len(colours)]
    return colour if number < len(colours) else mix(colour, theme.surface, 0.5)


class ShareView(QWidget):
    """Show the parts."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self.spreads = _Spreads(session)
        name = session.tr("Spread over the parts")
        self.view = RowView(self.spreads, name, stretched=_BAR, widths={0: 150, 1: 80, 3: 150})
        self.view.setItemDelegateForColumn(_BAR, _Bars(theme))
        self._key = QHBoxLayout()
        self._key.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._key)
        column.addWidget(self.view, 1)

    def show_parts(self, parts: Sequence[tuple[str, PartCounts]]) -> None:
        """Show how everything falls into these parts; of folds only what is tested."""
        shown = [(name, counts) for name, counts in parts if not name.endswith("/train")]
        self._show_key(shown)
        tr = self._session.tr
        documents = Spread(tr("Documents"), tuple(counts.documents for _, counts in shown))
        letters = Spread(tr("Letters"), tuple(counts.characters for _, counts in shown))
        totals: Counter[TypeKey] = Counter()
        for _, counts in shown:
            totals.update(counts.marks)
        types = (
            Spread(type_title(self._session, key[1]), tuple(counts.marks[key] for _, counts in shown))
            for key, _ in totals.most_common()
        )
        self.spreads.show([documents, letters, *types])

    def _show_key(self, parts: Sequence[tuple[str, PartCounts]]) -> None:
        while (taken := self._key.takeAt(0)) is not None:
            if (gone := taken.widget()) is not None:
                gone.deleteLater()
        for number, (name, _) in enumerate(parts[:_KEYS]):
            self._key.addWidget(Chip(part_colour(self._theme, number)))
            self._key.addWidget(plain.label(isolate(name.removesuffix("/test")), kind="muted"))
            self._key.addSpacing(8)
        self._key.addStretch(1)
