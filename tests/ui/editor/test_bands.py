from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.ui.editor.bands import pack, uncovered

hulls = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=14
)


def test_an_inner_mark_lies_above_the_one_that_holds_it() -> None:
    assert pack([(0, 20), (5, 9), (12, 15), (30, 33)]) == [1, 0, 0, 0]


def test_marks_on_one_stretch_take_rows_in_their_order() -> None:
    assert pack([(0, 4), (0, 4), (0, 4)]) == [0, 1, 2]


@settings(max_examples=100, deadline=None)
@given(hulls)
def test_marks_that_share_text_never_share_a_row(found: list[tuple[int, int]]) -> None:
    rows = pack(found)
    for i, one in enumerate(found):
        for j, other in enumerate(found[:i]):
            if one[0] < other[1] and other[0] < one[1]:
                assert rows[i] != rows[j]
            if one != other and one[0] <= other[0] and other[1] <= one[1]:
                assert rows[i] > rows[j]


def test_what_inner_marks_leave_free() -> None:
    assert uncovered([(0, 10)], [(2, 4), (6, 7)]) == [(0, 2), (4, 6), (7, 10)]
    assert uncovered([(0, 10)], [(-1, 11)]) == []
    assert uncovered([(0, 3), (5, 8)], [(2, 6)]) == [(0, 2), (6, 8)]
