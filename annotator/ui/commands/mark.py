"""Commands that mark: repeat, retype, add a piece, relate, fill roles, cluster."""

from annotator.domain.model import Event, Relation
from annotator.operations import clusters
from annotator.ui.command import can_edit, command, has_mark
from annotator.ui.desk import Desk
from annotator.ui.joining import Joining
from annotator.ui.marking import apply_type, is_editable, open_card, start_link


def _has_own_mark(desk: Desk) -> bool:
    return has_mark(desk) and can_edit(desk)


@command("Repeat the last type", "mark", keys=".", icon="repeat", order=100, is_live=can_edit)
def repeat_last(desk: Desk) -> None:
    """Mark the selection with the type that was used last."""
    if desk.last_type is not None:
        apply_type(desk, *desk.last_type)


@command("Add a piece", "mark", keys=",", icon="add", order=110, is_live=can_edit)
def add_piece(desk: Desk) -> None:
    """Keep the selected words and select further ones that belong to the same, interrupted mention."""
    desk.canvas.add_piece()


@command("Fill the roles", "mark", keys="Enter", icon="event", order=200, is_live=has_mark)
def fill_roles(desk: Desk) -> None:
    """Open the frame card of the selected event; letters in the text then fill its roles."""
    mark = desk.session.mark
    if isinstance(mark, Event):
        open_card(desk, mark.id)


@command("Relate to…", "mark", keys=";", icon="link", order=210, is_live=_has_own_mark)
def relate(desk: Desk) -> None:
    """Choose the mark that the selected one is related to, by the letters that appear."""
    start_link(desk)


@command("Same thing as…", "mark", keys="Ctrl+;", order=220, is_live=_has_own_mark)
def same_as(desk: Desk) -> None:
    """Choose another mention of the same thing, by the letters that appear; both are then in one cluster."""
    mark = desk.session.mark
    if mark is None or isinstance(mark, Relation) or not is_editable(desk):
        return
    joining = Joining(desk, mark.id)
    if joining.targets:
        desk.enter(joining)


@command("Leave the cluster", "mark", order=230, is_live=_has_own_mark)
def leave_cluster(desk: Desk) -> None:
    """Take the selected mark out of its cluster."""
    mark = desk.session.mark
    if mark is not None and not isinstance(mark, Relation) and is_editable(desk):
        desk.session.run(clusters.leave_cluster, [mark.id])
