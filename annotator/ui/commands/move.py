"""Commands that move through the text: tokens, lines, sentences, edges, marks."""

from annotator.ui.command import command, has_document
from annotator.ui.desk import Desk
from annotator.ui.locking import unlock


@command("Previous mark", "move", keys="[", icon="previous", order=100, is_live=has_document)
def previous_mark(desk: Desk) -> None:
    """Select the mark before this place."""
    desk.canvas.next_mark(-1)


@command("Next mark", "move", keys="]", icon="next", order=110, is_live=has_document)
def next_mark(desk: Desk) -> None:
    """Select the mark after this place."""
    desk.canvas.next_mark(1)


@command("Cut clitics", "move", keys="\\", order=200, is_live=has_document)
def cut_clitics(desk: Desk) -> None:
    """Shrink the selected word to what is left without its attached particles and pronouns; again for the next cut."""
    desk.canvas.cycle_cut()


@command("Select nothing", "move", keys="Esc", order=300, is_live=has_document)
def select_nothing(desk: Desk) -> None:
    """Unlock the locked type; else let go of the selected mark and words."""
    if desk.locked is not None:
        unlock(desk)
    else:
        desk.canvas.clear_selection()
