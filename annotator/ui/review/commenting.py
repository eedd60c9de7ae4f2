"""Commenting: the mode that takes a comment on a mark, first asking whose where several have one."""

from collections.abc import Sequence

from annotator.ui.review.card_view import CardView, Option
from annotator.ui.review.reviewing import Reviewing


class Commenting:
    """Write a comment into an annotator's layer; `marks` are the numbers of annotators with the ids of their marks."""

    def __init__(self, review: Reviewing, marks: Sequence[tuple[int, str]]) -> None:
        self._review, self._marks = review, marks
        self._chosen = marks[0] if len(marks) == 1 else None

    def view(self) -> CardView:
        tr, case = self._review.session.tr, self._review.sitting.case
        names = case.names if case else ()
        back = (("Esc", tr("back")),)
        if self._chosen is None:
            options = tuple(Option((str(at + 1),), names[at]) for at, _ in self._marks)
            return CardView(tr("Whose mark is the comment on?"), options=options, keys=back)
        title = tr("Comment for {name}", name=names[self._chosen[0]])
        return CardView(title, field=tr("Write the comment; Enter keeps it"), keys=back)

    def press(self, chord: str) -> bool:
        """Take the number of the annotator."""
        if chord == "Esc":
            self._review.leave()
            return True
        if self._chosen is None and chord.isdecimal():
            found = next((one for one in self._marks if one[0] == int(chord) - 1), None)
            if found is not None:
                self._chosen = found
                self._review.enter(self)
                return True
        return False

    def write(self, text: str) -> None:
        """Keep the comment."""
        if text.strip() and self._chosen is not None:
            number, target = self._chosen
            self._review.leave()
            self._review.comment(number, target, text)
