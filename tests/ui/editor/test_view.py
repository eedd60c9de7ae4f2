from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity, Layer, Relation
from annotator.domain.span import Span
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.view import Canvas
from tests.ui.editor.conftest import TEXT

Show = Callable[..., Canvas]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
LONG = "\n".join(f"فقرة رقم {number} فيها كلام كثير عن أشياء مختلفة." for number in range(400))


def chosen(canvas: Canvas) -> list[str]:
    text = canvas.sheet.text if canvas.sheet else ""
    return [text[span.start : span.end] for span in canvas.selection.spans]


def middle(canvas: Canvas, start: int, end: int) -> QPoint:
    found = canvas.rect_of(Span(start, end))
    assert found
    return found.center()


def tag(canvas: Canvas, mark_id: str) -> QPoint:
    for _, layout, top in canvas._visible():
        for shape in layout.tags:
            if shape.mark == mark_id:
                box = shape.box
                return QPoint(
                    round(canvas._page.column_left + box.left + box.width / 2), round(top + box.top + box.height / 2)
                )
    raise AssertionError(mark_id)


def drag(canvas: Canvas, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    def send(kind: QEvent.Type, point: QPoint, button: Qt.MouseButton) -> None:
        place = QPointF(point)
        globally = QPointF(canvas.viewport().mapToGlobal(point))
        QApplication.sendEvent(canvas.viewport(), QMouseEvent(kind, place, globally, button, LEFT, modifier))

    send(QEvent.Type.MouseButtonPress, start, LEFT)
    for step in range(1, 6):
        send(QEvent.Type.MouseMove, start + (end - start) * step / 5, Qt.MouseButton.NoButton)
    send(QEvent.Type.MouseButtonRelease, end, LEFT)


def test_the_cursor_stands_on_the_first_word(canvas: Show) -> None:
    assert chosen(canvas()) == ["التقى"]


def test_left_is_the_next_word_where_lines_run_from_right_to_left(canvas: Show) -> None:
    shown = canvas()
    shown.move_towards("left")
    assert chosen(shown) == ["الرئيس"]
    shown.move_towards("right")
    assert chosen(shown) == ["التقى"]


def test_right_is_the_next_word_in_a_latin_paragraph(canvas: Show) -> None:
    shown = canvas("The president met him.", Layer("a"))
    shown.move_towards("right")
    assert chosen(shown) == ["president"]


def test_extending_grows_and_shrinks(canvas: Show) -> None:
    shown = canvas()
    shown.move_token(1, extend=True)
    shown.move_token(1, extend=True)
    assert chosen(shown) == ["التقى الرئيس الروسي"]
    shown.move_token(-1, extend=True)
    assert chosen(shown) == ["التقى الرئيس"]


def test_the_cursor_passes_empty_paragraphs_and_stops_at_the_end(canvas: Show) -> None:
    shown = canvas("واحد\n\n\nاثنان.", Layer("a"))
    for _ in range(5):
        shown.move_token(1)
    assert chosen(shown) == ["اثنان"]


def test_edges_move_by_graphemes(canvas: Show) -> None:
    shown = canvas("مُحَمَّدٌ هنا", Layer("a"))
    shown.move_edge("start", 1)
    assert chosen(shown) == ["حَمَّدٌ"]
    shown.move_edge("end", -1)
    assert chosen(shown) == ["حَمَّ"]


def test_an_edge_leaves_at_least_one_grapheme(canvas: Show) -> None:
    shown = canvas("لا", Layer("a"))
    for _ in range(4):
        shown.move_edge("end", -1)
    assert chosen(shown) == ["ل"]


def test_cuts_of_clitics_come_in_turn_and_end_with_the_word(canvas: Show) -> None:
    shown = canvas("وبوتين", Layer("a"))
    seen = []
    for _ in range(6):
        shown.cycle_cut()
        seen += chosen(shown)
    assert seen[0] == "بوتين"
    assert "وبوتين" in seen


def test_pieces_are_added_to_a_discontinuous_selection(canvas: Show) -> None:
    shown = canvas()
    shown.add_piece()
    shown.move_edge("start", 1)
    assert chosen(shown) == ["التقى", "لرئيس"]


def test_lines_are_stepped_by_the_eye(canvas: Show) -> None:
    shown = canvas("كلمة " * 40, Layer("a"), width=400)
    shown.move_line(1)
    first = shown.selection.spans[0].start
    assert first > 10
    shown.move_line(-1)
    assert shown.selection.spans[0].start < first


def test_sentences_are_stepped_and_selected(canvas: Show) -> None:
    shown = canvas("ذهب أحمد. عاد علي! نام.", Layer("a"))
    shown.move_sentence(1)
    assert chosen(shown) == ["عاد"]
    shown.select_sentence()
    assert chosen(shown) == ["عاد علي!"]
    shown.clear_selection()
    assert chosen(shown) == ["علي"]
    shown.move_sentence(-1)
    assert chosen(shown) == ["عاد"]
    shown.move_sentence(-1)
    assert chosen(shown) == ["ذهب"]


def test_marks_are_stepped_in_reading_order(canvas: Show) -> None:
    shown = canvas()
    seen = []
    for _ in range(6):
        shown.next_mark(1)
        seen.append(shown.selection.mark)
    assert seen == ["E1", "T1", "T2", "T3", "T4", "E1"]


def test_a_click_selects_the_innermost_mark_and_again_the_outer_one(canvas: Show) -> None:
    shown = canvas()
    clicked: list[str] = []
    shown.mark_clicked.connect(clicked.append)
    point = middle(shown, 13, 19)
    QTest.mouseClick(shown.viewport(), LEFT, NONE, point)
    drag(shown, point, point)
    assert clicked == ["T2", "T1"]
    assert shown.selection.mark == "T1"


def test_a_click_beside_marks_stands_on_the_word(canvas: Show) -> None:
    shown = canvas()
    QTest.mouseClick(shown.viewport(), LEFT, NONE, middle(shown, 70, 73))
    assert chosen(shown) == ["الروسية"]
    assert shown.selection.mark is None


def test_a_drag_chooses_whole_words(canvas: Show) -> None:
    shown = canvas()
    drag(shown, middle(shown, 73, 74), middle(shown, 78, 79))
    assert chosen(shown) == ["الروسية يوم"]


def test_a_drag_backwards_chooses_the_same_words(canvas: Show) -> None:
    shown = canvas()
    drag(shown, middle(shown, 78, 79), middle(shown, 73, 74))
    assert chosen(shown) == ["الروسية يوم"]


def test_a_drag_with_alt_chooses_graphemes(canvas: Show) -> None:
    shown = canvas()
    drag(shown, middle(shown, 71, 72), middle(shown, 73, 74), Qt.KeyboardModifier.AltModifier)
    assert chosen(shown) == [TEXT[71:74]]


def test_a_drag_with_control_adds_a_piece(canvas: Show) -> None:
    shown = canvas()
    QTest.mouseClick(shown.viewport(), LEFT, NONE, middle(shown, 70, 73))
    drag(shown, middle(shown, 83, 84), middle(shown, 84, 85), Qt.KeyboardModifier.ControlModifier)
    assert chosen(shown) == ["الروسية", "الأحد"]


def test_a_drag_that_rests_at_the_edge_scrolls_on(canvas: Show) -> None:
    shown = canvas(LONG, Layer("a"), height=400)
    QTest.mousePress(shown.viewport(), LEFT, NONE, QPoint(900, 100))
    QTest.mouseMove(shown.viewport(), QPoint(900, 300))
    QTest.mouseMove(shown.viewport(), QPoint(900, 395))
    before = shown.selection.spans[0].end
    shown._mouse._drag_on()
    shown._mouse._drag_on()
    shown._mouse._drag_on()
    QTest.mouseRelease(shown.viewport(), LEFT, NONE, QPoint(900, 395))
    assert shown.selection.spans[0].end > before
    assert shown.verticalScrollBar().value() > 0
    assert not shown._mouse._again.isActive()


def test_two_clicks_take_the_word_and_three_the_sentence(canvas: Show) -> None:
    shown = canvas("ذهب أحمد. عاد علي! نام.", Layer("a"))
    point = middle(shown, 10, 13)
    QTest.mouseClick(shown.viewport(), LEFT, NONE, point)
    QTest.mouseDClick(shown.viewport(), LEFT, NONE, point)
    assert chosen(shown) == ["عاد"]
    QTest.mouseClick(shown.viewport(), LEFT, NONE, point)
    assert chosen(shown) == ["عاد علي!"]


def test_a_double_click_on_a_tag_opens_the_mark(canvas: Show) -> None:
    shown = canvas()
    opened: list[str] = []
    shown.mark_activated.connect(opened.append)
    QTest.mouseDClick(shown.viewport(), LEFT, NONE, tag(shown, "T3"))
    assert opened == ["T3"]


def test_a_drag_from_a_tag_to_a_mark_asks_for_a_link(canvas: Show) -> None:
    shown = canvas()
    asked: list[tuple[str, str]] = []
    shown.link_requested.connect(lambda source, target: asked.append((source, target)))
    drag(shown, tag(shown, "T3"), middle(shown, 55, 60))
    assert asked == [("T3", "T4")]


def test_dragging_a_handle_of_a_selected_mark_asks_to_resize_it(canvas: Show) -> None:
    shown = canvas()
    asked: list[tuple[str, object]] = []
    shown.resize_requested.connect(lambda mark, spans: asked.append((mark, spans)))
    shown.select_mark("T4")
    box = shown.rect_of(Span(51, 68))
    assert box
    drag(shown, QPoint(box.left(), box.center().y()), middle(shown, 72, 74))
    assert asked == [("T4", (Span(51, 76),))]


def test_moving_an_edge_of_a_selected_mark_asks_to_resize_it(canvas: Show) -> None:
    shown = canvas()
    asked: list[tuple[str, object]] = []
    shown.resize_requested.connect(lambda mark, spans: asked.append((mark, spans)))
    shown.select_mark("T3")
    shown.move_edge("end", -1)
    assert asked == [("T3", (Span(35, 46),))]


def test_a_resized_mark_takes_the_selection_with_it(canvas: Show) -> None:
    shown = canvas()
    shown.select_mark("T3")
    assert shown.sheet
    shown.sheet.marks.put(Entity("T3", "PER", (Span(35, 39),)))
    shown.refresh(["T3"])
    assert shown.selection.spans == (Span(35, 39),)
    assert shown.selection.mark == "T3"


def test_a_deleted_mark_leaves_its_text_selected(canvas: Show) -> None:
    shown = canvas()
    shown.select_mark("T3")
    assert shown.sheet
    shown.sheet.marks.remove("T3")
    shown.refresh(["T3"])
    assert shown.selection.mark is None
    assert chosen(shown) == ["كيم جونغ أون"]


def test_keys_are_left_to_the_window(canvas: Show) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_PageDown, NONE)
    canvas().keyPressEvent(event)
    assert not event.isAccepted()


