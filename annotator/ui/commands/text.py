"""Commands of the cursor: it stands on words, and its arrows go the way the eye goes."""

from annotator.ui.command import command, has_document
from annotator.ui.desk import Desk


@command("Word on the left", "text", keys="Left", order=100, is_live=has_document)
def word_left(desk: Desk) -> None:
    """Go to the word on the left: the next one in Arabic."""
    desk.canvas.move_towards("left")


@command("Word on the right", "text", keys="Right", order=110, is_live=has_document)
def word_right(desk: Desk) -> None:
    """Go to the word on the right: the previous one in Arabic."""
    desk.canvas.move_towards("right")


@command("Extend to the left", "text", keys="Shift+Left", order=120, is_live=has_document)
def extend_left(desk: Desk) -> None:
    """Extend or shrink the selection to the word on the left."""
    desk.canvas.move_towards("left", extend=True)


@command("Extend to the right", "text", keys="Shift+Right", order=130, is_live=has_document)
def extend_right(desk: Desk) -> None:
    """Extend or shrink the selection to the word on the right."""
    desk.canvas.move_towards("right", extend=True)


@command("Line above", "text", keys="Up", order=140, is_live=has_document)
def line_up(desk: Desk) -> None:
    """Go to the nearest word of the line above."""
    desk.canvas.move_line(-1)


@command("Line below", "text", keys="Down", order=150, is_live=has_document)
def line_down(desk: Desk) -> None:
    """Go to the nearest word of the line below."""
    desk.canvas.move_line(1)


@command("Extend up", "text", keys="Shift+Up", order=160, is_live=has_document)
def extend_up(desk: Desk) -> None:
    """Extend the selection to the line above."""
    desk.canvas.move_line(-1, extend=True)


@command("Extend down", "text", keys="Shift+Down", order=170, is_live=has_document)
def extend_down(desk: Desk) -> None:
    """Extend the selection to the line below."""
    desk.canvas.move_line(1, extend=True)


@command("Move the end left", "text", keys="Alt+Left", order=200, is_live=has_document)
def end_left(desk: Desk) -> None:
    """Move the end of the selection, or of the selected mark, by one letter to the left."""
    desk.canvas.move_edge("end", _leftwards(desk))


@command("Move the end right", "text", keys="Alt+Right", order=210, is_live=has_document)
def end_right(desk: Desk) -> None:
    """Move the end of the selection, or of the selected mark, by one letter to the right."""
    desk.canvas.move_edge("end", -_leftwards(desk))


@command("Move the start left", "text", keys="Alt+Shift+Left", order=220, is_live=has_document)
def start_left(desk: Desk) -> None:
    """Move the beginning of the selection, or of the selected mark, by one letter to the left."""
    desk.canvas.move_edge("start", _leftwards(desk))


@command("Move the start right", "text", keys="Alt+Shift+Right", order=230, is_live=has_document)
def start_right(desk: Desk) -> None:
    """Move the beginning of the selection, or of the selected mark, by one letter to the right."""
    desk.canvas.move_edge("start", -_leftwards(desk))


@command("Next sentence", "text", keys="Ctrl+Down", order=300, is_live=has_document)
def next_sentence(desk: Desk) -> None:
    """Go to the beginning of the next sentence."""
    desk.canvas.move_sentence(1)


@command("Previous sentence", "text", keys="Ctrl+Up", order=310, is_live=has_document)
def previous_sentence(desk: Desk) -> None:
    """Go to the beginning of this sentence, or of the one before."""
    desk.canvas.move_sentence(-1)


@command("Select the sentence", "text", keys="Space", order=320, is_live=has_document)
def select_sentence(desk: Desk) -> None:
    """Select the whole sentence of the cursor."""
    desk.canvas.select_sentence()


def _leftwards(desk: Desk) -> int:
    """Return the step in reading order that goes to the left."""
    return 1 if desk.canvas.is_rtl else -1
