"""Commands that step from one thing to the next: marks, their links, what is unfinished; and find far marks."""

from annotator.domain.model import Relation
from annotator.ui.command import command, has_document, has_mark
from annotator.ui.desk import Desk
from annotator.ui.dialogs.mention_finder import find_mention
from annotator.ui.link_steps import next_link as step_link
from annotator.ui.unfinished import go_to_unfinished


@command("Next unfinished", "move", keys="Tab", order=120, is_live=has_document)
def next_unfinished(desk: Desk) -> None:
    """Go to the next mark that misses something or does not fit the schema, and say what it is."""
    go_to_unfinished(desk, 1)


@command("Previous unfinished", "move", keys="Shift+Tab", order=121, is_live=has_document)
def previous_unfinished(desk: Desk) -> None:
    """Go to the mark before this place that misses something or does not fit the schema."""
    go_to_unfinished(desk, -1)


@command("Next link", "move", keys="Shift+]", order=130, is_live=has_mark)
def next_link(desk: Desk) -> None:
    """Select the next relation, event or filler that the selected mark is linked with."""
    step_link(desk, 1)


@command("Previous link", "move", keys="Shift+[", order=131, is_live=has_mark)
def previous_link(desk: Desk) -> None:
    """Select the relation, event or filler before this one among those of the selected mark."""
    step_link(desk, -1)


@command("Find a mark…", "move", keys="'", order=140, is_live=has_document)
def find_mark(desk: Desk) -> None:
    """Find a mark by its words or its type, in Arabic or English, and select it."""
    session = desk.session
    ids = [mark.id for mark in session.marks if not isinstance(mark, Relation)]
    find_mention(desk, ids, session.select)
