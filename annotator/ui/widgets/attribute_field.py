"""Attribute field: the input for one attribute of a mark, of the kind that the schema says it has.

A field is made once and shows one mark after the other; what the user chooses goes to `take`, None for unset.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from annotator.domain.model import AttributeValue
from annotator.domain.schema import AttributeType
from annotator.ui.i18n import phrase
from annotator.ui.session import Session
from annotator.ui.widgets import plain

Value = AttributeValue | None
Take = Callable[[Value], None]
_ADVICE = {"date": phrase("2024, 2024-05 or 2024-05-30"), "link": phrase("id and name of the entry")}
_ARABIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")


@dataclass(frozen=True, slots=True)
class Field:
    """An input and what makes it show a value."""

    kind: AttributeType
    widget: QWidget
    show: Callable[[Value], None]
    advice: str = ""

    def show_several(self, words: str) -> None:
        """Show, after `show`, that the selected marks have several values, in these words; "" for one value."""
        widget = self.widget
        if isinstance(widget, QLineEdit):
            widget.setPlaceholderText(words or self.advice)
        if not words:
            return
        if isinstance(widget, QComboBox):
            widget.setPlaceholderText(words)
            widget.setCurrentIndex(-1)
        elif isinstance(widget, QCheckBox):
            widget.setTristate(True)
            widget.setCheckState(Qt.CheckState.PartiallyChecked)
        elif isinstance(widget, QLineEdit):
            widget.clear()


def attribute_field(session: Session, kind: AttributeType, take: Take) -> Field:
    """Return an input for the attribute."""
    makers = {"enum": _choice, "bool": _tick, "number": _number}
    made = makers.get(kind.kind, _line)(session, kind, take)
    made.widget.setObjectName(f"attribute:{kind.id}")
    made.widget.setAccessibleName(kind.label.text(session.settings.language))
    plain.set_tip(made.widget, kind.description.text(session.settings.language))
    return made


def _choice(session: Session, kind: AttributeType, take: Take) -> Field:
    box = QComboBox()
    names = {option.id: option.label.text(session.settings.language) for option in kind.options}
    offered = [option.id for option in kind.options if not option.retired]

    def show(value: Value) -> None:
        wanted: list[Value] = [] if kind.required and value is not None else [None]
        wanted += [*offered, *([value] if value is not None and value not in offered else [])]
        if [box.itemData(number) for number in range(box.count())] != wanted:
            box.clear()
            for one in wanted:
                box.addItem("—" if one is None else names.get(str(one), str(one)), one)
        box.setCurrentIndex(wanted.index(value))

    box.activated.connect(lambda number: take(box.itemData(number)))
    return Field(kind, box, show)


def _tick(_session: Session, kind: AttributeType, take: Take) -> Field:
    box = QCheckBox()

    def show(value: Value) -> None:
        box.setTristate(value is None)
        state = Qt.CheckState.Checked if value is True else Qt.CheckState.Unchecked
        box.setCheckState(Qt.CheckState.PartiallyChecked if value is None else state)

    def click() -> None:
        box.setTristate(False)
        take(box.isChecked())

    box.clicked.connect(click)
    return Field(kind, box, show)


def _number(session: Session, kind: AttributeType, take: Take) -> Field:
    line = QLineEdit()
    shown: list[Value] = [None]

    def show(value: Value) -> None:
        shown[0] = value
        line.setText("" if value is None else str(value))

    def finish() -> None:
        if not line.isModified():
            return
        words = line.text().strip()
        number = read_number(words)
        if words and number is None:
            session.said.emit(session.tr("“{text}” is not a number.", text=words))
            show(shown[0])
        else:
            line.setModified(False)
            take(number)

    line.editingFinished.connect(finish)
    return Field(kind, line, show)


def read_number(words: str) -> int | float | None:
    """Return the number that is written, in whatever digits; None for anything else and for endless ones."""
    for read in (int, float):
        try:
            number = read(words.translate(_ARABIC))
        except ValueError:
            continue
        return number if abs(number) < float("inf") else None
    return None


def _line(session: Session, kind: AttributeType, take: Take) -> Field:
    line = QLineEdit()
    advice = session.tr(_ADVICE[kind.kind]) if kind.kind in _ADVICE else ""
    line.setPlaceholderText(advice)

    def finish() -> None:
        if line.isModified():
            line.setModified(False)
            take(line.text().strip() or None)

    line.editingFinished.connect(finish)
    return Field(kind, line, lambda value: line.setText("" if value is None else str(value)), advice)
