"""Hints: the letters to press for each of many targets, the nearest ones getting the shortest and easiest."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from annotator.ui.keys import caps

# Home row first, then the rows above and below, strong fingers before weak ones.
_LETTERS = "FJDKSLAGHREUIWOVNCMTYBXQPZ"
_PREFIXES = 6
MOST = 176  # targets that can have letters: 20 by one, 6 times 26 by two


def allot(targets: Sequence[str]) -> dict[str, str]:
    """Return letters for each target id, in the order given; no hint begins another, and the farthest may get none."""
    if len(targets) <= len(_LETTERS):
        return dict(zip(targets, _LETTERS, strict=False))
    return dict(zip(targets, _codes(), strict=False))


def label(letters: str) -> str:
    """Return what is shown for a hint: its keys with their Latin and their Arabic letters."""
    found = [cap for letter in letters for cap in caps(letter)]
    return f"\u200e{''.join(cap.latin for cap in found)} {''.join(cap.arabic for cap in found)}"


def labels(hints: Mapping[str, str], typed: str = "") -> dict[str, str]:
    """Return what is shown over each mark: the keys still to be pressed; marks that `typed` rules out show none."""
    return {
        mark_id: label(letters.removeprefix(typed)) for mark_id, letters in hints.items() if letters.startswith(typed)
    }


def _codes() -> Iterable[str]:
    yield from _LETTERS[:-_PREFIXES]
    for first in _LETTERS[-_PREFIXES:]:
        yield from (first + second for second in _LETTERS)


def nearest(places: Iterable[tuple[str, int]], origin: int, limit: int | None = MOST) -> list[str]:
    """Return the ids of at most `limit` places (id, offset in code points), the nearest to `origin` first."""
    ordered = sorted(places, key=lambda place: abs(place[1] - origin))
    return [mark_id for mark_id, _ in islice(ordered, limit)]
