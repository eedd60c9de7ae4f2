"""What a screen reader is told of the canvas: the cursor's paragraph, by offsets in UTF-16 units."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible

from annotator.domain.span import Span
from annotator.text.graphemes import boundaries
from annotator.text.offsets import Utf16Map
from annotator.ui.editor.accessible import AccessibleCanvas, Factory, Paragraph
from annotator.ui.editor.view import Canvas
from tests.ui.editor.hard_texts import HARD

Show = Callable[..., Canvas]
FIRST = "زار الرئيس 🇪🇬 فلاديمير بوتين 👨\u200d👩\u200d👧 القاهرة."
SECOND = "ثم عاد إلى موسكو."
TEXT = f"{FIRST}\n{SECOND}\n"
PUTIN = len(FIRST[: FIRST.index("بوتين")].encode("utf-16-le")) // 2


def reading(canvas: Canvas) -> Paragraph:
    return AccessibleCanvas(canvas).paragraph


def test_only_the_paragraph_of_the_cursor_is_read(canvas: Show) -> None:
    shown = canvas(TEXT)
    paragraph = reading(shown)
    assert paragraph.text(0, paragraph.characterCount()) == FIRST

    shown.stand_on(TEXT.index("موسكو"))

    assert paragraph.text(0, paragraph.characterCount()) == SECOND
    assert paragraph.cursorPosition() == SECOND.index("موسكو")


def test_offsets_are_utf16_units(canvas: Show) -> None:
    shown = canvas(TEXT)
    paragraph = reading(shown)

    assert paragraph.characterCount() == len(FIRST.encode("utf-16-le")) // 2
    assert paragraph.text(PUTIN, PUTIN + 5) == "بوتين"

    shown.stand_on(TEXT.index("بوتين"))

    assert paragraph.cursorPosition() == PUTIN != FIRST.index("بوتين")


def test_a_reader_moves_the_cursor_and_selects(canvas: Show) -> None:
    shown = canvas(TEXT)
    paragraph = reading(shown)

    paragraph.setCursorPosition(PUTIN + 2)
    assert shown.selection.spans == (Span(TEXT.index("بوتين"), TEXT.index("بوتين") + 5),)

    paragraph.addSelection(0, 10)
    assert shown.selection.spans == (Span(0, 10),)
    assert paragraph.selectionCount() == 0


@pytest.mark.parametrize("text", HARD)
def test_every_character_has_its_rectangle_on_the_screen(canvas: Show, text: str) -> None:
    shown = canvas(text)
    paragraph, units = reading(shown), Utf16Map(text)
    corner = shown.viewport().mapToGlobal(shown.viewport().rect().topLeft())
    edges = boundaries(text)

    for start, end in pairwise(edges):
        expected = shown.rect_of(Span(start, end))
        found = [paragraph.characterRect(units.to_utf16(at)) for at in range(start, end)]

        assert set(map(QRect.getRect, found)) == {(expected.translated(corner) if expected else QRect()).getRect()}


def test_the_character_under_a_point_is_found_again(canvas: Show) -> None:
    shown = canvas(TEXT)
    paragraph = reading(shown)

    for word in ("زار", "بوتين", "القاهرة"):
        at = Utf16Map(FIRST).to_utf16(FIRST.index(word))
        assert paragraph.offsetAtPoint(paragraph.characterRect(at).center()) == at

    below = shown.rect_of(Span(TEXT.index("موسكو"), TEXT.index("موسكو") + 1))
    assert paragraph.offsetAtPoint(shown.viewport().mapToGlobal(below.center())) == -1


@pytest.mark.parametrize("offset", [-1, 10_000])
def test_offsets_beyond_the_paragraph_are_no_error(canvas: Show, offset: int) -> None:
    paragraph = reading(canvas(TEXT))

    assert paragraph.text(0, offset) == FIRST
    assert paragraph.characterRect(offset).isNull()
    paragraph.setCursorPosition(offset)
    paragraph.scrollToSubstring(offset, offset)


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_nothing_to_read_is_no_error(canvas: Show, text: str) -> None:
    paragraph = reading(canvas(text))

    assert paragraph.characterCount() == paragraph.cursorPosition() == 0
    assert paragraph.text(0, 0) == ""
    assert paragraph.characterRect(0).isNull()
    paragraph.setCursorPosition(0)
    paragraph.addSelection(0, 1)


def test_a_canvas_without_a_document_reads_as_empty(canvas: Show) -> None:
    shown = canvas(TEXT)
    shown.clear()

    assert reading(shown).text(0, 5) == ""


def test_qt_gets_the_text_and_never_a_number(canvas: Show) -> None:
    interface = AccessibleCanvas(canvas(TEXT))

    assert interface.textInterface() is interface.paragraph
    assert interface.actionInterface() is not None
    assert interface.valueInterface() is None
    assert interface.role() == QAccessible.Role.EditableText
    assert interface.state().readOnly
    assert interface.text(QAccessible.Text.Value) == FIRST


def test_only_a_canvas_is_read_this_way(canvas: Show) -> None:
    shown = canvas(TEXT)
    factory = Factory()

    assert isinstance(factory("Canvas", shown), AccessibleCanvas)
    assert factory("QAbstractScrollArea", shown) is None
    assert factory("Canvas", shown.viewport()) is None


def test_a_reader_brings_the_keyboard_to_the_text(canvas: Show) -> None:
    shown = canvas(TEXT)
    shown.activateWindow()
    shown.clearFocus()

    AccessibleCanvas(shown).actionInterface().doAction("SetFocus")

    assert shown.hasFocus()
