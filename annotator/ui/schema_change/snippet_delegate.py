"""Snippet delegate: paint a mark's words in the middle of the line that they stand in, as a concordance does.

What stands before and after is cut at whole words where the room ends, so that the eye goes down one column of marks.
"""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from annotator.text.direction import base_direction
from annotator.ui import fonts
from annotator.ui.chrome import chosen
from annotator.ui.scale import scaled
from annotator.ui.schema_change.place_table import SNIPPET, Snippet
from annotator.ui.theme import Theme
from annotator.ui.widgets.row_view import Index

_SIZE, _PAD = 15, 8
_WIDEST = 0.7  # share of the column that the words may take


class SnippetDelegate(QStyledItemDelegate):
    """Paint snippets with as much of their context as there is room for."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._font = fonts.label_font(scaled(_SIZE))
        self._bold = fonts.label_font(scaled(_SIZE), QFont.Weight.DemiBold)
        self._metrics, self._bold_metrics = QFontMetricsF(self._font), QFontMetricsF(self._bold)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, scaled(30))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        snippet = index.data(SNIPPET)
        if not isinstance(snippet, Snippet):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setClipRect(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(chosen(self._theme)))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(self._theme.alternate))
        self._draw(painter, option.rect.adjusted(_PAD, 0, -_PAD, 0), snippet)
        painter.restore()

    def _draw(self, painter: QPainter, box: QRect, snippet: Snippet) -> None:
        shown = self._fitting(snippet, box.width())
        layout = self._layout(shown, is_rtl=base_direction(snippet.before + snippet.words + snippet.after) == "rtl")
        line = layout.lineAt(0)
        start, end = (_units(shown.before), _units(shown.before + shown.words))
        first, last = (_x(line.cursorToX(at)) for at in (start, end))
        left = box.center().x() - (first + last) / 2
        left = min(max(left, box.left()), max(box.left(), box.right() - line.naturalTextWidth()))
        painter.setPen(QColor(self._theme.muted))
        layout.draw(painter, QPointF(left, box.center().y() - line.height() / 2 + 1))

    def _fitting(self, snippet: Snippet, width: int) -> Snippet:
        words = self._bold_metrics.elidedText(snippet.words, Qt.TextElideMode.ElideMiddle, width * _WIDEST)
        room = (width - self._bold_metrics.horizontalAdvance(words)) / 2
        before, after = snippet.before, snippet.after
        while before not in ("", "…") and self._metrics.horizontalAdvance(before) > room:
            before = "…" + before.removeprefix("…").partition(" ")[2] if " " in before else "…"
        while after not in ("", "…") and self._metrics.horizontalAdvance(after) > room:
            after = after.removesuffix("…").rpartition(" ")[0] + "…" if " " in after else "…"
        return Snippet(before, words, after, snippet.colour)

    def _layout(self, snippet: Snippet, *, is_rtl: bool) -> QTextLayout:
        layout = QTextLayout(snippet.before + snippet.words + snippet.after, self._font)
        flow = QTextOption()
        flow.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
        flow.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        flow.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(flow)
        layout.setFormats([self._marked(snippet)])
        layout.beginLayout()
        layout.createLine().setLineWidth(1 << 20)
        layout.endLayout()
        return layout

    def _marked(self, snippet: Snippet) -> QTextLayout.FormatRange:
        colour = self._theme.line(snippet.colour)
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.fill(snippet.colour)))
        look.setForeground(QColor(self._theme.word(colour)))
        look.setFontWeight(QFont.Weight.DemiBold)
        marked = QTextLayout.FormatRange()
        marked.start, marked.length = _units(snippet.before), _units(snippet.words)
        marked.format = look
        return marked


def _x(place: object) -> float:
    """Return the x of what `cursorToX` gives, which is a number or a pair of it and the cursor."""
    return float(place[0] if isinstance(place, tuple | list) else place)  # type: ignore[arg-type]  # Qt's own number


def _units(text: str) -> int:
    """Return the length as Qt counts it, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
