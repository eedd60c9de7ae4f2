"""Threads: chains of answers are one row in time, and a name behind @ is found whole."""

import pytest

from annotator.domain.model import Comment
from annotator.domain.threads import first_of, named_in, on_type, threads_of, type_of


def said(key: str, at: str, parent: str | None = None, **more: object) -> Comment:
    return Comment(key, None, "ليلى", at, key, parent=parent, **more)


def test_answers_to_answers_stand_in_the_order_of_time() -> None:
    comments = [said("d", "4", "c"), said("b", "3", "a"), said("a", "1"), said("c", "2", "b"), said("x", "0")]

    found = threads_of(comments)

    assert [[one.id for one in thread.comments()] for thread in found] == [["x"], ["a", "c", "b", "d"]]
    assert found[1].last.id == "d"


def test_an_answer_to_what_is_gone_begins_a_thread_and_a_circle_is_one() -> None:
    circle = [said("a", "1", "b"), said("b", "2", "a")]

    assert [thread.first.id for thread in threads_of([said("c", "3", "gone")])] == ["c"]
    assert [[one.id for one in thread.comments()] for thread in threads_of(circle)] == [["a", "b"]]
    assert first_of(circle[1], {one.id: one for one in circle}).id == "a"


def test_a_comment_on_a_type_says_so_in_its_extra() -> None:
    assert type_of(said("a", "1", extra=on_type("entity", "PER"))) == ("entity", "PER")
    assert type_of(said("a", "1", extra={"type": 3})) is None
    assert type_of(said("a", "1")) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@آمال ما رأيك؟", {"آمال"}),
        ("هنا @آمال حسن، و@LEA.", {"آمال حسن", "Lea"}),
        ("@آمالة", set()),
        ("write to x@lea.org", set()),
        ("آمال", set()),
    ],
)
def test_a_named_person_is_found_by_the_longest_name(text: str, names: set[str]) -> None:
    assert named_in(text, ["آمال", "آمال حسن", "Lea"]) == names
