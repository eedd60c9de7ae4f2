"""Renaming form: the names that people read, and the id that files and marks have."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.domain.schema import AttributeType, Schema, Wording
from annotator.operations.schema_parts import part
from annotator.operations.schema_revise import unversioned
from annotator.operations.schema_steps import Define, Rename, SetValues, Step, Target
from annotator.ui.dialogs.form import Form
from annotator.ui.session import Session
from annotator.ui.widgets import plain


class RenamingForm(Form):
    """Ask for a thing's names and id."""

    def __init__(self, session: Session, parent: QWidget | None, target: Target) -> None:
        super().__init__(session, parent, session.tr("Rename"), session.tr("Look what it does…"))
        self._schema, self._target = session.schema, target
        label: Wording = part(session.schema, target).label
        self.arabic, self.english, self.id = QLineEdit(label.ar), QLineEdit(label.en), QLineEdit(target.id)
        self.add(session.tr("Name in Arabic"), self.arabic)
        self.add(session.tr("Name in English"), self.english)
        self.add(session.tr("Id"), self.id)
        advice = session.tr("Another id is written into every mark that has it; the old one stays known for imports.")
        self.explain(plain.label(advice, kind="muted", wraps=True))

    def steps(self) -> tuple[Step, ...]:
        """Return the steps that make the thing so called."""
        new_id, found = self.id.text().strip(), []
        target = replace(self._target, id=new_id) if new_id else self._target
        schema = self._schema
        if target != self._target:
            found.append(Rename(self._target, new_id))
            schema = unversioned(schema, found[0])
        label = Wording(self.arabic.text().strip(), self.english.text().strip())
        if part(schema, target).label != label:
            found.append(_named(schema, target, label))  # type: ignore[arg-type]  # a list of steps
        return tuple(found)


def _named(schema: Schema, target: Target, label: Wording) -> Step:
    if target.scope == "value":
        attribute: AttributeType = part(schema, Target("attribute", target.within))
        options = (replace(one, label=label) if one.id == target.id else one for one in attribute.options)
        return SetValues(attribute.id, tuple(options))
    return Define(replace(part(schema, target), label=label), target.within)


def ask_rename(session: Session, parent: QWidget | None, target: Target) -> tuple[Step, ...]:
    """Ask how a thing is to be called; no steps if the user left. Raises SchemaError for an id that is taken."""
    form = RenamingForm(session, parent, target)
    return form.steps() if form.exec() else ()
