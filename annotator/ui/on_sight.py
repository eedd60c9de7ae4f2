"""On sight: a sequence whose members are made when somebody looks at them, for lists of which few rows are seen."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class OnSight(Sequence[T], Generic[S, T]):
    """What `make` makes of each of the sources; it is made anew at every look."""

    def __init__(self, sources: Sequence[S], make: Callable[[S], T]) -> None:
        self._sources, self._make = sources, make

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return OnSight(self._sources[at], self._make)
        return self._make(self._sources[at])
