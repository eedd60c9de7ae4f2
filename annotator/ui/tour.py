"""Tour: the mode that shows a newcomer round the window in six steps; the Help menu shows it again."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QMainWindow, QWidget

from annotator.ui.desk import Desk
from annotator.ui.i18n import phrase
from annotator.ui.widgets.panel_dock import PanelDock
from annotator.ui.widgets.tour_card import TourCard


@dataclass(frozen=True, slots=True)
class Step:
    """One stop: what it points at, its title and its words."""

    target: Callable[[Desk], QWidget | None]
    title: str
    words: str


def _text(desk: Desk) -> QWidget:
    return desk.canvas


def _status(desk: Desk) -> QWidget:
    window = desk.window
    assert isinstance(window, QMainWindow)  # it is the program's
    return window.statusBar()


def _panel(name: str) -> Callable[[Desk], QWidget | None]:
    def find(desk: Desk) -> QWidget | None:
        docks = (dock for dock in desk.window.findChildren(PanelDock) if dock.panel.name == name)
        dock = next((dock for dock in docks if not dock.isHidden()), None)
        if dock is not None:
            dock.raise_()
        return dock

    return find


STEPS = (
    Step(
        _text,
        phrase("The cursor stands on words"),
        phrase("The left arrow goes on in Arabic, as the eye does. Shift with an arrow selects more words."),
    ),
    Step(
        _panel("types"),
        phrase("One key marks"),
        phrase(
            "Every type shows its key, by its place on the keyboard: it works in any layout. Press it to mark the "
            "words; press another one to change the type; Backspace deletes."
        ),
    ),
    Step(
        _text,
        phrase("Parts of words"),
        phrase("The key \\ cuts و، ب، ال and the like off a word. Alt with an arrow moves the end by one letter."),
    ),
    Step(
        _text,
        phrase("Events and relations"),
        phrase(
            "The key of an event opens a card with its roles: letters appear on the marks that fit, and a letter fills "
            "the role. The key ; relates two marks in the same way."
        ),
    ),
    Step(
        _panel("problems"),
        phrase("What is still missing"),
        phrase("Empty roles and what the schema does not allow is listed here. Tab goes from one to the next."),
    ),
    Step(
        _status,
        phrase("You are never lost"),
        phrase(
            "This line always says which keys mean something. Esc leaves anything, Ctrl+Z takes back anything, and "
            "every step is saved at once. The key / finds any type or command, F1 shows all keys."
        ),
    ),
)


class Tour:
    """Point at one thing after the other; Enter goes on, Esc ends."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._steps = [(step, target) for step in STEPS if (target := step.target(desk)) is not None]
        self._at = 0
        self._card = TourCard(desk.window, desk.session.tr)
        self._card.went_on.connect(lambda: self._go(1))
        self._card.ended.connect(desk.leave)
        desk.session.document_opened.connect(desk.leave)
        self._show()

    def prompt(self) -> str:
        """Return which keys are live."""
        return self._desk.session.tr("Tour: Enter goes on, Backspace goes back, Esc ends it.")

    def press(self, chord: str) -> bool:
        """Go on, back or away; other keys wait until the tour is over."""
        if chord == "Esc":
            self._desk.leave()
        elif chord in ("Enter", "Space"):
            self._go(1)
        elif chord == "Backspace":
            self._go(-1)
        return True

    def click(self, _mark_id: str) -> bool:
        """Leave clicks to the text."""
        return False

    def end(self) -> None:
        """Take the card away and remember that the tour was shown."""
        self._desk.session.document_opened.disconnect(self._desk.leave)
        self._card.take_away()
        if not self._desk.session.settings.has_toured:
            self._desk.session.note(has_toured=True)

    def _go(self, step: int) -> None:
        self._at = max(self._at + step, 0)
        if self._at >= len(self._steps):
            self._desk.leave()
        else:
            self._show()

    def _show(self) -> None:
        tr = self._desk.session.tr
        step, target = self._steps[self._at]
        place = tr("{number} of {count}", number=self._at + 1, count=len(self._steps))
        self._card.point_at(target, place, tr(step.title), tr(step.words))


def start_tour(desk: Desk) -> None:
    """Show the tour from its beginning."""
    desk.canvas.setFocus()
    desk.enter(Tour(desk))


def offer_tour(desk: Desk) -> None:
    """Show the tour to who has never seen it, as soon as there is a text to show it on."""
    if desk.session.settings.has_toured:
        return
    if desk.session.document is not None:
        start_tour(desk)
        return

    def start() -> None:
        if desk.session.document is not None:
            desk.session.document_opened.disconnect(start)
            start_tour(desk)

    desk.session.document_opened.connect(start)
