"""Blocks: a text cut into paragraphs, and very long ones into pieces at white space, so that none is slow to shape."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from annotator.text.direction import base_direction
from annotator.text.graphemes import previous_boundary

Direction: TypeAlias = Literal["rtl", "ltr"]
LONGEST = 4000  # code points of one block
_SEARCH = 400  # how far before the limit a space is looked for


@dataclass(frozen=True, slots=True)
class Block:
    """`[start, end)` of the text, without its line end; `number` counts blocks from 1."""

    index: int
    start: int
    end: int
    paragraph: int  # where the paragraph starts: its first strong letter decides the direction of all its pieces

    @property
    def number(self) -> int:
        """Return the number that readers see."""
        return self.index + 1


class Blocks:
    """Hold where the blocks of one text begin and end; 5 million characters cost one search for line ends."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = array("q")
        self._ends = array("q")
        self._paragraphs = array("q")
        for start, end in _paragraphs(text):
            for first, last in _cut(text, start, end):
                self._starts.append(first)
                self._ends.append(last)
                self._paragraphs.append(start)

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: int) -> Block:
        return Block(index, self._starts[index], self._ends[index], self._paragraphs[index])

    def lengths(self) -> Iterator[int]:
        """Yield the length of each block in code points."""
        return (end - start for start, end in zip(self._starts, self._ends, strict=True))

    def find(self, offset: int) -> int:
        """Return the index of the block that holds the offset; a line end belongs to the block before it."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def text_of(self, index: int) -> str:
        """Return the text of a block."""
        return self.text[self._starts[index] : self._ends[index]]

    def direction(self, index: int, default: Direction) -> Direction:
        """Return the direction of a block's paragraph: that of its first strong letter, else `default`."""
        start = self._paragraphs[index]
        sample = self.text[start : start + LONGEST].split("\n", 1)[0]
        if not any(letter.isalpha() for letter in sample):
            return default
        return "rtl" if base_direction(sample) == "rtl" else "ltr"


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield start, end
        start = end + 1
    yield start, len(text)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        limit = start + LONGEST
        cut = next((at for at in range(limit, limit - _SEARCH, -1) if text[at - 1].isspace()), None)
        cut = cut or previous_boundary(text, limit + 1)
        yield start, cut
        start = cut
    yield start, end
