"""The tour points at six things, is ended by Esc, and is offered once."""

from collections.abc import Callable

import pytest

from annotator.settings import load
from annotator.ui.tour import STEPS, Tour, offer_tour, start_tour
from annotator.ui.widgets.tour_card import TourCard
from annotator.ui.window import Window

Press = Callable[..., None]
pytestmark = pytest.mark.expects_qt("This plugin does not support (raise|propagateSizeHints)")


def cards(window: Window) -> list[TourCard]:
    return [card for card in window.findChildren(TourCard) if card.isVisible()]


def test_enter_goes_from_step_to_step_and_the_last_ends_it(opened: Window, press: Press) -> None:
    start_tour(opened.desk)
    seen = []
    while isinstance(opened.desk.mode, Tour):
        (card,) = cards(opened)
        assert opened.rect().contains(card.geometry())
        seen.append(card.accessibleName())
        press(opened.canvas, "Enter")

    assert len(set(seen)) == len(STEPS)
    assert cards(opened) == []
    assert load().has_toured


def test_escape_ends_it_and_keys_wait_meanwhile(opened: Window, press: Press) -> None:
    start_tour(opened.desk)

    press(opened.canvas, "3", "Esc")

    assert opened.desk.mode is None
    assert len(opened.session.marks) == 0


def test_it_is_offered_once(opened: Window, press: Press) -> None:
    offer_tour(opened.desk)
    assert isinstance(opened.desk.mode, Tour)
    press(opened.canvas, "Esc")

    offer_tour(opened.desk)

    assert opened.desk.mode is None
