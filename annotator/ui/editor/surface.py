"""Surface: the scrolled window over a sheet: what is seen, painted and kept in place, without cursor and mouse."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from annotator.domain.model import spans_of
from annotator.domain.span import Span
from annotator.ui.editor.blocks import Direction
from annotator.ui.editor.focus import focus_of
from annotator.ui.editor.gutter import Gutter
from annotator.ui.editor.hit import Spot, spot
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.look import Look, plain_look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.moment import Handles, State, chosen_boxes, overlay, paint_handles, paint_hint, paint_thread
from annotator.ui.editor.page import Page
from annotator.ui.editor.painter import Painter
from annotator.ui.editor.scroll import Scroll
from annotator.ui.editor.shapes import Box
from annotator.ui.editor.sheet import Sheet

_STEP = 60  # pixels of one wheel notch's third, and of an arrow click on the scroll bar
_COMFORT = 0.12  # of the height: what is revealed keeps this distance from the edges


class Surface(QAbstractScrollArea):
    """Show one document; every cost follows from what is visible, not from the length of the text."""

    def __init__(self, look: Look | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._painter = Painter(Kit(look or plain_look()))
        self._gutter = Gutter(self._painter.kit, self._painter.inks, self._painter.letters)
        self._scroll: Scroll | None = None
        self._page = Page(100, 0, is_rtl=True)
        self._hint = ""
        self._is_syncing = False
        self.state = State()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setMouseTracking(True)
        self._idle = QTimer(self, interval=0, singleShot=True)
        self._idle.timeout.connect(self._look_ahead)

    @property
    def look(self) -> Look:
        """Return how marks appear."""
        return self._painter.kit.look

    def set_look(self, look: Look) -> None:
        """Take another theme, wording, font or size; the text stays where it is."""
        self._painter = Painter(Kit(look))
        self._gutter = Gutter(self._painter.kit, self._painter.inks, self._painter.letters)
        self.refit()

    def set_hint(self, hint: str) -> None:
        """Say this, quietly, in the middle while no document is shown."""
        self._hint = hint
        self.viewport().update()

    def show_document(
        self,
        text: str,
        marks: Marks,
        *,
        direction: Direction | None = None,
        turned: dict[int, Direction] | None = None,
    ) -> None:
        """Show a text with its marks from the beginning; `turned` remembers which paragraphs run the other way."""
        sheet = Sheet(text, marks, self._painter.kit, 0.0, direction, turned)
        self._scroll = Scroll(sheet, self.viewport().height())
        self.refit()

    def clear(self) -> None:
        """Show no document, but the hint."""
        self._scroll = None
        self._sync()
        self.viewport().update()

    @property
    def sheet(self) -> Sheet | None:
        """Return the sheet of the shown document, or None."""
        return self._scroll.sheet if self._scroll else None

    def refresh(self, ids: Iterable[str]) -> None:
        """Lay out again only the blocks that show these marks; the line that is worked on stays where it is."""
        if self._scroll is None:
            return
        anchor = self._working_place()
        if not self._scroll.sheet.forget(ids):
            return
        if anchor:
            self._keep(*anchor)
        self._scroll.move(0)
        self._sync()
        self.viewport().update()

    def reveal(self, target: Span | str) -> None:
        """Scroll to a span or to the mark of that id, no further than needed; an unknown id is no error."""
        span = self._span_of(target)
        if self._scroll is None or span is None:
            return
        index, inside_top, inside_bottom = self._extent(span)
        top = self._scroll.top_of(index) + inside_top
        bottom = self._scroll.top_of(index) + inside_bottom
        room = self.viewport().height()
        margin = room * _COMFORT
        if top >= margin and bottom <= room - margin:
            return
        is_near = -room < top < 2 * room
        if not is_near:
            self._scroll.put(index, inside_top, room * 0.3)
        elif top < margin:
            self._scroll.put(index, inside_top, margin)
        else:
            self._scroll.put(index, inside_bottom, max(room - margin, inside_bottom - inside_top))
        self._sync()
        self.viewport().update()

    def rect_of(self, target: Span | str) -> QRect | None:
        """Return where a span's first line part or a mark's spot is in the viewport, or None if it is not in view."""
        span = self._span_of(target)
        for index, layout, top in self._visible():
            block = layout.content
            if span is None or not block.start <= span.start <= block.start + len(layout.shaped.text):
                continue
            place = layout.places.get(target) if isinstance(target, str) else None
            boxes = layout.boxes(span.start - block.start, span.end - block.start)
            if place is not None:
                line = layout.lines[place.spot.line]
                boxes = [Box(place.spot.left, line.ink_top, place.spot.width, line.ink_bottom - line.ink_top)]
            if boxes and self._scroll and index >= 0:
                return boxes[0].rect.translated(self._page.column_left, top).toAlignedRect()
        return None

    def annotation_at(self, point: QPoint | QPointF) -> str | None:
        """Return the id of the mark at a point of the viewport: its tag, else the innermost over the text."""
        found = self.spot_at(point)
        return (found.tag or next(iter(found.marks), None)) if found else None

    def spot_at(self, point: QPoint | QPointF) -> Spot | None:
        """Return what is at a point of the viewport, or None if no document is shown."""
        entry = self._scroll.at(point.y()) if self._scroll else None
        if entry is None:
            return None
        _, layout, top = entry
        return spot(layout, point.x() - self._page.column_left, point.y() - top)

    def handle_at(self, point: QPointF, near: float) -> str | None:
        """Return the edge of the selection ("start" or "end") that is within `near` pixels of a point, or None."""
        handles = Handles()
        for _, layout, top in self._visible():
            handles.add(layout, self.state.selection.spans, self._page.column_left, top)
        return handles.at(point.x(), point.y(), near)

    def beside_line(self, span: Span, step: int) -> int | None:
        """Return the offset below (1) or above (-1) a span, or None beyond the first and last line."""
        sheet = self.sheet
        if sheet is None:
            return None
        index = sheet.blocks.find(span.start)
        layout = sheet.layout(index)
        boxes = layout.boxes(span.start - layout.content.start, span.end - layout.content.start)
        x = boxes[0].left + boxes[0].width / 2 if boxes else 0.0
        number = layout.shaped.line_at(span.start - layout.content.start) + step
        while not 0 <= number < len(layout.lines) or not layout.shaped.text:
            index += step
            if not 0 <= index < len(sheet.blocks):
                return None
            layout = sheet.layout(index)
            number = 0 if step > 0 else len(layout.lines) - 1
        return layout.content.start + layout.shaped.grapheme_at(number, x)[0]

    def _span_of(self, target: Span | str) -> Span | None:
        if isinstance(target, Span):
            return target
        mention = self._scroll.sheet.marks.mention(target) if self._scroll else None
        return spans_of(mention)[0] if mention else None

    def _extent(self, span: Span) -> tuple[int, float, float]:
        """Return the block of a span's start and the heights between which its line lies inside it."""
        assert self._scroll is not None
        sheet = self._scroll.sheet
        index = sheet.blocks.find(span.start)
        layout = sheet.layout(index)
        line = layout.lines[layout.shaped.line_at(span.start - layout.content.start)]
        return index, line.top, line.bottom

    def _working_place(self) -> tuple[Span, float] | None:
        """Return the span that is worked on and its baseline in the window, if it is in view."""
        span = self.state.selection.spans[0] if self.state.selection.spans else None
        index = self._scroll.sheet.blocks.find(span.start) if self._scroll and span else -1
        if span is None or all(shown != index for shown, _, _ in self._visible()):
            return None  # not laid out just to find out that it is far away
        y = self._baseline(span)
        return (span, y) if 0 <= y < self.viewport().height() else None

    def _baseline(self, span: Span) -> float:
        assert self._scroll is not None
        index = self._scroll.sheet.blocks.find(span.start)
        layout = self._scroll.sheet.layout(index)
        line = layout.lines[layout.shaped.line_at(span.start - layout.content.start)]
        return self._scroll.top_of(index) + line.baseline

    def _keep(self, span: Span, y: float) -> None:
        assert self._scroll is not None
        self._scroll.move(round(self._baseline(span) - y))

    def _visible(self) -> Iterator[tuple[int, BlockLayout, int]]:
        return self._scroll.visible() if self._scroll else iter(())

    def refit(self) -> None:
        """Lay out for the present width and look; the upper line stays where it is."""
        if self._scroll is None:
            self.viewport().update()
            return
        sheet = self._scroll.sheet
        gutter = self._gutter.width(len(sheet.blocks))
        self._page = Page(self.viewport().width(), gutter, sheet.direction == "rtl")
        anchor = self._working_place() if sheet.width else None
        upper = self._upper() if sheet.width else None
        sheet.refit(self._painter.kit, self._page.column_width)
        self._scroll.height = self.viewport().height()
        if anchor:
            self._put_baseline(*anchor)
        elif upper:
            self._put_baseline(*upper)
        self._scroll.move(0)
        self._sync()
        self.viewport().update()

    def _upper(self) -> tuple[Span, float] | None:
        for _, layout, top in self._visible():
            for line, shaped in zip(layout.lines, layout.shaped.lines, strict=True):
                if top + line.baseline >= 0 and shaped.end > shaped.start:
                    start = layout.content.start + shaped.start
                    return Span(start, start + 1), top + line.baseline
        return None

    def _put_baseline(self, span: Span, y: float) -> None:
        assert self._scroll is not None
        if self._scroll.value <= 0:
            return
        index, top, _ = self._extent(span)
        layout = self._scroll.sheet.layout(index)
        line = layout.lines[layout.shaped.line_at(span.start - layout.content.start)]
        self._scroll.put(index, top + (line.baseline - line.top), y)

    def _sync(self) -> None:
        """Tell the scroll bar where the window is."""
        bar = self.verticalScrollBar()
        self._is_syncing = True
        bar.setSingleStep(_STEP)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, self._scroll.most if self._scroll else 0)
        bar.setValue(self._scroll.value if self._scroll else 0)
        self._is_syncing = False

    def _look_ahead(self) -> None:
        """Lay out one block beside the window, so that paging finds it ready."""
        near = self._scroll.near() if self._scroll else []
        if self._scroll and near:
            self._scroll.sheet.layout(near[0])
            self._sync()
            self._idle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self.refit()
        elif self._scroll:
            self._scroll.height = self.viewport().height()
            self._scroll.move(0)
            self._sync()

    def scrollContentsBy(self, _dx: int, dy: int) -> None:
        if self._scroll is None or self._is_syncing:
            return
        bar = self.verticalScrollBar()
        if bar.isSliderDown() or abs(dy) > 2 * self.viewport().height():
            self._scroll.jump(bar.value())
            self.viewport().update()
            return
        went = self._scroll.move(-dy)
        self._sync()
        if went and self.state.together:
            self.viewport().update()  # the thread may lead elsewhere now
        elif went:
            self.viewport().scroll(0, -went)

    def paintEvent(self, event: QPaintEvent) -> None:
        exposed = QRectF(event.rect())
        with QPainter(self.viewport()) as painter:
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            painter.fillRect(exposed, self._painter.inks.colour(self.look.theme.page))
            if self._scroll is None:
                paint_hint(painter, QRectF(self.viewport().rect()), self._hint, self._painter)
                return
            self._gutter.strip(painter, self._page, exposed.top(), exposed.bottom())
            handles, marks, shown = Handles(), self._scroll.sheet.marks, list(self._visible())
            focus = focus_of(self.state.chosen(marks), marks, shown, self._page.column_left)
            self.state.together = focus.ids
            focus.paint_thread(painter, self._painter)
            for _, layout, top in shown:
                if top < exposed.bottom() and top + layout.height > exposed.top():
                    self._paint_block(painter, layout, top, exposed, handles)
            focus.paint_outlines(painter, self._painter)
            paint_handles(painter, handles, self._painter, has_focus=self.hasFocus())
            paint_thread(painter, self.state, self._painter)
        self._idle.start()

    def _paint_block(self, painter: QPainter, layout: BlockLayout, top: int, exposed: QRectF, handles: Handles) -> None:
        boxes = chosen_boxes(layout, self.state.selection.spans)
        left = self._page.column_left
        handles.add(layout, self.state.selection.spans, left, top)
        assert self._scroll is not None
        over = overlay(self.state, boxes, self._scroll.sheet.marks)
        painter.translate(left, top)
        self._painter.block(painter, layout, exposed.top() - top, exposed.bottom() - top, over)
        painter.translate(-left, -top)
        if layout.shaped.text:
            is_turned = self._scroll.sheet.is_turned(layout.content.number - 1)
            self._gutter.numbers(painter, self._page, layout, top, is_turned=is_turned)
