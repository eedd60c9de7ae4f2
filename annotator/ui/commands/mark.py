"""Commands that mark: repeat, retype, add a piece, relate, fill roles."""

from annotator.domain.model import Event, Relation
from annotator.operations.relations import reverse
from annotator.ui.command import can_edit, command, has_mark
from annotator.ui.desk import Desk
from annotator.ui.locking import lock
from annotator.ui.marking import apply_type, is_editable, mark_anew, open_card, start_link
from annotator.ui.panes import go_to_panel


def _has_own_mark(desk: Desk) -> bool:
    return has_mark(desk) and can_edit(desk)


def _has_own_relation(desk: Desk) -> bool:
    return isinstance(desk.session.mark, Relation) and can_edit(desk)


def _has_lock(desk: Desk) -> bool:
    return desk.locked is not None


@command("Repeat the last type", "mark", keys=".", icon="repeat", order=100, is_live=can_edit)
def repeat_last(desk: Desk) -> None:
    """Mark the selection with the type that was used last."""
    if desk.last_type is not None:
        apply_type(desk, *desk.last_type)


@command("Lock the type", "mark", keys="Shift+Space", order=105, is_live=can_edit, is_on=_has_lock)
def lock_type(desk: Desk) -> None:
    """Let every selection be marked at once with the type used last, until Esc."""
    lock(desk)


@command("Mark once more", "mark", keys="`", order=107, is_live=_has_own_mark)
def mark_again(desk: Desk) -> None:
    """Keep the words of the selected mark selected and let go of it, so that a type key marks them once more."""
    mark_anew(desk)


@command("Add a piece", "mark", keys=",", icon="add", order=110, is_live=can_edit)
def add_piece(desk: Desk) -> None:
    """Keep the selected words and select further ones that belong to the same, interrupted mention."""
    desk.canvas.add_piece()


@command("Fill the roles", "mark", keys="Enter", icon="event", order=200, is_live=has_mark)
def fill_roles(desk: Desk) -> None:
    """Open the frame card of the selected event, whose letters fill its roles; for other marks go to their details."""
    mark = desk.session.mark
    if isinstance(mark, Event):
        open_card(desk, mark.id)
    if desk.mode is None:
        go_to_panel(desk, "details")


@command("Relate to…", "mark", keys=";", icon="link", order=210, is_live=_has_own_mark)
def relate(desk: Desk) -> None:
    """Choose the mark that the selected one is related to, by the letters that appear."""
    start_link(desk)


@command("Turn the relation round", "mark", keys="Shift+;", order=215, is_live=_has_own_relation)
def reverse_relation(desk: Desk) -> None:
    """Let the selected relation lead the other way."""
    mark = desk.session.mark
    if isinstance(mark, Relation) and is_editable(desk):
        desk.session.run(reverse, mark.id)
