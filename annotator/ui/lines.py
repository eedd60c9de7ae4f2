"""Lines: in which paragraph of a text an offset lies, as the gutter numbers them."""

from bisect import bisect_left
from functools import lru_cache
from re import finditer


def line_of(text: str, offset: int) -> int:
    """Return the number, from 1, of the paragraph that holds an offset (code points)."""
    return bisect_left(_ends(text), offset) + 1


@lru_cache(maxsize=2)
def _ends(text: str) -> list[int]:
    return [found.start() for found in finditer("\n", text)]
