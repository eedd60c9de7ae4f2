from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.ui.editor.tags import GAP, SLIDE, Wish, arrange

wishes = st.lists(st.builds(Wish, st.floats(0, 500), st.floats(10, 90)), max_size=15)


def test_a_free_tag_stands_under_its_mark() -> None:
    assert arrange([Wish(100, 40)], 500)[0].left == 80


def test_a_tag_that_would_touch_slides_aside() -> None:
    first, second = arrange([Wish(100, 40), Wish(120, 40)], 500)
    assert (first.row, second.row) == (0, 0)
    assert second.left == first.left + 40 + GAP


def test_a_tag_that_would_slide_too_far_is_stacked() -> None:
    assert [place.row for place in arrange([Wish(100, 90), Wish(101, 90)], 500)] == [0, 1]


def test_a_tag_stays_on_the_page() -> None:
    assert arrange([Wish(2, 40)], 500)[0].left == 0
    assert arrange([Wish(499, 40)], 500)[0].left == 460


@settings(max_examples=100, deadline=None)
@given(wishes)
def test_tags_of_one_row_never_touch(found: list[Wish]) -> None:
    places = arrange(found, 500)
    for i, (wish, place) in enumerate(zip(found, places, strict=True)):
        assert abs(place.left - min(max(wish.middle - wish.width / 2, 0), 500 - wish.width)) <= SLIDE
        for other, there in list(zip(found, places, strict=True))[:i]:
            if place.row == there.row:
                assert place.left >= there.left + other.width or there.left >= place.left + wish.width