def test_a_new_arc_leaves_the_worked_line_where_it_is(canvas: Show) -> None:
    shown = canvas(LONG, Layer("a"))
    marks = shown.sheet.marks if shown.sheet else Marks()
    shown.verticalScrollBar().setValue(3000)
    point = QPoint(600, 300)
    QTest.mouseClick(shown.viewport(), LEFT, NONE, point)
    span = shown.selection.spans[0]
    before = shown.rect_of(span)
    assert before
    block = LONG.rfind("\n", 0, span.start) + 1
    for number, offset in enumerate((0, 5)):
        marks.put(Entity(f"T{number}", "PER", (Span(block + offset, block + offset + 4),)))
    marks.put(Relation("R1", "POL.Ally", "T0", "T1"))
    shown.refresh(["T0", "T1", "R1"])
    after = shown.rect_of(span)
    assert after
    assert (after.left(), after.top()) == (before.left(), before.top())


@pytest.mark.parametrize("way", [40, -40, 300, -300])
def test_scrolling_over_estimates_never_jumps(canvas: Show, way: int) -> None:
    shown = canvas(LONG, Layer("a"), height=400)
    bar = shown.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(10):
        layout = list(shown._visible())[1][1]
        here = Span(layout.content.start, layout.content.start + 3)
        before = shown.rect_of(here)
        bar.setValue(bar.value() + way)
        after = shown.rect_of(here)
        if before and after:
            assert before.top() - after.top() == way


