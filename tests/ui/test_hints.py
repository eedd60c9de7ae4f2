"""Hints: short, unambiguous, nearest first."""

from annotator.ui.hints import allot, label, labels, nearest


def test_the_nearest_get_the_home_row() -> None:
    assert allot(["a", "b", "c"]) == {"a": "F", "b": "J", "c": "D"}


def test_no_hint_begins_another_however_many_there_are() -> None:
    hints = list(allot([str(number) for number in range(300)]).values())

    assert len(hints) == len(set(hints)) == 176
    assert not any(one != other and other.startswith(one) for one in hints for other in hints)


def test_the_nearest_come_first() -> None:
    assert nearest([("far", 90), ("near", 11), ("before", 5)], 10) == ["near", "before", "far"]


def test_a_hint_shows_both_letters_and_what_is_still_to_be_pressed() -> None:
    assert label("FJ") == "\u200eFJ بت"
    assert labels({"a": "BF", "b": "BJ", "c": "K"}, "B") == {"a": label("F"), "b": label("J")}
