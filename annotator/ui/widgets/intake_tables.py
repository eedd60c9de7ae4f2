"""Intake tables: the rows of an import before it is done - files, unfamiliar names, misfits and known texts."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any  # Any: the parts of a schema share only an id

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QColor, QIcon

from annotator.domain.schema import Schema
from annotator.errors import SchemaError
from annotator.formats.format import Finding
from annotator.operations.deciding import ADD, KEEP
from annotator.operations.intake import Examined, Intake, Known
from annotator.operations.schema_parts import parts
from annotator.operations.unfamiliar import Met, Scope, Unfamiliar
from annotator.ui.i18n import phrase
from annotator.ui.on_sight import OnSight
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import dot
from annotator.ui.widgets.row_view import Index

_KINDS: Mapping[Scope, str] = {
    "entity": phrase("Entity type"),
    "event": phrase("Event type"),
    "relation": phrase("Relation type"),
    "role": phrase("Role of {type}"),
    "subtype": phrase("Subtype of {type}"),
    "attribute": phrase("Attribute"),
    "value": phrase("Value of {type}"),
}
_ROLE = Qt.ItemDataRole


class Cells(QAbstractTableModel):
    """Words in rows and columns; `icon` gives that of a row, which stands in the first column."""

    def __init__(
        self, titles: Sequence[str], rows: Sequence[Sequence[str]], icon: Callable[[int], QIcon | None] | None = None
    ) -> None:
        super().__init__()
        self.titles = tuple(titles)
        self.rows = rows
        self._icon = icon

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(self.titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> object:
        is_title = orientation == Qt.Orientation.Horizontal and role == _ROLE.DisplayRole
        return self.titles[section] if is_title else None

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        words = self.rows[index.row()][index.column()]
        if role == _ROLE.DisplayRole:
            return words
        if role == _ROLE.ToolTipRole:
            return plain.tip(words)
        is_first = role == _ROLE.DecorationRole and index.column() == 0
        return self._icon(index.row()) if is_first and self._icon is not None else None


def file_cells(session: Session, theme: Theme, intake: Intake) -> Cells:
    """Return the files with their formats, documents and marks; a dot tells how much there is to complain of."""
    tr = session.tr

    def words(one: Examined) -> list[str]:
        marks = sum(one.marks.values())
        return [one.source.title, tr(one.source.format.title), tr.number(one.documents), tr.number(marks)]

    def icon(row: int) -> QIcon:
        one = intake.sources[row]
        return dot(theme.bad if one.errors else theme.warning if one.warnings else theme.good)

    return Cells((tr("File"), tr("Format"), tr("Documents"), tr("Marks")), OnSight(intake.sources, words), icon)


def misfit_cells(session: Session, intake: Intake) -> Cells:
    """Return the marks whose text is another one than their file states."""
    tr = session.tr

    def words(finding: Finding) -> list[str]:
        place, values = finding.document or Path(finding.file).name, finding.values
        return [place, finding.id, str(values.get("stated", "")), str(values.get("found", ""))]

    titles = (tr("Document"), tr("Mark"), tr("The file says"), tr("The text says"))
    return Cells(titles, OnSight(intake.misfits, words))


def known_cells(session: Session, intake: Intake) -> Cells:
    """Return the documents whose text the project has already."""
    tr = session.tr
    comma = "، " if tr.is_rtl else ", "

    def words(known: Known) -> list[str]:
        people = comma.join(name or tr("nobody named") for name in known.annotators)
        return [known.name, known.there, people or "–"]

    return Cells((tr("Document"), tr("In the project as"), tr("Marks by")), OnSight(intake.known, words))


class NameTable(Cells):
    """The unfamiliar names and what is to become of each."""

    def __init__(self, session: Session, theme: Theme, intake: Intake, choices: dict[Unfamiliar, str]) -> None:
        tr = session.tr
        self._session = session
        self._theme = theme
        self._schema: Schema = intake.schema
        self.met = intake.met
        self.choices = choices
        self._cells = [
            [one.unfamiliar.name, self._kind(one), tr.number(one.marks), self.words(one.unfamiliar)] for one in self.met
        ]
        super().__init__((tr("Name in the files"), tr("What it is"), tr("Marks"), tr("What it becomes")), self._cells)

    def choose(self, row: int, choice: str) -> None:
        """Let a name become an id of the schema, be added, or be kept as it is."""
        one = self.met[row].unfamiliar
        self.choices[one] = choice
        self._cells[row][3] = self.words(one)
        self.dataChanged.emit(self.index(row, 0), self.index(row, 3))

    def candidates(self, row: int) -> list[tuple[str, str]]:
        """Return the ids of the schema that a name may mean, with what people call them."""
        language = self._session.settings.language
        return [(one.id, _called(one, language)) for one in self._known(self.met[row].unfamiliar)]

    def words(self, one: Unfamiliar) -> str:
        """Return what a name becomes, in words."""
        tr, choice = self._session.tr, self.choices[one]
        if choice == ADD:
            return tr("Added to the schema")
        if choice == KEEP:
            return tr("Kept, as a problem")
        known = next((kind for kind in self._known(one) if kind.id == choice), None)
        return _called(known, self._session.settings.language) if known else choice

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        if index.column() == 3 and role == _ROLE.DisplayRole:
            return f"{self.rows[index.row()][3]}  ▾"  # it opens a menu
        if index.column() == 3 and role in (_ROLE.ForegroundRole, _ROLE.DecorationRole):
            choice = self.choices[self.met[index.row()].unfamiliar]
            colour = {ADD: self._theme.good, KEEP: self._theme.warning}.get(choice)
            if role == _ROLE.DecorationRole:
                return dot(colour or self._colour(self.met[index.row()].unfamiliar, choice))
            return QColor(colour) if colour else None
        return super().data(index, role)

    def _kind(self, one: Met) -> str:
        return self._session.tr(_KINDS[one.unfamiliar.scope], type=self._within(one.unfamiliar))

    def _within(self, one: Unfamiliar) -> str:
        schema = self._schema
        found = schema.entity(one.within) or schema.event(one.within) or schema.attribute(one.within)
        return found.label.text(self._session.settings.language) if found else one.within

    def _known(self, one: Unfamiliar) -> tuple[Any, ...]:  # Any: the parts of a schema share only an id
        try:
            return tuple(kind for kind in parts(self._schema, one.scope, one.within) if not kind.retired)
        except SchemaError:
            return ()

    def _colour(self, one: Unfamiliar, choice: str) -> str:
        found = next((kind for kind in self._known(one) if kind.id == choice), None)
        return self._theme.line(getattr(found, "colour", self._theme.muted))


def _called(kind: Any, language: str) -> str:  # Any: a part of a schema
    """Return what people call a part of the schema, with its id behind it where that is another word."""
    words: str = kind.label.text(language)
    return words if words == kind.id or not words else f"{words} · {kind.id}"
