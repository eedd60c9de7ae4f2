"""Panel: one dock of the window; a module that defines a `PANEL` adds one."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtWidgets import QWidget

from annotator.ui.desk import Desk


class Area(Enum):
    """Where a panel stands: in terms of reading, so that it mirrors with the language."""

    LEADING = "leading"
    TRAILING = "trailing"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class Panel:
    """A dock: its English title, its icon, its place, and what makes its contents.

    `order` sorts the panels of one area. Contents may have a method `summary()` for the words beside the title, and a
    signal `summarised` for when they change; and a method `attend(is_seen)`, called when the panel comes into view or
    goes.
    """

    name: str
    title: str
    icon: str
    area: Area
    build: Callable[[Desk], QWidget]
    order: int = 500
