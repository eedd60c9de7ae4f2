"""What clicks and drags on the canvas choose and ask for."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.domain.model import Layer
from annotator.domain.span import Span
from annotator.text.stops import Cutting
from tests.ui.editor.conftest import TEXT
from tests.ui.editor.pointing import LEFT, LONG, NONE, Show, chosen, drag, middle, tag


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


def double_click(shown: object, point: QPoint) -> None:
    QTest.mouseClick(shown.viewport(), LEFT, NONE, point)
    QTest.mouseDClick(shown.viewport(), LEFT, NONE, point)


def test_a_double_click_takes_the_first_stop_and_a_second_one_the_whole_word(canvas: Show) -> None:
    shown = canvas("زار بالرئيس كيم.", Layer("a"))
    shown.set_cutting(Cutting(("ب",)))
    point = middle(shown, 6, 8)

    double_click(shown, point)
    assert chosen(shown) == ["الرئيس"]
    double_click(shown, point)
    assert chosen(shown) == ["بالرئيس"]
    double_click(shown, point)
    assert chosen(shown) == ["الرئيس"]


def test_a_double_click_after_one_elsewhere_begins_anew(canvas: Show) -> None:
    shown = canvas("زار بالرئيس كيم.", Layer("a"))
    shown.set_cutting(Cutting(("ب",)))
    double_click(shown, middle(shown, 6, 8))
    QTest.mouseClick(shown.viewport(), LEFT, NONE, middle(shown, 12, 14))

    double_click(shown, middle(shown, 6, 8))

    assert chosen(shown) == ["الرئيس"]
