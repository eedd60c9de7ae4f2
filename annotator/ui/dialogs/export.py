"""Export dialog: which documents go out, in which format, and what that format cannot hold."""

from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from annotator.formats.format import KEEPS
from annotator.operations.transfer import formats
from annotator.ui.dialogs.form import Form
from annotator.ui.i18n import phrase
from annotator.ui.session import Session
from annotator.ui.widgets import plain

# The words for what a format may keep, in the order of KEEPS.
_KEPT = {
    "text": phrase("text"),
    "entities": phrase("entities"),
    "nested": phrase("nested mentions"),
    "crossing": phrase("crossing mentions"),
    "discontinuous": phrase("discontinuous mentions"),
    "sub-token": phrase("parts of words"),
    "same span": phrase("several types on one span"),
    "subtypes": phrase("subtypes"),
    "events": phrase("events"),
    "relations": phrase("relations"),
    "attributes": phrase("attributes"),
    "clusters": phrase("clusters"),
    "comments": phrase("comments"),
    "annotators": phrase("several annotators"),
    "metadata": phrase("metadata"),
}


@dataclass(frozen=True, slots=True)
class Export:
    """What the user chose: the format, its suffix, a name to start from, and whether only the open document goes."""

    format_name: str
    suffix: str
    suggestion: str
    is_one: bool


class ExportForm(Form):
    """Ask for format and extent."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session, parent, session.tr("Export"), session.tr("Choose its place…"))
        self._session = session
        self._formats = {name: item for name, item in formats().items() if item.write is not None}
        self.format = QComboBox()
        for name, item in self._formats.items():
            self.format.addItem(session.tr(item.title), name)
        self.format.setCurrentIndex(max(self.format.findData("jsonl"), 0))
        self.only = QCheckBox(session.tr("Only the open document"))
        self.only.setEnabled(session.document is not None)
        self._about = plain.label("", kind="muted", wraps=True)
        self.add(session.tr("Format"), self.format)
        self.add("", self.only)
        self.explain(self._about)
        self.format.currentIndexChanged.connect(self._describe)
        self._describe()

    def answer(self) -> Export:
        """Return what was chosen."""
        chosen = self._formats[str(self.format.currentData())]
        project = self._session.project
        stem = project.path.stem if project else ""
        is_one = self.only.isChecked()
        suffix = "" if chosen.holds_one and not is_one else chosen.suffix
        return Export(chosen.name, suffix, stem + suffix, is_one)

    def _describe(self) -> None:
        tr = self._session.tr
        lost = [tr(_KEPT[kind]) for kind in KEEPS if kind not in self._formats[str(self.format.currentData())].keeps]
        comma = "، " if tr.is_rtl else ", "
        self._about.setText(
            tr("This format cannot hold: {kinds}. What is lost is listed after the export.", kinds=comma.join(lost))
            if lost
            else tr("This format holds everything.")
        )


def ask_export(session: Session, parent: QWidget | None) -> Export | None:
    """Ask how to export; None if the user left."""
    form = ExportForm(session, parent)
    return form.answer() if form.exec() else None
