"""The pages of attributes, of their values, and of knowledge bases."""

from dataclasses import replace
from pathlib import Path
from typing import Any  # Any: a field's value is of the kind that its row shows

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.domain.schema import ATTRIBUTE_KINDS, AttributeType, Authority
from annotator.errors import AnnotatorError
from annotator.operations.knowledge import Candidates, candidates_of
from annotator.operations.schema_steps import Define
from annotator.ui.i18n import phrase
from annotator.ui.schema_editor.attribute_fields import ConditionField, DefaultField
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.choice_fields import KeysField, TypesField
from annotator.ui.schema_editor.deeds import DELETE, RETIRE
from annotator.ui.schema_editor.fields import ChoiceField, LineField, TickField
from annotator.ui.schema_editor.head import Head
from annotator.ui.schema_editor.page import Row
from annotator.ui.schema_editor.part_list import PartList
from annotator.ui.schema_editor.scope_field import ScopeField
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.schema_editor.type_pages import ThingPage, about_row, aliases_row, id_row, name_row
from annotator.ui.widgets import plain

KINDS = {
    "enum": phrase("One of a list"),
    "bool": phrase("Yes or no"),
    "text": phrase("Text"),
    "number": phrase("Number"),
    "date": phrase("Date"),
    "link": phrase("Link to a knowledge base"),
}
_FOUND = 6  # candidates that a trial shows


class AttributePage(ThingPage):
    """An attribute of entities, events or relations."""

    def __init__(self, bench: Bench) -> None:
        tr = bench.tr
        self._default = DefaultField(bench)
        self._shown_if = ConditionField(bench)
        self._bases = ChoiceField()
        kinds = ChoiceField([(kind, tr(KINDS[kind])) for kind in ATTRIBUTE_KINDS])
        applies = TypesField(bench, self._scopes, may_be_all=True)
        required = TickField(tr("Every mark must have it; a new one gets the default"))
        rows = [
            name_row(bench),
            id_row(bench),
            about_row(bench),
            Row("kind", tr("Kind of value"), kinds, take=self._take_kind),
            Row("scope", tr("Asked of"), ScopeField(tr), take=self._take_scope),
            Row("applies_to", tr("Of these types"), applies),
            Row("required", tr("Required"), required),
            Row("default", tr("Default"), self._default),
            Row("base", tr("Knowledge base"), self._bases, is_needed=_is_link),
            Row("shown_if", tr("Shown only"), self._shown_if),
            aliases_row(bench),
        ]
        parts = PartList(bench, "value", tr("Values to choose from"), tr("Add a value"))
        super().__init__(bench, Head(bench, tr("Attribute"), (RETIRE, DELETE)), rows, parts)

    def show_spot(self, spot: Spot) -> None:
        kind: AttributeType = self.bench.part(spot)
        self._default.take_kind(kind)
        self._shown_if.take_own(kind.id)
        bases = self.bench.schema.bases
        self._bases.offer([("", self.bench.tr("None")), *((one.id, self._name(one)) for one in bases)])
        super().show_spot(spot)
        if self.parts is not None:
            self.parts.setVisible(kind.kind == "enum")

    def _name(self, base: Authority) -> str:
        return base.label.text(self.bench.language) or base.id

    def _scopes(self) -> tuple[str, ...]:
        kind: AttributeType = self.bench.part(self.spot)
        return kind.scope

    def _take_kind(self, spot: Spot, value: Any) -> AnnotatorError | None:
        """Give another kind; a default and values of the old one go with it."""
        kind: AttributeType = self.bench.part(spot)
        fresh = replace(kind, kind=str(value), default=None, options=kind.options if value == "enum" else ())
        return self.bench.do(Define(replace(fresh, base=kind.base if value == "link" else "")))

    def _take_scope(self, spot: Spot, value: Any) -> AnnotatorError | None:
        """Ask it of other marks; types of those of which it is no longer asked go."""
        kind: AttributeType = self.bench.part(spot)
        known = {type_id for _, type_id, _ in self.bench.types(value)}
        kept = tuple(one for one in kind.applies_to if one == "*" or one in known) or ("*",)
        return self.bench.do(Define(replace(kind, scope=value, applies_to=kept)))


def _is_link(kind: object) -> bool:
    return isinstance(kind, AttributeType) and kind.kind == "link"


class ValuePage(ThingPage):
    """One value of an attribute that is chosen from a list."""

    def __init__(self, bench: Bench) -> None:
        tr = bench.tr
        keys = Row("hotkey", tr("Key"), KeysField(bench, most=1), tr("Best with Ctrl or Alt: bare keys mark types."))
        rows = [name_row(bench), id_row(bench), keys, aliases_row(bench)]
        super().__init__(bench, Head(bench, tr("Value"), (RETIRE, DELETE)), rows)


class AuthorityPage(ThingPage):
    """A knowledge base, with a line to try what is found in its table of candidates."""

    def __init__(self, bench: Bench) -> None:
        tr = bench.tr
        file_hint = tr(
            "A table (TSV) in the folder of the project: id, label, other names with | between, description."
        )
        address_hint = tr("With {id} in it, such as https://www.wikidata.org/wiki/{id}", id="{id}")
        self.file = LineField(is_code=True)
        rows = [
            name_row(bench),
            id_row(bench),
            Row("file", tr("Candidates"), self.file, file_hint),
            Row("address", tr("Address"), LineField(is_code=True), address_hint),
        ]
        super().__init__(bench, Head(bench, tr("Knowledge base"), (DELETE,)), rows)
        self._found: Candidates | None = None
        self._read_from = ""
        self.column.insertWidget(self.column.count() - 1, self._trial())

    def show_spot(self, spot: Spot) -> None:
        super().show_spot(spot)
        base: Authority = self.bench.part(spot)
        if base.file != self._read_from:
            self._read(base)

    def _trial(self) -> QWidget:
        tr = self.bench.tr
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Try a name…"))
        self.words.setAccessibleName(tr("Try a name…"))
        self.words.textChanged.connect(self._try)
        choose = QPushButton(tr("Choose the table…"))
        choose.clicked.connect(self._choose)
        self.told = plain.label("", kind="muted", wraps=True)
        trial = QWidget()
        column = QVBoxLayout(trial)
        column.setContentsMargins(0, 4, 0, 0)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addWidget(self.words, 1)
        column.addLayout(row)
        column.addWidget(self.told)
        return trial

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window(), self.bench.tr("Choose the table…"), "", "TSV (*.tsv *.txt)"
        )
        if name:
            self.bench.change(self.spot, "file", Path(name).name)

    def _read(self, base: Authority) -> None:
        tr, project = self.bench.tr, self.bench.session.project
        self._read_from, self._found = base.file, None
        if project is None or not base.file:
            self.told.setText(tr("Without a table, ids are written by hand."))
            return
        try:
            self._found = candidates_of(base, project.path)
        except AnnotatorError as error:
            self.told.setText(tr.error(error))
            return
        self.told.setText(tr.count("{count} candidates were read.", len(self._found.entries)))

    def _try(self, words: str) -> None:
        if self._found is None:
            return
        found = self._found.search(words, _FOUND)
        lines = [f"{one.id}   {one.label}   {one.description}".rstrip() for one in found]
        self.told.setText("\n".join(lines) or self.bench.tr("Nothing is found by that name."))
