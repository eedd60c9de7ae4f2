"""Spoken: the sentences that a screen reader says of what is selected and of what a change did."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from annotator.domain.model import Json, Relation
from annotator.domain.span import Fragments, Span, hull, surface
from annotator.store.change import Change, RowChange
from annotator.ui.editor.selection import Selection
from annotator.ui.session import Session
from annotator.ui.wording import mark_text, type_name, type_title

_HINTS = 6  # letters of a mode that are read out, the nearest marks first
_SAID = 3  # changes of one gesture that are said one by one
_LONGEST = 160  # letters
_ORDER = ("entity", "event", "relation", "argument")
Row = Mapping[str, Json]


def selection_sentence(session: Session, selection: Selection) -> str:
    """Return what is selected: a mark with its type, else the words and the types that they are marked with."""
    tr = session.tr
    mark = session.marks.get(selection.mark) if selection.mark else None
    if mark is not None:
        return tr(
            "{type}: {mention}, selected", type=type_name(session, mark), mention=_short(mark_text(session, mark))
        )
    if not selection.spans:
        return ""
    whole = hull(selection.spans)
    words = _short(surface(session.text, selection.spans))
    types = dict.fromkeys(type_name(session, over) for over in session.marks.in_range(whole.start, whole.end))
    if not types:
        return tr("«{text}», selected", text=words)
    return tr("«{text}», selected; marked: {types}", text=words, types=("، " if tr.is_rtl else ", ").join(types))


def change_sentences(session: Session, change: Change) -> list[str]:
    """Return what a change did to marks, the first few one by one; none for a change of something else."""
    is_undo = change.step == "undo"
    rows = [replace(row, before=row.after, after=row.before) if is_undo else row for row in change.rows]
    found = sorted((row for row in rows if row.table in _ORDER), key=lambda row: _ORDER.index(row.table))
    teller = _Teller(session, {row.row_id: row.after or row.before or {} for row in found})
    said = [sentence for row in found if (sentence := teller.sentence(row))]
    shown = [_as_step(session, change, sentence) for sentence in said[:_SAID]]
    if len(said) > _SAID:
        shown.append(session.tr.count("{count} more changes", len(said) - _SAID))
    return shown


def hint_sentences(session: Session, hints: Mapping[str, str]) -> list[str]:
    """Return what the first few letters of a mode stand for."""
    marks = ((letters, session.marks.get(mark_id)) for mark_id, letters in hints.items())
    named = [(letters, _short(mark_text(session, mark))) for letters, mark in islice(marks, _HINTS) if mark]
    return [session.tr("{letters}: {mention}", letters=letters, mention=words) for letters, words in named]


def _as_step(session: Session, change: Change, sentence: str) -> str:
    if change.step == "undo":
        return session.tr("Undid: {step}", step=sentence)
    return session.tr("Did again: {step}", step=sentence) if change.step == "redo" else sentence


@dataclass(frozen=True, slots=True)
class _Teller:
    """Say what happened to rows; `images` holds those of the change by id, also of marks that are gone."""

    session: Session
    images: Mapping[str, Row]

    def sentence(self, row: RowChange) -> str:
        """Return the sentence of one row, "" for one that another row's sentence covers."""
        return self._argument(row) if row.table == "argument" else self._mark(row)

    def _mark(self, row: RowChange) -> str:
        tr = self.session.tr
        image = row.after or row.before or {}
        named = {"type": self._type(image), "mention": self._words(row.row_id)}
        if row.before is None:
            return tr("{type}: {mention}, marked", **named)
        if row.after is None:
            return tr("{type}: {mention}, mark deleted", **named)
        if row.before["type"] != row.after["type"]:
            return tr("{type}: {mention}, was {before}", before=self._type(row.before), **named)
        is_moved = any(
            row.before.get(name) != row.after.get(name) for name in ("start_offset", "end_offset", "fragments")
        )
        return (
            tr("{type}: {mention}, words changed", **named) if is_moved else tr("{type}: {mention}, changed", **named)
        )

    def _argument(self, row: RowChange) -> str:
        image = row.after or row.before or {}
        if image.get("event") in self.images or (row.before and row.after):
            return ""
        target = image.get("target")
        words = self._words(str(target)) if target else self.session.tr("no words in the text")
        named = {"role": self._role(image), "mention": words}
        tr = self.session.tr
        return tr("{role}: {mention}, filled", **named) if row.after else tr("{role}: {mention}, taken out", **named)

    def _type(self, image: Row) -> str:
        return type_title(self.session, str(image.get("type", "")))

    def _role(self, image: Row) -> str:
        event = self.session.marks.get(str(image.get("event")))
        kind = self.session.schema.event(event.type) if event else None
        role = kind.role(str(image.get("role"))) if kind else None
        return role.label.text(self.session.settings.language) if role else str(image.get("role"))

    def _words(self, mark_id: str) -> str:
        mark, image = self.session.marks.get(mark_id), self.images.get(mark_id)
        if mark is not None and not isinstance(mark, Relation):
            return _short(mark_text(self.session, mark))
        if image is None:
            return "…"
        if "head" in image:
            ends = (self._words(str(image["head"])), self._words(str(image["tail"])))
            return self.session.tr("{head} to {tail}", head=ends[0], tail=ends[1])
        return _short(surface(self.session.text, _spans(image)))


def _spans(image: Row) -> Fragments:
    pieces: Iterable[tuple[int, int]] = [(_number(image["start_offset"]), _number(image["end_offset"]))]
    if image.get("fragments"):
        pieces = json.loads(str(image["fragments"]))
    return tuple(Span(start, end) for start, end in pieces)


def _number(value: Json) -> int:
    assert isinstance(value, int)  # an offset of the table
    return value


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
