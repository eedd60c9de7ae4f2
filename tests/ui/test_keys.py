"""Keys by place: one press means one chord under every layout."""

import pytest

from annotator.ui.keys import Cap, caps, chord_of, chords, is_bare
from tests.ui.conftest import key_event


@pytest.mark.parametrize("layout", ["arabic", "latin", "bare"])
@pytest.mark.parametrize("place", [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", *"1234567890", *";[],./'"])
def test_a_key_is_known_by_its_place_under_every_layout(layout: str, place: str) -> None:
    assert chord_of(key_event(place, layout)) == place


@pytest.mark.parametrize("layout", ["arabic", "latin", "bare"])
def test_control_combinations_are_known_by_place(layout: str) -> None:
    assert chord_of(key_event("Ctrl+Z", layout)) == "Ctrl+Z"
    assert chord_of(key_event("Ctrl+Shift+S", layout)) == "Ctrl+Shift+S"


def test_a_bare_modifier_is_no_chord() -> None:
    assert chord_of(key_event("Shift+Tab")) == "Shift+Tab"
    assert chord_of(key_event("\\")) == "\\"


def test_shortcuts_are_read_as_chords() -> None:
    assert chords("L, B") == ("L", "B")
    assert chords("shift+m".replace("shift", "Shift")) == ("Shift+M",)
    assert chords(",") == (",",)
    assert chords("Shift+Ctrl+Z") == ("Ctrl+Shift+Z",)
    assert chords("") == ()


def test_a_cap_shows_both_letters() -> None:
    assert caps("A") == (Cap("", "ش", "A"),)
    assert str(caps("L, B")[1]) == "لا B"
    assert caps("Shift+1") == (Cap("⇧", "", "1"),)


def test_letters_are_bare_and_control_combinations_are_not() -> None:
    assert is_bare("A")
    assert is_bare("Shift+;")
    assert not is_bare("Ctrl+A")
    assert not is_bare("F1")
