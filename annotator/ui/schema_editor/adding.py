"""Adding: make a new thing of the schema - asked for its names, with an id proposed from them."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.domain.schema import (
    AttributeOption,
    AttributeType,
    Authority,
    EntityType,
    EventGroup,
    EventType,
    RelationType,
    Role,
    Subtype,
    Wording,
)
from annotator.errors import AnnotatorError
from annotator.operations.schema_colours import proposed_colours
from annotator.operations.schema_ids import proposed_id
from annotator.operations.schema_keys import proposed_keys
from annotator.operations.schema_parts import has, part, parts
from annotator.operations.schema_steps import Define, SetKeys, SetValues, Step, Target
from annotator.ui.dialogs.form import Form
from annotator.ui.i18n import phrase
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.spot import Page, Spot
from annotator.ui.widgets import plain

TITLES: Mapping[Page, str] = {
    "entity": phrase("New entity type"),
    "subtype": phrase("New subtype"),
    "group": phrase("New group of events"),
    "event": phrase("New event type"),
    "role": phrase("New role"),
    "relation": phrase("New relation type"),
    "attribute": phrase("New attribute"),
    "value": phrase("New value"),
    "base": phrase("New knowledge base"),
}
_VALUE = phrase("New type of value")


class NewForm(Form):
    """Ask for the names of a new thing; its id follows the English one until it is written by hand."""

    def __init__(self, bench: Bench, spot: Spot, parent: QWidget | None, *, is_value: bool = False) -> None:
        title = bench.tr(_VALUE) if is_value else bench.tr(TITLES[spot.page])
        super().__init__(bench.session, parent, title, bench.tr("Add"))
        self._bench, self._spot, self._is_value = bench, spot, is_value
        self.arabic, self.english, self.id = QLineEdit(), QLineEdit(), QLineEdit()
        self.arabic.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        for line in (self.english, self.id):
            line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.add(bench.tr("Name in Arabic"), self.arabic)
        self.add(bench.tr("Name in English"), self.english)
        self.add(bench.tr("Id"), self.id)
        self.told = plain.label("", kind="small", wraps=True)
        self.explain(self.told)
        self._is_own = False  # whether the id was written by hand
        self.arabic.textEdited.connect(self._propose)
        self.english.textEdited.connect(self._propose)
        self.id.textEdited.connect(self._take_over)
        self._propose()

    @property
    def spot(self) -> Spot:
        """Return where the new thing will be."""
        within = "" if self._spot.page == "event" else self._spot.within
        return Spot(self._spot.page, self.id.text().strip(), within)

    def accept(self) -> None:
        """Make the thing; if the rules refuse it, say why and stay."""
        label = Wording(self.arabic.text().strip(), self.english.text().strip())
        if not (label.ar or label.en):
            self._say(self._bench.tr("Give it a name in one language at least."))
            return
        error = add(self._bench, self.spot, label, group=self._spot.within, is_value=self._is_value)
        if error is None:
            super().accept()
        else:
            self._say(self._bench.tr.error(error))

    def _propose(self) -> None:
        if not self._is_own:
            name = Wording(self.arabic.text(), self.english.text())
            group = self._spot.within if self._spot.page == "event" else ""
            nothing = self._spot.page.capitalize()
            self.id.setText(proposed_id(name, taken_ids(self._bench, self._spot), group=group, nothing=nothing))
        self._say("")

    def _take_over(self) -> None:
        self._is_own = bool(self.id.text())
        self._say("")

    def _say(self, sentence: str) -> None:
        hint = self._bench.tr("Files and marks know it by this. It is ASCII and best never changed.")
        self.told.setText(sentence or hint)
        self.told.setProperty("kind", "bad" if sentence else "small")
        self.told.style().polish(self.told)


def taken_ids(bench: Bench, spot: Spot) -> set[str]:
    """Return the ids that a new thing in this place cannot have; entity and event types share one space."""
    schema = bench.schema
    if spot.page in ("entity", "event"):
        return {kind.id for kind in schema.entities} | {kind.id for kind in schema.events}
    return {one.id for one in parts(schema, spot.page, spot.within)}


def add(bench: Bench, spot: Spot, label: Wording, *, group: str = "", is_value: bool = False) -> AnnotatorError | None:
    """Add a thing with proposed colour and key and go to it; return the error if the rules refuse it."""
    if not spot.id or has(bench.schema, spot.target):
        return AnnotatorError("The id {id} is in use already. Choose another.", id=spot.id or "—")
    steps = _steps(bench, spot, label, group=group, is_value=is_value)
    error = bench.do_all(steps)
    if error is None:
        keys = proposed_keys(bench.schema, bench.reserved())
        own = tuple((target, key) for target, key in keys.keys if target == spot.target)
        if own and spot.page != "value":
            bench.do(SetKeys(own))
        bench.go(spot)
    return error


def _steps(bench: Bench, spot: Spot, label: Wording, *, group: str, is_value: bool) -> list[Step]:
    schema, key, colours = bench.schema, spot.id, bench.colours()
    match spot.page:
        case "value":
            holder: AttributeType = part(schema, Target("attribute", spot.within))
            return [SetValues(holder.id, (*holder.options, AttributeOption(key, label)))]
        case "subtype":
            return [Define(Subtype(key, label), spot.within)]
        case "role":
            return [
                Define(Role(key, label, tuple(kind.id for kind in schema.entities if not kind.is_value)), spot.within)
            ]
        case "attribute":
            return [Define(AttributeType(key, label, ("entity",)))]
        case "base":
            return [Define(Authority(key, label))]
        case "group":
            return [Define(EventGroup(key, label, proposed_colours(1, colours)[0]))]
        case "relation":
            ends = tuple(kind.id for kind in schema.entities if not kind.is_value)
            return [Define(RelationType(key, label, proposed_colours(1, colours)[0], head=ends, tail=ends))]
        case "event":
            of_group = next((one.colour for one in schema.groups if one.id == group), "")
            return [Define(EventType(key, label, of_group or proposed_colours(1, colours)[0], group))]
        case _:
            return [Define(EntityType(key, label, proposed_colours(1, colours)[0], is_value=is_value))]


def ask_new(bench: Bench, spot: Spot, over: QWidget, *, is_value: bool = False) -> None:
    """Ask for a new thing, made in this place, and go to it."""
    form = NewForm(bench, spot, over.window(), is_value=is_value)
    form.exec()
    form.deleteLater()
