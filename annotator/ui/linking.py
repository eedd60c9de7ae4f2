"""Linking: the mode in which letters choose what a mark is related to, and then how, if the schema leaves a choice."""

from annotator.domain.model import Entity, Event, Relation, spans_of
from annotator.domain.schema import RelationType
from annotator.domain.span import hull
from annotator.operations import relations
from annotator.operations.fitting import relations_between, tail_types
from annotator.ui.desk import Desk
from annotator.ui.dialogs.mention_finder import find_mention
from annotator.ui.hints import MOST, allot, labels, nearest
from annotator.ui.session import Session
from annotator.ui.type_keys import choice_keys
from annotator.ui.widgets.choice_card import Choice, ChoiceCard


class Linking:
    """Choose the tail of a relation by hint or click, then its type by key."""

    def __init__(self, desk: Desk, head: str, type_id: str | None = None) -> None:
        self._desk = desk
        self._head = head
        self._type = type_id
        self._tail: str | None = None
        self._typed = ""
        self._card: ChoiceCard | None = None
        self.targets = allot(self._fitting())
        if self.targets:
            desk.session.changed.connect(desk.leave)
            desk.session.document_opened.connect(desk.leave)
            desk.canvas.show_hints(labels(self.targets))

    def prompt(self) -> str:
        """Return which keys are live."""
        tr = self._desk.session.tr
        if self._tail is not None:
            return tr("Choose the relation by its key, or Esc.")
        return tr("Relation: press the letters of the mark that it leads to, or click it; ' finds far ones; Esc ends.")

    def press(self, chord: str) -> bool:
        """Take a hint letter, the key of a relation type, or Esc."""
        if chord == "Esc":
            self._desk.leave()
            return True
        if self._tail is not None:
            self._choose_by_key(chord)
            return True
        if chord == "'":
            find_mention(self._desk, self._fitting(limit=None), self._take)
            return True
        return self._hint(chord) if len(chord) == 1 and chord.isalnum() else chord in "[]"

    def click(self, mark_id: str) -> bool:
        """Take a clicked mark as the tail."""
        if self._tail is not None or mark_id not in self.targets:
            return False
        self._take(mark_id)
        return True

    def end(self) -> None:
        """Take away hints and choices."""
        self._desk.session.changed.disconnect(self._desk.leave)
        self._desk.session.document_opened.disconnect(self._desk.leave)
        self._desk.canvas.show_hints({})
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()

    def _hint(self, chord: str) -> bool:
        typed = self._typed + chord
        target = next((mark_id for mark_id, letters in self.targets.items() if letters == typed), None)
        live = {mark_id: letters for mark_id, letters in self.targets.items() if letters.startswith(typed)}
        self._typed = typed if live else ""
        if target is not None:
            self._take(target)
        else:
            self._desk.canvas.show_hints(labels(self.targets, self._typed))
        return True

    def _take(self, tail: str) -> None:
        kinds = self._kinds(tail)
        if len(kinds) == 1:
            self._link(kinds[0].id, tail)
            return
        self._tail = tail
        self._desk.canvas.show_hints({})
        language = self._desk.session.settings.language
        choices = [
            Choice(kind.id, kind.label.text(language), kind.colour, key)
            for kind, key in zip(kinds, _keys(kinds), strict=True)
        ]
        self._card = ChoiceCard(self._desk.canvas, tail, self._desk.session.tr("Which relation?"), choices)
        self._card.chosen.connect(lambda type_id: self._link(type_id, tail))
        self._desk.mode_changed.emit()

    def _choose_by_key(self, chord: str) -> None:
        kinds = self._kinds(self._tail or "")
        chosen = next((kind for kind, key in zip(kinds, _keys(kinds), strict=True) if key == chord), None)
        if chosen is not None and self._tail is not None:
            self._link(chosen.id, self._tail)

    def _link(self, type_id: str, tail: str) -> None:
        desk, head = self._desk, self._head
        desk.leave()
        added = desk.session.run(relations.link, type_id, head, tail)
        if added is not None:
            desk.last_type = ("relation", type_id)
            desk.session.select(added.id)

    def _kinds(self, tail: str) -> list[RelationType]:
        marks, schema = self._desk.session.marks, self._desk.session.schema
        head_mark, tail_mark = marks.mention(self._head), marks.mention(tail)
        if head_mark is None or tail_mark is None:
            return []
        return relations_between(schema, head_mark.type, tail_mark.type, self._type)

    def _fitting(self, limit: int | None = MOST) -> list[str]:
        session = self._desk.session
        head = session.marks.mention(self._head)
        if head is None:
            return []
        mentions = [mark for mark in session.marks if isinstance(mark, Entity | Event) and mark.id != self._head]
        fitting = tail_types(session.schema, head.type, (mark.type for mark in mentions), self._type)
        places = ((mark.id, hull(spans_of(mark)).start) for mark in mentions if mark.type in fitting)
        return nearest(places, hull(spans_of(head)).start, limit)


def keys_of_pair(session: Session, relation: Relation) -> dict[str, RelationType]:
    """Return the types that may stand between the ends of a relation, by the key that chooses each."""
    head, tail = session.marks.mention(relation.head), session.marks.mention(relation.tail)
    kinds = relations_between(session.schema, head.type, tail.type) if head and tail else []
    return {key: kind for kind, key in zip(kinds, _keys(kinds), strict=True) if key}


def _keys(kinds: list[RelationType]) -> list[str]:
    return choice_keys([kind.hotkey for kind in kinds])
