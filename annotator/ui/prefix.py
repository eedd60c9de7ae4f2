"""Prefix: the mode between the first and the second key of a type's shortcut, such as “L, B”."""

from annotator.domain.span import Span
from annotator.ui.desk import Desk
from annotator.ui.keys import caps
from annotator.ui.marking import apply_type
from annotator.ui.type_keys import TypeKey, TypeKeys
from annotator.ui.widgets.choice_card import Choice, ChoiceCard


class Prefix:
    """Wait for the next key of a type shortcut; any key that fits none ends it and does nothing."""

    def __init__(self, desk: Desk, types: TypeKeys, pressed: tuple[str, ...]) -> None:
        self._desk = desk
        self._types = types
        self._pressed = pressed
        self._card: ChoiceCard | None = None
        desk.session.document_opened.connect(desk.leave)
        self._show()

    def prompt(self) -> str:
        """Return the keys that may follow and what they apply."""
        session = self._desk.session
        options = [
            f"{caps(entry.chords[len(self._pressed)])[0]} {entry.kind.label.text(session.settings.language)}"
            for entry in self._types.beginning(self._pressed)
        ]
        return session.tr("Next key: {options}", options=" · ".join(options))

    def press(self, chord: str) -> bool:
        """Take the next key."""
        pressed = (*self._pressed, chord)
        found = self._types.exact(pressed)
        if found is not None:
            self._take(found)
        elif self._types.beginning(pressed):
            self._pressed = pressed
            self._show()
            self._desk.mode_changed.emit()
        else:
            self._desk.leave()
        return True

    def click(self, _mark_id: str) -> bool:
        """Leave the mode; the click goes on."""
        self._desk.leave()
        return False

    def end(self) -> None:
        """Take away the choices."""
        self._desk.session.document_opened.disconnect(self._desk.leave)
        self._hide()

    def _take(self, found: TypeKey) -> None:
        self._desk.leave()
        apply_type(self._desk, found.scope, found.kind.id)

    def _show(self) -> None:
        """Show the types whose shortcuts go on, beside the words that will be marked."""
        session, canvas = self._desk.session, self._desk.canvas
        language = session.settings.language
        entries = {entry.kind.id: entry for entry in self._types.beginning(self._pressed)}
        size = len(self._pressed)
        choices = [
            Choice(name, entry.kind.label.text(language), entry.kind.colour, ", ".join(entry.chords[size:]))
            for name, entry in entries.items()
        ]
        self._hide()
        spans = canvas.selection.spans
        title = session.tr("{keys} and then…", keys=" ".join(map(str, caps(", ".join(self._pressed)))))
        self._card = ChoiceCard(canvas, spans[-1] if spans else Span(0, 1), title, choices)
        self._card.chosen.connect(lambda name: self._take(entries[name]))

    def _hide(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
