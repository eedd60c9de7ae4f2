"""Seen: a block's text as it is shown, with vowel marks or tatweel left out, and the way between both counts.

The text itself never changes: everything outside asks in code points of the true text, and what is left out has a
place between its neighbours.
"""

from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import regex

from annotator.text.letters import TATWEEL
from annotator.text.offsets import Utf16Map

_EM_SPACE = "\u2003"
_SHOWN = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2029], _EM_SPACE)  # tabs and controls keep their place
# Vowel marks and signs of recitation; hamza and madda above a letter (U+0653 to U+0655) spell it and stay.
_MARK = (
    "[\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u08d3-\u08e1\u08e3-\u08ff]"
)


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a text: vowel marks, tatweel, and small signs where characters are invisible."""

    tashkeel: bool = True
    tatweel: bool = True
    invisible: bool = False


WHOLE = View()


class Seen:
    """Hold the shown text; converts between true code points and Qt's UTF-16 units of what is shown."""

    __slots__ = ("_gaps", "_hidden", "_length", "_map", "shown")

    def __init__(self, text: str, view: View = WHOLE) -> None:
        self._hidden = array("Q", _hidden(text, view))
        self._gaps = array("Q", (at - before for before, at in enumerate(self._hidden)))
        self._length = len(text)
        left_out = frozenset(self._hidden)
        kept = "".join(letter for at, letter in enumerate(text) if at not in left_out) if left_out else text
        self.shown = kept.translate(_SHOWN)
        self._map = Utf16Map(self.shown)

    def is_hidden(self, start: int, end: int) -> bool:
        """Say whether nothing of `[start, end)` is shown."""
        return bisect_left(self._hidden, end) - bisect_left(self._hidden, start) == end - start

    def to_utf16(self, offset: int) -> int:
        """Return the unit of the shown text at a true offset; of what is left out, the unit after it."""
        return self._map.to_utf16(offset - bisect_left(self._hidden, offset))

    def to_codepoint(self, unit: int) -> int:
        """Return the true offset of a unit of the shown text, beyond what is left out there; 0 and the end are kept."""
        shown = self._map.to_codepoint(unit)
        return shown + bisect_right(self._gaps, shown) if shown else 0


def _hidden(text: str, view: View) -> list[int]:
    """Return the offsets that a view leaves out; a tatweel that carries a shown mark stays with it."""
    if view.tashkeel and view.tatweel:
        return []
    return [match.start() for match in _PATTERNS[view.tashkeel, view.tatweel].finditer(text)]


_PATTERNS = {
    (False, True): regex.compile(_MARK),
    (True, False): regex.compile(rf"{TATWEEL}(?!\p{{M}})"),
    (False, False): regex.compile(rf"{_MARK}|{TATWEEL}(?!{_MARK}*+\p{{M}})"),
}
