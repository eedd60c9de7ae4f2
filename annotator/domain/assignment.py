"""Assignment: pair rows with columns one to one so that the sum of costs is least; rows may stay alone.

Successive shortest augmenting paths over the pairs that are possible at all (Jonker and Volgenant 1987 on a sparse
matrix), exact for integers and floats alike. Marks overlap few others, so a document costs little more than reading
it; a dense solver from a library was refused because it would be the only thing that the domain needs from outside.
"""

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from typing import TypeAlias

Costs: TypeAlias = Mapping[int, float]  # column -> cost of pairing with it; what is absent is impossible


def assigned(rows: Sequence[Costs], alone: float = 0) -> list[int | None]:
    """Return for each row the column it is paired with, or None; each column is used at most once.

    `alone` is what it costs a row to stay alone: a pair that costs more is made only if it lets others cost less.
    Of several best ways the same one is found for the same costs in the same order.
    """
    search = _Search([{**costs, -1 - number: alone} for number, costs in enumerate(rows)])
    for number in range(len(rows)):
        search.place(number)
    return [column if column >= 0 else None for _, column in sorted(search.held.items())]


class _Search:
    """The state of a search: who has what, and the prices that keep all reduced costs at or above 0."""

    def __init__(self, rows: list[dict[int, float]]) -> None:
        self._rows = rows
        self._row_price = [min(costs.values()) for costs in rows]
        self._column_price: dict[int, float] = {}
        self.taken: dict[int, int] = {}  # column -> row
        self.held: dict[int, int] = {}  # row -> column

    def place(self, row: int) -> None:
        """Give a row a column along the cheapest path of rows that move over."""
        if len(self._rows[row]) == 1:
            self._take(-1 - row, row)
            return
        reached: dict[int, float] = {}  # column -> length of the cheapest path to it, where it is known for good
        came: dict[int, int] = {}  # column -> row from which that path comes
        best: dict[int, float] = {}
        heap: list[tuple[float, int]] = []
        at, length = row, 0.0
        while True:
            for column, total in self._lengths(at, length):
                if column not in reached and (column not in best or total < best[column]):
                    best[column] = total
                    came[column] = at
                    heappush(heap, (total, column))
            while heap[0][1] in reached or heap[0][0] > best[heap[0][1]]:
                heappop(heap)
            length, column = heappop(heap)
            reached[column] = length
            if column not in self.taken:
                break
            at = self.taken[column]
        self._reprice(row, reached, length)
        self._move_over(row, column, came)

    def _lengths(self, row: int, length: float) -> Iterator[tuple[int, float]]:
        """Yield the columns of a row that is `length` away, with the length of the path to each."""
        base = length - self._row_price[row]
        prices = self._column_price
        return ((column, base + cost - prices.get(column, 0)) for column, cost in self._rows[row].items())

    def _reprice(self, row: int, reached: Mapping[int, float], length: float) -> None:
        self._row_price[row] += length
        for column, distance in reached.items():
            if distance < length:
                self._column_price[column] = self._column_price.get(column, 0) + distance - length
                self._row_price[self.taken[column]] += length - distance

    def _move_over(self, row: int, column: int, came: Mapping[int, int]) -> None:
        while True:
            other = came[column]
            left = self.held.get(other)
            self._take(column, other)
            if other == row or left is None:
                return
            column = left

    def _take(self, column: int, row: int) -> None:
        self.taken[column] = row
        self.held[row] = column
