"""The palette finds types and commands in both languages."""

from collections.abc import Callable

from annotator.ui.dialogs.palette import Palette
from annotator.ui.window import Window
from tests.ui.conftest import TEXT

Press = Callable[..., None]


def titles(palette: Palette) -> list[str]:
    return [palette.list.item(row).text() for row in range(palette.list.count())]


def test_a_type_is_found_in_arabic_without_its_vowels_and_in_english(opened: Window) -> None:
    palette = Palette(opened.desk)

    palette.narrow("منظمه")
    assert "منظمة" in titles(palette)

    palette.narrow("organization")
    assert "منظمة" in titles(palette)

    palette.narrow("لا يوجد شيء كهذا")
    assert titles(palette) == []
    palette.close()


def test_enter_does_the_chosen_entry(opened: Window, press: Press) -> None:
    opened.canvas.stand_on(TEXT.index("القصر"))
    palette = Palette(opened.desk)
    palette.field.setText("منشأة")

    press(palette.field, "Enter")

    assert [mark.type for mark in opened.session.marks] == ["FAC"]


def test_commands_that_cannot_be_done_now_are_not_offered(window: Window) -> None:
    palette = Palette(window.desk)

    palette.narrow("export")

    assert titles(palette) == []
    palette.close()
