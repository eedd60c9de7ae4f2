"""Commands of the cursor's longer ways: sentences, the ends of lines and of the text, pages."""

from annotator.ui.command import command, has_document
from annotator.ui.desk import Desk
from annotator.ui.editor.travel import line_end, text_end, turn_page


@command("Sentence on the left", "text", keys="Ctrl+Left", order=302, is_live=has_document)
def sentence_left(desk: Desk) -> None:
    """Go to the sentence on the left: the next one in Arabic."""
    desk.canvas.move_sentence(1 if desk.canvas.is_rtl else -1)


@command("Sentence on the right", "text", keys="Ctrl+Right", order=303, is_live=has_document)
def sentence_right(desk: Desk) -> None:
    """Go to the sentence on the right: the previous one in Arabic."""
    desk.canvas.move_sentence(-1 if desk.canvas.is_rtl else 1)


@command("Extend by a sentence to the left", "text", keys="Ctrl+Shift+Left", order=304, is_live=has_document)
def extend_sentence_left(desk: Desk) -> None:
    """Extend or shrink the selection by a sentence to the left."""
    desk.canvas.move_sentence(1 if desk.canvas.is_rtl else -1, extend=True)


@command("Extend by a sentence to the right", "text", keys="Ctrl+Shift+Right", order=305, is_live=has_document)
def extend_sentence_right(desk: Desk) -> None:
    """Extend or shrink the selection by a sentence to the right."""
    desk.canvas.move_sentence(-1 if desk.canvas.is_rtl else 1, extend=True)


@command("Beginning of the line", "text", keys="Home", order=400, is_live=has_document)
def line_start(desk: Desk) -> None:
    """Go to the first word of the line."""
    _go(desk, line_end(desk.canvas, "start"))


@command("End of the line", "text", keys="End", order=401, is_live=has_document)
def line_finish(desk: Desk) -> None:
    """Go to the last word of the line."""
    _go(desk, line_end(desk.canvas, "end"))


@command("Extend to the beginning of the line", "text", keys="Shift+Home", order=402, is_live=has_document)
def extend_line_start(desk: Desk) -> None:
    """Extend the selection to the first word of the line."""
    _go(desk, line_end(desk.canvas, "start"), extend=True)


@command("Extend to the end of the line", "text", keys="Shift+End", order=403, is_live=has_document)
def extend_line_finish(desk: Desk) -> None:
    """Extend the selection to the last word of the line."""
    _go(desk, line_end(desk.canvas, "end"), extend=True)


@command("Page down", "text", keys="PgDown", order=410, is_live=has_document)
def page_down(desk: Desk) -> None:
    """Go one page down, the cursor with it."""
    _go(desk, turn_page(desk.canvas, 1))


@command("Page up", "text", keys="PgUp", order=411, is_live=has_document)
def page_up(desk: Desk) -> None:
    """Go one page up, the cursor with it."""
    _go(desk, turn_page(desk.canvas, -1))


@command("Beginning of the text", "text", keys="Ctrl+Home", order=420, is_live=has_document)
def text_start(desk: Desk) -> None:
    """Go to the first word of the text."""
    _go(desk, text_end(desk.canvas, "start"))


@command("End of the text", "text", keys="Ctrl+End", order=421, is_live=has_document)
def text_finish(desk: Desk) -> None:
    """Go to the last word of the text."""
    _go(desk, text_end(desk.canvas, "end"))


def _go(desk: Desk, offset: int | None, *, extend: bool = False) -> None:
    if offset is not None:
        desk.canvas.go_to(offset, extend=extend)
