"""Comparing two layers by what they say."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.compare import paired, same_content
from annotator.domain.model import Argument, Cluster, Comment, Entity, Event, Layer, Relation, State
from annotator.domain.span import Span

KIM = Entity("T1", "PER", (Span(0, 3),), attributes={"class": "NAM"}, cluster="c")
HE = Entity("T2", "PER", (Span(9, 10),), cluster="c")
CITY = Entity("T3", "GPE", (Span(20, 26),))
MEET = Event("E1", "Meet", (Span(5, 8),), (Argument("Entity", "T1"), Argument("Place", "T3")))
SAY = Event("E2", "Say", (Span(30, 33),), (Argument("Topic", "E1"), Argument("Speaker", None)))
NEAR = Relation("R1", "Near", "T1", "T3")
REMARK = Comment("C1", "T1", "leila", "2024-01-01T00:00:00Z", "؟")
REPLY = replace(REMARK, id="C2", target="R1", parent="C1", text="!")
LAYER = Layer("leila", State.DONE, (KIM, HE, CITY), (MEET, SAY), (NEAR,), (Cluster("c", "كيم"),), (REMARK, REPLY))


def renamed(layer: Layer) -> Layer:
    """The same content under other ids, in another order, from somebody else."""

    def new(id_: str | None) -> str | None:
        return id_ and f"x-{id_}"

    def moved(mark):
        return replace(mark, id=new(mark.id), name="", cluster=new(mark.cluster))

    arguments = {
        event.id: tuple(replace(a, target=new(a.target), id="a") for a in reversed(event.arguments))
        for event in layer.events
    }
    return Layer(
        "omar",
        entities=tuple(moved(entity) for entity in reversed(layer.entities)),
        events=tuple(replace(moved(event), arguments=arguments[event.id]) for event in reversed(layer.events)),
        relations=tuple(
            replace(r, id=new(r.id), head=new(r.head), tail=new(r.tail)) for r in reversed(layer.relations)
        ),
        clusters=tuple(Cluster(new(cluster.id), "?") for cluster in reversed(layer.clusters)),
        comments=tuple(
            replace(c, id=new(c.id), target=new(c.target), parent=new(c.parent)) for c in reversed(layer.comments)
        ),
    )


def test_ids_names_order_and_annotator_make_no_difference():
    assert same_content(LAYER, renamed(LAYER)).is_same


def test_the_article_is_itself_under_other_ids(article):
    marked = article.layers[0]
    assert same_content(marked, renamed(marked)).is_same


def test_a_mark_less_is_found_with_what_pointed_at_it():
    found = same_content(LAYER, replace(LAYER, entities=(KIM, HE)))
    assert found.only_in_one == (CITY, MEET, NEAR, REPLY)
    assert found.only_in_other == (MEET, NEAR, REPLY)


@pytest.mark.parametrize("changes", [{"attributes": {"class": "NOM"}}, {"attributes": {}}, {"subtype": "Group"}])
def test_another_attribute_is_one_difference_and_leaves_the_links_alone(changes):
    other = replace(KIM, **changes)
    found = same_content(LAYER, replace(LAYER, entities=(other, HE, CITY)))
    assert (found.only_in_one, found.only_in_other) == ((KIM,), (other,))


def test_values_that_python_takes_for_equal_differ():
    one, other = (Layer("x", entities=(replace(CITY, attributes={"sure": value}),)) for value in (True, 1))
    assert not same_content(one, other).is_same
    assert same_content(one, renamed(one)).is_same


@pytest.mark.parametrize(
    "event",
    [
        replace(SAY, arguments=SAY.arguments[:1]),
        replace(SAY, arguments=(Argument("Topic", "E1"), Argument("Speaker", "T1"))),
        replace(SAY, arguments=(*SAY.arguments, SAY.arguments[0])),
        replace(SAY, attributes={"polarity": "negative"}),
    ],
)
def test_an_event_is_its_arguments_and_attributes(event):
    found = same_content(LAYER, replace(LAYER, events=(MEET, event)))
    assert (found.only_in_one, found.only_in_other) == ((SAY,), (event,))


def test_a_relation_has_a_direction():
    turned = replace(NEAR, head="T3", tail="T1")
    found = same_content(replace(LAYER, comments=()), replace(LAYER, relations=(turned,), comments=()))
    assert (found.only_in_one, found.only_in_other) == ((NEAR,), (turned,))


def test_two_equal_marks_are_not_matched_by_one():
    twice = replace(LAYER, entities=(*LAYER.entities, replace(CITY, id="T9")))
    found = same_content(twice, LAYER)
    assert ([mark.type for mark in found.only_in_one], found.only_in_other) == (["GPE"], ())
    assert same_content(twice, renamed(twice)).is_same


def test_of_two_equal_marks_each_finds_the_one_with_the_same_links():
    twin = replace(CITY, id="T9")
    linked = replace(LAYER, entities=(*LAYER.entities, twin), relations=(NEAR, Relation("R2", "In", "T2", "T9")))
    assert same_content(linked, renamed(linked)).is_same
    assert paired(linked, renamed(linked))["T9"] == "x-T9"


def test_a_cluster_is_its_members_and_one_difference():
    alone = replace(LAYER, entities=(KIM, replace(HE, cluster=None), CITY))
    found = same_content(LAYER, alone)
    assert (found.only_in_one, found.only_in_other) == (LAYER.clusters, LAYER.clusters)


def test_a_cluster_that_is_not_listed_counts_all_the_same():
    unlisted = replace(LAYER, clusters=())
    assert same_content(LAYER, unlisted).is_same
    assert same_content(unlisted, replace(LAYER, entities=(replace(KIM, cluster=None), HE, CITY))).only_in_one == (
        Cluster("c", "c"),
    )


@pytest.mark.parametrize("changes", [{"text": "."}, {"author": "omar"}, {"resolved": True}, {"target": None}])
def test_a_comment_is_all_that_it_says(changes):
    other = replace(REPLY, **changes)
    found = same_content(LAYER, replace(LAYER, comments=(REMARK, other)))
    assert (found.only_in_one, found.only_in_other) == ((REPLY,), (other,))


def test_links_to_nothing_are_equal():
    dangling = Layer("x", relations=(Relation("R1", "Near", "T1", "T2"),))
    assert same_content(dangling, renamed(dangling)).is_same


def test_events_that_point_at_each_other_are_compared():
    one = replace(MEET, arguments=(Argument("Topic", "E2"),))
    both = Layer("x", events=(one, SAY))
    assert same_content(both, renamed(both)).is_same


SPANS = st.integers(0, 3).map(lambda start: (Span(start, start + 1),))
IDS = st.sampled_from(["T0", "T1", "T2", "E0", "E1", "nothing"])
CLUSTERS = st.sampled_from([None, "c", "d"])
TARGETS = st.lists(st.builds(Argument, st.just("Role"), st.none() | IDS), max_size=2).map(tuple)
TYPES = st.sampled_from(["A", "B"])


def numbered(make: st.SearchStrategy, letter: str) -> st.SearchStrategy:
    return st.lists(make, max_size=3).map(
        lambda marks: tuple(replace(mark, id=f"{letter}{number}") for number, mark in enumerate(marks))
    )


LAYERS = st.builds(
    Layer,
    st.just("x"),
    entities=numbered(st.builds(Entity, st.just(""), TYPES, SPANS, cluster=CLUSTERS), "T"),
    events=numbered(st.builds(Event, st.just(""), TYPES, SPANS, TARGETS, cluster=CLUSTERS), "E"),
    relations=numbered(st.builds(Relation, st.just(""), TYPES, IDS, IDS), "R"),
)


@settings(max_examples=100)
@given(LAYERS)
def test_any_layer_is_itself(layer):
    assert same_content(layer, layer).is_same


@settings(max_examples=100)
@given(LAYERS, LAYERS)
def test_what_one_has_more_the_other_has_less(one, other):
    found, turned = same_content(one, other), same_content(other, one)
    assert len(found.only_in_one) == len(turned.only_in_other)
    assert len(found.only_in_other) == len(turned.only_in_one)
    assert len(list(one.marks())) - len(found.only_in_one) <= len(list(other.marks()))


@settings(max_examples=100)
@given(LAYERS)
def test_a_pair_is_alike_and_no_mark_is_in_two(layer):
    pairs = paired(layer, renamed(layer))
    assert len(set(pairs.values())) == len(pairs) == len(layer.entities) + len(layer.events)
