"""Option fields: what a format lets a user choose, as a form; made from the options as the format declares them."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from annotator.formats.option import NO, YES, Option
from annotator.ui.session import Session
from annotator.ui.widgets import plain

_LARGEST = 999_999_999
_SHORTEST = 8  # letters of a choice that are always seen


class OptionFields(QWidget):
    """One field for each option; `given` are the values chosen before, by name."""

    changed = Signal()

    def __init__(self, session: Session, options: Iterable[Option], given: Mapping[str, str]) -> None:
        super().__init__()
        self._options = tuple(options)
        self.fields: dict[str, QWidget] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        tr = session.tr
        for option in self._options:
            field = self._field(session, option, given.get(option.name, option.default))
            field.setAccessibleName(tr(option.title))
            plain.set_tip(field, tr(option.help) if option.help else "")
            self.fields[option.name] = field
            form.addRow(plain.label(tr(option.title), kind="muted"), field)

    def values(self) -> dict[str, str]:
        """Return the values that differ from what is usual."""
        found = {option.name: _value(self.fields[option.name]) for option in self._options}
        return {option.name: found[option.name] for option in self._options if found[option.name] != option.default}

    def _field(self, session: Session, option: Option, value: str) -> QWidget:
        if option.kind == "flag":
            tick = QCheckBox()
            tick.setChecked(value == YES)
            tick.toggled.connect(self.changed)
            return tick
        if option.kind == "choice":
            box = QComboBox()
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_SHORTEST)
            for choice in option.values:
                box.addItem(session.tr(option.title_of(choice)), choice)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.activated.connect(self.changed)
            return box
        if option.kind == "number":
            number = QSpinBox()
            number.setRange(1 if option.default else 0, _LARGEST)
            number.setSpecialValueText("" if option.default else session.tr("not stated"))
            number.setValue(int(value or 0))
            number.valueChanged.connect(self.changed)
            return number
        line = QLineEdit(value)
        line.setPlaceholderText(session.tr(option.help) if option.help else "")
        line.textChanged.connect(self.changed)
        return line


def _value(field: QWidget) -> str:
    if isinstance(field, QCheckBox):
        return YES if field.isChecked() else NO
    if isinstance(field, QComboBox):
        return str(field.currentData())
    if isinstance(field, QSpinBox):
        return str(field.value() or "")
    assert isinstance(field, QLineEdit)
    return field.text().strip()
