"""How the text is read: switches that change what is drawn and never the text, its marks or an offset."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from annotator import settings
from annotator.domain.span import Span
from annotator.operations.entities import add_entity
from annotator.ui.widgets.lens import Lens
from annotator.ui.window import Window

Press = Callable[..., None]


def test_the_style_is_switched_and_kept(opened: Window, press: Press) -> None:
    press(opened.canvas, "Ctrl+Shift+B")
    assert opened.canvas.look.style == "boxes"
    assert settings.load().mark_style == "boxes"
    press(opened.canvas, "Ctrl+Shift+B")
    assert opened.canvas.look.style == "bands"


def test_links_go_from_all_to_those_of_the_selection_to_none(opened: Window, press: Press) -> None:
    seen = []
    for _ in range(3):
        press(opened.canvas, "F7")
        seen.append(opened.canvas.look.arcs)
    assert seen == ["selection", "none", "all"]


@pytest.mark.parametrize(
    ("key", "field"), [("F8", "tashkeel"), ("Shift+F8", "tatweel"), ("F9", "invisible"), ("F4", "lens")]
)
def test_a_view_is_switched_on_and_off(opened: Window, press: Press, key: str, field: str) -> None:
    before = getattr(opened.session.settings, field)
    text = opened.session.text
    press(opened.canvas, key)
    assert getattr(settings.load(), field) is not before
    press(opened.canvas, key)
    assert getattr(opened.session.settings, field) is before
    assert opened.session.text == text


def test_the_paragraph_of_the_cursor_is_turned_and_stays_so_for_the_document(opened: Window, press: Press) -> None:
    first = opened.session.document.id if opened.session.document else None
    press(opened.canvas, "F12")
    assert [opened.canvas.sheet.is_rtl(index) for index in range(2)] == [False, True]
    opened.session.show(first)
    assert [opened.canvas.sheet.is_rtl(index) for index in range(2)] == [False, True]
    press(opened.canvas, "F12")
    assert opened.canvas.sheet.is_rtl(0)


def test_the_arrows_follow_a_turned_paragraph(opened: Window, press: Press) -> None:
    press(opened.canvas, "F12", "Right")
    start = opened.canvas.selection.spans[0].start
    assert start > 0


def test_the_lens_shows_the_ends_of_the_selection(opened: Window, press: Press, application: QApplication) -> None:
    lens = opened.findChild(Lens)
    assert lens.isHidden()
    press(opened.canvas, "F4")
    assert not lens.isHidden()
    opened.canvas.select_spans((Span(11, 25),))
    before, first, last, after = lens.cells()
    assert ["".join(cell.text for cell in group) for group in (first, last)] == ["فلا", "تين"]
    assert [cell.is_space for cell in (before[-1], after[0])] == [True, True]
    lens.grab()
    application.processEvents()


def test_marks_made_in_a_bare_view_have_their_true_place(opened: Window, press: Press) -> None:
    press(opened.canvas, "F8", "Shift+F8")
    opened.session.run(add_entity, opened.session.layer_for_edit(), "PER", (Span(11, 25),))
    mark = next(iter(opened.session.marks))
    assert opened.session.text[mark.spans[0].start : mark.spans[0].end] == "فلاديمير بوتين"