def test_the_end_of_the_document_is_reached(canvas: Show) -> None:
    shown = canvas(LONG, Layer("a"), height=400)
    shown.verticalScrollBar().setValue(shown.verticalScrollBar().maximum())
    last = list(shown._visible())[-1]
    assert last[0] == 399
    assert last[2] + last[1].height <= 400


def test_a_far_mark_is_revealed(canvas: Show) -> None:
    at = len(LONG) - 20
    shown = canvas(LONG, Layer("a", entities=(Entity("T1", "PER", (Span(at, at + 4),)),)))
    assert shown.rect_of("T1") is None
    shown.reveal("T1")
    found = shown.rect_of("T1")
    assert found
    assert shown.viewport().rect().contains(found)


def test_what_is_in_view_is_not_moved_by_revealing_it(canvas: Show) -> None:
    shown = canvas(LONG, Layer("a"))
    shown.verticalScrollBar().setValue(2000)
    here = shown.spot_at(QPoint(600, 300))
    assert here
    assert here.grapheme
    before = shown.verticalScrollBar().value()
    shown.reveal(here.grapheme)
    assert shown.verticalScrollBar().value() == before


def test_only_what_is_seen_is_laid_out(canvas: Show) -> None:
    shown = canvas(LONG, Layer("a"), height=300)
    assert shown.sheet
    assert sum(shown.sheet.is_laid_out(index) for index in range(400)) < 20


