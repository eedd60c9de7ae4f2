"""Reasoning: the mode that asks why - with the reasons given before, each by a digit, or one that is written."""

from collections.abc import Sequence

from annotator.domain.difference import Difference
from annotator.operations.review import none, take
from annotator.operations.review_reasons import recent_reasons
from annotator.ui.review.card_view import CardView, Option
from annotator.ui.review.reviewing import Reviewing


class Reasoning:
    """Decide once a reason is given: for an annotator if one is named, else against all."""

    def __init__(self, review: Reviewing, differences: Sequence[Difference], annotator: str = "") -> None:
        self._review, self._differences, self._annotator = review, differences, annotator
        project = review.session.project
        self._reasons = recent_reasons(project) if project else []

    def view(self) -> CardView:
        tr, words = self._review.session.tr, self._review.words
        title = (
            tr("Why is {name} right?", name=self._annotator) if self._annotator else tr("Why is none of them right?")
        )
        options = (Option((str(number + 1),), reason) for number, reason in enumerate(self._reasons))
        return CardView(
            title,
            words.question(self._differences[0]) if words else "",
            words.context(self._differences[0]) if words else None,
            options=tuple(options),
            field=tr("Write the reason; Enter decides"),
            keys=(("Esc", tr("back")),),
        )

    def press(self, chord: str) -> bool:
        """Take the digit of a reason given before."""
        if chord == "Esc":
            self._review.leave()
        elif chord.isdecimal() and 0 < int(chord) <= len(self._reasons):
            self.write(self._reasons[int(chord) - 1])
        else:
            return False
        return True

    def write(self, text: str) -> None:
        """Decide for this reason; without one the question stays."""
        if text.strip():
            answer = take(self._annotator, text) if self._annotator else none(text)
            self._review.leave()
            self._review.sitting.answer(answer, self._differences)
