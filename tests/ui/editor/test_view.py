"""The cursor of the canvas: what its commands choose, and what becomes of it when marks change."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity, Layer
from annotator.domain.span import Span
from annotator.text.stops import Cutting
from annotator.ui.editor.view import Canvas
from tests.ui.editor.pointing import LEFT, NONE, Show, chosen, drag


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


def test_the_cursor_stops_first_where_the_policy_cuts_and_then_at_the_whole_word(canvas: Show) -> None:
    shown = canvas("زار بالرئيس كيم", Layer("a"))
    shown.set_cutting(Cutting(("ب",)))
    shown.move_token(1)
    assert chosen(shown) == ["الرئيس"]
    shown.cycle_cut()
    assert chosen(shown) == ["بالرئيس"]
    shown.move_token(1)
    assert chosen(shown) == ["كيم"]


def test_extending_from_and_to_a_cut_word_leaves_the_particle_out(canvas: Show) -> None:
    shown = canvas("زار بالرئيس كيم", Layer("a"))
    shown.set_cutting(Cutting(("ب",)))
    shown.move_token(1)
    shown.move_token(1, extend=True)
    assert chosen(shown) == ["الرئيس كيم"]
    shown.move_token(1)
    shown.stand_on(12)
    shown.move_token(-1, extend=True)
    assert chosen(shown) == ["الرئيس كيم"]


def test_the_way_up_leads_back_to_where_the_way_down_began(canvas: Show) -> None:
    shown = canvas("بالرئيس كيم\nوالرئيس كيم", Layer("a"))
    shown.set_cutting(Cutting(("ب", "و")))
    shown.go_to(0)
    shown.move_line(1)
    shown.move_line(-1)
    assert shown.selection.spans == (Span(1, 7),)


def test_a_pronoun_at_the_words_end_is_selected(canvas: Show) -> None:
    shown = canvas("بعد لقاءه أمس", Layer("a"))
    shown.move_token(1)
    assert shown.select_pronoun()
    assert chosen(shown) == ["ه"]
    shown.move_token(1)
    assert not shown.select_pronoun()
    assert chosen(shown) == ["أمس"]
