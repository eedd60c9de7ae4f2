"""Hands: moving, repeating, locking, stepping and changing, all by keys, in the real window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Event, Relation
from annotator.domain.span import Span, surface
from annotator.ui.dialogs.finder import Finder
from annotator.ui.filling import Filling
from annotator.ui.prefix import Prefix
from annotator.ui.widgets.choice_card import ChoiceCard
from annotator.ui.widgets.status_line import StatusLine
from annotator.ui.window import Window
from tests.ui.conftest import TEXT
from tests.ui.test_marking import marked, stand_on

Press = Callable[..., None]
pytestmark = pytest.mark.expects_qt("This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)")


def chosen(window: Window) -> str:
    return surface(TEXT, window.canvas.selection.spans)


def live(window: Window) -> str:
    line = window.statusBar()
    assert isinstance(line, StatusLine)
    return line.keys_said()


def type_of(window: Window) -> str:
    assert window.session.mark is not None
    return window.session.mark.type


# Moving


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        (("Ctrl+End",), "القصر"),
        (("Ctrl+End", "Ctrl+Home"), "زار"),
        (("End", "Home"), "زار"),
        (("Ctrl+Left",), "التقى"),
        (("Ctrl+Left", "Left", "Ctrl+Right"), "التقى"),
        (("Left", "Left", "Shift+Home"), "زار الرئيس فلاديمير"),
        (("PgDown",), "القصر"),
        (("PgDown", "PgUp"), "زار"),
        (("Shift+Down", "Shift+Up"), "زار"),
        (("Shift+Left", "Shift+Left", "Shift+Right"), "زار الرئيس"),
        (("Shift+Left", "Left"), "فلاديمير"),
        (("Left", "Left", "Shift+Left", "Right"), "الرئيس"),
    ],
)
def test_the_cursor_goes_where_its_keys_say(opened: Window, press: Press, keys: tuple[str, ...], words: str) -> None:
    stand_on(opened, "زار")

    press(opened.canvas, *keys)

    assert chosen(opened).rstrip(".") == words


def test_after_marking_the_next_arrow_goes_on_from_the_mark(opened: Window, press: Press) -> None:
    stand_on(opened, "الرئيس")
    press(opened.canvas, "Shift+Left", "Shift+Left", "1")

    press(opened.canvas, "Left")

    assert chosen(opened) == "مدينة"
    assert opened.session.mark is None


# Marking


def test_a_type_key_changes_the_new_mark_until_the_cursor_moves(opened: Window, press: Press) -> None:
    stand_on(opened, "القاهرة")

    press(opened.canvas, "1", "3")
    assert marked(opened) == [("GPE", "القاهرة")]

    press(opened.canvas, "Left", "Right", "4")
    assert sorted(marked(opened)) == [("GPE", "القاهرة"), ("LOC", "القاهرة")]


def test_the_words_of_a_mark_are_marked_once_more_after_the_backtick(opened: Window, press: Press) -> None:
    stand_on(opened, "القاهرة")

    press(opened.canvas, "3", "`", "5")

    assert sorted(kind for kind, _ in marked(opened)) == ["FAC", "GPE"]
    assert type_of(opened) == "FAC"


def test_words_are_not_marked_twice_with_one_type(opened: Window, press: Press) -> None:
    stand_on(opened, "القاهرة")

    press(opened.canvas, "3", "`", "3")

    assert marked(opened) == [("GPE", "القاهرة")]
    assert type_of(opened) == "GPE"


def test_backspace_right_after_marking_takes_the_mark_away_and_leaves_the_cursor(opened: Window, press: Press) -> None:
    stand_on(opened, "القاهرة")

    press(opened.canvas, "3", "Backspace")

    assert marked(opened) == []
    assert chosen(opened) == "القاهرة"


# Locking


def release_shift(window: Window, application: QApplication) -> None:
    application.sendEvent(window.canvas, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_Shift, Qt.KeyboardModifier(0)))
    application.processEvents()


def press_shift(window: Window, application: QApplication) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    application.sendEvent(window.canvas, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, shift))


def test_a_locked_type_marks_what_shift_selected_and_what_space_is_pressed_on(
    opened: Window, press: Press, application: QApplication
) -> None:
    stand_on(opened, "بوتين")
    press(opened.canvas, "1", "Shift+Space")
    assert "شخص" in live(opened)

    stand_on(opened, "مدينة")
    press_shift(opened, application)
    press(opened.canvas, "Shift+Left")
    assert len(marked(opened)) == 1
    release_shift(opened, application)
    press(opened.canvas, "Left")
    assert len(marked(opened)) == 2  # an arrow only moves
    press(opened.canvas, "Space")

    assert marked(opened) == [("PER", "بوتين"), ("PER", "مدينة القاهرة"), ("PER", "يوم")]

    press(opened.canvas, "Esc")
    assert opened.desk.locked is None
    stand_on(opened, "كيم")
    press(opened.canvas, "Space")
    assert len(marked(opened)) == 3


def test_a_locked_type_marks_what_the_mouse_selects_and_not_what_it_clicks(
    opened: Window, press: Press, application: QApplication
) -> None:
    stand_on(opened, "بوتين")
    press(opened.canvas, "1", "Shift+Space")

    point = place(opened, "القصر")
    QTest.mouseClick(opened.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), point)
    application.processEvents()
    assert len(marked(opened)) == 1
    QTest.mouseDClick(opened.canvas.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), point)
    application.processEvents()

    assert marked(opened) == [("PER", "بوتين"), ("PER", "القصر")]


def place(window: Window, word: str) -> QPoint:
    at = TEXT.index(word)
    rect = window.canvas.rect_of(Span(at + 1, at + 2))
    assert rect is not None
    return rect.center()


# Unfinished


def test_tab_goes_to_what_is_unfinished_and_says_it(opened: Window, press: Press) -> None:
    for word, keys in (("زار", ("M", "P")), ("والتقى", ("K", "M"))):
        stand_on(opened, word)
        press(opened.canvas, *keys, "Esc")
    stand_on(opened, "زار")
    said: list[str] = []
    opened.session.said.connect(said.append)

    press(opened.canvas, "Ctrl+End", "Tab")
    first = opened.session.mark
    press(opened.canvas, "Tab")
    second = opened.session.mark
    press(opened.canvas, "Shift+Tab")

    assert isinstance(first, Event)
    assert isinstance(second, Event)
    assert opened.session.mark is first
    assert first is not second
    assert said


def test_tab_says_when_nothing_is_unfinished(opened: Window, press: Press) -> None:
    said: list[str] = []
    opened.session.said.connect(said.append)

    press(opened.canvas, "Tab")

    assert said == [opened.session.tr("Nothing is unfinished here.")]


# Relations


@pytest.fixture
def related(opened: Window, press: Press) -> Window:
    for word, key in (("القاهرة", "3"), ("بوتين", "1")):
        stand_on(opened, word)
        press(opened.canvas, key)
    press(opened.canvas, ";", "F", "L")
    return opened


def relation_of(window: Window) -> Relation:
    (found,) = (mark for mark in window.session.marks if isinstance(mark, Relation))
    return found


def test_a_new_relation_is_selected_turned_round_and_changed_by_one_key(related: Window, press: Press) -> None:
    before = relation_of(related)
    assert related.session.mark is before
    assert "N" in live(related)

    press(related.canvas, "N")
    assert relation_of(related).type == "PHYS.Near"

    press(related.canvas, "Shift+;")
    assert (relation_of(related).head, relation_of(related).tail) == (before.tail, before.head)

    press(related.canvas, "3")
    assert len(related.session.marks) == 3  # while a relation is selected no type marks

    press(related.canvas, "Del")
    assert [mark for mark in related.session.marks if isinstance(mark, Relation)] == []


def test_relations_are_reached_by_keys_from_either_end(related: Window, press: Press) -> None:
    for word in ("القاهرة", "بوتين"):
        stand_on(related, word)
        press(related.canvas, "]")
        end = related.session.mark
        assert end is not None

        press(related.canvas, "Shift+]")
        assert related.session.mark is relation_of(related)
        press(related.canvas, "Shift+]")
        assert related.session.mark is end


# Finding far marks


def find(window: Window) -> Finder:
    (found,) = (finder for finder in window.findChildren(Finder) if finder.isVisible())
    return found


def test_a_far_mark_is_found_by_its_words_and_selected(related: Window, press: Press) -> None:
    press(related.canvas, "'")
    finder = find(related)

    finder.field.setText("القاهره")
    press(finder.field, "Enter")

    assert type_of(related) == "GPE"


def test_a_far_mark_fills_the_armed_role(related: Window, press: Press) -> None:
    stand_on(related, "زار")
    press(related.canvas, "M", "P", "'")
    mode = related.desk.mode
    finder = find(related)

    finder.field.setText("بوتين")
    press(finder.field, "Enter")

    assert isinstance(mode, Filling)
    assert mode.event is not None
    assert len(mode.event.arguments) == 1


def test_a_digit_arms_the_role_of_that_number(related: Window, press: Press) -> None:
    stand_on(related, "زار")
    press(related.canvas, "M", "P", "6")

    mode = related.desk.mode

    assert isinstance(mode, Filling)
    assert mode.role.id == "Time"


def test_other_letters_mean_nothing_while_the_card_is_open(related: Window, press: Press) -> None:
    stand_on(related, "زار")
    press(related.canvas, "M", "P")
    count = len(related.session.marks)

    press(related.canvas, "Shift+M", "Q", ".", ";")

    assert len(related.session.marks) == count
    assert isinstance(related.desk.mode, Filling)


def test_new_text_that_is_marked_already_fills_the_role_with_its_mark(related: Window, press: Press) -> None:
    stand_on(related, "زار")
    press(related.canvas, "M", "P")
    mode = related.desk.mode
    stand_on(related, "بوتين")

    press(related.canvas, "Enter")

    assert isinstance(mode, Filling)
    assert mode.event is not None
    assert [argument.target for argument in mode.event.arguments] == [
        mark.id for mark in related.session.marks if mark.type == "PER"
    ]


def test_enter_goes_to_the_details_of_an_entity_and_escape_comes_back(related: Window, press: Press) -> None:
    related.activateWindow()
    related.canvas.setFocus()
    stand_on(related, "بوتين")

    press(related.canvas, "]", "Enter")
    focused = QApplication.focusWidget()
    assert related.docks["details"].isAncestorOf(focused)

    press(focused, "Esc")
    assert QApplication.focusWidget() is related.canvas
    assert type_of(related) == "PER"


def test_the_status_line_names_the_keys_as_they_are_now(opened: Window) -> None:
    opened.session.set_settings(command_keys={"relate": "Alt+L"})

    assert "Alt+L" in live(opened)


# Chords


def test_after_the_first_key_the_second_ones_are_shown_beside_the_words(opened: Window, press: Press) -> None:
    stand_on(opened, "زار")

    press(opened.canvas, "M")

    assert isinstance(opened.desk.mode, Prefix)
    (card,) = (card for card in opened.canvas.findChildren(ChoiceCard) if card.isVisible())
    assert "ثمّ" in card.accessibleName()
    press(opened.canvas, "Esc")
    assert opened.desk.mode is None
    assert [card for card in opened.canvas.findChildren(ChoiceCard) if card.isVisible()] == []
    assert marked(opened) == []


# The same thing


def test_without_a_candidate_the_same_thing_says_so(opened: Window, press: Press) -> None:
    stand_on(opened, "القاهرة")
    press(opened.canvas, "3")
    said: list[str] = []
    opened.session.said.connect(said.append)

    press(opened.canvas, "Ctrl+;")

    assert opened.desk.mode is None
    assert said == [opened.session.tr("There is no other mark of this type that could be the same thing.")]
