"""New project dialog: what the project is called and which schema it starts with."""

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from annotator.domain.schema_toml import read_schema
from annotator.operations.projects import DEFAULT_PRESET, EMPTY, preset_names, preset_source
from annotator.ui.dialogs.form import Form
from annotator.ui.session import Session
from annotator.ui.widgets import plain


@dataclass(frozen=True, slots=True)
class NewProject:
    """What the user chose."""

    title: str
    preset: str
    wants_editor: bool = False


class NewProjectForm(Form):
    """Ask for title and preset."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session, parent, session.tr("New project"), session.tr("Choose its place…"))
        self.title = QLineEdit()
        self.title.setPlaceholderText(session.tr("My project"))
        self.preset = QComboBox()
        self._schemas = {name: read_schema(preset_source(name)) for name in (*preset_names(), EMPTY)}
        self._language = session.settings.language
        for name, schema in self._schemas.items():
            title = session.tr("Empty: you define everything") if name == EMPTY else schema.title.text(self._language)
            self.preset.addItem(title, name)
        self._tr = session.tr
        self.edits = QCheckBox(session.tr("Change it before the work begins"))
        self._about = plain.label("", kind="muted", wraps=True)
        self.add(session.tr("Title"), self.title)
        self.add(session.tr("What may be marked"), self.preset)
        self.add("", self.edits)
        self.explain(self._about)
        self.preset.currentIndexChanged.connect(self._describe)
        self.preset.setCurrentIndex(max(self.preset.findData(DEFAULT_PRESET), 0))
        self._describe()

    def answer(self) -> NewProject:
        """Return what was chosen."""
        preset = str(self.preset.currentData())
        return NewProject(self.title.text().strip(), preset, self.edits.isChecked() or preset == EMPTY)

    def _describe(self) -> None:
        preset = str(self.preset.currentData())
        words = self._schemas[preset].description.text(self._language)
        nothing = self._tr("Nothing may be marked yet. The schema’s editor opens as soon as the project is made.")
        self._about.setText(nothing if preset == EMPTY else words)
        self.edits.setVisible(preset != EMPTY)


def ask_new_project(session: Session, parent: QWidget | None) -> NewProject | None:
    """Ask for a new project's title and schema; None if the user left."""
    form = NewProjectForm(session, parent)
    return form.answer() if form.exec() else None
