from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Argument, Entity, Event, Layer, Relation, spans_of
from annotator.domain.span import Span, hull
from annotator.ui.editor.marks import Marks

spans = st.tuples(st.integers(0, 5000), st.integers(1, 1500)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))
entities = st.builds(lambda number, span: Entity(f"T{number}", "PER", (span,)), st.integers(0, 12), spans)
steps = st.lists(st.one_of(entities, st.integers(0, 12).map(lambda number: f"T{number}")), max_size=40)


@settings(max_examples=80, deadline=None)
@given(steps, spans)
def test_the_index_agrees_with_a_plain_table(changes: list[Entity | str], where: Span) -> None:
    marks, plain = Marks(), dict[str, Entity]()
    for change in changes:
        if isinstance(change, str):
            marks.remove(change)
            plain.pop(change, None)
        else:
            marks.put(change)
            plain[change.id] = change
    meeting = [mark for mark in plain.values() if mark.spans[0].start < where.end and where.start < mark.spans[0].end]
    assert {mark.id for mark in marks.in_range(where.start, where.end)} == {mark.id for mark in meeting}
    order = sorted(plain.values(), key=marks.place_of)
    walked, at = [], marks.next_mention(-1, 1)
    while at:
        walked.append(at)
        at = marks.next_mention(marks.place_of(at), 1)
    assert walked == order
    for one, other in pairwise(order):
        assert marks.next_mention(marks.place_of(other), -1) == one


def test_an_outer_mark_comes_before_the_one_inside() -> None:
    marks = Marks(Layer("a", entities=(Entity("T1", "PER", (Span(4, 6),)), Entity("T2", "PER", (Span(4, 9),)))))
    assert [mark.id for mark in marks.in_range(0, 20)] == ["T2", "T1"]


def test_the_gap_of_a_discontinuous_mark_does_not_meet_it() -> None:
    marks = Marks(Layer("a", entities=(Entity("T1", "PER", (Span(0, 3), Span(8, 9))),)))
    assert marks.in_range(4, 7) == []
    assert hull(spans_of(marks.in_range(8, 9)[0])) == Span(0, 9)


def linked() -> Marks:
    return Marks(
        Layer(
            "a",
            entities=(Entity("T1", "PER", (Span(0, 3),)), Entity("T2", "GPE", (Span(5, 8),))),
            events=(Event("E1", "Meet", (Span(10, 12),), (Argument("Entity", "T1"), Argument("Place", None))),),
            relations=(Relation("R1", "Leads", "T1", "T2"),),
        )
    )


def test_links_are_found_from_both_ends() -> None:
    marks = linked()
    assert [(link.owner, link.name) for link in marks.links_of("T1")] == [("E1", "Entity"), ("R1", "Leads")]
    assert [(link.owner, link.target) for link in marks.links_of("E1")] == [("E1", "T1"), ("E1", None)]
    assert [link.owner for link in marks.links_from("T1")] == ["R1"]


def test_a_link_whose_end_is_gone_is_not_drawn_until_it_is_back() -> None:
    marks = linked()
    gone = marks.mention("T1")
    marks.remove("T1")
    assert [link.target for link in marks.links_of("E1")] == [None]
    assert gone
    marks.put(gone)
    assert [link.target for link in marks.links_of("E1")] == ["T1", None]


def test_a_replaced_event_forgets_its_old_arguments() -> None:
    marks = linked()
    marks.put(Event("E1", "Meet", (Span(10, 12),), (Argument("Entity", "T2"),)))
    assert [link.owner for link in marks.links_of("T1")] == ["R1"]
    assert {link.owner for link in marks.links_of("T2")} == {"E1", "R1"}
