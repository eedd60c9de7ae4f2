"""Alike: the mode that shows all open questions of one series in their contexts and decides them as one."""

from collections.abc import Sequence

from annotator.domain.difference import Difference
from annotator.domain.span import Fragments
from annotator.operations.review import take
from annotator.text.direction import isolate
from annotator.ui.review.card_view import CardView, Option
from annotator.ui.review.reasoning import Reasoning
from annotator.ui.review.reviewing import Reviewing


class Alike:
    """Decide a series: by an annotator's number, or against all with a reason."""

    def __init__(self, review: Reviewing, series: Sequence[Difference]) -> None:
        self._review, self._series = review, series

    def view(self) -> CardView:
        tr, words, first = self._review.session.tr, self._review.words, self._series[0]
        if words is None:
            return CardView("")
        options = tuple(
            Option(tuple(str(at + 1) for at in camp), words.said_alike(first, camp[0]), words.names(camp))
            for camp in first.camps
        )
        return CardView(
            tr.count("The same for all {count} alike", len(self._series)),
            words.question(first),
            options=options,
            lines=tuple(quoted(*words.context(one)) for one in self._series),
            keys=(("X", tr("none of them")), ("Esc", tr("back"))),
        )

    def press(self, chord: str) -> bool:
        """Take the number of an annotator for all."""
        case = self._review.sitting.case
        names = case.names if case else ()
        if chord == "Esc":
            self._review.leave()
        elif chord == "X":
            self._review.enter(Reasoning(self._review, self._series))
        elif chord.isdecimal() and 0 < int(chord) <= len(names):
            self._review.leave()
            self._review.sitting.answer(take(names[int(chord) - 1]), self._series)
        else:
            return False
        return True

    def write(self, text: str) -> None:
        """There is no line to write in."""


_BEFORE = 40  # code points before the mark
_AFTER = 90


def quoted(text: str, spans: Fragments) -> str:
    """Return the words around the first of some marks on one line, the mark in quotation marks."""
    if not spans:
        return isolate(text)
    start, end = spans[0].start, spans[0].end
    before = text[:start]
    if len(before) > _BEFORE:
        before = "…" + before[-_BEFORE:].partition(" ")[2]
    after = text[end:] if len(text) - end <= _AFTER else text[end : end + _AFTER].rpartition(" ")[0] + "…"
    return isolate(f"{before}«{text[start:end]}»{after}")
