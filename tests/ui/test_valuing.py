"""Attributes by key, in the real window: of one mark, of those in selected words, of rows selected together."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from annotator.domain.schema import AttributeType, Wording
from annotator.operations.attributes import set_attribute
from annotator.ui.attribute_choices import groups_of
from annotator.ui.valuing import Valuing
from annotator.ui.widgets.attribute_card import AttributeCard
from annotator.ui.window import Window
from tests.ui.conftest import TEXT, Answers
from tests.ui.test_marking import stand_on

Press = Callable[..., None]
pytestmark = pytest.mark.expects_qt("This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)")


@pytest.fixture
def three(opened: Window, press: Press) -> Window:
    """The window with three names, none selected."""
    for word, key in (("فلاديمير", "1"), ("القاهرة", "3"), ("القصر", "5")):
        stand_on(opened, word)
        press(opened.canvas, key)
    stand_on(opened, "زار")
    return opened


def classes(window: Window) -> list[object]:
    marks = sorted(window.session.marks, key=lambda mark: mark.spans)  # in reading order
    return [mark.attributes.get("mention_class") for mark in marks]


def steps(window: Window) -> int:
    assert window.session.project is not None
    return len(window.session.project.history())


def key_of(window: Window, value: object, attribute: str = "") -> str:
    groups = groups_of(window.session, window.desk.several.marks(window.canvas.selection.spans))
    choices = [choice for group in groups for choice in group.choices if attribute in ("", choice.attribute)]
    return next(choice.key for choice in choices if choice.value == value)


@pytest.mark.parametrize("layout", ["arabic", "latin", "bare"])
def test_two_keys_give_the_selected_mark_a_value(three: Window, press: Press, layout: str) -> None:
    press(three.canvas, "]", layout=layout)

    press(three.canvas, "-", "2", layout=layout)

    assert classes(three) == ["NOM", "NAM", "NAM"]
    assert three.desk.mode is None


def test_the_marks_in_the_selected_words_get_a_value_as_one_step(three: Window, press: Press) -> None:
    press(three.canvas, "Space")
    before = steps(three)

    press(three.canvas, "-", "2")

    assert classes(three) == ["NOM", "NOM", "NAM"]
    assert steps(three) == before + 1
    press(three.canvas, "Ctrl+Z")
    assert classes(three) == ["NAM", "NAM", "NAM"]


def choose_rows(window: Window, application: QApplication, rows: range) -> None:
    window.docks["annotations"].raise_()
    application.processEvents()
    view = window.docks["annotations"].contents._view
    view.setFocus()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows:
        view.selectionModel().setCurrentIndex(view.model().index(row, 0), flags)
    view.chosen.emit(view.currentIndex())
    application.processEvents()


def test_rows_selected_together_get_a_value_as_one_step(three: Window, press: Press, application: QApplication) -> None:
    choose_rows(three, application, range(3))
    before = steps(three)

    press(three.canvas, "-", "3")

    assert classes(three) == ["PRO", "PRO", "PRO"]
    assert steps(three) == before + 1
    assert len(three.desk.several.ids) == 3  # they stay selected for the next value


def test_a_values_own_key_and_the_details_hold_for_all_selected_marks(
    three: Window, press: Press, application: QApplication
) -> None:
    choose_rows(three, application, range(2))

    press(three.canvas, "Alt+2")
    assert classes(three) == ["NOM", "NOM", "NAM"]

    application.processEvents()
    box = three.docks["details"].contents.findChild(QComboBox, "attribute:mention_class")
    box.activated.emit(box.findData("PRO"))
    assert classes(three) == ["PRO", "PRO", "NAM"]


def test_another_mark_ends_what_was_selected_together(three: Window, press: Press, application: QApplication) -> None:
    choose_rows(three, application, range(2))

    press(three.canvas, "]")

    assert three.desk.several.ids == ()


def test_with_shift_the_values_stay_for_more(opened: Window, press: Press) -> None:
    stand_on(opened, "زار")
    press(opened.canvas, "M", "P", "Esc", "-")
    for value in ("negative", "future"):
        press(opened.canvas, f"Shift+{key_of(opened, value)}")

    assert isinstance(opened.desk.mode, Valuing)
    values = opened.session.mark.attributes.values()
    assert {"negative", "future"} <= set(values)
    press(opened.canvas, "Esc")
    assert opened.desk.mode is None


def test_the_card_shows_what_holds_now_and_takes_clicks(three: Window, press: Press) -> None:
    press(three.canvas, "]", "-")
    (card,) = three.findChildren(AttributeCard)
    buttons = {button.text(): button for button in card.findChildren(QPushButton)}
    assert [text for text, button in buttons.items() if button.property("kind") == "armed"] == ["اسم علم"]

    buttons["وصف"].click()

    assert classes(three)[0] == "NOM"


def test_without_a_mark_nothing_opens(opened: Window, press: Press) -> None:
    said: list[str] = []
    opened.session.said.connect(said.append)
    stand_on(opened, "زار")

    press(opened.canvas, "-")

    assert opened.desk.mode is None
    assert said


@pytest.fixture
def written(three: Window) -> Window:
    """A schema that also has an attribute of each written kind, and one that may be absent."""
    session = three.session
    extra = tuple(
        AttributeType(name, Wording(name, name), ("entity",), kind=kind)
        for name, kind in (("note", "text"), ("age", "number"), ("sure", "bool"))
    )
    session.schema = replace(session.schema, attributes=(*session.schema.attributes, *extra))
    return three


def test_written_values_are_asked_for_and_numbers_read_in_any_digits(
    written: Window, press: Press, answers: Answers
) -> None:
    press(written.canvas, "]")
    answers.given = ["رئيس", "٧١٫٥", "لا شيء"]

    press(written.canvas, "-", "4", "-", "6", "-", "6")

    attributes = written.session.mark.attributes
    assert (attributes["note"], attributes["age"]) == ("رئيس", 71.5)


def test_a_value_that_is_not_required_is_taken_away(written: Window, press: Press) -> None:
    press(written.canvas, "]")
    press(written.canvas, "-", key_of(written, True))
    assert written.session.mark.attributes["sure"] is True

    press(written.canvas, "-", key_of(written, None, "sure"))

    assert "sure" not in written.session.mark.attributes


def test_the_text_never_changes(three: Window, press: Press) -> None:
    press(three.canvas, "]", "-", "2")
    assert three.session.text == TEXT
    assert three.session.run(set_attribute, ["gone"], "mention_class", "NAM") is None
