"""Pairing: the mode in which selected words are two mentions of one thing, until a type key marks both as one step."""

from annotator.domain.check_context import NAME
from annotator.domain.model import Entity
from annotator.domain.schema import EntityType
from annotator.domain.span import Fragments, Span, hull, surface
from annotator.operations.same_thing import DESCRIPTION, Part, mark_pair
from annotator.text.apposition import meeting, name_of, parts, places
from annotator.text.tokens import words
from annotator.ui.desk import Desk
from annotator.ui.type_keys import TypeKeys, type_keys
from annotator.ui.widgets.pair_card import PairCard

_LONGEST = 400  # code points of words that are looked at


class Pairing:
    """Propose where name and description meet; arrows move it, Tab turns them round, a type key marks them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        session = desk.session
        self._types: TypeKeys = type_keys(session.schema)
        self._chosen: Fragments = desk.canvas.selection.spans
        self._found = _words(session.text, self._chosen)
        self._at = meeting(self._found, session.text, desk.forms) if len(self._chosen) == 1 else None
        self._halves: tuple[Span, Span] | None = None
        self._name = 0
        self._card: PairCard | None = None
        if len(self._chosen) == 2:
            self._halves = (self._chosen[0], self._chosen[1])
        elif self._at is not None:
            self._halves = parts(self._found, session.text, self._at)
        if self._halves is not None:
            self._name = name_of(self._halves, session.text, desk.forms)
            desk.session.document_opened.connect(desk.leave)
            self._show()

    @property
    def is_possible(self) -> bool:
        """Say whether the words have two parts."""
        return self._halves is not None

    def prompt(self) -> str:
        """Return which keys are live."""
        tr = self._desk.session.tr
        return tr("Name and description: a type key marks both, arrows move where they meet, Tab swaps them, Esc ends.")

    def press(self, chord: str) -> bool:
        """Take the key of an entity type, move the meeting place, or end."""
        if chord == "Esc":
            self._desk.leave()
            self._desk.canvas.select_spans(self._chosen)
        elif chord in ("Left", "Right"):
            self._move(1 if (chord == "Left") == self._desk.canvas.is_rtl else -1)
        elif chord in ("Tab", "Shift+Tab"):
            self._name = 1 - self._name
            self._show()
        elif chord in (".", "Enter"):
            last = self._desk.last_type
            self._mark(self._desk.session.schema.entity(last[1]) if last and last[0] == "entity" else None)
        else:
            found = self._types.exact((chord,))
            self._mark(found.kind if found and isinstance(found.kind, EntityType) else None)
        return True

    def click(self, _mark_id: str) -> bool:
        """Leave the mode; the click goes on."""
        self._desk.leave()
        return False

    def end(self) -> None:
        """Take away the card."""
        self._desk.session.document_opened.disconnect(self._desk.leave)
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None

    def _move(self, step: int) -> None:
        text, options = self._desk.session.text, places(self._found, self._desk.session.text)
        if self._at is None:
            return
        self._at = options[min(max(options.index(self._at) + step, 0), len(options) - 1)]
        self._halves = parts(self._found, text, self._at)
        self._show()

    def _mark(self, kind: EntityType | None) -> None:
        desk, session, halves = self._desk, self._desk.session, self._halves
        if kind is None or kind.retired or halves is None:
            return
        layer_id = session.layer_for_edit()
        if layer_id is None:
            return
        made = [self._part(half, kind.id, is_name=number == self._name) for number, half in enumerate(halves)]
        desk.leave()
        added = session.run(mark_pair, layer_id, kind.id, made)
        if added is not None:
            desk.last_type = ("entity", kind.id)
            session.select(added.id)

    def _part(self, half: Span, type_id: str, *, is_name: bool) -> Part:
        """Return one of the two, as the mark that its words have already if that is of the same type."""
        near = self._desk.session.marks.in_range(half.start, half.end)
        known = (
            mark.id for mark in near if isinstance(mark, Entity) and mark.spans == (half,) and mark.type == type_id
        )
        return Part((half,), NAME if is_name else DESCRIPTION, next(known, ""))

    def _show(self) -> None:
        desk, session, halves = self._desk, self._desk.session, self._halves
        if halves is None:
            return
        desk.canvas.select_spans(halves)
        if self._card is None:
            self._card = PairCard(desk.canvas, hull(halves), session.tr)
        texts = [surface(session.text, (half,)) for half in halves]
        self._card.show_parts(texts, self._name)


def _words(text: str, spans: Fragments) -> list[Span]:
    """Return the words of a selection, cut at its edges."""
    if len(spans) != 1 or len(spans[0]) > _LONGEST:
        return []
    start = spans[0].start
    return [Span(word.start + start, word.end + start) for word in words(text[start : spans[0].end])]
