"""Words: the words and sentences around a place, found block by block and kept while they are near."""

from bisect import bisect_left, bisect_right
from functools import lru_cache

from annotator.domain.span import Span
from annotator.text import tokens
from annotator.ui.editor.blocks import Blocks

_KEPT = 64  # blocks


class Words:
    """Step through the words of one text in logical order; words are spans of the whole text."""

    def __init__(self, text: str, blocks: Blocks) -> None:
        self._text = text
        self._blocks = blocks
        self._of = lru_cache(_KEPT)(self._tokens)

    def at(self, offset: int) -> Span | None:
        """Return the word at an offset, or the nearest one of its block; None in an empty block."""
        index = self._blocks.find(offset)
        found = self._of(index)
        if not found:
            return None
        place = max(bisect_right(found, offset, key=lambda word: word.start) - 1, 0)
        here = found[place]
        if offset < here.end or place + 1 == len(found):
            return here
        following = found[place + 1]
        return here if offset - here.end < following.start - offset else following

    def beside(self, word: Span, step: int) -> Span | None:
        """Return the next (1) or previous (-1) word that has a letter or digit; None at the text's end."""
        index = self._blocks.find(word.start if step < 0 else max(word.end - 1, word.start))
        while 0 <= index < len(self._blocks):
            found = self._of(index)
            if step > 0:
                rest = found[bisect_left(found, word.end, key=lambda other: other.start) :]
            else:
                rest = found[: bisect_right(found, word.start, key=lambda other: other.end)][::-1]
            for other in rest:
                if any(letter.isalnum() for letter in self._text[other.start : other.end]):
                    return other
            index += step
        return None

    def first(self) -> Span | None:
        """Return the first word of the text."""
        return self.beside(Span(0, 1), -1) or self.at(0) or self.beside(Span(0, 1), 1) if self._text else None

    def sentence(self, offset: int) -> Span | None:
        """Return the sentence of an offset, or the nearest one before it in its block."""
        block = self._blocks[self._blocks.find(offset)]
        found = tokens.sentences(self._text[block.start : block.end])
        if not found:
            return None
        place = max(bisect_right(found, offset - block.start, key=lambda sentence: sentence.start) - 1, 0)
        return Span(found[place].start + block.start, found[place].end + block.start)

    def _tokens(self, index: int) -> list[Span]:
        block = self._blocks[index]
        found = tokens.words(self._text[block.start : block.end])
        return [Span(word.start + block.start, word.end + block.start) for word in found]
