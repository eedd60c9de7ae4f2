"""Scroll: which part of a sheet a window shows, held as a block and a distance into it.

The distance to the document's top is only known as well as the heights above are; a block and a distance stay true
when an estimate is corrected, so the text never jumps.
"""

from collections.abc import Iterator

from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.sheet import Sheet

EDGE = 14  # free pixels above the first and below the last block


class Scroll:
    """The place of a window over a sheet; all values in whole pixels."""

    def __init__(self, sheet: Sheet, height: int) -> None:
        self.sheet = sheet
        self.height = height
        self._block = 0
        self._inside = -EDGE

    @property
    def value(self) -> int:
        """Return how far the window's upper edge is from the document's top, as far as is known."""
        return EDGE + self.sheet.heights.top(self._block) + self._inside

    @property
    def most(self) -> int:
        """Return the greatest value."""
        return max(self.sheet.heights.total + 2 * EDGE - self.height, 0)

    def top_of(self, index: int) -> int:
        """Return where a block's upper edge is in the window, by the heights known now."""
        return EDGE + self.sheet.heights.top(index) - self.value

    def visible(self) -> Iterator[tuple[int, BlockLayout, int]]:
        """Yield the blocks in the window with their layouts and where each begins."""
        index, top = self._block, -self._inside
        while top < self.height and index < len(self.sheet.blocks):
            layout = self.sheet.layout(index)
            yield index, layout, top
            top += layout.height
            index += 1

    def at(self, y: float) -> tuple[int, BlockLayout, int] | None:
        """Return the visible block at a height of the window; beyond the last, the last."""
        found = None
        for entry in self.visible():
            if found is not None and y < entry[2]:
                break
            found = entry
        return found

    def move(self, way: int) -> int:
        """Move by so many pixels and return how far it went; what comes into view is laid out first."""
        went = self._walk(way)
        for _ in range(4):  # laying out what appears can shorten the document
            list(self.visible())
            beyond = self.value - self.most
            if beyond <= 0:
                break
            went += self._walk(-beyond)
        return went

    def jump(self, value: int) -> None:
        """Go to a place by its value: the same share of the block that is there by the estimate."""
        index, rest = self.sheet.heights.find(max(value - EDGE, 0))
        share = rest / max(self.sheet.heights[index], 1)
        self._block = index
        height = self.sheet.layout(index).height
        self._inside = round(min(share, 1.0) * height)
        if value < EDGE:
            self._block, self._inside = 0, value - EDGE
        self.move(self.height if value >= self.most else 0)

    def put(self, index: int, inside: float, y: float) -> None:
        """Bring the point `inside` pixels into a block to height `y` of the window."""
        self.sheet.layout(index)
        self._block, self._inside = index, round(inside - y)
        self.move(0)

    def near(self) -> list[int]:
        """Return the blocks just outside the window that have no layout yet, the nearest first."""
        shown = [index for index, _, _ in self.visible()]
        if not shown:
            return []
        candidates = (shown[-1] + 1, shown[0] - 1, shown[-1] + 2, shown[0] - 2)
        return [i for i in candidates if 0 <= i < len(self.sheet.blocks) and not self.sheet.is_laid_out(i)]

    def _walk(self, way: int) -> int:
        sheet = self.sheet
        wanted = self._inside + way
        while wanted < 0 and self._block > 0:
            self._block -= 1
            wanted += sheet.layout(self._block).height
        while self._block < len(sheet.blocks) - 1 and wanted >= sheet.layout(self._block).height:
            wanted -= sheet.layout(self._block).height
            self._block += 1
        lost = min(wanted + EDGE, 0) if self._block == 0 else 0
        self._inside = wanted - lost
        return way - lost
