"""Canvas: the text with its marks, the cursor that stands on words, and what mouse and commands do with both.

It asks for changes by signals and changes nothing itself. Keys belong to the window, which turns them into calls of
the methods here.
"""

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from annotator.domain.model import Relation, spans_of
from annotator.domain.span import Fragments, Span
from annotator.text.stops import Cutting
from annotator.ui.editor.blocks import Direction
from annotator.ui.editor.caret import Caret
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.moment import State
from annotator.ui.editor.mouse import Mouse
from annotator.ui.editor.selection import NOTHING, Selection
from annotator.ui.editor.surface import Surface
from annotator.ui.editor.tips import tip
from annotator.ui.editor.words import Words
from annotator.ui.widgets import plain

Side: TypeAlias = Literal["left", "right"]
Edge: TypeAlias = Literal["start", "end"]


class Canvas(Surface):
    """Show a document and let its words and marks be chosen."""

    selection_changed = Signal(object)  # Selection
    mark_clicked = Signal(str)
    mark_activated = Signal(str)
    link_requested = Signal(str, str)  # from the dragged tag's mark to the other
    resize_requested = Signal(str, object)  # the mark and its new Fragments

    def __init__(self, look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._caret: Caret | None = None
        self._words: Words | None = None
        self._cutting = Cutting()
        self._mouse = Mouse(self)

    def show_document(
        self,
        text: str,
        marks: Marks,
        *,
        direction: Direction | None = None,
        turned: dict[int, Direction] | None = None,
    ) -> None:
        """Show a text with its marks from the beginning, the cursor on its first word."""
        self.state = State()
        super().show_document(text, marks, direction=direction, turned=turned)
        assert self.sheet is not None  # just made
        self._words = Words(text, self.sheet.blocks)
        self._caret = Caret(text, self._words, self._cutting)
        self._caret.stand_on(0)
        self._choose()

    def set_cutting(self, cutting: Cutting) -> None:
        """Let the cursor take words as this clitic policy says, from its next step on."""
        self._cutting = cutting
        if self._caret:
            self._caret.cutting = cutting

    def clear(self) -> None:
        """Show no document, but the hint."""
        self._caret = None
        self.state = State()
        super().clear()
        self.selection_changed.emit(NOTHING)

    def refresh(self, ids: Iterable[str]) -> None:
        """Show marks as they are now; a selected mark that is gone or was resized takes the selection with it."""
        changed = set(ids)
        super().refresh(changed)
        mark = self.selection.mark
        if mark in changed and self._caret and self.sheet:
            mention = self.sheet.marks.mention(mark)
            if mention:
                self._caret.choose(spans_of(mention), mention.id)
            elif mark not in self.sheet.marks:
                self._caret.choose(self.selection.spans)
            self._choose(reveal=False)

    # What is selected

    @property
    def selection(self) -> Selection:
        """Return the selected text and mark."""
        return self.state.selection

    @property
    def caret_word(self) -> Span | None:
        """Return the word that the cursor stands on, or None before a document is shown."""
        return self._caret.head if self._caret else None

    @property
    def is_rtl(self) -> bool:
        """Say whether the paragraph of the cursor runs from right to left."""
        head = self._caret.head if self._caret else None
        return self.sheet.is_rtl(self.sheet.blocks.find(head.start)) if self.sheet and head else True

    def select_mark(self, mark_id: str | None) -> None:
        """Select a mark and its text, or no mark; an unknown id is no error."""
        if self._caret is None or self.sheet is None or mark_id == self.selection.mark:
            return
        mark = self.sheet.marks.get(mark_id) if mark_id else None
        mention = self.sheet.marks.mention(mark.head if isinstance(mark, Relation) else mark_id)
        if mark and mention:
            self._caret.choose(spans_of(mention), mark.id)
        elif self.selection.spans:
            self._caret.choose(self.selection.spans)
        self._choose()

    def select_spans(self, spans: Fragments, mark: str | None = None) -> None:
        """Select these fragments, of that mark if one is named."""
        if self._caret and spans:
            self._caret.choose(spans, mark)
            self._choose()

    def turn_paragraph(self) -> None:
        """Let the paragraph of the cursor run the other way."""
        if self.sheet and self.selection.spans:
            self.sheet.turn(self.sheet.blocks.find(self.selection.spans[-1].start))
            self.refit()

    def clear_selection(self) -> None:
        """Let go of the mark and of all words but the cursor's."""
        self._do(Caret.clear)

    # Moving the cursor

    def move_token(self, step: int, *, extend: bool = False) -> None:
        """Go to the next (1) or previous (-1) word in reading order, or extend the selection to it."""
        if self._caret:
            self._caret.move_word(step, extend=extend)
            self._choose()

    def move_towards(self, side: Side, *, extend: bool = False) -> None:
        """Go to the word on that side: left is the next one where a paragraph runs from right to left."""
        self.move_token(1 if (side == "left") == self.is_rtl else -1, extend=extend)

    def move_sentence(self, step: int, *, extend: bool = False) -> None:
        """Go to the beginning of the next or previous sentence, or extend the selection to it."""
        if self._caret:
            self._caret.move_sentence(step, extend=extend)
            self._choose()

    def move_line(self, step: int, *, extend: bool = False) -> None:
        """Go to the nearest word of the line below (1) or above (-1)."""
        head = self._caret.head if self._caret else None
        word = self.word_at(head.start) if head else None  # all of it, so that the way back leads back
        target = self.beside_line(word, step) if word else None
        if target is not None:
            self.go_to(target, extend=extend)

    def go_to(self, offset: int, *, extend: bool = False) -> None:
        """Go to the word at an offset, or extend the selection to it."""
        if self._caret:
            act = self._caret.extend_to if extend else self._caret.stand_on
            act(offset)
            self._choose()

    def move_edge(self, edge: Edge, step: int) -> None:
        """Move the start or the end of the selection by one grapheme; of a selected mark, ask to resize it."""
        if self._caret:
            self._caret.move_edge(edge, step)
            self._resize_or_choose()

    def cycle_cut(self) -> None:
        """Select the next piece of the first word, the whole word after a cut; of a selected mark, ask to resize it."""
        if self._caret:
            self._caret.cycle_cut()
            self._resize_or_choose()

    def select_pronoun(self) -> bool:
        """Select the pronoun attached to the last chosen word, if it has one; say whether it has."""
        is_there = self._caret is not None and self._caret.select_pronoun()
        if is_there:
            self._choose()
        return is_there

    def add_piece(self) -> None:
        """Keep the selection as one piece of a discontinuous mention and go on to the next word."""
        self._do(Caret.add_piece)

    def select_word(self) -> None:
        """Select the whole word of the cursor."""
        self._do(Caret.select_word)

    def select_sentence(self) -> None:
        """Select the sentence of the cursor."""
        self._do(Caret.select_sentence)

    def next_mark(self, step: int) -> None:
        """Select the next (1) or previous (-1) mark in reading order; the first or last again at the end."""
        if self.sheet is None or self._caret is None:
            return
        marks = self.sheet.marks
        current = marks.mention(self.selection.mark)
        spans = self.selection.spans
        place = marks.place_of(current) if current else (spans[0].start if spans else 0)
        found = marks.next_mention(place, step) or marks.next_mention(-1 if step > 0 else 1 << 62, step)
        if found:
            self.select_mark(found.id)
            self.mark_clicked.emit(found.id)

    def show_hints(self, hints: dict[str, str]) -> None:
        """Write letters over the tags of these marks; none takes them away."""
        self.state.hints = dict(hints)
        self.viewport().update()

    # What the mouse does, through Mouse

    def drag_to(self, start: Span, end: Span, kept: Fragments) -> None:
        """Select from one word or grapheme to another beside the pieces kept."""
        if self._caret:
            self._caret.drag(start, end, kept=kept)
            self._choose(reveal=False)

    def stretch(self, edge: str, fixed: Span, to: Span, kept: Fragments, mark: str | None) -> None:
        """Move one edge of a piece to a word or grapheme; the other edge stays."""
        start = min(to.start, fixed.end - 1) if edge == "start" else fixed.start
        end = max(to.end, fixed.start + 1) if edge == "end" else fixed.end
        if self._caret:
            self._caret.choose((*kept, Span(start, end)), mark)
            self._choose(reveal=False)

    def stand_on(self, offset: int) -> None:
        """Put the cursor on the word at an offset."""
        if self._caret:
            self._caret.stand_on(offset)
            self._choose(reveal=False)

    def word_at(self, offset: int) -> Span | None:
        """Return the word at an offset or the nearest one."""
        return self._words.at(offset) if self._words else None

    def _resize_or_choose(self) -> None:
        assert self._caret is not None
        chosen = self._caret.selection
        mention = self.sheet.marks.mention(chosen.mark) if self.sheet else None
        self._choose()
        if mention and chosen.spans != spans_of(mention):
            self.resize_requested.emit(mention.id, chosen.spans)

    def _do(self, act: Callable[[Caret], None]) -> None:
        if self._caret:
            act(self._caret)
            self._choose()

    def _choose(self, *, reveal: bool = True) -> None:
        """Take over what the caret selects; tell others only of a change."""
        assert self._caret is not None
        chosen = self._caret.selection
        head = self._caret.head
        if reveal and head:
            self.reveal(head)
        if chosen != self.state.selection:
            self.state.selection = chosen
            self.viewport().update()
            self.selection_changed.emit(chosen)

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._mouse.double(event)

    def leaveEvent(self, _event: QEvent) -> None:
        self.hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def focusInEvent(self, _event: QFocusEvent) -> None:
        self.viewport().update()

    def focusOutEvent(self, _event: QFocusEvent) -> None:
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.spot_at(event.pos())
            words = tip(found, self.sheet, self.look) if found and self.sheet else ""
            QToolTip.showText(event.globalPos(), plain.tip(words), self)
            return True
        return super().viewportEvent(event)

    def hover(self, mark_id: str | None) -> None:
        """Make a mark stand out under the pointer."""
        if mark_id != self.state.hovered:
            self.state.hovered = mark_id
            self.viewport().update()

    def draw_thread(self, ends: tuple[QPointF, QPointF] | None) -> None:
        """Show a link being drawn between two points, or none."""
        self.state.thread = ends
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if ends else Qt.CursorShape.IBeamCursor)
        self.viewport().update()
