"""Commands that say more of marks: what means one thing, and the attributes of one mark or of many."""

from annotator.domain.model import Relation
from annotator.operations import clusters
from annotator.ui.clustering import start_join, start_pair, start_pronoun
from annotator.ui.command import can_edit, command, has_mark
from annotator.ui.desk import Desk
from annotator.ui.marking import is_editable
from annotator.ui.valuing import start_valuing


def _has_own_mention(desk: Desk) -> bool:
    return has_mark(desk) and not isinstance(desk.session.mark, Relation) and can_edit(desk)


@command("Same thing as…", "mark", keys="Ctrl+;", order=220, is_live=can_edit)
def same_as(desk: Desk) -> None:
    """Put the selected mark, or the selected words, into the cluster of another mention, by the letters that appear."""
    start_join(desk)


@command("Attached pronoun", "mark", keys="Shift+\\", order=222, is_live=can_edit)
def mark_pronoun(desk: Desk) -> None:
    """Take the pronoun that ends the word as a mention of its own and choose, by letters, what it stands for."""
    start_pronoun(desk)


@command("Name and description", "mark", keys="Shift+,", order=224, is_live=can_edit)
def mark_pair(desk: Desk) -> None:
    """Mark the selected words as two mentions of one thing: a name and what describes it, such as a title."""
    start_pair(desk)


@command("Attributes…", "mark", keys="-", order=240, is_live=can_edit)
def set_attributes(desk: Desk) -> None:
    """Give the selected marks, or those in the selected words, a value of an attribute by one key."""
    if is_editable(desk):
        start_valuing(desk)


@command("Leave the cluster", "mark", order=230, is_live=_has_own_mention)
def leave_cluster(desk: Desk) -> None:
    """Take the selected marks out of their clusters."""
    ids = [mark.id for mark in desk.several.marks() if not isinstance(mark, Relation)]
    if ids and is_editable(desk):
        desk.session.run(clusters.leave_cluster, ids)
