"""Spans and the fragments of a mention."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.span import Span, covers, crosses, fragments, hull, overlaps, surface
from annotator.errors import AnnotatorError

PAIRS = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
MANY = st.lists(PAIRS, min_size=1, max_size=5)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_a_span_that_is_empty_backwards_or_negative_is_refused(start, end):
    with pytest.raises(AnnotatorError, match=f"{start} to {end}"):
        Span(start, end)


def test_length_counts_code_points_and_order_is_that_of_the_text():
    assert len(Span(2, 5)) == 3
    assert sorted([Span(4, 5), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(4, 5)]


def test_fragments_are_sorted_and_those_that_touch_or_overlap_are_joined():
    assert fragments([Span(8, 9), Span(3, 5), Span(0, 3), Span(4, 6)]) == (Span(0, 6), Span(8, 9))


def test_a_mention_without_spans_is_refused():
    with pytest.raises(AnnotatorError, match="at least one span"):
        fragments([])


def test_hull_and_surface_of_a_discontinuous_mention():
    pieces = (Span(0, 7), Span(16, 23))
    text = "المصادر الروسية الكورية"
    assert hull(pieces) == Span(0, 23)
    assert surface(text, pieces) == "المصادر الكورية"


def test_half_open_spans_that_touch_share_nothing():
    assert not overlaps((Span(0, 3),), (Span(3, 5),))
    assert overlaps((Span(0, 4),), (Span(3, 5),))


def test_nested_and_equal_spans_do_not_cross():
    outer, inner, across = (Span(0, 9),), (Span(2, 4),), (Span(3, 12),)
    assert covers(outer, inner)
    assert not covers(inner, outer)
    assert not crosses(outer, inner)
    assert not crosses(outer, outer)
    assert crosses(outer, across)


@given(MANY)
def test_fragments_cover_the_same_letters_and_never_touch(spans):
    joined = fragments(spans)
    letters = {at for span in spans for at in range(span.start, span.end)}
    assert {at for span in joined for at in range(span.start, span.end)} == letters
    assert all(one.end < other.start for one, other in pairwise(joined))
    assert fragments(joined) == joined


@given(MANY.map(fragments), MANY.map(fragments))
def test_overlap_and_crossing_do_not_depend_on_the_order(one, other):
    assert overlaps(one, other) == overlaps(other, one)
    assert crosses(one, other) == crosses(other, one)
    assert covers(fragments([*one, *other]), one)
