"""Scope field: of which marks an attribute is asked - entities, events, relations, or several of them."""

from PySide6.QtWidgets import QCheckBox

from annotator.ui.i18n import Translator, phrase
from annotator.ui.schema_editor.fields import Field

_SCOPES = {"entity": phrase("Entities"), "event": phrase("Events"), "relation": phrase("Relations")}


class ScopeField(Field):
    """Three boxes; at least one stays ticked."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.boxes = {scope: QCheckBox(tr(words)) for scope, words in _SCOPES.items()}
        for box in self.boxes.values():
            box.clicked.connect(self._take)
        row = self.hold(*self.boxes.values())
        row.setSpacing(18)
        row.addStretch(1)
        self._value: tuple[str, ...] = ()

    def show_value(self, value: object) -> None:
        assert isinstance(value, tuple)
        self._value = value
        for scope, box in self.boxes.items():
            box.setChecked(scope in value)

    def _take(self) -> None:
        fresh = tuple(scope for scope, box in self.boxes.items() if box.isChecked())
        if fresh:
            self.edited.emit(fresh)
        else:
            self.show_value(self._value)
