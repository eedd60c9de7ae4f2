"""Valuing: the mode in which one key gives the selected marks, one or many, a value of an attribute."""

from annotator.domain.model import AttributeValue, Mark, Relation
from annotator.operations.attributes import set_attribute
from annotator.ui.attribute_choices import Group, ValueChoice, bearers_of, groups_of
from annotator.ui.desk import Desk
from annotator.ui.widgets.attribute_card import AttributeCard
from annotator.ui.widgets.attribute_field import read_number


class Valuing:
    """Show every value with its key; a key sets it for all the marks in one step, with Shift the mode stays."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ids = [mark.id for mark in desk.several.marks(desk.canvas.selection.spans)]
        self._card: AttributeCard | None = None
        self._groups: list[Group] = groups_of(desk.session, self._marks)
        if self._groups:
            desk.session.document_opened.connect(desk.leave)
            desk.session.changed.connect(self._show)
            self._show()

    @property
    def is_possible(self) -> bool:
        """Say whether the marks have attributes."""
        return bool(self._groups)

    def prompt(self) -> str:
        """Return which keys are live."""
        return self._desk.session.tr("Attributes: a key sets its value, with Shift one of several; Esc ends.")

    def press(self, chord: str) -> bool:
        """Take the key of a value, or end."""
        if chord in ("Esc", "Enter"):
            self._desk.leave()
            return True
        key = chord.removeprefix("Shift+")
        found = next((one for group in self._groups for one in group.choices if one.key == key), None)
        if found is not None:
            self._take(found, stays=key != chord)
        return True

    def click(self, _mark_id: str) -> bool:
        """Leave the mode; the click goes on."""
        self._desk.leave()
        return False

    def end(self) -> None:
        """Take away the card."""
        self._desk.session.document_opened.disconnect(self._desk.leave)
        self._desk.session.changed.disconnect(self._show)
        self._hide()

    def _take(self, choice: ValueChoice, *, stays: bool = False) -> None:
        desk, session = self._desk, self._desk.session
        kind = session.schema.attribute(choice.attribute)
        ids = [mark.id for mark in bearers_of(session.schema, self._marks, kind)] if kind else []
        if not stays:
            desk.leave()
        value: AttributeValue | None = choice.value
        if choice.is_written and kind is not None:
            written = desk.ask.text(kind.label.text(session.settings.language), session.tr("Value"), str(value or ""))
            if written is None:
                return
            written = written.strip()
            value = (read_number(written) if kind.kind == "number" else written) if written else None
            if value is None and written:
                session.said.emit(session.tr("“{text}” is not a number.", text=written))
                return
        session.run(set_attribute, ids, choice.attribute, value)

    @property
    def _marks(self) -> list[Mark]:
        marks = self._desk.session.marks
        return [mark for one in self._ids if (mark := marks.get(one)) is not None]

    def _show(self) -> None:
        session, marks = self._desk.session, self._marks
        self._groups = groups_of(session, marks)
        self._hide()
        if not self._groups:
            self._desk.leave()
            return
        first = session.mark or marks[0]
        anchor = first.head if isinstance(first, Relation) else first.id
        title = (
            session.tr("Attributes") if len(marks) == 1 else session.tr.count("Attributes of {count} marks", len(marks))
        )
        self._card = AttributeCard(self._desk.canvas, anchor, title, self._groups)
        self._card.chosen.connect(self._take)

    def _hide(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None


def start_valuing(desk: Desk) -> None:
    """Show the values that the selected marks may have, or say why there are none."""
    session = desk.session
    valuing = Valuing(desk)
    if valuing.is_possible:
        desk.enter(valuing)
    elif desk.several.marks(desk.canvas.selection.spans):
        session.said.emit(session.tr("The schema has no attributes for this mark."))
    else:
        session.said.emit(session.tr("Select a mark first, or words with marks in them."))
