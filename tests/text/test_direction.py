import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.direction import FSI, PDI, base_direction, is_safe_name, isolate, show_controls, unsafe_characters

LINES = st.text(st.sampled_from("aب \u2066\u2067\u2068\u2069\u202b\u202c"), max_size=12)


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("2019 - «نعم» yes", "rtl"),
        ("(A) نعم", "ltr"),
        ("\u2067نعم\u2069 yes", "ltr"),
        ("\u2066yes\n نعم", "rtl"),
        ("שלום", "rtl"),
        ("\u200fabc", "rtl"),
        ("123", "rtl"),
        ("", "rtl"),
    ],
)
def test_the_first_strong_character_outside_isolates_gives_the_direction(text: str, direction: str) -> None:
    assert base_direction(text) == direction


def test_a_text_without_direction_takes_the_callers() -> None:
    assert base_direction("123", default="ltr") == "ltr"


def test_isolating_wraps_each_line() -> None:
    assert isolate("نعم\r\n\nno") == f"{FSI}نعم{PDI}\r\n\n{FSI}no{PDI}"


@settings(deadline=None)
@given(LINES)
def test_nothing_in_an_isolated_line_reaches_outside(line: str) -> None:
    isolated = isolate(line)
    depths = [0]
    for character in isolated:
        depths.append(depths[-1] + ("\u2066" <= character <= "\u2068") - (character == PDI))

    assert line in isolated
    assert depths[-1] == 0
    assert all(depth > 0 for depth in depths[1:-1])


def test_controls_are_shown_by_name() -> None:
    assert show_controls("a\u202eb\u200f\tc\nd\x07\u200c") == "a⟨RLO⟩b⟨RLM⟩\tc\nd⟨U+0007⟩⟨ZWNJ⟩"


@pytest.mark.parametrize("name", ["شخص", "PER", "علی\u200cرضا", "عَلِيّ بن محمد", "Contact.Meet", "👍🏽", "É"])
def test_names_that_can_be_seen_are_safe(name: str) -> None:
    assert is_safe_name(name)


@pytest.mark.parametrize(
    "character",
    [
        *"\u202a\u202e\u2066\u2069\u200b\u200e\u200f\u061c\ufeff\u200d\u2060\x00\n\t\x7f\u2028\ue000\ud800\u3164\u00ad\U000e0041\ufffe"
    ],
)
def test_names_with_invisible_characters_are_not(character: str) -> None:
    name = f"مستند{character}gnp"

    assert not is_safe_name(name)
    assert unsafe_characters(name + character) == (character,)


@pytest.mark.parametrize("name", ["", "  ", "\u200cعلي", "علي\u200c", "a\u200cb"])
def test_blank_names_and_joiners_that_join_nothing_are_not(name: str) -> None:
    assert not is_safe_name(name)
