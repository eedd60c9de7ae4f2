"""New project dialog: what the project is called and which schema it starts with."""

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from annotator.domain.schema_toml import read_schema
from annotator.operations.projects import DEFAULT_PRESET, preset_names, preset_source
from annotator.ui.dialogs.form import Form
from annotator.ui.session import Session
from annotator.ui.widgets import plain


@dataclass(frozen=True, slots=True)
class NewProject:
    """What the user chose."""

    title: str
    preset: str


class NewProjectForm(Form):
    """Ask for title and preset."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session, parent, session.tr("New project"), session.tr("Choose its place…"))
        self.title = QLineEdit()
        self.title.setPlaceholderText(session.tr("My project"))
        self.preset = QComboBox()
        self._schemas = {name: read_schema(preset_source(name)) for name in preset_names()}
        self._language = session.settings.language
        for name, schema in self._schemas.items():
            self.preset.addItem(schema.title.text(self._language), name)
        self._about = plain.label("", kind="muted", wraps=True)
        self.add(session.tr("Title"), self.title)
        self.add(session.tr("What may be marked"), self.preset)
        self.explain(self._about)
        self.preset.currentIndexChanged.connect(self._describe)
        self.preset.setCurrentIndex(max(self.preset.findData(DEFAULT_PRESET), 0))
        self._describe()

    def answer(self) -> NewProject:
        """Return what was chosen."""
        return NewProject(self.title.text().strip(), str(self.preset.currentData()))

    def _describe(self) -> None:
        schema = self._schemas[str(self.preset.currentData())]
        self._about.setText(schema.description.text(self._language))


def ask_new_project(session: Session, parent: QWidget | None) -> NewProject | None:
    """Ask for a new project's title and schema; None if the user left."""
    form = NewProjectForm(session, parent)
    return form.answer() if form.exec() else None
