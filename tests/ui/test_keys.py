"""Keys by place: one press means one chord under every layout."""

import pytest

from annotator.ui.keys import Cap, caps, chord_of, chords, is_bare
from tests_ui import key_event


@pytest.mark.parametrize("layout", ["arabic", "latin", "bare"])
@pytest.mark.parametrize("place", [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *"1234567890", *";[],./'"])
def test_a_key_is_known_by_its_place_under_every_layout(layout: str, place: str) -> None:
    assert chord_of(key_event(place, layout)) == place


@pytest.mark.parametrize("layout", ["arabic", "latin", "bare"])
def test_control_combinations_are_known_by_place(layout: str) -> None:
    assert chord_of(key_event("Ctrl+Z", layout)) == "Ctrl+Z"
    assert chord_of(key_event("Ctrl+Shift+S", layout)) == "Ctrl+Shift+S"
