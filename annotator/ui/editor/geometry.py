"""Where each stretch of a block stands: its text shaped once, without any formats, and stretches turned to intervals.

A format on part of a word would break its lam-alef and move its marks, so nothing is ever set on the text. Neither of
Qt's two ways to measure a stretch is right alone in Arabic: `cursorToX` fails at the edges of embedded Latin runs, and
`glyphRuns` inside ligatures. So cuts inside an Arabic word are measured by the first and all others by the second.
Qt's UTF-16 positions end at this file: all offsets here are code points of the block.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QGlyphRun, QPainter, QTextLayout, QTextLine, QTextOption

from annotator.text.graphemes import boundaries
from annotator.ui.editor.seen import WHOLE, Seen, View

_NEAR = 0.6  # pixels between two intervals that are one
_HAIR = 1.5  # pixels that something left out is wide
_RUNS = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
_JOINING = frozenset(
    letter
    for first, last in ((0x600, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
    for letter in map(chr, range(first, last + 1))
    if unicodedata.category(letter)[0] in "LM"
) | {"\u200c", "\u200d"}


@dataclass(frozen=True, slots=True)
class Line:
    """One visual line: `[start, end)` in code points of the block, `visible` its end without hanging space.

    From `left` to `right` it has text; a mark on a letter of another font may lean out and is not followed there.
    """

    start: int
    end: int
    visible: int
    shaped: QTextLine
    ascent: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of one line, from `left` to `right` in pixels of the text column."""

    line: int
    left: float
    right: float

    @property
    def width(self) -> float:
        """Return the width in pixels."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Return the centre in pixels."""
        return (self.left + self.right) / 2


