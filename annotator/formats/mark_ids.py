"""Ids of marks in a layer that is read: those of the file where they are sound, and never one for two marks."""

from annotator.domain.model import Json
from annotator.text.direction import unsafe_characters


class MarkIds:
    """The ids that are taken in one layer."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}  # the last number that was put behind a name

    def take(self, stated: Json, otherwise: str) -> str:
        """Return the stated id if it is a name that is free, else another one close to it."""
        wanted = str(stated) if isinstance(stated, (str, int)) and not isinstance(stated, bool) else otherwise
        if not wanted.strip() or unsafe_characters(wanted):
            wanted = otherwise
        free = wanted
        while free in self._taken:
            number = self._numbers[wanted] = self._numbers.get(wanted, 1) + 1
            free = f"{wanted}-{number}"
        self._taken.add(free)
        return free
