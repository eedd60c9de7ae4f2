"""Settings dialog: made from the table of settings; each field says how it is asked for."""

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QFontComboBox, QLineEdit, QSpinBox, QWidget

from annotator.ui.dialogs.form import Form
from annotator.ui.i18n import phrase
from annotator.ui.session import Session

# Settings that are chosen from a list: value and words.
_CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "language": (("ar", phrase("Arabic")), ("en", phrase("English"))),
    "theme": (
        ("system", phrase("As the desktop")),
        ("light", phrase("Light")),
        ("dark", phrase("Dark")),
        ("contrast", phrase("High contrast")),
    ),
    "mark_style": (("bands", phrase("Bands below the text")), ("boxes", phrase("Boxes around the text"))),
    "arcs": (("all", phrase("All")), ("selection", phrase("Of the selected mark")), ("none", phrase("None"))),
    "digits": (("arabic", phrase("Arabic digits")), ("latin", phrase("Latin digits"))),
}
_RANGES: Mapping[str, tuple[int, int]] = {
    "text_size": (12, 72),
    "line_spacing": (100, 300),
    "interface_scale": (75, 200),
}
_TITLES: Mapping[str, str] = {
    "annotator": phrase("Your name"),
    "language": phrase("Language"),
    "digits": phrase("Digits"),
    "theme": phrase("Colours"),
    "text_font": phrase("Font of the text"),
    "text_size": phrase("Size of the text (pixels)"),
    "line_spacing": phrase("Distance between lines (%)"),
    "tashkeel": phrase("Vowel marks"),
    "tatweel": phrase("Tatweel"),
    "invisible": phrase("Invisible characters"),
    "mark_style": phrase("Marks"),
    "arcs": phrase("Links"),
    "lens": phrase("Boundary lens"),
    "interface_scale": phrase("Size of the interface (%)"),
}


class PreferencesForm(Form):
    """Ask for the settings that a person has a say in."""

    def __init__(self, session: Session, parent: QWidget | None) -> None:
        super().__init__(session, parent, session.tr("Settings"), session.tr("Apply"))
        self._session = session
        self.fields: dict[str, QWidget] = {name: self._field(name) for name in _TITLES}
        for name, field in self.fields.items():
            self.add(session.tr(_TITLES[name]), field)

    def changes(self) -> dict[str, str | int]:
        """Return the settings that differ from what they were."""
        now = {name: _value(field) for name, field in self.fields.items()}
        return {name: value for name, value in now.items() if value != getattr(self._session.settings, name)}

    def _field(self, name: str) -> QWidget:
        value = getattr(self._session.settings, name)
        if name in _CHOICES:
            box = QComboBox()
            for option, words in _CHOICES[name]:
                box.addItem(self._session.tr(words), option)
            box.setCurrentIndex(max(box.findData(value), 0))
            return box
        if isinstance(value, bool):
            tick = QCheckBox()
            tick.setChecked(value)
            return tick
        if name in _RANGES:
            number = QSpinBox()
            number.setRange(*_RANGES[name])
            number.setValue(value)
            return number
        if name == "text_font":
            fonts = QFontComboBox()
            fonts.setCurrentText(value)
            return fonts
        line = QLineEdit(value)
        line.setPlaceholderText(self._session.author)
        return line


def _value(field: QWidget) -> str | int:
    if isinstance(field, QCheckBox):
        return field.isChecked()
    if isinstance(field, QFontComboBox):
        return field.currentText()
    if isinstance(field, QComboBox):
        return str(field.currentData())
    if isinstance(field, QSpinBox):
        return field.value()
    assert isinstance(field, QLineEdit)
    return field.text().strip()


def ask_preferences(session: Session, parent: QWidget | None) -> dict[str, str | int]:
    """Ask for settings and return those that changed."""
    form = PreferencesForm(session, parent)
    return form.changes() if form.exec() else {}
