"""Deleting form: what the marks that use a thing get instead; a thing that nothing uses goes without a question."""

from PySide6.QtWidgets import QWidget

from annotator.operations.schema_parts import part
from annotator.operations.schema_steps import Delete, Retire, Step, Target
from annotator.operations.schema_usage import usage_of
from annotator.ui.dialogs.form import Form
from annotator.ui.schema_change.choosing import PartBox, siblings
from annotator.ui.schema_change.words import target_name
from annotator.ui.session import Session
from annotator.ui.widgets import plain

_RETIRE, _TAKE = "\0retire", "\0take"


class DeletingForm(Form):
    """Ask what becomes of the marks."""

    def __init__(self, session: Session, parent: QWidget | None, target: Target, marks: int) -> None:
        super().__init__(session, parent, session.tr("Delete"), session.tr("Look what it does…"))
        tr = session.tr
        self._target = target
        others = [(tr("— retire it instead: kept, no longer offered —"), _RETIRE)]
        if target.scope in ("value", "subtype"):
            others.append((tr("— taken from the marks —"), _TAKE))
        self.instead = PartBox(session, siblings(session.schema, target), others)
        name = target_name(session, session.schema, target)
        said = tr.count("{count} marks use “{name}”.", marks, name=name)
        self.add(tr("They get"), self.instead)
        self.explain(plain.label(said, kind="title", wraps=True))

    def steps(self) -> tuple[Step, ...]:
        """Return the step."""
        value = self.instead.value()
        if value == _RETIRE:
            return (Retire(self._target),)
        return (Delete(self._target, "" if value == _TAKE else value),)


def ask_delete(session: Session, parent: QWidget | None, target: Target) -> tuple[Step, ...]:
    """Ask what takes the place of a thing that is used; no steps if the user left."""
    marks = usage_of(session.project).of(target) if session.project else 0
    if not marks:
        return (Delete(target),)
    form = DeletingForm(session, parent, target, marks)
    return form.steps() if form.exec() else ()


def ask_retire(session: Session, target: Target) -> tuple[Step, ...]:
    """Return the step that retires a thing, or offers it again if it is retired."""
    return (Retire(target, not part(session.schema, target).retired),)
