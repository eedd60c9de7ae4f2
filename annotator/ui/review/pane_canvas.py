"""Pane canvas: a canvas that is one of several over the same text, scrolled together line by line."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QSize, Qt, Signal

from annotator.domain.model import Event
from annotator.domain.span import Span
from annotator.ui.editor.look import Look
from annotator.ui.editor.view import Canvas


class PaneCanvas(Canvas):
    """Show one layer; keys are the window's, and the scroll bar is one for all panes."""

    went = Signal()  # scrolled

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.mark_clicked.connect(self._show_all_links)

    @property
    def upper_line(self) -> tuple[Span, float] | None:
        """Return the first letter of the uppermost line and the height of its baseline in the window."""
        return self._upper()

    def line_of(self, place: Span | None) -> tuple[Span, float] | None:
        """Return a stretch of text and the height of its baseline in the window, None if it is out of view."""
        if place is None or self.rect_of(place) is None:
            return None
        height = self._baseline(place)
        return (place, height) if 0 < height < self.viewport().height() else None

    def go_with(self, upper: tuple[Span, float] | None) -> None:
        """Bring the same line to the same height as in another pane; None is the beginning."""
        if self._scroll is None:
            return
        if upper is None:
            self._scroll.jump(0)
        else:
            index, top, _ = self._extent(upper[0])
            layout = self._scroll.sheet.layout(index)
            line = layout.lines[layout.shaped.line_at(upper[0].start - layout.content.start)]
            self._scroll.put(index, top + (line.baseline - line.top), upper[1])
        self._sync()
        self.viewport().update()

    def refresh(self, ids: Iterable[str]) -> None:
        if self._scroll is not None and self._scroll.sheet.forget(set(ids)):
            self.viewport().update()  # nothing is kept in place: the next question is brought into view anyhow

    def point(self, mark_id: str | None, links: Collection[str] = (), *, is_alone: bool = True) -> None:
        """Select a mark; of an event only the arguments of these ids stand out, of a relation its own link.

        The mark's cluster is not shown unless `is_alone` is False.
        """
        self.state.is_alone = is_alone
        mark = self.sheet.marks.get(mark_id) if self.sheet and mark_id else None
        if isinstance(mark, Event):
            numbers = (number for number, one in enumerate(mark.arguments) if one.id in links)
            self.state.only = frozenset((mark.id, number) for number in numbers)
        else:
            self.state.only = None if links else frozenset()
        self.clear_selection() if mark is None else self.select_mark(mark_id)
        self.viewport().update()

    def _show_all_links(self, _mark_id: str) -> None:
        self.state.only, self.state.is_alone = None, False

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.went.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(140, 120)