def test_a_new_look_keeps_the_place(canvas: Show, look: Look) -> None:
    shown = canvas(LONG, Layer("a"))
    shown.verticalScrollBar().setValue(4000)
    QTest.mouseClick(shown.viewport(), LEFT, NONE, QPoint(600, 300))
    span = shown.selection.spans[0]
    before = shown.rect_of(span)
    shown.set_look(Look(look.theme, look.schema, look.tr, size=32))
    after = shown.rect_of(span)
    assert before
    assert after
    assert abs(after.center().y() - before.center().y()) < 8


def test_an_annotation_is_found_at_its_rectangle(canvas: Show) -> None:
    shown = canvas()
    for mark_id in ("T1", "T2", "T3", "T4", "E1"):
        found = shown.rect_of(mark_id)
        assert found
        assert shown.annotation_at(found.center()) == mark_id
        assert shown.annotation_at(tag(shown, mark_id)) == mark_id


def test_without_a_document_every_call_is_harmless(qapp: QApplication) -> None:
    shown = Canvas()
    shown.set_hint("افتح مستنداً")
    shown.resize(300, 200)
    shown.grab()
    shown.move_token(1)
    shown.next_mark(1)
    shown.refresh(["T1"])
    shown.reveal("T1")
    QTest.mouseClick(shown.viewport(), LEFT, NONE, QPoint(5, 5))
    assert shown.rect_of("T1") is None
    assert shown.annotation_at(QPoint(5, 5)) is None


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", " ", "\u200f\n\u0651", "a" * 9000])
def test_texts_without_words_are_shown(canvas: Show, text: str) -> None:
    shown = canvas(text, Layer("a"))
    shown.grab()
    shown.move_token(1)
    shown.move_line(1)
    shown.move_sentence(-1)
    shown.cycle_cut()
    shown.add_piece()
    QTest.mouseClick(shown.viewport(), LEFT, NONE, QPoint(200, 30))
    drag(shown, QPoint(100, 30), QPoint(300, 60))
