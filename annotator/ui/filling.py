"""Filling: the mode in which letters choose what fills the roles of an event; the frame card shows it.

Roles come in the schema's order, required ones first, and the first open one is armed. The armed state lives and dies
with the card, so no later selection can land in a role by mistake.
"""

from collections.abc import Callable

from annotator.domain.model import Argument, Event, spans_of
from annotator.domain.schema import EntityType, Role
from annotator.domain.span import Fragments, hull
from annotator.operations import events
from annotator.operations.fitting import filler_types, fills, roles_to_fill
from annotator.ui.desk import Desk
from annotator.ui.dialogs.mention_finder import find_mention
from annotator.ui.hints import MOST, allot, labels, nearest
from annotator.ui.keys import is_bare
from annotator.ui.type_choice import TypeChoice
from annotator.ui.widgets.frame_card import FrameCard

SHAPING = ("\\", ",", "Space")  # what still shapes the selection, beside arrows


class Filling:
    """Arm one role of an event after the other and fill it by hint, by click or by new text."""

    def __init__(self, desk: Desk, event_id: str) -> None:
        self._desk = desk
        self.event_id = event_id
        self.roles = self._roles()
        self.armed = 0
        self.hints: dict[str, str] = {}  # mark id to letters
        self._typed = ""
        self._spans: Fragments = ()
        self._choice: TypeChoice | None = None
        self._card = FrameCard(desk.canvas, desk.session, self.event_id)
        self._card.chosen.connect(self.arm)
        self._card.closed.connect(desk.leave)
        self._card.cleared.connect(self._clear)
        desk.session.changed.connect(self._refresh)
        desk.session.document_opened.connect(desk.leave)
        desk.canvas.selection_changed.connect(desk.mode_changed)
        self.arm(next((number for number, role in enumerate(self.roles) if not self.fillers(role)), 0))

    @property
    def event(self) -> Event | None:
        """Return the event as it is now, None if it was deleted."""
        found = self._desk.session.marks.get(self.event_id)
        return found if isinstance(found, Event) else None

    @property
    def role(self) -> Role:
        """Return the armed role."""
        return self.roles[self.armed]

    def fillers(self, role: Role) -> list[Argument]:
        """Return the arguments that fill a role or one of its variants."""
        event = self.event
        known = {role.id, *role.variants}
        return [argument for argument in event.arguments if argument.role in known] if event else []

    def arm(self, number: int) -> None:
        """Make the role of that number the one that the next hint, click or text fills."""
        self.armed = number % len(self.roles)
        self._typed = ""
        self._spans = self._desk.canvas.selection.spans
        self.hints = allot(self._targets())
        self._show()

    def reopener(self) -> Callable[[], None]:
        """Return what brings the card back after the mode was left: the same role armed, the same new words chosen."""
        desk, spans, armed = self._desk, self._new_spans(), self.armed

        def reopen() -> None:
            filling = Filling(desk, self.event_id)
            desk.enter(filling)
            filling.arm(armed)
            if spans:
                desk.canvas.select_spans(spans)

        return reopen

    def prompt(self) -> str:
        """Return which keys are live."""
        session = self._desk.session
        role = self.role.label.text(session.settings.language)
        if self._choice is not None:
            return session.tr("Filling “{role}”: choose the type of the new mark by its key, or Esc.", role=role)
        if self._new_spans():
            return session.tr("Filling “{role}”: Enter takes these words, Esc closes.", role=role)
        return session.tr(
            "Filling “{role}”: a letter fills it, arrows choose words, ' finds far marks, Tab skips, + adds, "
            "- no words, Enter closes.",
            role=role,
        )

    def press(self, chord: str) -> bool:
        """Take a hint letter or one of the card's keys; arrows and what shapes the selection stay the canvas's own."""
        if self._choice is not None:
            return self._choose(chord)
        actions = {
            "Tab": lambda: self.arm(self.armed + 1),
            "Shift+Tab": lambda: self.arm(self.armed - 1),
            "Shift+=": self._another,
            "=": self._another,
            "'": lambda: find_mention(self._desk, self._targets(limit=None), self.fill),
            "-": lambda: self.fill(None),
            "Enter": self._enter,
            "Esc": self._desk.leave,
            "Backspace": self._take_back,
            "Del": self._take_back,
        }
        if chord in actions:
            actions[chord]()
            return True
        if chord in SHAPING or not is_bare(chord):
            return False
        return self._type(chord) or self._number(chord) or self._hint(chord)

    def click(self, mark_id: str) -> bool:
        """Fill the armed role with a clicked mark whose type fits."""
        if mark_id not in self.hints:
            return False
        self.fill(mark_id)
        return True

    def fill(self, target: str | None) -> None:
        """Fill the armed role and arm the next open one."""
        if self._desk.session.run(events.fill_role, self.event_id, self.role.id, target):
            self._next()

    def end(self) -> None:
        """Take away the card and the hints."""
        self._desk.session.changed.disconnect(self._refresh)
        self._desk.session.document_opened.disconnect(self._desk.leave)
        self._desk.canvas.selection_changed.disconnect(self._desk.mode_changed)
        self._desk.canvas.show_hints({})
        self._drop_choice()
        self._card.hide()
        self._card.deleteLater()

    def _hint(self, chord: str) -> bool:
        typed = self._typed + chord
        target = next((mark_id for mark_id, letters in self.hints.items() if letters == typed), None)
        self._typed = typed if target is None and any(h.startswith(typed) for h in self.hints.values()) else ""
        if target is not None:
            self.fill(target)
        else:
            self._show()
        return True

    def _enter(self) -> None:
        """Fill the role with text chosen since it was armed, else close the card."""
        selection, spans = self._desk.canvas.selection, self._new_spans()
        if selection.mark is not None and selection.mark in self.hints:
            self.fill(selection.mark)
        elif spans:
            self._fill_with_text(spans)
        else:
            self._desk.leave()

    def _new_spans(self) -> Fragments:
        """Return the text chosen since the role was armed, none if it is some mark's."""
        selection = self._desk.canvas.selection
        return selection.spans if selection.mark is None and selection.spans != self._spans else ()

    def _type(self, chord: str) -> bool:
        """Let the key of a type that the role admits make a filler of new text at once."""
        spans = self._new_spans()
        if not spans or any(letters.startswith(self._typed + chord) for letters in self.hints.values()):
            return False
        kind = next((kind for kind in self._kinds() if kind.hotkey == chord), None)
        if kind is not None:
            self._make(kind.id, spans)
        return kind is not None

    def _number(self, chord: str) -> bool:
        """Arm the role of that number, as the card shows it."""
        number = int(chord) - 1 if chord.isdecimal() else -1
        if 0 <= number < len(self.roles):
            self.arm(number)
        return 0 <= number < len(self.roles)

    def _kinds(self) -> list[EntityType]:
        return filler_types(self._desk.session.schema, self.role)

    def _fill_with_text(self, spans: Fragments) -> None:
        """Fill with the mark that these words have already, else make one; ask for its type if several fit."""
        marks = self._desk.session.marks.in_range(spans[0].start, spans[0].end)
        known = next((mark.id for mark in marks if spans_of(mark) == spans and mark.id in self._targets(None)), None)
        kinds = self._kinds()
        if known is not None:
            self.fill(known)
        elif len(kinds) == 1:
            self._make(kinds[0].id, spans)
        elif kinds:
            self._ask(kinds, spans)

    def _ask(self, kinds: list[EntityType], spans: Fragments) -> None:
        self._choice = TypeChoice(self._desk, kinds, spans)
        self._choice.card.chosen.connect(lambda type_id: self._make(type_id, spans))
        self._card.hide()
        self._desk.canvas.show_hints({})
        self._desk.mode_changed.emit()

    def _choose(self, chord: str) -> bool:
        """Take the key of a type for the new filler; Esc goes back to the card."""
        choice = self._choice
        assert choice is not None  # press() asked
        type_id = choice.by_key.get(chord)
        if type_id is not None:
            self._make(type_id, choice.spans)
        elif chord == "Esc":
            self._drop_choice()
            self._show()
        return True

    def _drop_choice(self) -> None:
        if self._choice is not None:
            self._choice.card.hide()
            self._choice.card.deleteLater()
            self._choice = None

    def _make(self, type_id: str, spans: Fragments) -> None:
        """Mark the spans and fill the role with the new mark."""
        self._drop_choice()
        if self._desk.session.run(events.fill_role_with_new, self.event_id, self.role.id, type_id, spans):
            self._next()

    def _next(self) -> None:
        order = [(self.armed + step) % len(self.roles) for step in range(1, len(self.roles) + 1)]
        self.arm(next((number for number in order if not self.fillers(self.roles[number])), self.armed))

    def _another(self) -> None:
        """Go back to the role that was filled last, for one more filler."""
        event = self.event
        last = event.arguments[-1].role if event and event.arguments else ""
        numbers = [number for number, role in enumerate(self.roles) if last == role.id or last in role.variants]
        self.arm(numbers[0] if numbers else self.armed)

    def _take_back(self) -> None:
        fillers = self.fillers(self.role)
        if fillers:
            self._clear(fillers[-1].id)

    def _clear(self, argument_id: str) -> None:
        self._desk.session.run(events.clear_role, self.event_id, argument_id)

    def _refresh(self) -> None:
        if self.event is None:
            self._desk.leave()
        else:
            self.hints = allot(self._targets())
            self._show()

    def _targets(self, limit: int | None = MOST) -> list[str]:
        event = self.event
        if event is None:
            return []
        taken = {argument.target for argument in self.fillers(self.role)} | {self.event_id}
        schema = self._desk.session.schema
        places = (
            (mark.id, hull(spans_of(mark)).start)
            for mark in map(self._desk.session.marks.mention, [mark.id for mark in self._desk.session.marks])
            if mark is not None and fills(schema, self.role, mark.type) and mark.id not in taken
        )
        return nearest(places, hull(event.trigger).start, limit)

    def _show(self) -> None:
        self._desk.canvas.show_hints(labels(self.hints, self._typed))
        self._card.show_roles(self.roles, self.armed, {role.id: self.fillers(role) for role in self.roles})
        self._desk.mode_changed.emit()

    def _roles(self) -> tuple[Role, ...]:
        return roles_to_fill(self._desk.session.schema, self.event) if self.event else ()
