"""Fields of an attribute: its default, of the attribute's kind, and the condition under which it is shown."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPushButton

from annotator.domain.model import AttributeValue
from annotator.domain.schema import AttributeType, Condition
from annotator.ui.scale import scaled
from annotator.ui.schema_editor.bench import Bench
from annotator.ui.schema_editor.fields import Field
from annotator.ui.schema_editor.tick_list import choose_among
from annotator.ui.widgets import plain

_ARABIC = str.maketrans("٠١٢٣٤٥٦٧٨٩٫", "0123456789.")


class DefaultField(Field):
    """The value that a new mark starts with, None for none: from a list, or written where there is none."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._kind = "text"
        self._values: list[AttributeValue | None] = []
        self.box = QComboBox()
        self.box.setMinimumWidth(scaled(180))
        self.line = QLineEdit()
        self.line.setMaximumWidth(scaled(260))
        self.line.setPlaceholderText(bench.tr("None"))
        self.box.activated.connect(lambda number: self.edited.emit(self._values[number]))
        self.line.editingFinished.connect(self._finish)
        self.hold(self.box, self.line).addStretch(1)

    def name_for_speech(self, title: str) -> None:
        self.box.setAccessibleName(title)
        self.line.setAccessibleName(title)

    def take_kind(self, kind: AttributeType) -> None:
        """Offer what an attribute of this kind may have."""
        tr, language = self._bench.tr, self._bench.language
        self._kind = kind.kind
        pairs: list[tuple[AttributeValue | None, str]] = [(None, tr("None"))]
        if kind.kind == "bool":
            pairs += [(True, tr("Yes")), (False, tr("No"))]
        pairs += [(one.id, one.label.text(language) or one.id) for one in kind.options]
        self._values = [value for value, _ in pairs]
        self.box.clear()
        self.box.addItems([words for _, words in pairs])
        is_list = kind.kind in ("bool", "enum")
        self.box.setVisible(is_list)
        self.line.setVisible(not is_list)
        self.setFocusProxy(self.box if is_list else self.line)

    def show_value(self, value: object) -> None:
        found = [number for number, one in enumerate(self._values) if one == value and type(one) is type(value)]
        self.box.setCurrentIndex(found[0] if found else 0)
        self.line.setText("" if value is None else str(value))

    def _finish(self) -> None:
        if not self.line.isModified():
            return
        self.line.setModified(False)
        words = self.line.text().strip()
        self.edited.emit(_number(words) if self._kind == "number" and words else words or None)


def _number(words: str) -> AttributeValue:
    """Return the number that was written; what is none stays, for the rules to refuse."""
    plain_words = words.translate(_ARABIC)
    for read in (int, float):
        try:
            return read(plain_words)
        except ValueError:
            continue
    return words


class ConditionField(Field):
    """When an attribute is asked for: always, or only if another has one of some values, or for some subtypes."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._own = ""
        self._value: Condition | None = None
        self.other = QComboBox()
        self.other.setAccessibleName(bench.tr("Another attribute"))
        self.other.activated.connect(self._take_other)
        self._ids: list[str] = []
        self.values = self._button(self._choose_values)
        self.subtypes = self._button(self._choose_subtypes)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        grid.addWidget(plain.label(bench.tr("if the attribute"), kind="muted"), 0, 0)
        grid.addWidget(self.other, 0, 1)
        grid.addWidget(plain.label(bench.tr("is one of"), kind="muted"), 1, 0)
        grid.addWidget(self.values, 1, 1)
        grid.addWidget(plain.label(bench.tr("if the subtype is"), kind="muted"), 2, 0)
        grid.addWidget(self.subtypes, 2, 1)
        self.setFocusProxy(self.other)

    def name_for_speech(self, title: str) -> None:
        self.setAccessibleName(title)

    def take_own(self, own: str) -> None:
        """Offer all attributes but the one whose condition this is."""
        self._own = own
        tr, language = self._bench.tr, self._bench.language
        others = [one for one in self._bench.schema.attributes if one.id != own]
        self._ids = ["", *(one.id for one in others)]
        self.other.clear()
        self.other.addItems([tr("Any; always asked"), *(one.label.text(language) or one.id for one in others)])

    def show_value(self, value: object) -> None:
        self._value = value if isinstance(value, Condition) else None
        now = self._value or Condition()
        self.other.setCurrentIndex(self._ids.index(now.attribute) if now.attribute in self._ids else 0)
        tr = self._bench.tr
        names = dict(self._value_names(now.attribute))
        self._say(self.values, [names.get(one, str(one)) for one in now.values], tr("Choose values…"))
        self.values.setEnabled(bool(now.attribute) and self.isEnabled())
        subtypes = dict(self._subtype_names())
        self._say(self.subtypes, [subtypes.get(one, one) for one in now.subtypes], tr("any"))

    def _button(self, press: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "types")
        button.setMinimumWidth(scaled(200))
        button.clicked.connect(press)
        return button

    def _say(self, button: QPushButton, names: list[str], nothing: str) -> None:
        comma = "، " if self._bench.tr.is_rtl else ", "
        button.setText(plain.menu_text(comma.join(names) or nothing))

    def _take_other(self, number: int) -> None:
        attribute = self._ids[number]
        values = tuple(value for value, _ in self._value_names(attribute))[:1]
        self._emit(attribute, values if attribute else (), self._value.subtypes if self._value else ())

    def _choose_values(self) -> None:
        now = self._value or Condition()
        title = self._bench.tr("Shown if")
        chosen = choose_among(self._bench, self, title, self._value_names(now.attribute), now.values)
        if chosen is not None:
            self._emit(now.attribute, chosen, now.subtypes)

    def _choose_subtypes(self) -> None:
        now = self._value or Condition()
        title = self._bench.tr("Shown if")
        chosen = choose_among(self._bench, self, title, self._subtype_names(), now.subtypes)
        if chosen is not None:
            self._emit(now.attribute, now.values, tuple(map(str, chosen)))

    def _emit(self, attribute: str, values: tuple[AttributeValue, ...], subtypes: tuple[str, ...]) -> None:
        is_any = not (attribute and values) and not subtypes
        self.edited.emit(None if is_any else Condition(attribute, values, subtypes))

    def _value_names(self, attribute: str) -> list[tuple[AttributeValue, str]]:
        tr, language = self._bench.tr, self._bench.language
        kind = self._bench.schema.attribute(attribute)
        if kind is None:
            return []
        if kind.kind == "bool":
            return [(True, tr("Yes")), (False, tr("No"))]
        return [(one.id, one.label.text(language) or one.id) for one in kind.options]

    def _subtype_names(self) -> list[tuple[str, str]]:
        language = self._bench.language
        return [
            (sub.id, f"{kind.label.text(language) or kind.id}: {sub.label.text(language) or sub.id}")
            for kind in self._bench.schema.entities
            for sub in kind.subtypes
        ]
