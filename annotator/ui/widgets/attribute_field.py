"""Attribute field: the input for one attribute of a mark, of the kind that the schema says it has."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from annotator.domain.model import AttributeValue
from annotator.domain.schema import AttributeType
from annotator.ui.session import Session
from annotator.ui.widgets import plain

Take = Callable[[AttributeValue | None], None]
_FAR = 1_000_000_000


def attribute_field(session: Session, kind: AttributeType, value: AttributeValue | None, take: Take) -> QWidget:
    """Return an input that shows `value` and gives every value the user chooses to `take`; None means unset."""
    makers: dict[str, Callable[[], QWidget]] = {
        "enum": lambda: _choice(session, kind, value, take),
        "bool": lambda: _tick(kind, value, take),
        "int": lambda: _whole(value, take),
        "float": lambda: _decimal(value, take),
    }
    field = makers.get(kind.kind, lambda: _line(value, take))()
    field.setObjectName(f"attribute:{kind.id}")
    field.setAccessibleName(kind.label.text(session.settings.language))
    plain.set_tip(field, kind.description.text(session.settings.language))
    return field


def _choice(session: Session, kind: AttributeType, value: AttributeValue | None, take: Take) -> QComboBox:
    box = QComboBox()
    if not kind.required or value is None:
        box.addItem("—", None)
    for option in kind.options:
        box.addItem(option.label.text(session.settings.language), option.id)
    if value is not None and box.findData(value) < 0:
        box.addItem(str(value), value)
    box.setCurrentIndex(max(box.findData(value), 0))
    box.activated.connect(lambda number: take(box.itemData(number)))
    return box


def _tick(_kind: AttributeType, value: AttributeValue | None, take: Take) -> QCheckBox:
    box = QCheckBox()
    box.setChecked(value is True)
    box.clicked.connect(lambda checked: take(bool(checked)))
    return box


def _whole(value: AttributeValue | None, take: Take) -> QSpinBox:
    box = QSpinBox()
    box.setRange(-_FAR, _FAR)
    box.setValue(int(value) if isinstance(value, int | float) else 0)
    box.editingFinished.connect(lambda: take(box.value()))
    return box


def _decimal(value: AttributeValue | None, take: Take) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(-_FAR, _FAR)
    box.setDecimals(4)
    box.setValue(float(value) if isinstance(value, int | float) else 0.0)
    box.editingFinished.connect(lambda: take(box.value()))
    return box


def _line(value: AttributeValue | None, take: Take) -> QLineEdit:
    line = QLineEdit("" if value is None else str(value))
    line.editingFinished.connect(lambda: take(line.text() or None) if line.isModified() else None)
    return line
