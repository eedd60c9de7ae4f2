"""What is injected into the article is found, all of it and nothing else; questions keep their keys."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.alignment import align
from annotator.domain.boundary import Edge
from annotator.domain.compare import same_content
from annotator.domain.consensus import compare_all
from annotator.domain.difference import Difference, Kind, Step
from annotator.domain.differences import differences
from annotator.domain.model import Argument, Entity, Event, Layer, Relation
from annotator.domain.span import Span
from tests.domain.injections import EDGES, INJECTIONS
from tests.domain.small import ALL, KIM, MEET, MOSCOW, PUTIN, SCHEMA, TEXT, at, layer
from tests.domain.test_compare import LAYERS, renamed

SEEDS = range(10)
MIRROR = {"missing": "extra", "argument missing": "argument extra", "relation missing": "relation extra"}


@pytest.fixture
def marked(article):
    return replace(article.layers[0], annotator="leila")


def told(found):
    return sorted((d.kind.value, d.ids_of_one, d.ids_of_other) for d in found if not d.is_entailed)


def found_in(one: Layer, other: Layer) -> tuple[Difference, ...]:
    return differences(align(one, replace(other, annotator="omar"), SCHEMA, TEXT))


def only(one: Layer, other: Layer) -> Difference:
    """The one difference that stands by itself."""
    (difference,) = (found for found in found_in(one, other) if not found.is_entailed)
    return difference


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", INJECTIONS)
def test_what_was_injected_is_found_and_nothing_else(article, news, marked, name, seed):
    changed, expected = INJECTIONS[name](Random(seed), marked, article.text, news)
    other = replace(changed, annotator="omar")
    found = differences(align(marked, other, news, article.text))
    assert told(found) == sorted(expected)
    keys = [difference.key for difference in found]
    assert len(keys) == len(set(keys))
    assert all(difference.cause in keys for difference in found if difference.is_entailed)
    mirrored = differences(align(other, marked, news, article.text))
    assert told(mirrored) == sorted((MIRROR.get(kind, kind), there, here) for kind, here, there in expected)
    assert Counter(difference.key for difference in mirrored) == Counter(keys)
    assert same_content(marked, changed).is_same == (not found) or name == "symmetric_swap"


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", EDGES)
def test_boundaries_are_told_apart_and_come_in_series(article, news, marked, name, seed):
    other, expected = EDGES[name](Random(seed), marked, article.text, news)
    found = differences(align(marked, replace(other, annotator="omar"), news, article.text))
    assert told(found) == sorted(expected)
    assert {difference.edge for difference in found} == {Edge(name)}
    letters = {difference.key: difference.series for difference in found}
    assert len(set(letters.values())) <= (5 if name in ("proclitic", "punctuation") else 2)


def test_several_kinds_at_once_are_each_found(article, news, marked):
    other, expected = marked, []
    for seed, name in enumerate(("attribute", "subtype", "argument_role", "relation_direction", "trigger")):
        other, more = INJECTIONS[name](Random(seed), other, article.text, news)
        expected += more
    found = differences(align(marked, replace(other, annotator="omar"), news, article.text))
    assert Counter(told(found)) == Counter(expected)
    steps = [difference.step.value for difference in found]
    assert steps == sorted(steps)


def test_keys_do_not_depend_on_ids_or_order(article, news, marked):
    other, _ = INJECTIONS["cluster_joined"](Random(1), marked, article.text, news)
    other, _ = INJECTIONS["argument_filler"](Random(2), other, article.text, news)
    other, _ = INJECTIONS["missing_entity"](Random(3), other, article.text, news)
    other = replace(other, annotator="omar")

    def asked(one, two):
        return [(found.key, found.series) for found in differences(align(one, two, news, article.text))]

    assert sorted(asked(marked, other)) == sorted(
        asked(replace(renamed(marked), annotator="leila"), replace(renamed(other), annotator="omar"))
    )


# --- one at a time, in the small schema


def test_a_missing_mark_entails_what_points_at_it():
    found = found_in(ALL, layer())
    assert found == ()
    without = Layer("omar", entities=(PUTIN, KIM), events=(replace(MEET, arguments=MEET.arguments[:2]),))
    told_of = {(each.kind, each.is_entailed) for each in found_in(ALL, without)}
    assert told_of == {(Kind.MISSING, False), (Kind.ARGUMENT_MISSING, True), (Kind.RELATION_MISSING, True)}


def test_the_arguments_of_a_missing_event_are_entailed():
    found = found_in(ALL, replace(ALL, events=()))
    assert [(each.kind, each.step) for each in found] == [(Kind.MISSING, Step.TRIGGER)] + [
        (Kind.ARGUMENT_MISSING, Step.ARGUMENT)
    ] * 3
    assert {each.cause for each in found[1:]} == {found[0].key}


def test_a_relation_that_the_schema_forbids_for_the_other_type_is_entailed():
    other = replace(ALL, entities=(PUTIN, KIM, replace(MOSCOW, type="PER")), relations=())
    assert [(each.kind, each.is_entailed) for each in found_in(ALL, other)] == [
        (Kind.TYPE, False),
        (Kind.RELATION_MISSING, True),
    ]


def test_an_attribute_that_the_other_type_has_not_is_entailed():
    other = replace(ALL, entities=(PUTIN, replace(KIM, type="GPE", attributes={}), MOSCOW))
    assert [(each.kind, each.name, each.is_entailed) for each in found_in(ALL, other)] == [
        (Kind.TYPE, "", False),
        (Kind.ATTRIBUTE, "class", True),
    ]


def test_a_difference_says_what_each_layer_says():
    other = replace(ALL, entities=(PUTIN, replace(KIM, attributes={"class": "NOM"}), MOSCOW))
    difference = only(ALL, other)
    assert (difference.values, difference.name, difference.camps) == (("NAM", "NOM"), "class", ((0,), (1,)))
    argument = only(ALL, replace(ALL, events=(replace(MEET, arguments=MEET.arguments[1:]),)))
    assert (argument.values, argument.name) == ((MEET.arguments[0], None), "Entity")
    boundary = only(ALL, replace(ALL, entities=(PUTIN, replace(KIM, spans=at("وكيم")), MOSCOW)))
    assert (boundary.values, boundary.edge) == ((at("كيم"), at("وكيم")), Edge.PROCLITIC)


def test_same_words_missing_in_the_same_layer_are_a_series():
    again = replace(MOSCOW, id="T9", spans=at("موسكو", after=TEXT.index("موسكو") + 1))
    found = found_in(Layer("leila", entities=(MOSCOW, again)), Layer("omar"))
    assert len({each.series for each in found}) == 1
    assert len({each.key for each in found}) == 2


def test_the_better_of_two_overlapping_marks_is_paired():
    long, short = Entity("a", "PER", at("بوتين وكيم")), Entity("b", "PER", at("كيم"))
    near = Entity("c", "PER", at("وكيم"))
    alignment = align(Layer("x", entities=(long, short)), Layer("y", entities=(near,)))
    assert alignment.pairs == {"b": "c"}


def test_marks_of_two_types_need_half_of_each_other():
    long, short = Entity("a", "PER", at("بوتين وكيم")), Entity("b", "GPE", at("كيم"))
    assert align(Layer("x", entities=(long,)), Layer("y", entities=(short,))).pairs == {}
    same = replace(short, type="PER")
    assert align(Layer("x", entities=(long,)), Layer("y", entities=(same,))).pairs == {"a": "b"}


def test_merging_two_clusters_is_one_question():
    four = tuple(Entity(f"T{n}", "PER", (Span(n, n + 1),), cluster="c" if n < 2 else "d") for n in range(4))
    merged = replace(Layer("y"), entities=tuple(replace(entity, cluster="c") for entity in four))
    difference = only(Layer("x", entities=four), merged)
    assert (difference.kind, len(difference.ids_of_one)) == (Kind.CLUSTER, 2)


def test_a_cluster_of_one_is_as_good_as_none():
    alone = replace(PUTIN, cluster="c")
    assert not found_in(ALL, replace(ALL, entities=(alone, KIM, MOSCOW)))


def test_three_layers_are_compared_at_once():
    second = replace(ALL, annotator="omar", entities=(PUTIN, replace(KIM, spans=at("وكيم")), MOSCOW))
    third = replace(ALL, annotator="sara", entities=(PUTIN, KIM, replace(MOSCOW, type="PER")))
    consensus = compare_all((ALL, second, third), SCHEMA, TEXT)
    assert [(each.kind, each.camps) for each in consensus.decisive] == [
        (Kind.BOUNDARY, ((0, 2), (1,))),
        (Kind.TYPE, ((0, 1), (2,))),
    ]
    assert [group.first.id for group in consensus.agreed] == [PUTIN.id, MEET.id]
    assert len(consensus.agreed_arguments) == 3
    assert len(consensus.agreed_relations) == 1


def test_a_mark_that_one_of_three_lacks():
    without = Layer("omar", entities=(PUTIN, MOSCOW))
    consensus = compare_all((replace(ALL, events=()), without, replace(ALL, annotator="sara", events=())), SCHEMA, TEXT)
    assert [(each.kind, each.camps) for each in consensus.decisive] == [
        (Kind.MISSING, ((0, 2), (1,))),
        (Kind.RELATION_MISSING, ((0, 2), (1,))),
    ]


def test_an_argument_without_words_is_compared():
    said = replace(MEET, arguments=(*MEET.arguments, Argument("Place", None)))
    assert not found_in(replace(ALL, events=(said,)), replace(ALL, events=(said,)))
    assert only(replace(ALL, events=(said,)), ALL).kind is Kind.ARGUMENT_MISSING


def test_links_to_nothing_are_compared():
    dangling = Layer("x", relations=(Relation("R1", "In", "T1", "T2"),))
    assert not found_in(dangling, renamed(dangling))


@settings(max_examples=100)
@given(LAYERS)
def test_any_layer_is_itself(one):
    assert not found_in(one, renamed(one))


@settings(max_examples=100)
@given(LAYERS, LAYERS)
def test_layers_turned_round_ask_as_many_questions(one, other):
    found = found_in(one, other)
    keys = {difference.key for difference in found}
    assert len(keys) == len(found)
    assert all(difference.cause in keys for difference in found if difference.is_entailed)
    assert bool(found) or same_content(one, other).is_same or has_clusters_of_one(one, other)


def has_clusters_of_one(one: Layer, other: Layer) -> bool:
    return any(mark.cluster for each in (one, other) for mark in (*each.entities, *each.events))


@settings(max_examples=50)
@given(st.lists(LAYERS, min_size=3, max_size=4))
def test_any_layers_are_compared(several):
    consensus = compare_all(several, SCHEMA, TEXT)
    assert len(consensus.agreed) + len(consensus.differing) == len(consensus.alignment.groups)
    numbers = [[group.marks[n].id for group in consensus.alignment.groups if group.marks[n]] for n in range(3)]
    for layer_, ids in zip(several, numbers, strict=False):
        assert sorted(ids) == sorted(mark.id for mark in (*layer_.entities, *layer_.events))


def test_events_are_grouped_with_events_only():
    entity, event = Entity("a", "Meet", at("التقى")), Event("b", "Meet", at("التقى"))
    assert align(Layer("x", entities=(entity,)), Layer("y", events=(event,))).pairs == {}
