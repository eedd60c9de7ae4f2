"""Which document that was read back is which of those that were written, one at a time.

In one file documents stand in the order in which they were written. Where their texts were put together anew, their
visible letters say where each begins: an example that is a sentence is found in its document, and a file that does not
say where documents begin is cut where they do. Of folders the texts, and then the names, say it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.model import Document, Entity, Event, Layer, spans_of
from annotator.domain.span import Fragments, Span
from annotator.formats.features import mentions
from annotator.operations.export_compare import Piece
from annotator.operations.export_places import Place, Words, exact_place, lettered


@dataclass(frozen=True, slots=True)
class Match:
    """The pieces of one written document, and how places are counted in it; `is_whole`: all of its text came back."""

    pieces: tuple[Piece, ...]
    place: Callable[[Fragments], Place] = exact_place
    is_loose: bool = False
    is_whole: bool = True


def matched(text: str, back: Document) -> Match:
    """Return the match of one text and what came back of it, as it was or with other blanks."""
    if back.text == text:
        return Match((Piece(back, exact_place),))
    mine, other = lettered(text), lettered(back.text)
    return Match((Piece(back, other.place),), mine.place, is_whole=mine.letters == other.letters)


class Stream:
    """The documents of one file as they are read, of which each written document takes its own."""

    def __init__(self, documents: Iterable[Document], *, overlaps: bool) -> None:
        self._documents = iter(documents)
        self._overlaps = overlaps
        self._next: Document | None = None
        self._cut: _Cut | None = None  # of the next document, if it was asked for
        self._taken = 0  # letters of the next document that belong to the written one before

    def peek(self) -> Document | None:
        """Return the document that comes next, None at the end."""
        if self._next is None:
            self._next, self._cut, self._taken = next(self._documents, None), None, 0
        return self._next

    def drop(self) -> None:
        """Go on to the document after the next one."""
        self._next = None

    def take(self, text: str, absent: Sequence[Span]) -> Match:
        """Return the match of a text; nothing is taken if the document that comes next does not begin like it.

        `absent` are stretches of the text, ascending, that are not there.
        """
        back = self.peek()
        if back is not None and not self._taken and back.text == text:
            self.drop()
            return Match((Piece(back, exact_place),))
        mine = lettered(text)
        gaps = [(mine.before(span.start), mine.before(span.end)) for span in absent]
        pieces: list[Piece] = []
        reached, before, is_loose = _over(gaps, 0), -1, False
        while reached < len(mine.letters) and (back := self.peek()) is not None:
            self._cut = cut = self._cut or _Cut(back)
            starts = self._starts(cut, mine.letters, before, reached)
            if not starts:
                break
            is_loose = is_loose or len(starts) > 1
            before, at = starts[0], starts[-1]
            end = min(at + cut.count - self._taken, len(mine.letters))
            pieces.append(cut.piece(self._taken, end - at, at))
            reached = _over(gaps, max(reached, end))
            self._taken += end - at
            if self._taken == cut.count:
                self.drop()
        is_whole = reached >= len(mine.letters)
        if not is_loose:
            return Match(tuple(pieces), mine.place, is_whole=is_whole)
        words = Words()
        loose = tuple(Piece(piece.document, words.of_text(piece.document.text)) for piece in pieces)
        return Match(loose, words.of_text(text), is_loose, is_whole)

    def _starts(self, cut: "_Cut", letters: str, before: int, reached: int) -> list[int]:
        """Return where in the letters of a written document the next one may begin."""
        first = before + 1 if self._overlaps and before >= 0 else reached
        count = cut.count - self._taken
        if count <= len(letters) - first:
            rest = cut.letters[self._taken :]
            return [at for at in range(first, reached + 1) if letters.startswith(rest, at)]
        is_begin = not self._overlaps and cut.letters.startswith(letters[reached:], self._taken)
        return [reached] if is_begin else []


class _Cut:
    """A document that was read, to be cut at some of its visible letters."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._letters = lettered(document.text)
        self._sorted: list[tuple[list[int], list[Entity | Event]]] = []

    @property
    def letters(self) -> str:
        """Return the visible letters of the text."""
        return self._letters.letters

    @property
    def count(self) -> int:
        """Return how many they are."""
        return len(self.letters)

    def piece(self, first: int, count: int, at: int) -> Piece:
        """Return so many letters from one on, which are the letters from `at` on in the document that was written."""

        def place(spans: Fragments) -> Place:
            return self._letters.place(spans, at - first)

        if count == self.count:
            return Piece(self._document, place)
        numbers = range(len(self._document.layers))
        layers = tuple(self._inside(number, first, first + count) for number in numbers)
        return Piece(replace(self._document, layers=layers), place)

    def _inside(self, number: int, first: int, last: int) -> Layer:
        """Return a layer with the mentions that begin in a stretch of letters, and the links between them."""
        self._sorted = self._sorted or [self._in_order(layer) for layer in self._document.layers]
        starts, marks = self._sorted[number]
        inside = marks[bisect_left(starts, first) : bisect_left(starts, last)]
        ids = {mark.id for mark in inside}
        layer = self._document.layers[number]
        return replace(
            layer,
            entities=tuple(mark for mark in inside if isinstance(mark, Entity)),
            events=tuple(mark for mark in inside if isinstance(mark, Event)),
            relations=tuple(item for item in layer.relations if {item.head, item.tail} <= ids),
        )

    def _in_order(self, layer: Layer) -> tuple[list[int], list[Entity | Event]]:
        placed = [(self._letters.before(spans_of(mark)[0].start), mark) for mark in mentions(layer)]
        placed.sort(key=lambda pair: pair[0])
        return [at for at, _ in placed], [mark for _, mark in placed]


def _over(gaps: Sequence[tuple[int, int]], at: int) -> int:
    """Return the first place behind what is absent at a place."""
    for start, end in gaps:
        if start <= at < end:
            at = end
    return at
