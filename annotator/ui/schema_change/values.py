"""Values form: what an attribute may be, each value with its names and what becomes of those that go."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from annotator.domain.schema import AttributeOption, AttributeType, Wording
from annotator.operations.schema_parts import part
from annotator.operations.schema_steps import SetValues, Step, Target
from annotator.operations.schema_usage import SchemaUsage, usage_of
from annotator.ui.dialogs.form import Form
from annotator.ui.scale import scaled
from annotator.ui.session import Session
from annotator.ui.widgets import plain

_STAYS, _GOES = "\0stays", ""
_ROWS = 8  # that are in view at once


@dataclass(frozen=True, slots=True)
class Line:
    """The fields of one value; `option` is the one that was there."""

    option: AttributeOption | None
    id: QLineEdit
    arabic: QLineEdit
    english: QLineEdit
    fate: QComboBox | None


class ValuesForm(Form):
    """Ask for the values of an attribute."""

    def __init__(self, session: Session, parent: QWidget | None, attribute: AttributeType) -> None:
        title = session.tr("Values of “{name}”", name=attribute.label.text(session.settings.language))
        super().__init__(session, parent, title, session.tr("Look what it does…"))
        self._session, self._attribute = session, attribute
        self._usage = usage_of(session.project) if session.project else SchemaUsage()
        self.lines: list[Line] = []
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        column.addLayout(self._grid)
        column.addStretch(1)
        rows = QScrollArea()
        rows.setWidgetResizable(True)
        rows.setWidget(page)
        rows.setMinimumWidth(scaled(640))
        rows.setMinimumHeight(scaled(34 * min(len(attribute.options) + 2, _ROWS)))
        self.explain(rows)
        self.more = QPushButton(session.tr("Add a value"))
        self.more.setProperty("kind", "link")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(lambda: self.add_line(None))
        self.explain(self.more)
        self._head()
        for option in attribute.options:
            self.add_line(option)

    def add_line(self, option: AttributeOption | None) -> Line:
        """Add the fields of a value, of a new one without `option`."""
        tr = self._session.tr
        label = option.label if option else Wording()
        texts = (option.id if option else "", label.ar, label.en)
        fields = [QLineEdit(text) for text in texts]
        row = len(self.lines) + 1
        names = (tr("Id"), tr("Name in Arabic"), tr("Name in English"))
        for at, (field, name) in enumerate(zip(fields, names, strict=True)):
            field.setAccessibleName(name)
            self._grid.addWidget(field, row, at)
        fate = self._fate(option) if option else None
        if option is not None and fate is not None:
            fate.setAccessibleName(tr("What becomes of it"))
            self._grid.addWidget(fate, row, 3)
            marks = self._usage.of(Target("value", option.id, self._attribute.id))
            self._grid.addWidget(plain.label(tr.number(marks), kind="muted"), row, 4)
        line = Line(option, fields[0], fields[1], fields[2], fate)
        self.lines.append(line)
        return line

    def steps(self) -> tuple[Step, ...]:
        """Return the step, none if nothing is different."""
        options, mapping = [], []
        for line in self.lines:
            fate, new_id = str(line.fate.currentData()) if line.fate else _STAYS, line.id.text().strip()
            if line.option is not None and fate != _STAYS:
                mapping.append((line.option.id, self._now(fate)))
            elif new_id:
                known = line.option or AttributeOption(new_id, Wording())
                label = Wording(line.arabic.text().strip(), line.english.text().strip())
                options.append(replace(known, id=new_id, label=label))
                if line.option is not None and line.option.id != new_id:
                    mapping.append((line.option.id, new_id))
        if tuple(options) == self._attribute.options:
            return ()
        return (SetValues(self._attribute.id, tuple(options), tuple(mapping)),)

    def _now(self, value: str) -> str:
        """Return the id that a value has after this; "" stays ""."""
        lines = (line for line in self.lines if line.option is not None and line.option.id == value)
        return next((line.id.text().strip() for line in lines), value)

    def _head(self) -> None:
        tr = self._session.tr
        for at, words in enumerate((tr("Id"), tr("Name in Arabic"), tr("Name in English"), tr("Fate"), tr("Marks"))):
            self._grid.addWidget(plain.label(words, kind="muted"), 0, at)

    def _fate(self, option: AttributeOption) -> QComboBox:
        tr, language = self._session.tr, self._session.settings.language
        box = QComboBox()
        box.addItem(tr("stays"), _STAYS)
        for other in self._attribute.options:
            if other.id != option.id:
                box.addItem(tr("becomes “{name}”", name=other.label.text(language) or other.id), other.id)
        box.addItem(tr("goes, without another"), _GOES)
        return box


def ask_values(session: Session, parent: QWidget | None, target: Target) -> tuple[Step, ...]:
    """Ask for other values of an attribute; no steps if the user left or nothing is different."""
    form = ValuesForm(session, parent, part(session.schema, target))
    return form.steps() if form.exec() else ()
