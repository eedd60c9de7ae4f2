"""Offsets: code points against the UTF-16 units of Qt and the bytes of UTF-8.

Nearly every text lies in the basic plane, where a code point is one UTF-16 unit; only the characters beyond it are
kept in a list, and a text without any costs nothing.
"""

from array import array
from bisect import bisect_left

import regex

_ASTRAL = regex.compile(r"[\U00010000-\U0010FFFF]")


class Utf16Map:
    """Convert offsets of one text between code points and UTF-16 units."""

    __slots__ = ("_astral", "_length", "_units")

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral = array("Q", (match.start() for match in _ASTRAL.finditer(text)))
        self._units = array("Q", (at + before for before, at in enumerate(self._astral)))

    @property
    def is_identity(self) -> bool:
        """Say whether both ways of counting agree everywhere in the text."""
        return not self._astral

    def to_utf16(self, codepoint: int) -> int:
        """Return the UTF-16 offset of a code point offset; raises IndexError outside 0 to the text's length."""
        _within(codepoint, self._length)
        return codepoint + bisect_left(self._astral, codepoint)

    def to_codepoint(self, unit: int) -> int:
        """Return the code point offset of a UTF-16 offset; one inside a surrogate pair belongs to the pair's start.

        Raises IndexError outside 0 to the text's length in UTF-16 units.
        """
        _within(unit, self._length + len(self._astral))
        before = bisect_left(self._units, unit)
        if before and self._units[before - 1] == unit - 1:
            before -= 1
            unit -= 1
        return unit - before


def to_bytes(text: str, codepoint: int) -> int:
    """Return the UTF-8 byte offset of a code point offset; raises IndexError outside 0 to the text's length."""
    _within(codepoint, len(text))
    return len(text[:codepoint].encode("utf-8", "surrogatepass"))


def from_bytes(text: str, offset: int) -> int:
    """Return the code point offset of a UTF-8 byte offset; one inside a character belongs to its start.

    Raises IndexError outside 0 to the text's length in bytes.
    """
    encoded = text.encode("utf-8", "surrogatepass")
    _within(offset, len(encoded))
    while offset < len(encoded) and encoded[offset] & 0xC0 == 0x80:
        offset -= 1
    return len(encoded[:offset].decode("utf-8", "surrogatepass"))


def _within(offset: int, length: int) -> None:
    if not 0 <= offset <= length:
        raise IndexError(f"offset {offset} lies outside 0 to {length}")
