"""Command: what a user can trigger, made from a plain function by a decorator.

The function's name is the command's id and its docstring the help; menus, tool bar, palette, shortcut page and manual
are made from this one table.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass

from annotator.registry import discover
from annotator.ui.desk import Desk

Run = Callable[[Desk], None]
Question = Callable[[Desk], bool]


@dataclass(frozen=True, slots=True)
class Command:
    """One command; `keys` is a shortcut as `keys.chords` reads it, several alternatives apart by " | ".

    `is_live` says whether it can be triggered now; `is_on`, for those that switch something, whether it is switched on.
    `order` sorts a menu; each hundred is a group of its own.
    """

    name: str
    title: str
    help: str
    menu: str
    run: Run
    keys: str = ""
    icon: str = ""
    order: int = 500
    is_live: Question | None = None
    is_on: Question | None = None

    @property
    def shortcuts(self) -> tuple[str, ...]:
        """Return the alternative shortcuts."""
        return tuple(self.keys.split(" | ")) if self.keys else ()


def command(
    title: str,
    menu: str,
    *,
    keys: str = "",
    icon: str = "",
    order: int = 500,
    is_live: Question | None = None,
    is_on: Question | None = None,
) -> Callable[[Run], Command]:
    """Make a Command of the function below."""

    def make(run: Run) -> Command:
        text = inspect.getdoc(run) or ""
        return Command(run.__name__, title, text, menu, run, keys, icon, order, is_live, is_on)

    return make


def commands() -> dict[str, Command]:
    """Return every command by name: built in and installed."""
    return discover("annotator.ui.commands", Command)


def has_project(desk: Desk) -> bool:
    """Say whether a project is open."""
    return desk.session.project is not None


def has_document(desk: Desk) -> bool:
    """Say whether a document is open."""
    return desk.session.document is not None


def has_mark(desk: Desk) -> bool:
    """Say whether a mark is selected."""
    return desk.session.mark is not None


def can_edit(desk: Desk) -> bool:
    """Say whether the open document takes marks."""
    project = desk.session.project
    return has_document(desk) and project is not None and not project.read_only
