"""Caret: the cursor that stands on a word, not between letters, and what it selects as it moves; knows no Qt.

Everything is in logical order, so mixed text never scrambles a span. What was chosen is the hull of two words, the
anchor and the head, beside the pieces that were kept before. Of a word that it comes to it takes the first stop that
the clitic policy wants.
"""

from annotator.domain.span import Fragments, Span, fragments
from annotator.text.graphemes import next_boundary, previous_boundary, snap
from annotator.text.stops import Cutting, pronoun, stops
from annotator.ui.editor.selection import NOTHING, Selection
from annotator.ui.editor.words import Words


class Caret:
    """Hold the selection of one text and change it step by step."""

    def __init__(self, text: str, words: Words, cutting: Cutting | None = None) -> None:
        self.cutting = cutting or Cutting()
        self._text = text
        self._words = words
        self._kept: tuple[Span, ...] = ()
        self._anchor: Span | None = None
        self._head: Span | None = None
        self._mark: str | None = None
        self._cycle: tuple[tuple[Span, ...], int] | None = None

    @property
    def selection(self) -> Selection:
        """Return what is selected now."""
        active = self._active
        return Selection(fragments((*self._kept, active)), self._mark) if active else NOTHING

    @property
    def head(self) -> Span | None:
        """Return the word that moves."""
        return self._head

    def stand_on(self, offset: int) -> None:
        """Put the cursor on the word at an offset, on its first stop."""
        self._take(self._stop(self._words.at(offset)))

    def choose(self, spans: Fragments, mark: str | None = None) -> None:
        """Select these fragments; the last is the one that further steps change."""
        self._take(spans[-1], spans[:-1])
        self._mark = mark

    def drag(self, start: Span, end: Span, *, kept: Fragments = ()) -> None:
        """Select from one word or grapheme to another."""
        self._take(start, kept)
        self._head = end

    def extend_to(self, offset: int) -> None:
        """Let the selection reach to the word at an offset; its other end stays."""
        self._move(self._words.at(offset), extend=True)

    def move_word(self, step: int, *, extend: bool) -> None:
        """Go to the word after or before what is selected; at the text's end nothing happens."""
        active = self._active
        if active is None or self._head is None:
            self._take(self._stop(self._words.first()))
        else:
            self._move(self._words.beside(self._head if extend else active, step), extend=extend)

    def move_sentence(self, step: int, *, extend: bool = False) -> None:
        """Go to the first word of the next sentence, of this one, or of the previous one."""
        head = self._head
        sentence = self._words.sentence(head.start) if head else None
        if head is None or sentence is None:
            return
        first = self._words.at(sentence.start)
        if step < 0 and first is not None and first.start < head.start:
            self._move(first, extend=extend)
            return
        edge = self._words.beside(sentence, step)
        if edge is not None:
            target = self._words.sentence(edge.start) if step < 0 else None
            self._move(self._words.at(target.start) if target else edge, extend=extend)

    def select_word(self) -> None:
        """Select the whole word of the cursor alone."""
        if self._head:
            self._take(self._words.at(self._head.start))

    def select_sentence(self) -> None:
        """Select the sentence of the cursor."""
        if self._head:
            self._take(self._words.sentence(self._head.start))

    def move_edge(self, edge: str, step: int) -> None:
        """Move the "start" or "end" edge by one grapheme; at least one grapheme stays."""
        active, mark = self._active, self._mark
        if active is None:
            return
        move = next_boundary if step > 0 else previous_boundary
        start = move(self._text, active.start) if edge == "start" else active.start
        end = move(self._text, active.end) if edge == "end" else active.end
        if start < end:
            self._take(Span(start, end), self._kept)
            self._mark = mark

    def cycle_cut(self) -> None:
        """Select the next of the pieces that the first chosen word may consist of, the whole word among them."""
        active, mark = self._active, self._mark
        if active is None:
            return
        options, at = self._cycle or (self._cuts(active), -1)
        for ahead in range(1, len(options) + 1):
            number = (at + ahead) % len(options)
            if options[number] != active:
                self._take(options[number], self._kept)
                self._mark, self._cycle = mark, (options, number)
                return

    def select_pronoun(self) -> bool:
        """Select the pronoun that ends the last chosen word; False, and nothing, if none does."""
        active = self._active
        word = self._words.at(active.end - 1) if active else None
        found = pronoun(self._text[word.start : word.end]) if word else None
        if word is None or found is None:
            return False
        self._take(Span(word.start + found.start, word.start + found.end))
        return True

    def add_piece(self) -> None:
        """Keep what is selected as one piece and go on to the next word for another."""
        active = self._active
        following = self._words.beside(active, 1) if active else None
        if active and following:
            self._take(self._stop(following), (*self._kept, active))

    def clear(self) -> None:
        """Give up all but the word of the cursor; after a sentence that is its last word, not its full stop."""
        head = self._head
        is_sign = head and not any(letter.isalnum() for letter in self._text[head.start : head.end])
        if head and is_sign and head != self._anchor:
            head = self._words.beside(head, -1) or head
        if head:
            self.stand_on(head.start)

    @property
    def _active(self) -> Span | None:
        if self._anchor is None or self._head is None:
            return None
        return Span(min(self._anchor.start, self._head.start), max(self._anchor.end, self._head.end))

    def _move(self, word: Span | None, *, extend: bool) -> None:
        stop = self._stop(word)
        if stop is None:
            return
        if extend and self._anchor is not None:
            self._head, self._mark, self._cycle = stop, None, None
        else:
            self._take(stop)

    def _stop(self, word: Span | None) -> Span | None:
        """Return the first stop on a word."""
        return self._stops(word)[0] if word else None

    def _stops(self, word: Span) -> list[Span]:
        found = stops(self._text[word.start : word.end], self.cutting)
        return [Span(word.start + cut.start, word.start + cut.end) for cut in found]

    def _take(self, span: Span | None, kept: tuple[Span, ...] = ()) -> None:
        """Select a span: its first word is the anchor, its last the head."""
        if span is None:
            return
        whole = snap(self._text, span)
        self._anchor = self._part(whole, whole.start)
        self._head = self._part(whole, whole.end - 1)
        self._kept, self._mark, self._cycle = kept, None, None

    def _part(self, whole: Span, offset: int) -> Span:
        """Return what a span has of the word at an offset; the whole span where no word is."""
        word = self._words.at(offset)
        start, end = max(word.start, whole.start) if word else 0, min(word.end, whole.end) if word else 0
        return Span(start, end) if start <= offset < end else whole

    def _cuts(self, active: Span) -> tuple[Span, ...]:
        """Return the stretches to offer: pieces of the only word, or other beginnings of the first of several."""
        word = self._words.at(active.start)
        if word is None:
            return (active,)
        offered = self._stops(word)
        if active.end > word.end:
            offered = [Span(cut.start, active.end) for cut in offered]
        return tuple(dict.fromkeys(offered)) or (active,)
