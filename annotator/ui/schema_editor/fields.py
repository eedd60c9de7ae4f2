"""Fields of the editor's forms: each shows one value of a definition and tells when the user has changed it."""

import math
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.schema import Wording
from annotator.ui.fonts import label_font
from annotator.ui.i18n import Translator
from annotator.ui.scale import scaled
from annotator.ui.widgets import plain

_TALL, _TALLEST = 88, 180  # pixels of a field for several lines; it grows with its text


class Field(QWidget):
    """One value; `edited` carries the new one. What a subclass shows never tells that it was edited."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def show_value(self, value: object) -> None:
        """Show a value of the field's kind."""
        raise NotImplementedError

    def name_for_speech(self, title: str) -> None:
        """Say to a screen reader what the field is."""
        inner = self.focusProxy()
        (inner if isinstance(inner, QWidget) else self).setAccessibleName(title)

    def hold(self, *parts: QWidget, is_row: bool = True) -> QBoxLayout:
        """Lay the parts out without a margin; the first one takes the focus."""
        box: QBoxLayout = QHBoxLayout(self) if is_row else QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        for part in parts:
            box.addWidget(part)
        self.setFocusProxy(parts[0])
        return box


class WordingField(Field):
    """A wording in Arabic and in English side by side, several lines each if `is_long`; `is_tall` ones are stacked."""

    def __init__(self, tr: Translator, *, is_long: bool = False, is_tall: bool = False) -> None:
        super().__init__()
        self._is_long = is_long
        self._value = Wording()
        self.lines: dict[str, QLineEdit | QPlainTextEdit] = {}
        for language, hint in (("ar", tr("In Arabic")), ("en", tr("In English"))):
            self.lines[language] = self._line(language, hint)
        self.hold(*self.lines.values(), is_row=not is_tall)

    def show_value(self, value: object) -> None:
        assert isinstance(value, Wording)
        self._value = value
        for language, line in self.lines.items():
            _show_text(line, getattr(value, language))
        self._fit()

    def name_for_speech(self, title: str) -> None:
        for line in self.lines.values():
            line.setAccessibleName(f"{title}: {line.placeholderText()}")

    def _line(self, language: str, hint: str) -> QLineEdit | QPlainTextEdit:
        line = QPlainTextEdit() if self._is_long else QLineEdit()
        line.setPlaceholderText(hint)
        line.setLayoutDirection(Qt.LayoutDirection.RightToLeft if language == "ar" else Qt.LayoutDirection.LeftToRight)
        if isinstance(line, QPlainTextEdit):
            line.setFixedHeight(scaled(_TALL))
            line.setTabChangesFocus(True)
            line.textChanged.connect(self._take)
            line.document().documentLayout().documentSizeChanged.connect(self._fit)
        else:
            line.textEdited.connect(self._take)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the lines the height of the longer text, as far as that goes."""
        texts = [line for line in self.lines.values() if isinstance(line, QPlainTextEdit)]
        rows = max((line.document().size().height() for line in texts), default=0)
        for line in texts:
            around = 2 * (line.document().documentMargin() + line.frameWidth()) + scaled(8)
            wanted = math.ceil(rows * line.fontMetrics().lineSpacing() + around)
            line.setFixedHeight(min(max(wanted, scaled(_TALL)), scaled(_TALLEST)))

    def _take(self) -> None:
        fresh = Wording(*(_text_of(line) for line in self.lines.values()))
        if fresh != self._value:
            self._value = fresh
            self.edited.emit(fresh)


def _text_of(line: QLineEdit | QPlainTextEdit) -> str:
    return line.text() if isinstance(line, QLineEdit) else line.toPlainText().replace("\n", " ")


def _show_text(line: QLineEdit | QPlainTextEdit, text: str) -> None:
    if _text_of(line) == text:
        return  # the cursor stays where it is
    line.blockSignals(True)
    if isinstance(line, QLineEdit):
        line.setText(text)
        line.setCursorPosition(0)
    else:
        line.setPlainText(text)
    line.blockSignals(False)


class LineField(Field):
    """A line of text; with `is_final` it is told only when the user is done with it, as an id must be."""

    def __init__(self, *, hint: str = "", is_final: bool = False, is_code: bool = False) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        if is_code:
            self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            self.line.setFont(label_font(scaled(13), QFont.Weight.Medium))
        if is_final:
            self.line.editingFinished.connect(self._finish)
        else:
            self.line.textEdited.connect(self.edited.emit)
        self.hold(self.line)

    def show_value(self, value: object) -> None:
        if self.line.text() != str(value):
            self.line.setText(str(value))

    def _finish(self) -> None:
        if self.line.isModified():
            self.line.setModified(False)
            self.edited.emit(self.line.text().strip())


class WordsField(Field):
    """Several names on one line, apart by commas; a tuple of them."""

    def __init__(self, *, hint: str = "", comma: str = ", ") -> None:
        super().__init__()
        self._comma = comma
        self._value: tuple[str, ...] = ()
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.textEdited.connect(self._take)
        self.hold(self.line)

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        if value != self._value or not self.line.text():
            self._value = value
            self.line.setText(self._comma.join(map(str, value)))

    def _take(self, words: str) -> None:
        parts = (part.strip() for part in words.replace("،", ",").split(","))
        fresh = tuple(dict.fromkeys(part for part in parts if part))
        if fresh != self._value:
            self._value = fresh
            self.edited.emit(fresh)


class TickField(Field):
    """Yes or no, with its words beside the box."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.box = QCheckBox(plain.menu_text(words))
        self.box.clicked.connect(lambda: self.edited.emit(self.box.isChecked()))
        self.hold(self.box).addStretch(1)

    def show_value(self, value: object) -> None:
        self.box.setChecked(bool(value))


class ChoiceField(Field):
    """One of several values, each with its words."""

    def __init__(self, options: Iterable[tuple[object, str]] = ()) -> None:
        super().__init__()
        self.box = QComboBox()
        self.box.setMinimumWidth(scaled(180))
        self._values: list[object] = []
        self.offer(options)
        self.box.activated.connect(lambda number: self.edited.emit(self._values[number]))
        self.hold(self.box).addStretch(1)

    def offer(self, options: Iterable[tuple[object, str]]) -> None:
        """Offer other values."""
        pairs = list(options)
        self._values = [value for value, _ in pairs]
        self.box.clear()
        self.box.addItems([words for _, words in pairs])

    def show_value(self, value: object) -> None:
        found = [number for number, one in enumerate(self._values) if one == value and type(one) is type(value)]
        self.box.setCurrentIndex(found[0] if found else -1)


class NumberField(Field):
    """A whole number from nought on; `nothing` are the words for None, which then comes first."""

    def __init__(self, *, nothing: str = "", most: int = 99) -> None:
        super().__init__()
        self._least = -1 if nothing else 0
        self.box = QSpinBox()
        self.box.setRange(self._least, most)
        self.box.setSpecialValueText(nothing)
        self.box.setMinimumWidth(scaled(110))
        self.box.valueChanged.connect(self._take)
        self.hold(self.box).addStretch(1)

    def show_value(self, value: object) -> None:
        self.box.blockSignals(True)
        self.box.setValue(self._least if value is None else int(str(value)))
        self.box.blockSignals(False)

    def _take(self, number: int) -> None:
        self.edited.emit(None if number < 0 else number)
