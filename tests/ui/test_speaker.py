"""What the window says to a screen reader, one announcement a gesture, in the language of the interface."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from annotator.ui.window import Window
from tests.ui.conftest import TEXT

Press = Callable[..., None]


@pytest.fixture
def said(opened: Window, application: QApplication) -> Iterator[list[str]]:
    """Each announcement since the last look."""
    heard: list[str] = []
    QAccessible.setActive(True)
    opened.speaker.announced.connect(heard.append)
    application.processEvents()
    heard.clear()
    yield heard
    QAccessible.setActive(False)


def english(window: Window, application: QApplication, heard: list[str]) -> None:
    window.session.set_settings(language="en")
    application.processEvents()
    heard.clear()


def test_the_cursor_says_its_word(opened: Window, press: Press, said: list[str]) -> None:
    press(opened.canvas, "Left", "Shift+Left")

    assert said == ["«الرئيس»، محدّد", "«الرئيس فلاديمير»، محدّد"]


def test_marking_retyping_deleting_and_undoing_are_said(
    opened: Window, press: Press, said: list[str], application: QApplication
) -> None:
    english(opened, application, said)
    opened.canvas.stand_on(TEXT.index("بوتين"))
    application.processEvents()

    press(opened.canvas, "1", "3", "Del", "Ctrl+Z", "Ctrl+Shift+Z")

    assert said == [
        "«بوتين», selected",
        "Person: بوتين, marked",
        "Geo-political entity: بوتين, was Person",
        "Geo-political entity: بوتين, mark deleted",
        "Undid: Geo-political entity: بوتين, mark deleted",
        "Did again: Geo-political entity: بوتين, mark deleted",
    ]


def test_the_same_in_arabic(opened: Window, press: Press, said: list[str], application: QApplication) -> None:
    opened.canvas.stand_on(TEXT.index("بوتين"))
    application.processEvents()

    press(opened.canvas, "1", "Ctrl+Z")

    assert said == ["«بوتين»، محدّد", "شخص: بوتين، وُسم", "تراجعٌ عن: شخص: بوتين، وُسم"]


def test_what_a_word_is_marked_with_is_said_with_it(
    opened: Window, press: Press, said: list[str], application: QApplication
) -> None:
    english(opened, application, said)
    opened.canvas.stand_on(TEXT.index("بوتين"))
    press(opened.canvas, "1", "Left", "Right", "[")

    assert said[-2:] == ["«بوتين», selected; marked: Person", "Person: بوتين, selected"]


def test_roles_are_said_as_they_are_filled(
    opened: Window, press: Press, said: list[str], application: QApplication
) -> None:
    english(opened, application, said)
    opened.canvas.stand_on(TEXT.index("القاهرة"))
    press(opened.canvas, "3")
    opened.canvas.stand_on(TEXT.index("زار"))
    application.processEvents()
    said.clear()

    press(opened.canvas, "M", "P")
    for _ in range(20):  # roles, of which one offers fillers
        if not opened.desk.mode.hints:
            press(opened.canvas, "Tab")
    press(opened.canvas, *next(iter(opened.desk.mode.hints.values())))

    assert said[0].startswith("Next key: ")
    assert said[1].startswith("Transport a person: زار, marked\nFilling ")
    assert said[-1].startswith("Destination: القاهرة, filled\nFilling ")


def test_hints_are_said_with_their_letters(
    opened: Window, press: Press, said: list[str], application: QApplication
) -> None:
    english(opened, application, said)
    for word, key in (("القاهرة", "3"), ("كيم", "1")):
        opened.canvas.stand_on(TEXT.index(word))
        press(opened.canvas, key)

    press(opened.canvas, ";")

    letters = opened.canvas.state.hints.values()
    assert said[-1].endswith(f"\n{next(iter(letters))}: القاهرة")


def test_what_the_status_line_says_is_said(
    opened: Window, press: Press, said: list[str], application: QApplication
) -> None:
    english(opened, application, said)

    press(opened.canvas, "Ctrl+C")

    assert said == ["Copied."]


def test_the_canvas_is_named_after_its_document(opened: Window, application: QApplication) -> None:
    assert opened.canvas.accessibleName() == "نص خبر.txt"

    opened.session.set_settings(language="en")

    assert opened.canvas.accessibleName() == "Text of خبر.txt"


def test_nothing_is_said_while_nobody_listens(opened: Window, press: Press, application: QApplication) -> None:
    heard: list[str] = []
    opened.speaker.announced.connect(heard.append)

    press(opened.canvas, "Left")

    assert heard == []
