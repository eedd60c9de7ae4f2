"""Stages: one progress for long work of several passes, each of which has its share of the whole."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias, TypeVar

T = TypeVar("T")
Progress: TypeAlias = Callable[[int, int], None]  # done and in all
WHOLE = 1000  # what the passes together come to
EACH = 5_000  # rows between two reports


def quiet(_done: int, _total: int) -> None:
    """Show no progress."""


class Stages:
    """Tell of the whole work whenever a pass tells of its part; `shares` are in the order of the passes."""

    def __init__(self, progress: Progress, shares: Mapping[str, int]) -> None:
        self._progress = progress
        self._shares = shares
        self._sum = sum(shares.values())
        self._told = -1

    def of(self, name: str) -> Progress:
        """Return what a pass tells of: its own done and total, 0 of 0 for a pass with nothing to do."""
        names = list(self._shares)
        before = sum(self._shares[other] for other in names[: names.index(name)])
        share = self._shares[name]

        def tell(done: int, total: int) -> None:
            reached = round(WHOLE * (before + share * (done / total if total else 1)) / self._sum)
            if reached > self._told:
                self._told = reached
                self._progress(reached, WHOLE)

        return tell


def counted(rows: Iterable[T], tell: Callable[[], None]) -> Iterator[T]:
    """Yield the rows, and tell now and then that it goes on."""
    for number, row in enumerate(rows):
        if number % EACH == 0:
            tell()
        yield row
