"""What can be done with a thing of the schema: ask how, show what it does, do it; commands and menus call these."""

from collections.abc import Callable
from functools import partial
from typing import Literal, cast

from PySide6.QtWidgets import QMenu, QWidget

from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError
from annotator.operations.schema_parts import has, part
from annotator.operations.schema_steps import Step, Target
from annotator.ui.desk import Desk
from annotator.ui.marking import scope_of
from annotator.ui.schema_change.deleting import ask_delete, ask_retire
from annotator.ui.schema_change.dialog import change_schema
from annotator.ui.schema_change.merging import ask_merge
from annotator.ui.schema_change.moving import ask_move
from annotator.ui.schema_change.renaming import ask_rename
from annotator.ui.schema_change.splitting import ask_split
from annotator.ui.schema_change.values import ask_values
from annotator.ui.session import Session

Asking = Callable[[Session, QWidget | None, Target], tuple[Step, ...]]


def change_by(desk: Desk, target: Target, asking: Asking) -> bool:
    """Ask for the steps, show what they do and do them; say whether something was done."""
    try:
        steps = asking(desk.session, desk.window, target)
    except AnnotatorError as error:
        desk.session.refused.emit(error)
        return False
    desk.leave()
    return change_schema(desk, steps, desk.window)


def rename(desk: Desk, target: Target) -> bool:
    """Give a thing other names, or another id."""
    return change_by(desk, target, ask_rename)


def merge(desk: Desk, target: Target) -> bool:
    """Make one type of several."""
    return change_by(desk, target, ask_merge)


def split(desk: Desk, target: Target) -> bool:
    """Make several types or roles of one."""
    return change_by(desk, target, ask_split)


def move(desk: Desk, target: Target) -> bool:
    """Put a type under another or into another group."""
    return change_by(desk, target, ask_move)


def retire(desk: Desk, target: Target) -> bool:
    """Offer a thing no longer, or again."""
    return change_by(desk, target, lambda session, _parent, one: ask_retire(session, one))


def delete(desk: Desk, target: Target) -> bool:
    """Take a thing out of the schema."""
    return change_by(desk, target, ask_delete)


def values(desk: Desk, target: Target) -> bool:
    """Change the values of an attribute."""
    return change_by(desk, target, ask_values)


def is_changeable(desk: Desk) -> bool:
    """Say whether the schema of the open project may be changed."""
    return desk.session.project is not None and not desk.session.project.read_only


def type_at_hand(desk: Desk) -> Target | None:
    """Return the type of the selected mark, else the one that was used last, if the schema has it."""
    mark = desk.session.mark
    found = (scope_of(mark), mark.type) if mark else desk.last_type
    if found is None:
        return None
    target = Target(cast(Literal["entity", "event", "relation"], found[0]), found[1])
    return target if has(desk.session.schema, target) else None


def is_retired(schema: Schema, target: Target) -> bool:
    """Say whether a type is kept but no longer offered."""
    return bool(part(schema, target).retired)


def type_menu(desk: Desk, target: Target) -> QMenu:
    """Return the menu of what can be done with a type."""
    tr = desk.session.tr
    menu = QMenu(desk.window)
    for title, act in (
        (tr("Rename…"), rename),
        (tr("Merge with others…"), merge),
        (tr("Split…"), split),
        (tr("Put under another…"), move),
    ):
        menu.addAction(title, partial(act, desk, target))
    menu.addSeparator()
    retires = tr("Offer again…") if is_retired(desk.session.schema, target) else tr("Retire…")
    menu.addAction(retires, lambda: retire(desk, target))
    menu.addAction(tr("Delete…"), lambda: delete(desk, target))
    for action in menu.actions():
        action.setEnabled(is_changeable(desk))
    return menu
