"""Outline: everything of the schema as a tree with counts, found by any part of a name, in the order of the schema."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from annotator.text.normalize import fold_text
from annotator.ui import fonts
from annotator.ui.chrome import chosen
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.branches import Branch, branches
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.widgets.chip import SIDE, paint_chip
from annotator.ui.widgets.paper import Paper
from annotator.ui.widgets.row_box import RowBox

_BRANCH = Qt.ItemDataRole.UserRole
_HEIGHT, _HEADING, _STEP = 29, 34, 16
_OPEN = ("entities", "values", "events", "relations", "attributes", "bases", "group")
_CENTRE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute


class Outline(Paper):
    """A field to search in and the tree below it."""

    chosen = Signal(object)  # a Spot

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._rows: dict[Spot, QTreeWidgetItem] = {}
        self._made_of: tuple[tuple[Spot, int], ...] = ()
        self.words = QLineEdit()
        self.words.setPlaceholderText(bench.tr("Find in the schema…"))
        self.words.setAccessibleName(bench.tr("Find in the schema…"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._narrow)
        self.tree = _tree(bench)
        self.tree.currentItemChanged.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(10, 0, 10, 0)
        head.addWidget(self.words)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        bench.edited.connect(self.read)
        self.read()

    def read(self) -> None:
        """Show the schema as it is now; what was open stays open."""
        found = list(_flat(branches(self._bench)))
        made_of = tuple((branch.spot, depth) for branch, depth in found)
        if made_of == self._made_of:
            for branch, _ in found:
                self._rows[branch.spot].setData(0, _BRANCH, branch)
        else:
            self._build(found)
            self._made_of = made_of
        self._narrow()
        self.point(self._bench.spot)

    def point(self, spot: Spot) -> None:
        """Select the row of a spot; nobody is told."""
        row = self._rows.get(spot)
        if row is None or row is self.tree.currentItem():
            return
        self.tree.blockSignals(True)
        self.tree.setCurrentItem(row)
        self.tree.blockSignals(False)
        self.tree.scrollToItem(row)

    def row(self, spot: Spot) -> QTreeWidgetItem:
        """Return the row of a spot; raises KeyError if the tree has none."""
        return self._rows[spot]

    def _build(self, found: list[tuple[Branch, int]]) -> None:
        open_ones = {spot for spot, row in self._rows.items() if row.isExpanded()}
        known = set(self._rows)
        self.tree.blockSignals(True)
        self.tree.clear()
        self._rows.clear()
        above: list[QTreeWidgetItem] = []
        for branch, depth in found:
            row = QTreeWidgetItem()
            row.setData(0, _BRANCH, branch)
            del above[depth:]
            if above:
                above[-1].addChild(row)
            else:
                self.tree.addTopLevelItem(row)
            above.append(row)
            self._rows[branch.spot] = row
        for spot, row in self._rows.items():
            row.setExpanded(spot in open_ones or (spot not in known and spot.page in _OPEN))
        self.tree.blockSignals(False)

    def _choose(self, row: QTreeWidgetItem | None) -> None:
        branch = row.data(0, _BRANCH) if row is not None else None
        if isinstance(branch, Branch):
            self.chosen.emit(branch.spot)

    def _narrow(self) -> None:
        needle = fold_text(self.words.text().strip())
        for number in range(self.tree.topLevelItemCount()):
            _hide(self.tree.topLevelItem(number), needle)


def _hide(row: QTreeWidgetItem | None, needle: str) -> bool:
    """Hide what has the words neither in a name nor below it; say whether it stays."""
    if row is None:
        return False
    branch = row.data(0, _BRANCH)
    below = [_hide(row.child(number), needle) for number in range(row.childCount())]
    is_hit = not needle or needle in fold_text(branch.words)
    row.setHidden(not (is_hit or any(below)))
    if needle and any(below):
        row.setExpanded(True)
    return is_hit or any(below)


def _flat(found: list[Branch], depth: int = 0) -> Iterator[tuple[Branch, int]]:
    for branch in found:
        yield branch, depth
        yield from _flat(list(branch.below), depth + 1)


def _tree(bench: Bench) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderHidden(True)
    tree.setIndentation(scaled(_STEP))
    tree.setMouseTracking(True)
    tree.setUniformRowHeights(False)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    tree.setItemDelegate(BranchDelegate(bench, tree))
    tree.setAccessibleName(bench.tr("The schema"))
    return tree


@dataclass(frozen=True, slots=True)
class _Fonts:
    plain: QFont
    heading: QFont
    small: QFont


class BranchDelegate(QStyledItemDelegate):
    """Paint one thing of the schema - chip, name, how many marks have it - or a heading."""

    def __init__(self, bench: Bench, parent: QTreeWidget) -> None:
        super().__init__(parent)
        self._bench = bench
        bold = fonts.label_font(scaled(13), QFont.Weight.DemiBold)
        self._fonts = _Fonts(fonts.label_font(scaled(14)), bold, fonts.label_font(scaled(12)))

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        branch = index.data(_BRANCH)
        is_heading = isinstance(branch, Branch) and not branch.spot.is_thing
        return QSize(100, scaled(_HEADING if is_heading else _HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        branch = index.data(_BRANCH)
        if not isinstance(branch, Branch):
            return
        theme, is_rtl = self._bench.theme, option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(chosen(theme)))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(theme.alternate))
        row = RowBox(option.rect.adjusted(4, 0, -4, 0), is_rtl=is_rtl)
        row.take_end(8)
        if branch.colour:
            chip = row.take(SIDE)
            box = QRectF(chip.left(), chip.center().y() - SIDE / 2 + 1, SIDE, SIDE)
            painter.setOpacity(0.4 if branch.is_retired else 1.0)
            paint_chip(painter, box, theme.line(branch.colour))
            painter.setOpacity(1.0)
            row.take(8)
        self._paint_words(painter, row, branch, is_rtl=is_rtl)
        painter.restore()

    def _paint_words(self, painter: QPainter, row: RowBox, branch: Branch, *, is_rtl: bool) -> None:
        theme = self._bench.theme
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        end = Qt.AlignmentFlag.AlignLeft if is_rtl else Qt.AlignmentFlag.AlignRight
        number = self._bench.tr.number(branch.count) if branch.count else ""
        painter.setFont(self._fonts.small)
        width = painter.fontMetrics().horizontalAdvance(number) + 8 if number else 0
        place: QRect = row.take_end(width)
        painter.setPen(QColor(theme.muted))
        painter.drawText(place, end | _CENTRE, number)
        is_heading = not branch.spot.is_thing
        font = QFont(self._fonts.heading if is_heading else self._fonts.plain)
        font.setStrikeOut(branch.is_retired)
        painter.setFont(font)
        is_quiet = branch.is_retired or branch.spot.page in ("role", "value", "subtype")
        painter.setPen(QColor(theme.bad if branch.is_wrong else theme.muted if is_quiet else theme.text))
        short = painter.fontMetrics().elidedText(branch.title, Qt.TextElideMode.ElideRight, row.box.width())
        painter.drawText(row.box, side | _CENTRE, short)
