"""Returning: the mode that sends work back to its annotator with a reason."""

from annotator.ui.review.card_view import CardView, Option
from annotator.ui.review.reviewing import Reviewing


class Returning:
    """Ask whose work is returned, if there are several, and why."""

    def __init__(self, review: Reviewing) -> None:
        self._review = review
        self._names = review.sitting.case.names if review.sitting.case else ()
        self._chosen = self._names[0] if len(self._names) == 1 else ""

    def view(self) -> CardView:
        tr = self._review.session.tr
        back = (("Esc", tr("back")),)
        if not self._chosen:
            options = tuple(Option((str(number + 1),), name) for number, name in enumerate(self._names))
            return CardView(tr("Whose work do you send back?"), options=options, keys=back)
        title = tr("What is {name} to do again?", name=self._chosen)
        return CardView(title, field=tr("Write the reason; Enter sends it back"), keys=back)

    def press(self, chord: str) -> bool:
        """Take the number of the annotator."""
        if chord == "Esc":
            self._review.leave()
            return True
        if not self._chosen and chord.isdecimal() and 0 < int(chord) <= len(self._names):
            self._chosen = self._names[int(chord) - 1]
            self._review.enter(self)
            return True
        return False

    def write(self, text: str) -> None:
        """Send the work back for this reason."""
        if text.strip() and self._chosen:
            self._review.send_back(self._chosen, text)
