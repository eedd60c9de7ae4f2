"""What goes: the documents, whose layers in which state, and the types of an export."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.model import State
from annotator.operations.export_plan import GOLD, Selection, TypeKey
from annotator.text.direction import isolate
from annotator.ui.editor.look import UNKNOWN
from annotator.ui.export.documents_list import DocumentList
from annotator.ui.i18n import phrase
from annotator.ui.session import Session
from annotator.ui.theme import Theme
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import dot
from annotator.ui.wording import STATES

ALL, OPEN, SOME = "all", "open", "some"
_KEY = Qt.ItemDataRole.UserRole
_SCOPES: Mapping[str, str] = {
    "entity": phrase("Entity type"),
    "event": phrase("Event type"),
    "relation": phrase("Relation type"),
}


class WhatPage(QWidget):
    """Ask what goes."""

    changed = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self._some: tuple[str, ...] = ()
        self.documents = QComboBox()
        self.name = QLineEdit()
        self.whose = QComboBox()
        self.states = {state: QCheckBox(session.tr(words)) for state, words in STATES.items()}
        self.types = QListWidget()
        self._fill()
        self._lay_out()
        self.documents.activated.connect(self._take_documents)
        self.name.textChanged.connect(self.changed)
        self.whose.activated.connect(self.changed)
        self.types.itemChanged.connect(self.changed)
        for tick in self.states.values():
            tick.toggled.connect(self.changed)

    def selection(self) -> Selection:
        """Return what was chosen."""
        chosen = self.whose.currentData()
        states = frozenset(state for state, tick in self.states.items() if tick.isChecked())
        return Selection(
            documents=self._documents(),
            name=self.name.text().strip(),
            annotators=None if chosen is None else (str(chosen),),
            states=states or None,
            types=self._types(),
        )

    def show_selection(self, selection: Selection) -> None:
        """Show what was chosen before, as far as it is still there."""
        self.blockSignals(True)
        there = {row.id for row in self._session.documents}
        self._some = tuple(key for key in selection.documents or () if key in there)
        self.documents.setCurrentIndex(self.documents.findData(SOME if self._some else ALL))
        self._name_some()
        self.name.setText(selection.name)
        self.whose.setCurrentIndex(max(self.whose.findData(selection.annotator), 0))
        for state, tick in self.states.items():
            tick.setChecked(selection.states is not None and state in selection.states)
        for row in range(self.types.count()):
            item = self.types.item(row)
            is_chosen = selection.types is None or item.data(_KEY) in selection.types
            item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
        self.blockSignals(False)

    def learn(self, keys: list[TypeKey]) -> None:
        """Offer types that marks have and the schema does not, too."""
        known = {self.types.item(row).data(_KEY) for row in range(self.types.count())}
        self.blockSignals(True)
        for key in keys:
            if key not in known:
                self._add_type(key, key[1], UNKNOWN)
        self.blockSignals(False)

    # Building

    def _fill(self) -> None:
        tr, project, schema = self._session.tr, self._session.project, self._session.schema
        self.documents.addItem(tr("All documents"), ALL)
        self.documents.addItem(tr("Only the open document"), OPEN)
        self.documents.addItem(tr("Some of them…"), SOME)
        self.whose.addItem(tr("Of everybody"), None)
        for name in project.annotators() if project else ():
            self.whose.addItem(tr("Gold") if name == GOLD else isolate(name), name)
        language = self._session.settings.language
        for kind in schema.entities:
            self._add_type(("entity", kind.id), kind.label.text(language), kind.colour)
        for event in schema.events:
            self._add_type(("event", event.id), event.label.text(language), event.colour)
        for relation in schema.relations:
            self._add_type(("relation", relation.id), relation.label.text(language), relation.colour)

    def _add_type(self, key: TypeKey, words: str, colour: str) -> None:
        item = QListWidgetItem(dot(self._theme.line(colour)), words)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        item.setData(_KEY, key)
        item.setData(Qt.ItemDataRole.ToolTipRole, plain.tip(self._session.tr(_SCOPES[key[0]])))
        self.types.addItem(item)

    def _lay_out(self) -> None:
        tr = self._session.tr
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.name.setPlaceholderText(tr("Name contains…"))
        for title, field in (
            (tr("Documents"), self.documents),
            (tr("Name"), self.name),
            (tr("Whose marks"), self.whose),
        ):
            field.setAccessibleName(title)
            form.addRow(plain.label(title, kind="muted"), field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(plain.label(tr("Only layers in these states; none ticked: in any"), kind="muted", wraps=True))
        column.addLayout(self._states())
        column.addLayout(self._types_head())
        self.types.setAccessibleName(tr("Types"))
        column.addWidget(self.types, 1)

    def _states(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for number, state in enumerate(State):
            grid.addWidget(self.states[state], number // 3, number % 3)
        return grid

    def _types_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(plain.label(self._session.tr("Types"), kind="muted"))
        row.addStretch(1)
        for words, is_chosen in ((self._session.tr("All"), True), (self._session.tr("None"), False)):
            button = QPushButton(words)
            button.setProperty("kind", "link")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _on=False, wanted=is_chosen: self.tick_all(is_chosen=wanted))
            row.addWidget(button)
        return row

    def tick_all(self, *, is_chosen: bool) -> None:
        """Tick every type, or none."""
        self.blockSignals(True)
        for row in range(self.types.count()):
            self.types.item(row).setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
        self.blockSignals(False)
        self.changed.emit()

    # Documents and types

    def _documents(self) -> tuple[str, ...] | None:
        kind, shown = self.documents.currentData(), self._session.document
        if kind == OPEN:
            return (shown.id,) if shown else ()
        return self._some if kind == SOME else None

    def _types(self) -> frozenset[TypeKey] | None:
        items = [self.types.item(row) for row in range(self.types.count())]
        chosen = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return None if len(chosen) == len(items) else frozenset(tuple(item.data(_KEY)) for item in chosen)

    def _take_documents(self) -> None:
        if self.documents.currentData() == SOME:
            asked = DocumentList(self._session, self.window(), self._some)
            if asked.exec():
                self._some = tuple(row.id for row in self._session.documents if row.id in asked.names.chosen)
            if not self._some:
                self.documents.setCurrentIndex(0)
        self._name_some()
        self.changed.emit()

    def _name_some(self) -> None:
        tr, at = self._session.tr, self.documents.findData(SOME)
        words = tr.count("{count} documents…", len(self._some)) if self._some else tr("Some of them…")
        self.documents.setItemText(at, words)
