"""The pages on the schema as a whole: what it is called, its rules, its clusters."""

from dataclasses import dataclass, replace
from typing import Any  # Any: a field's value is of the kind that its row shows

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from annotator.domain.schema import Overlap, Policy, Wording
from annotator.errors import AnnotatorError
from annotator.operations.schema_colours import recolouring
from annotator.operations.schema_keys import clashes, proposed_keys
from annotator.operations.schema_steps import Describe, SetPolicy
from annotator.ui.i18n import phrase
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.fields import ChoiceField, Field, LineField, TickField, WordingField, WordsField
from annotator.ui.schema_editor.line_rows import LineRows
from annotator.ui.schema_editor.page import Page, Row
from annotator.ui.schema_editor.spot import Spot
from annotator.ui.widgets import plain

_OVERLAPS = {
    Overlap.FLAT: phrase("Flat: no letter belongs to two"),
    Overlap.NESTED: phrase("Nested: one may lie inside another"),
    Overlap.FREE: phrase("Free: they may cross too"),
}
_TRIGGERS = {
    Overlap.FLAT: phrase("No: a trigger shares no letter with a mention"),
    Overlap.NESTED: phrase("Nested: one may lie inside the other"),
    Overlap.FREE: phrase("Yes, in any way"),
}


def heading(title: str, words: str = "") -> QWidget:
    """Return a title with a sentence below it, for the top of a page."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(4)
    column.addWidget(plain.label(title, kind="page"))
    if words:
        column.addWidget(plain.label(words, kind="muted", wraps=True))
    return made


@dataclass(frozen=True, slots=True)
class About:
    """What the schema says of itself, as the rows of its page show it."""

    title: Wording
    id: str
    description: Wording
    language: str
    direction: str
    sources: tuple[str, ...]


class SchemaPage(Page):
    """What the schema says of itself, and what can be proposed for all types at once."""

    def __init__(self, bench: Bench) -> None:
        tr = bench.tr
        head = heading(tr("The schema"), tr("What may be marked in this project, and how it is called."))
        super().__init__(bench, self._rows(bench), head=head)
        self.facts = plain.label("", kind="muted", wraps=True)
        self.colours = QPushButton(tr("Propose colours for all"))
        self.colours.clicked.connect(lambda: self._do(recolouring(bench.schema)))
        self.keys = QPushButton(tr("Propose keys where they miss or clash"))
        self.keys.clicked.connect(lambda: self._do(proposed_keys(bench.schema, bench.reserved())))
        row = QHBoxLayout()
        for button in (self.colours, self.keys):
            row.addWidget(button)
        row.addStretch(1)
        at = self.column.count() - 1
        self.column.insertLayout(at, row)
        self.column.insertWidget(at + 1, self.facts)

    def _rows(self, bench: Bench) -> list[Row]:
        tr = bench.tr
        directions = ChoiceField([("rtl", tr("From right to left")), ("ltr", tr("From left to right"))])
        known = bench.schema.language
        languages = [("ar", tr("Arabic")), ("en", tr("English"))]
        self.language = ChoiceField([*languages, *([(known, known)] if known not in dict(languages) else [])])
        sources = LineRows(tr, hint=tr("A standard, guideline or paper that it follows"))
        called = LineField(is_final=True, is_code=True)
        rows: list[tuple[str, str, Field, str]] = [
            ("title", tr("Title"), WordingField(tr, is_tall=True), ""),
            ("id", tr("Id"), called, tr("Files and your own keys know the schema by this.")),
            ("description", tr("Description"), WordingField(tr, is_long=True), ""),
            ("language", tr("Texts are in"), self.language, ""),
            ("direction", tr("Texts run"), directions, ""),
            ("sources", tr("Sources"), sources, ""),
        ]
        return [Row(name, title, field, hint, self._take(name)) for name, title, field, hint in rows]

    def value_of(self, _spot: Spot) -> object:
        schema = self.bench.schema
        return About(
            schema.title, schema.id, schema.description, schema.language, schema.direction, tuple(schema.sources)
        )

    def show_spot(self, spot: Spot) -> None:
        super().show_spot(spot)
        for button in (self.colours, self.keys):
            button.setEnabled(self.bench.is_editable)
        self.facts.setText("\n".join(self._facts()))

    def _facts(self) -> list[str]:
        tr, schema = self.bench.tr, self.bench.schema
        lines = [
            tr.count("{count} entity types", len(schema.entities)),
            tr.count("{count} event types", len(schema.events)),
            tr.count("{count} relation types", len(schema.relations)),
            tr.count("{count} attributes", len(schema.attributes)),
        ]
        comma = "، " if tr.is_rtl else ", "
        found = clashes(schema)
        warning = [tr.count("{count} keys clash. Propose keys to mend them.", len(found))] if found else []
        return [comma.join(lines), tr("Version {version}", version=schema.version), *warning]

    def _do(self, step: Any) -> None:
        self.bench.do(step)

    def _take(self, name: str) -> Any:
        return lambda _spot, value: self._describe(name, value)

    def _describe(self, name: str, value: object) -> AnnotatorError | None:
        schema = self.bench.schema
        now: dict[str, Any] = {
            "title": schema.title,
            "description": schema.description,
            "language": schema.language,
            "direction": schema.direction,
        }
        now[name] = value
        return self.bench.do(Describe(**now), name)


class RulesPage(Page):
    """A page whose rows are fields of the policy."""

    def __init__(self, bench: Bench, rows: list[tuple[str, str, Field, str]], head: QWidget) -> None:
        made = [Row(name, title, field, hint, take=self._take(name)) for name, title, field, hint in rows]
        super().__init__(bench, made, head=head)

    def value_of(self, _spot: Spot) -> object:
        return self.bench.schema.policy

    def _take(self, name: str) -> Any:
        return lambda _spot, value: self._set(name, value)

    def _set(self, name: str, value: object) -> AnnotatorError | None:
        values: dict[str, Any] = {name: value}
        policy: Policy = replace(self.bench.schema.policy, **values)
        return self.bench.do(SetPolicy(policy), ("policy", name))


def policy_page(bench: Bench) -> RulesPage:
    """Return the page of the rules for spans and arguments."""
    tr = bench.tr
    overlaps = [(value, tr(words)) for value, words in _OVERLAPS.items()]
    triggers = [(value, tr(words)) for value, words in _TRIGGERS.items()]
    scopes = [(True, tr("Anywhere in the document")), (False, tr("Only in the sentence of its event"))]
    comma = " " if tr.is_rtl else ", "
    proclitics = WordsField(comma="، " if tr.is_rtl else comma)
    rows: list[tuple[str, str, Field, str]] = [
        ("entity_overlap", tr("Entities may overlap"), ChoiceField(overlaps), ""),
        ("trigger_overlap", tr("Triggers and entities"), ChoiceField(triggers), ""),
        ("several_types_on_one_span", tr("Same words"), TickField(tr("may have several types")), ""),
        ("subtoken", tr("Parts of words"), TickField(tr("may be marked, such as an attached pronoun")), ""),
        ("discontinuous", tr("Several pieces"), TickField(tr("may make one mention")), ""),
        ("include_article", tr("The article ال"), TickField(tr("belongs to the mention")), ""),
        (
            "exclude_proclitics",
            tr("Left out at the start"),
            proclitics,
            tr("Attached particles that a mention does not begin with, with commas between."),
        ),
        (
            "balanced_punctuation",
            tr("Punctuation at edges"),
            TickField(tr("only in pairs, such as quotation marks")),
            "",
        ),
        ("argument_in_document", tr("Fillers of roles"), ChoiceField(scopes), ""),
    ]
    head = heading(
        tr("Rules"), tr("What holds for all spans and arguments. What breaks a rule is listed as a problem.")
    )
    return RulesPage(bench, rows, head)


def clusters_page(bench: Bench) -> RulesPage:
    """Return the page of the rules for clusters."""
    tr = bench.tr
    rows: list[tuple[str, str, Field, str]] = [
        ("coreference", tr("Entities"), TickField(tr("Mentions of one thing may be put into a cluster")), ""),
        ("event_coreference", tr("Events"), TickField(tr("Triggers of one event may be put into a cluster")), ""),
        ("mixed_clusters", tr("Types"), TickField(tr("A cluster may hold mentions of several types")), ""),
    ]
    head = heading(tr("Clusters"), tr("A cluster says that several mentions speak of one and the same thing."))
    return RulesPage(bench, rows, head)
