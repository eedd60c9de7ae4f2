from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.ui.editor.arcs import GAP, SPREAD, Foot, Run, route
from annotator.ui.editor.marks import Link


def arc(number: int, one: tuple[str, float], other: tuple[str, float], label: float = 30.0) -> Run:
    link = Link("E", number, "Agent", one[0], other[0], is_argument=True)
    first, last = Foot(one[0], one[1], other[1]), Foot(other[0], other[1], one[1])
    return Run(link, "arc", first, last, 0.0, label)


def chip(number: int, mark: str, x: float, lean: float) -> Run:
    link = Link("E", number, "Agent", mark, "far", is_argument=True)
    return Run(link, "chip", Foot(mark, x, x + lean), None, 0.0, 120.0)


def test_an_arc_that_holds_another_lies_above_it() -> None:
    outer, inner = route([arc(0, ("a", 100), ("d", 500)), arc(1, ("b", 200), ("c", 400))], 800)
    assert (inner.level, outer.level) == (0, 1)


def test_arcs_side_by_side_share_a_level() -> None:
    found = route([arc(0, ("a", 100), ("b", 300)), arc(1, ("c", 400), ("d", 600))], 800)
    assert [entry.level for entry in found] == [0, 0]


def test_the_feet_of_one_mark_are_spread() -> None:
    near, far = route([arc(0, ("t", 400), ("a", 300)), arc(1, ("t", 400), ("b", 100))], 800)
    assert far.source - near.source == SPREAD


def test_an_arc_shorter_than_its_label_has_it_beside() -> None:
    entry = route([arc(0, ("a", 400), ("b", 420), label=60.0)], 800)[0]
    assert entry.label + 60 < 400 or entry.label > 420


def test_a_label_makes_way_for_the_feet_of_higher_arcs() -> None:
    found = route([arc(0, ("a", 100), ("b", 300)), arc(1, ("c", 200), ("d", 600))], 800)
    lower, higher = sorted(found, key=lambda entry: entry.level)
    for x in (higher.source, higher.target):
        assert not lower.label < x < lower.label + 30


def test_a_chip_hangs_on_the_side_it_leans_to() -> None:
    left, right = route([chip(0, "a", 400, -120), chip(1, "b", 700, 120)], 900)
    assert left.label + 120 <= left.source
    assert right.label >= right.source


def test_a_chip_stays_on_the_page() -> None:
    entry = route([chip(0, "a", 40, -120)], 900)[0]
    assert entry.label >= 0


def test_a_run_over_the_line_end_reaches_the_edge() -> None:
    link = Link("E", 0, "Agent", "a", "b", is_argument=True)
    entry = route([Run(link, "leaving", Foot("a", 200, -10), None, -10.0, 30.0)], 800)[0]
    assert (entry.source, entry.target) == (200, -10)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=8, unique=True), st.integers(0, 30))
def test_the_arcs_of_one_mark_never_cross(targets: list[int], middle: int) -> None:
    runs = [
        arc(i, ("t", middle * 60.0), (f"m{target}", target * 60.0), 20.0)
        for i, target in enumerate(targets)
        if target != middle
    ]
    for one, other in combinations(route(runs, 2000), 2):
        low, high = (one, other) if one.level < other.level else (other, one)
        assert one.level != other.level or max(min(one.source, one.target), min(other.source, other.target)) > min(
            max(one.source, one.target), max(other.source, other.target)
        )
        left, right = sorted((low.source, low.target))
        if one.level != other.level:
            assert not any(left + 1 < x < right - 1 for x in (high.source, high.target))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=10))
def test_arcs_of_one_level_keep_apart(pairs: list[tuple[int, int]]) -> None:
    runs = [arc(i, (str(a), a * 80.0), (str(b), b * 80.0)) for i, (a, b) in enumerate(pairs) if a != b]
    for one, other in combinations(route(runs, 1200), 2):
        if one.level == other.level:
            left, right = sorted((one, other), key=lambda entry: min(entry.source, entry.target))
            assert max(left.source, left.target) + GAP <= min(right.source, right.target) + 0.01


def test_an_arc_whose_label_would_cover_a_foot_is_raised_above_that_foot() -> None:
    runs = [
        arc(0, ("a", 400), ("b", 420), label=60.0),
        arc(1, ("c", 370), ("d", 700)),
        arc(2, ("e", 450), ("f", 100)),
    ]
    short, *others = route(runs, 800)
    for other in others:
        for x in (other.source, other.target):
            assert short.level > other.level or not short.label < x < short.label + 60


def test_no_level_is_left_empty() -> None:
    runs = [arc(i, ("t", 400.0), (f"m{i}", 380.0 - 11 * i), label=70.0) for i in range(6)]
    found = {entry.level for entry in route(runs, 800)}
    assert found == set(range(len(found)))
