"""The cheapest assignment, against trying all."""

from itertools import permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.assignment import assigned

COSTS = st.integers(1, 5).flatmap(
    lambda columns: st.lists(
        st.dictionaries(st.integers(0, columns - 1), st.integers(-6, 6), max_size=columns), max_size=5
    )
)


def cost(rows, columns, alone: float = 0) -> float:
    return sum(alone if column is None else rows[row][column] for row, column in enumerate(columns))


def cheapest(rows, alone: float = 0) -> float:
    """Every way to give rows columns or none."""
    places = [*range(5), *[None] * len(rows)]
    return min(
        cost(rows, way, alone)
        for way in permutations(places, len(rows))
        if all(column is None or column in rows[row] for row, column in enumerate(way))
    )


@settings(max_examples=60, deadline=None)
@given(COSTS.filter(lambda rows: len(rows) < 4), st.integers(-2, 3))
def test_it_costs_as_little_as_the_best_of_all(rows, alone):
    found = assigned(rows, alone)
    columns = [column for column in found if column is not None]
    assert len(columns) == len(set(columns))
    assert cost(rows, found, alone) == cheapest(rows, alone)


def test_rows_move_over_to_let_others_in():
    assert assigned([{0: -2, 1: -1}, {0: -2}, {1: -2, 2: -2}]) == [1, 0, 2]
    assert assigned([]) == []
    assert assigned([{}, {0: 1}]) == [None, None]


def test_many_rows_that_all_want_the_same_are_served():
    seeded = Random(5)
    rows = [{column: seeded.random() - 2 for column in range(60)} for _ in range(60)]
    assert sorted(assigned(rows)) == list(range(60))