class Shaped:
    """A block's text in lines of one width; answers where a stretch stands and what stands at a point."""

    def __init__(self, text: str, width: float, font: QFont, *, is_rtl: bool, view: View = WHOLE) -> None:
        self.text = text
        self.width = width
        self.is_rtl = is_rtl
        self.boundaries = boundaries(text)
        self._map = Seen(text, view)
        self._layout = _layout(self._map.shown, font, is_rtl=is_rtl)
        self.lines = self._break()
        self._starts = [line.start for line in self.lines]

    def line_at(self, offset: int) -> int:
        """Return the number of the line that holds the offset."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def snap(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch grown outward to whole graphemes and cut to the block."""
        edges = self.boundaries
        low = edges[max(bisect_right(edges, max(start, 0)) - 1, 0)]
        return low, edges[min(bisect_left(edges, end), len(edges) - 1)]

    def pieces(self, start: int, end: int) -> list[Piece]:
        """Return where `[start, end)` stands, line by line and there from left to right."""
        start, end = self.snap(start, end)
        if start >= end:
            return []
        found: list[Piece] = []
        for number in range(self.line_at(start), self.line_at(end - 1) + 1):
            line = self.lines[number]
            low, high = max(start, line.start), min(end, line.visible)
            for left, right in self._intervals(line, low, high) if low < high else ():
                found.append(Piece(number, max(left, line.left), min(right, line.right)))
        return found or self._hair(start, end)

    def _hair(self, start: int, end: int) -> list[Piece]:
        """Return a hair's breadth for what the view leaves out, so that a mark on it can be seen."""
        if not self._map.is_hidden(start, end):
            return []
        number = self.line_at(start)
        line = self.lines[number]
        x = min(max(self._cursor(line, start), line.left), line.right)
        return [Piece(number, x - _HAIR / 2, x + _HAIR / 2)]

    def grapheme_at(self, number: int, x: float) -> tuple[int, int]:
        """Return the grapheme of a line that stands at x, or the nearest one.

        `xToCursor` errs near ligatures and run edges, so it is a guess and the neighbours' own places decide; where
        none of them is at x, the whole line is asked.
        """
        line = self.lines[number]
        guess = self._map.to_codepoint(line.shaped.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter))
        edges = self.boundaries
        first = bisect_left(edges, line.start)
        last = max(bisect_left(edges, line.visible), first + 1) if line.end > line.start else first
        middle = min(max(bisect_right(edges, guess) - 1, first), max(last - 1, first))
        best: tuple[tuple[float, float], int] | None = None
        for near in (range(max(middle - 2, first), min(middle + 3, last)), range(first, last)):
            found = [(self._distance(number, (edges[i], edges[i + 1]), x), i) for i in near]
            best = min(found, default=None)
            if best and best[0][0] == 0.0:
                break
        return (edges[best[1]], edges[best[1] + 1]) if best else (line.start, line.start)

    def runs_rtl(self, at: int) -> bool:
        """Say whether the character at an offset stands in a run from right to left."""
        line = self.lines[self.line_at(at)]
        runs = self._runs(line, at, self.snap(at, at + 1)[1])
        return runs[0].isRightToLeft() if runs else self.is_rtl

    def draw(self, painter: QPainter, number: int) -> None:
        """Draw one line where `place` put it."""
        self.lines[number].shaped.draw(painter, QPointF(0.0, 0.0))

    def runs(self, number: int) -> list[QGlyphRun]:
        """Return the glyphs of one line where `place` put it."""
        return self.lines[number].shaped.glyphRuns()

    def place(self, number: int, baseline: float) -> None:
        """Put a line's baseline at this height."""
        line = self.lines[number]
        line.shaped.setPosition(QPointF(line.shaped.position().x(), baseline - line.ascent))

    def _break(self) -> list[Line]:
        lines: list[Line] = []
        self._layout.beginLayout()
        while (shaped := self._layout.createLine()).isValid():
            shaped.setLineWidth(self.width)
            start = self._map.to_codepoint(shaped.textStart())
            end = self._map.to_codepoint(shaped.textStart() + shaped.textLength())
            visible = start + len(self.text[start:end].rstrip())
            room = shaped.naturalTextRect()
            lines.append(Line(start, end, visible, shaped, shaped.ascent(), room.left(), room.right()))
        self._layout.endLayout()
        return lines

    def _distance(self, number: int, span: tuple[int, int], x: float) -> tuple[float, float]:
        """Return how far x is from a grapheme, then its width: what has no ink is given its whole run by Qt."""
        pieces = [piece for piece in self.pieces(*span) if piece.line == number]
        gaps = (max(piece.left - x, x - piece.right, 0.0) for piece in pieces)
        return min(gaps, default=float("inf")), sum(piece.width for piece in pieces)

    def _intervals(self, line: Line, start: int, end: int) -> list[tuple[float, float]]:
        """Return the intervals of a stretch of one line by the two ways, each where it is exact."""
        cuts_first = start > line.start and self._is_inside_word(start)
        cuts_last = end < line.visible and self._is_inside_word(end)
        if cuts_first and cuts_last and self._word_end(line, start) >= end:
            edges = self._cursor(line, start), self._cursor(line, end)
            return [(min(edges), max(edges))]
        found: list[tuple[float, float]] = []
        if cuts_first:
            word_end = self._word_end(line, start)
            found += self._part(line, (self._word_start(line, start), word_end), start, is_after=True)
            start = word_end
        if cuts_last:
            word_start = self._word_start(line, end)
            found += self._part(line, (word_start, self._word_end(line, end)), end, is_after=False)
            end = word_start
        if start < end:
            found += _boxes(self._runs(line, start, end))
        return merged(found)

    def _part(self, line: Line, word: tuple[int, int], cut: int, *, is_after: bool) -> list[tuple[float, float]]:
        """Return the part of a word that is logically after (or before) a cut inside it."""
        runs = self._runs(line, *word)
        if not runs:
            return []
        boxes = _boxes(runs)
        left, right = min(box[0] for box in boxes), max(box[1] for box in boxes)
        x = min(max(self._cursor(line, cut), left), right)
        return [(left, x)] if runs[0].isRightToLeft() == is_after else [(x, right)]

    def _runs(self, line: Line, start: int, end: int) -> list[QGlyphRun]:
        first = self._map.to_utf16(start)
        return line.shaped.glyphRuns(first, self._map.to_utf16(end) - first, _RUNS)

    def _cursor(self, line: Line, at: int) -> float:
        x: Any = line.shaped.cursorToX(self._map.to_utf16(at))  # Any: PySide6 declares object
        return float(x[0])  # it returns the position as well

    def _is_inside_word(self, at: int) -> bool:
        return self.text[at - 1] in _JOINING and self.text[at] in _JOINING

    def _word_start(self, line: Line, at: int) -> int:
        while at > line.start and self.text[at - 1] in _JOINING:
            at -= 1
        return at

    def _word_end(self, line: Line, at: int) -> int:
        while at < line.visible and self.text[at] in _JOINING:
            at += 1
        return at


def _layout(text: str, font: QFont, *, is_rtl: bool) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    return layout


def _boxes(runs: Iterable[QGlyphRun]) -> list[tuple[float, float]]:
    boxes = (run.boundingRect() for run in runs)
    return [(box.left(), box.right()) for box in boxes if box.width() > 0]


def merged(intervals: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the intervals from left to right, those that touch or nearly touch made one."""
    found: list[tuple[float, float]] = []
    for left, right in sorted(intervals):
        if found and left - found[-1][1] < _NEAR:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found
