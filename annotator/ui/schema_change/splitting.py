"""Splitting form: what a type or role is split by, and what each value or filler becomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from annotator.domain.schema import EntityType, EventType, RelationType, Role, Schema
from annotator.operations.schema_parts import part, parts
from annotator.operations.schema_steps import SplitByAttribute, SplitByFiller, Step, Target, TypeScope
from annotator.operations.schema_usage import SchemaUsage, usage_of
from annotator.ui.dialogs.form import Form
from annotator.ui.scale import scaled
from annotator.ui.schema_change.choosing import free_id, type_ids
from annotator.ui.session import Session
from annotator.ui.widgets import plain

_ROWS = 8  # that are in view at once


@dataclass(frozen=True, slots=True)
class Way:
    """A way to split: by "subtype", "attribute", "filler" of a role of an event or relation, or "role" itself."""

    by: Literal["subtype", "attribute", "filler", "role"]
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is split off: a value or the types that fill; its words and how many marks have it, if that is known."""

    keys: tuple[str, ...]
    words: str
    marks: int | None = None


class SplittingForm(Form):
    """Ask by what to split, and for the ids of what comes of it; "" leaves a part where it is."""

    def __init__(self, session: Session, parent: QWidget | None, target: Target) -> None:
        super().__init__(session, parent, session.tr("Split"), session.tr("Look what it does…"))
        self._session, self._schema, self._target = session, session.schema, target
        self._usage = usage_of(session.project) if session.project else SchemaUsage()
        self._ways = list(_ways(session, target))
        self._parts: list[Part] = []
        self.fields: list[QLineEdit] = []
        self.way = QComboBox()
        for way in self._ways:
            self.way.addItem(way.words)
        self.keeps = QCheckBox(session.tr("Keep the value as well"))
        self.add(session.tr("Split by"), self.way)
        self.add("", self.keeps)
        self._rows = QScrollArea()
        self._rows.setWidgetResizable(True)
        self.explain(self._rows)
        words = session.tr("The id of a new type, or of one that is there. What is left empty stays as it is.")
        self.explain(plain.label(words, kind="muted", wraps=True))
        self.way.currentIndexChanged.connect(self._ask_parts)
        self._ask_parts()

    @property
    def has_ways(self) -> bool:
        """Say whether the type can be split at all."""
        return bool(self._ways)

    def steps(self) -> tuple[Step, ...]:
        """Return the step, none if nothing is split off."""
        named = [(part.keys, field.text().strip()) for part, field in zip(self._parts, self.fields, strict=True)]
        into = tuple((keys, new) for keys, new in named if new)
        if not into or not self._ways:
            return ()
        way, target = self._ways[self.way.currentIndex()], self._target
        if way.by in ("subtype", "attribute"):
            values = tuple((keys[0], new) for keys, new in into)
            scope = cast(TypeScope, target.scope)
            return (SplitByAttribute(scope, target.id, way.key, values, self.keeps.isChecked()),)
        if way.by == "role":
            return (SplitByFiller("role", target.within, target.id, _grouped(into)),)
        return (SplitByFiller(cast(Literal["event", "relation"], target.scope), target.id, way.key, _grouped(into)),)

    def _ask_parts(self) -> None:
        way = self._ways[self.way.currentIndex()] if self._ways else None
        self.keeps.setVisible(way is not None and way.by == "attribute")
        self.keeps.setChecked(False)
        self._parts = list(self._parts_of(way)) if way else []
        page = QWidget()
        grid = QGridLayout(page)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        self.fields = []
        for row, one in enumerate(self._parts):
            field = QLineEdit()
            field.setAccessibleName(one.words)
            field.setPlaceholderText(self._wished(one))
            grid.addWidget(plain.label(one.words), row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(self._count(one), row, 2)
            self.fields.append(field)
        grid.setRowStretch(len(self._parts), 1)
        self._rows.setWidget(page)
        self._rows.setFixedHeight(min(page.sizeHint().height(), scaled(34 * _ROWS)) + 4)
        self.adjustSize()

    def _count(self, one: Part) -> QLabel:
        return plain.label("" if one.marks is None else self._session.tr.number(one.marks), kind="muted")

    def _wished(self, one: Part) -> str:
        """Return an id that would do."""
        way = self._ways[self.way.currentIndex()]
        if way.by == "role":
            taken = {role.id for role in parts(self._schema, "role", self._target.within)}
        else:
            taken = type_ids(self._schema) | {kind.id for kind in self._schema.relations}
        return free_id(f"{self._target.id}-{one.keys[0]}" if way.by in ("filler", "role") else one.keys[0], taken)

    def _parts_of(self, way: Way) -> Iterator[Part]:
        target, language = self._target, self._session.settings.language
        if way.by == "subtype":
            for subtype in parts(self._schema, "subtype", target.id):
                marks = self._usage.of(Target("subtype", subtype.id, target.id))
                yield Part((subtype.id,), subtype.label.text(language) or subtype.id, marks)
        elif way.by == "attribute":
            for option in part(self._schema, Target("attribute", way.key)).options:
                yield Part((option.id,), option.label.text(language) or option.id)
        else:
            for type_id in _fillers(self._schema, target, way):
                kind = self._schema.entity(type_id) or self._schema.event(type_id)
                yield Part((type_id,), kind.label.text(language) if kind else type_id)


def _grouped(into: tuple[tuple[tuple[str, ...], str], ...]) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Return the parts that become the same as one."""
    found: dict[str, tuple[str, ...]] = {}
    for keys, new in into:
        found[new] = (*found.get(new, ()), *keys)
    return tuple((keys, new) for new, keys in found.items())


def _fillers(schema: Schema, target: Target, way: Way) -> tuple[str, ...]:
    if target.scope == "relation":
        relation: RelationType = part(schema, target)
        place = ("head", "tail").index(way.key)
        if relation.pairs:
            return tuple(dict.fromkeys(pair[place] for pair in relation.pairs))
        return relation.head if way.key == "head" else relation.tail
    event, role = (target.within, target.id) if way.by == "role" else (target.id, way.key)
    found: Role = part(schema, Target("role", role, event))
    return found.fillers


def _ways(session: Session, target: Target) -> Iterator[Way]:
    tr, language = session.tr, session.settings.language
    if target.scope == "role":
        yield Way("role", target.id, tr("What fills it"))
        return
    kind = part(session.schema, target)
    if isinstance(kind, EntityType) and kind.subtypes:
        yield Way("subtype", "", tr("Its subtypes"))
    for attribute in session.schema.attributes_of(target.scope, target.id):
        if attribute.options:
            yield Way("attribute", attribute.id, tr("Attribute: {name}", name=attribute.label.text(language)))
    if isinstance(kind, EventType):
        for role in kind.roles:
            yield Way("filler", role.id, tr("What fills “{role}”", role=role.label.text(language)))
    if isinstance(kind, RelationType):
        yield Way("filler", "head", tr("Its head"))
        yield Way("filler", "tail", tr("Its tail"))


def ask_split(session: Session, parent: QWidget | None, target: Target) -> tuple[Step, ...]:
    """Ask how a type or role is split; no steps if the user left or there is nothing to split it by."""
    form = SplittingForm(session, parent, target)
    if not form.has_ways:
        session.said.emit(session.tr("There is nothing to split this by: it has no subtypes, values or roles."))
        return ()
    return form.steps() if form.exec() else ()
