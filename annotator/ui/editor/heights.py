"""Heights: how tall each block is, summed so that a scroll position finds its block in O(log n) (Fenwick tree)."""

from collections.abc import Iterable


class Heights:
    """Whole pixels per block; a block that was never laid out has an estimate."""

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = list(heights)
        self._sums = [0, *self._heights]
        for index in range(1, len(self._sums)):
            above = index + (index & -index)
            if above < len(self._sums):
                self._sums[above] += self._sums[index]
        self._total = sum(self._heights)
        self._step = 1 << max(len(self._heights).bit_length() - 1, 0)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    @property
    def total(self) -> int:
        """Return the height of all blocks."""
        return self._total

    def put(self, index: int, height: int) -> None:
        """Replace the height of one block."""
        change = height - self._heights[index]
        if not change:
            return
        self._heights[index] = height
        self._total += change
        index += 1
        while index < len(self._sums):
            self._sums[index] += change
            index += index & -index

    def top(self, index: int) -> int:
        """Return the height of all blocks before this one."""
        height = 0
        while index:
            height += self._sums[index]
            index &= index - 1
        return height

    def find(self, y: int) -> tuple[int, int]:
        """Return the block at height y and how far inside it y is; beyond the ends, the first or last block."""
        y = max(y, 0)
        index, step, rest = 0, self._step, y
        while step:
            ahead = index + step
            if ahead < len(self._sums) and self._sums[ahead] <= rest:
                index = ahead
                rest -= self._sums[ahead]
            step >>= 1
        if index >= len(self._heights):
            last = len(self._heights) - 1
            return last, y - self.top(last)
        return index, rest
