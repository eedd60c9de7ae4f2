from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.ui.editor.heights import Heights

sizes = st.lists(st.integers(1, 50), min_size=1, max_size=40)


@settings(max_examples=100, deadline=None)
@given(sizes, st.lists(st.tuples(st.integers(0, 39), st.integers(1, 90)), max_size=10), st.integers(-5, 4000))
def test_sums_and_search_agree_with_counting(found: list[int], changes: list[tuple[int, int]], y: int) -> None:
    heights = Heights(found)
    for index, height in changes:
        if index < len(found):
            heights.put(index, height)
            found[index] = height
    assert heights.total == sum(found)
    assert [heights.top(i) for i in range(len(found))] == [sum(found[:i]) for i in range(len(found))]
    index, inside = heights.find(y)
    if 0 <= y < sum(found):
        assert sum(found[:index]) + inside == y
        assert 0 <= inside < found[index]
    else:
        assert index == (0 if y < 0 else len(found) - 1)
