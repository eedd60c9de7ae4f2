"""Keys of one's own: they are learned at once, kept, shown, and refused where something else has them."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from annotator.settings import Settings, load
from annotator.ui.dialogs.shortcuts import ShortcutPage
from annotator.ui.keymap import commands_of
from annotator.ui.window import Window
from tests.ui.conftest import key_event
from tests.ui.test_marking import marked, stand_on

Press = Callable[..., None]
pytestmark = pytest.mark.expects_qt("This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)")


@pytest.fixture
def page(opened: Window, application: QApplication) -> ShortcutPage:
    made = ShortcutPage(opened.desk)
    made.show()
    application.processEvents()
    return made


def give(page: ShortcutPage, scope: str, name: str, *chords: str) -> None:
    field = page.fields[scope, name]
    field.click()
    for chord in chords:
        QApplication.sendEvent(field, key_event(chord))


def test_a_type_takes_other_keys_which_then_mark(opened: Window, page: ShortcutPage, press: Press) -> None:
    give(page, "entity", "GPE", "Z", "Enter")
    page.close()
    stand_on(opened, "القاهرة")

    press(opened.canvas, "Z")

    assert marked(opened) == [("GPE", "القاهرة")]
    assert load().type_keys == {opened.session.schema.id: {"entity GPE": "Z"}}


def test_a_type_takes_two_keys_in_a_row(opened: Window, page: ShortcutPage, press: Press) -> None:
    give(page, "entity", "GPE", "Z", "Z")
    page.close()
    stand_on(opened, "القاهرة")

    press(opened.canvas, "Z", "Z")

    assert marked(opened) == [("GPE", "القاهرة")]


def test_a_command_takes_another_key(opened: Window, page: ShortcutPage, press: Press) -> None:
    give(page, "command", "repeat_last", "Alt+R")
    page.close()
    stand_on(opened, "القاهرة")
    press(opened.canvas, "3")
    stand_on(opened, "القصر")

    press(opened.canvas, "Alt+R")

    assert len(marked(opened)) == 2
    assert opened.actions_of is not None
    assert opened.actions_of.by_name["repeat_last"].text().endswith("R")


@pytest.mark.parametrize(
    ("scope", "name", "chords", "holder"),
    [
        ("entity", "GPE", ("1", "Enter"), "شخص"),
        ("entity", "GPE", ("M", "Enter"), "تنقّل شخص"),
        ("entity", "GPE", (";", "Enter"), "ربط"),
        ("command", "repeat_last", ("Ctrl+Z",), "تراجع"),
    ],
)
def test_keys_that_something_else_has_are_refused_with_its_name(
    opened: Window, page: ShortcutPage, scope: str, name: str, chords: tuple[str, ...], holder: str
) -> None:
    give(page, scope, name, *chords)

    assert opened.session.settings.type_keys == {}
    assert opened.session.settings.command_keys == {}
    assert page.told.property("kind") == "bad"
    assert page.told.text()
    page.close()


def test_keys_are_taken_away_and_given_back(opened: Window, page: ShortcutPage) -> None:
    field = page.fields["command", "repeat_last"]

    QApplication.sendEvent(field, key_event("Del"))
    assert commands_of(opened.session.settings)["repeat_last"].shortcuts == ()

    QApplication.sendEvent(field, key_event("Backspace"))
    assert commands_of(opened.session.settings)["repeat_last"].shortcuts == (".",)
    assert opened.session.settings.command_keys == {}
    page.close()


def test_escape_leaves_the_keys_as_they_were(opened: Window, page: ShortcutPage) -> None:
    give(page, "command", "repeat_last", "Esc")

    assert opened.session.settings.command_keys == {}
    assert page.isVisible()
    page.close()


@pytest.mark.parametrize("keys", ["A, B", "Nonsense", "Ctrl+"])
def test_keys_that_do_not_exist_are_not_taken_from_a_settings_file(keys: str) -> None:
    assert commands_of(Settings(command_keys={"undo": keys}))["undo"].shortcuts == ("Ctrl+Z",)
