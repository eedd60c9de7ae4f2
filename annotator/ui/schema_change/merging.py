"""Merging form: which types become which, and what becomes of their subtypes, roles and attributes."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QWidget

from annotator.domain.schema import AttributeType, EntityType, EventType
from annotator.operations.schema_parts import part, parts
from annotator.operations.schema_steps import Merge, Step, Target, TypeScope
from annotator.ui.dialogs.form import Form
from annotator.ui.scale import scaled
from annotator.ui.schema_change.choosing import PartBox
from annotator.ui.session import Session
from annotator.ui.widgets import plain
from annotator.ui.widgets.chip import dot

_KEEP, _DROP = "\0keep", "\0drop"


class MergingForm(Form):
    """Ask what is merged into what."""

    def __init__(self, session: Session, parent: QWidget | None, target: Target) -> None:
        super().__init__(session, parent, session.tr("Merge types"), session.tr("Look what it does…"))
        self._session, self._schema = session, session.schema
        self._scope = cast(TypeScope, target.scope)
        kinds = parts(self._schema, target.scope)
        self.sources = QListWidget()
        self.sources.setFixedHeight(scaled(170))
        language = session.settings.language
        for kind in kinds:
            entry = QListWidgetItem(dot(kind.colour), kind.label.text(language))
            entry.setData(Qt.ItemDataRole.UserRole, kind.id)
            entry.setCheckState(Qt.CheckState.Checked if kind.id == target.id else Qt.CheckState.Unchecked)
            self.sources.addItem(entry)
        self.into = PartBox(session, kinds)
        self.into.choose(next((kind.id for kind in kinds if kind.id != target.id), ""))
        self.add(session.tr("These types"), self.sources)
        self.add(session.tr("become"), self.into)
        self._rest = QWidget()
        self._boxes: dict[tuple[str, str, str], PartBox] = {}  # what (subtype, role, attribute), of which source, id
        QGridLayout(self._rest)
        self.explain(self._rest)
        self.sources.itemChanged.connect(self._ask_rest)
        self.into.currentIndexChanged.connect(self._ask_rest)
        self._ask_rest()

    def chosen(self) -> tuple[str, ...]:
        """Return the ids of the types that are merged into the other."""
        entries = (self.sources.item(row) for row in range(self.sources.count()))
        found = (
            str(one.data(Qt.ItemDataRole.UserRole)) for one in entries if one.checkState() is Qt.CheckState.Checked
        )
        return tuple(one for one in found if one != self.into.value())

    def box(self, what: str, source: str, key: str = "") -> PartBox:
        """Return the box that asks what becomes of a subtype, role or attribute."""
        return self._boxes[what, source, key]

    def steps(self) -> tuple[Step, ...]:
        """Return the step, none if there is nothing to merge."""
        sources = self.chosen()
        if not sources:
            return ()
        answers = [(key, box.value()) for key, box in self._boxes.items() if box.value() != _KEEP]
        subtypes = tuple((source, value) for (what, source, _), value in answers if what == "subtype" and value)
        roles = tuple((source, key, value) for (what, source, key), value in answers if what == "role")
        attributes = tuple(
            (key, "" if value == _DROP else value) for (what, _, key), value in answers if what == "attribute"
        )
        return (Merge(self._scope, sources, self.into.value(), subtypes, roles, attributes),)

    # What becomes of what the types have

    def _ask_rest(self) -> None:
        """Ask anew what becomes of what the chosen types have and the other has not."""
        grid = self._rest.layout()
        assert isinstance(grid, QGridLayout)
        for gone in self._rest.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            grid.removeWidget(gone)
            gone.deleteLater()
        self._boxes.clear()
        for source in self.chosen():
            for key, words, box in self._questions(source):
                if key not in self._boxes:
                    row = len(self._boxes)
                    grid.addWidget(plain.label(words, kind="muted", wraps=True), row, 0)
                    grid.addWidget(box, row, 1)
                    box.setAccessibleName(words)
                    self._boxes[key] = box
        self._rest.setVisible(bool(self._boxes))
        self.adjustSize()

    def _questions(self, source: str) -> Iterator[tuple[tuple[str, str, str], str, PartBox]]:
        old = part(self._schema, Target(self._scope, source))
        into = part(self._schema, Target(self._scope, self.into.value()))
        if isinstance(old, EntityType) and isinstance(into, EntityType):
            yield from self._of_subtypes(old, into)
        if isinstance(old, EventType) and isinstance(into, EventType):
            yield from self._of_roles(old, into)
        yield from self._of_attributes(source)

    def _of_subtypes(self, old: EntityType, into: EntityType) -> Iterator[tuple[tuple[str, str, str], str, PartBox]]:
        tr, language = self._session.tr, self._session.settings.language
        kinds = {subtype.id: subtype for subtype in (*into.subtypes, *old.subtypes)}
        if kinds:
            words = tr("“{name}” without a subtype becomes", name=old.label.text(language))
            box = PartBox(self._session, kinds.values(), [(tr("— no subtype —"), _KEEP)])
            yield ("subtype", old.id, ""), words, box

    def _of_roles(self, old: EventType, into: EventType) -> Iterator[tuple[tuple[str, str, str], str, PartBox]]:
        tr, language = self._session.tr, self._session.settings.language
        known, name = {role.id for role in into.roles}, old.label.text(language)
        for role in old.roles:
            if role.id not in known:
                words = tr("The role “{role}” of “{name}” becomes", role=role.label.text(language), name=name)
                box = PartBox(self._session, into.roles, [(tr("— a role of its own —"), _KEEP)])
                yield ("role", old.id, role.id), words, box

    def _of_attributes(self, source: str) -> Iterator[tuple[tuple[str, str, str], str, PartBox]]:
        tr, language = self._session.tr, self._session.settings.language
        there = {one.id for one in self._schema.attributes_of(self._scope, self.into.value())}
        for attribute in self._schema.attributes_of(self._scope, source):
            if attribute.id not in there:
                words = tr("The attribute “{attribute}” becomes", attribute=attribute.label.text(language))
                others = [(tr("— kept as it is —"), _KEEP), (tr("— dropped —"), _DROP)]
                yield ("attribute", "", attribute.id), words, PartBox(self._session, self._others(attribute), others)

    def _others(self, attribute: AttributeType) -> list[AttributeType]:
        """Return the attributes that could take the values of this one."""
        found = self._schema.attributes_of(self._scope, self.into.value())
        return [one for one in found if one.kind == attribute.kind]


def ask_merge(session: Session, parent: QWidget | None, target: Target) -> tuple[Step, ...]:
    """Ask what a type, perhaps with others, is merged into; no steps if the user left."""
    form = MergingForm(session, parent, target)
    return form.steps() if form.exec() else ()
