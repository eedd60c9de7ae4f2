"""Moving form: which type or group a type is put under, which entity type a subtype belongs to."""

from typing import Any  # the parts of a schema share only an id and a label

from PySide6.QtWidgets import QWidget

from annotator.domain.schema import Schema
from annotator.operations.schema_parts import part
from annotator.operations.schema_steps import Move, Step, Target
from annotator.ui.dialogs.form import Form
from annotator.ui.schema_change.choosing import PartBox
from annotator.ui.session import Session
from annotator.ui.widgets import plain


class MovingForm(Form):
    """Ask for the place of a type."""

    def __init__(self, session: Session, parent: QWidget | None, target: Target) -> None:
        super().__init__(session, parent, session.tr("Move"), session.tr("Look what it does…"))
        tr = session.tr
        self._target = target
        self._now = _above(session.schema, target)
        none = [] if target.scope == "subtype" else [(tr("— none —"), "")]
        self.under = PartBox(session, _places(session.schema, target), none)
        self.under.choose(self._now)
        self.add(tr("Under"), self.under)
        advice = {
            "entity": tr("What may be said of a type may be said of those under it: they fill its roles."),
            "subtype": tr("The marks that have the subtype get the other type with it."),
        }.get(target.scope, tr("A group is a heading under which types are listed."))
        self.explain(plain.label(advice, kind="muted", wraps=True))

    def steps(self) -> tuple[Step, ...]:
        """Return the step, none if the thing stays where it is."""
        return (Move(self._target, self.under.value()),) if self.under.value() != self._now else ()


def _above(schema: Schema, target: Target) -> str:
    if target.scope == "subtype":
        return target.within
    found = part(schema, target)
    return str(found.parent if target.scope == "entity" else found.group)


def _places(schema: Schema, target: Target) -> list[Any]:  # Any: as above
    """Return where a thing can go: no type under itself or under one below it."""
    if target.scope in ("event", "relation"):
        return list(schema.groups)
    if target.scope == "subtype":
        return list(schema.entities)
    return [kind for kind in schema.entities if target.id not in schema.lineage(kind.id)]


def ask_move(session: Session, parent: QWidget | None, target: Target) -> tuple[Step, ...]:
    """Ask where a type or subtype belongs; no steps if the user left or it stays."""
    form = MovingForm(session, parent, target)
    return form.steps() if form.exec() else ()
