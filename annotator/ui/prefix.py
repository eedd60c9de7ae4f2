"""Prefix: the mode between the first and the second key of a type's shortcut, such as “L, B”."""

from annotator.ui.desk import Desk
from annotator.ui.keys import caps
from annotator.ui.marking import apply_type
from annotator.ui.type_keys import TypeKeys


class Prefix:
    """Wait for the next key of a type shortcut; any key that fits none ends it and does nothing."""

    def __init__(self, desk: Desk, types: TypeKeys, pressed: tuple[str, ...]) -> None:
        self._desk = desk
        self._types = types
        self._pressed = pressed

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
            self._desk.leave()
            apply_type(self._desk, found.scope, found.kind.id)
        elif self._types.beginning(pressed):
            self._pressed = pressed
            self._desk.mode_changed.emit()
        else:
            self._desk.leave()
        return True

    def click(self, _mark_id: str) -> bool:
        """Leave the mode; the click goes on."""
        self._desk.leave()
        return False

    def end(self) -> None:
        """Show nothing, so there is nothing to take away."""
