"""Commands that change the schema in use: the type at hand is that of the selected mark, else the one used last."""

from collections.abc import Callable

from annotator.operations.schema_steps import Target
from annotator.ui.command import command, has_project
from annotator.ui.desk import Desk
from annotator.ui.schema_change import acts
from annotator.ui.schema_change.versions import show_versions


def _has_type(desk: Desk) -> bool:
    return acts.is_changeable(desk) and acts.type_at_hand(desk) is not None


def _has_values(desk: Desk) -> bool:
    return acts.is_changeable(desk) and any(one.options for one in desk.session.schema.attributes)


def _is_retired(desk: Desk) -> bool:
    target = acts.type_at_hand(desk)
    return target is not None and acts.is_retired(desk.session.schema, target)


def _do(desk: Desk, act: Callable[[Desk, Target], bool]) -> None:
    target = acts.type_at_hand(desk)
    if target is not None:
        act(desk, target)


@command("Rename the type…", "schema", order=300, is_live=_has_type)
def rename_type(desk: Desk) -> None:
    """Give the type of the selected mark another name or id, in every mark at once."""
    _do(desk, acts.rename)


@command("Merge types…", "schema", order=310, is_live=_has_type)
def merge_types(desk: Desk) -> None:
    """Make one type of several; their marks are counted and shown before."""
    _do(desk, acts.merge)


@command("Split the type…", "schema", order=320, is_live=_has_type)
def split_type(desk: Desk) -> None:
    """Make several types of one, by an attribute, its subtypes or what fills a role."""
    _do(desk, acts.split)


@command("Put the type under another…", "schema", order=330, is_live=_has_type)
def move_type(desk: Desk) -> None:
    """Put the type under another one, or an event type into another group."""
    _do(desk, acts.move)


@command("Values of an attribute…", "schema", order=340, is_live=_has_values)
def change_values(desk: Desk) -> None:
    """Add, rename, merge or take away the values of an attribute."""
    session = desk.session
    offered = [one for one in session.schema.attributes if one.options]
    chosen = desk.ask.pick([one.label.text(session.settings.language) or one.id for one in offered])
    if chosen is not None:
        acts.values(desk, Target("attribute", offered[chosen].id))


@command("Retired", "schema", order=350, is_live=_has_type, is_on=_is_retired)
def retire_type(desk: Desk) -> None:
    """Keep the type in all marks and offer it no longer, or offer it again."""
    _do(desk, acts.retire)


@command("Delete the type…", "schema", order=360, is_live=_has_type)
def delete_type(desk: Desk) -> None:
    """Take the type out of the schema; where marks use it, say what they become instead."""
    _do(desk, acts.delete)


@command("Versions of the schema…", "schema", order=400, is_live=has_project)
def schema_versions(desk: Desk) -> None:
    """Show every version that the schema had: who changed it, when, and what was different."""
    show_versions(desk, desk.window)
