"""Choosing among the things of a schema: boxes that list types, roles, subtypes and values with colour and name."""

from collections.abc import Iterable
from typing import Any  # the parts of a schema share only id, label and perhaps colour

from PySide6.QtWidgets import QComboBox

from annotator.domain.schema import Schema
from annotator.operations.schema_parts import parts
from annotator.operations.schema_steps import Target
from annotator.ui.session import Session
from annotator.ui.widgets.chip import dot


class PartBox(QComboBox):
    """A box of parts of the schema; `others` (words, value) come first."""

    def __init__(self, session: Session, kinds: Iterable[Any], others: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        for words, value in others:
            self.addItem(words, value)
        for kind in kinds:
            name = kind.label.text(session.settings.language) or kind.id
            colour = getattr(kind, "colour", "")
            if colour:
                self.addItem(dot(colour), name, kind.id)
            else:
                self.addItem(name, kind.id)

    def value(self) -> str:
        """Return the id of what is chosen, or the value of one of the others."""
        return str(self.currentData() or "")

    def choose(self, value: str) -> None:
        """Choose a value; the first one if it is not there."""
        self.setCurrentIndex(max(self.findData(value), 0))


def siblings(schema: Schema, target: Target) -> list[Any]:  # Any: as above
    """Return the other things of the same scope, within the same."""
    return [one for one in parts(schema, target.scope, target.within) if one.id != target.id]


def free_id(wished: str, taken: Iterable[str]) -> str:
    """Return the id, ASCII and not in use, that is nearest to the wished one."""
    known = set(taken)
    plain = "".join(letter for letter in wished if letter.isascii() and letter.isprintable()).strip() or "New"
    number, found = 2, plain
    while found in known:
        found, number = f"{plain}-{number}", number + 1
    return found


def type_ids(schema: Schema) -> set[str]:
    """Return the ids that entity and event types have; they share one space."""
    return {kind.id for kind in schema.entities} | {kind.id for kind in schema.events}
