"""The measures for two annotators against a slow and obvious way to count the same, and what must always hold."""

from collections import Counter
from dataclasses import replace
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given, settings

from annotator.domain.model import Argument, Entity, Event, Layer, Relation
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.measures.compared import Compared
from annotator.measures.measure import Measure, of_part
from annotator.registry import discover
from tests.domain.injections import INJECTIONS
from tests.domain.small import SCHEMA
from tests.domain.test_compare import LAYERS, renamed

MEASURES = discover("annotator.measures", Measure)
PAIRWISE = [name for name, measure in MEASURES.items() if not measure.many]
F1 = [name for name in PAIRWISE if MEASURES[name].figure == "f1" and MEASURES[name].group != "clusters"]
TEXT = "زار وبالرئيس بوتين "


def measured(name: str, one: Layer, other: Layer, schema=SCHEMA, text: str = TEXT):
    measure = MEASURES[name]
    return measure.score(measure.count(Compared(text, schema, (one, other))).counts)


# --- slow and obvious


def where(mark) -> tuple:
    spans = mark.spans if isinstance(mark, Entity) else mark.trigger
    return tuple((span.start, span.end) for span in spans)


def end(layer: Layer, target):
    for mark in (*layer.entities, *layer.events):
        if mark.id == target:
            return mark.type, where(mark)
    return None


def relation(layer: Layer, mark: Relation, schema: Schema, part: int | None = None):
    ends = [end(layer, mark.head), end(layer, mark.tail)]
    if part is not None:
        ends = [each and each[part] for each in ends]
    kind = schema.relation(mark.type)
    return mark.type, *(sorted(ends, key=repr) if kind and kind.symmetric else ends)


def arguments(layer: Layer, keep):
    for event in layer.events:
        for argument in event.arguments:
            whole = (event.type, where(event), argument.role, end(layer, argument.target))
            yield tuple(whole[n] for n in keep)


SLOW = {
    "entity_strict": lambda layer, _schema: [(e.type, where(e)) for e in layer.entities],
    "entity_exact_span": lambda layer, _schema: [where(e) for e in layer.entities],
    "trigger_strict": lambda layer, _schema: [(e.type, where(e)) for e in layer.events],
    "trigger_span": lambda layer, _schema: [where(e) for e in layer.events],
    "relation_strict": lambda layer, schema: [relation(layer, r, schema) for r in layer.relations],
    "relation_span_ends": lambda layer, schema: [relation(layer, r, schema, 1) for r in layer.relations],
    "argument_strict": lambda layer, _schema: list(arguments(layer, (0, 1, 2, 3))),
    "argument_ignoring_trigger": lambda layer, _schema: list(arguments(layer, (0, 2, 3))),
    "argument_identification": lambda layer, _schema: list(arguments(layer, (0, 1, 3))),
}


def slow_f1(one: list, other: list) -> tuple[int, int, int, float]:
    matched = sum((Counter(one) & Counter(other)).values())
    return len(one), len(other), matched, 2 * matched / (len(one) + len(other)) if one or other else 1.0


@pytest.mark.parametrize("name", SLOW)
@settings(max_examples=40, deadline=None)
@given(LAYERS, LAYERS)
def test_multisets_are_counted_as_the_slow_way_counts_them(name, one, other):
    figures = measured(name, one, other).figures
    a, b, matched, f1 = slow_f1(SLOW[name](one, SCHEMA), SLOW[name](other, SCHEMA))
    assert (figures["a"], figures["b"], figures["matched"]) == (a, b, matched)
    assert figures["f1"] == pytest.approx(f1)


@pytest.mark.parametrize("name", SLOW)
@pytest.mark.parametrize("seed", range(3))
def test_the_article_is_counted_as_the_slow_way_counts_it(article, news, name, seed):
    one, other = article.layers[0], article.layers[0]
    for injected in ("missing_entity", "boundary", "kind_of_event", "relation_direction", "argument_role"):
        other, _ = INJECTIONS[injected](Random(seed), other, article.text, news)
    figures = measured(name, one, other, news, article.text).figures
    slow = [SLOW[name](layer, news) for layer in (one, other)]
    assert all(slow)
    assert (figures["a"], figures["b"], figures["matched"], figures["f1"]) == pytest.approx(slow_f1(*slow))


def most_overlapping(one: list, other: list) -> int:
    """The size of the greatest one-to-one matching, by trying all."""
    shorter, longer = sorted((one, other), key=len)
    best = 0
    for chosen in permutations(longer, len(shorter)):
        best = max(
            best,
            sum(
                a.type == b.type and any(x < d and c < y for x, y in where(a) for c, d in where(b))
                for a, b in zip(shorter, chosen, strict=True)
            ),
        )
    return best


@settings(max_examples=60, deadline=None)
@given(LAYERS, LAYERS)
def test_overlap_finds_as_many_pairs_as_there_can_be(one, other):
    wide = [
        replace(
            layer,
            entities=tuple(
                replace(e, spans=(Span(e.spans[0].start, e.spans[0].end + n),)) for n, e in enumerate(layer.entities)
            ),
        )
        for layer in (one, other)
    ]
    figures = measured("entity_overlap_same_type", *wide).figures
    assert figures["matched"] == most_overlapping(wide[0].entities, wide[1].entities)


# --- what must always hold


@pytest.mark.parametrize("name", PAIRWISE)
@settings(max_examples=15, deadline=None)
@given(LAYERS, LAYERS)
def test_no_measure_depends_on_who_is_first(name, one, other):
    there, back = measured(name, one, other).value, measured(name, other, one).value
    assert there == pytest.approx(back) if there is not None and name != "gamma" else True


@pytest.mark.parametrize("name", PAIRWISE)
@settings(max_examples=15, deadline=None)
@given(LAYERS)
def test_the_same_marks_agree_wholly_or_undefined(name, one):
    value = measured(name, one, renamed(one)).value
    assert value is None or value == pytest.approx(1)


@pytest.mark.parametrize("name", F1)
def test_edge_cases(name):
    one = Layer("a", entities=(Entity("1", "PER", (Span(0, 3),)), Entity("2", "GPE", (Span(4, 8),))))
    one = replace(one, events=(Event("3", "Meet", (Span(9, 12),), (Argument("Place", "2"),)),))
    one = replace(one, relations=(Relation("4", "In", "1", "2"),))
    assert measured(name, one, renamed(one)).value == 1
    assert measured(name, one, Layer("b")).value == (1 if name == "relation_given_agreed_entities" else 0)
    assert measured(name, Layer("a"), Layer("b")).value == 1


def test_what_differs_is_named():
    one = Layer("a", entities=(Entity("1", "PER", (Span(0, 3),)), Entity("2", "GPE", (Span(4, 8),))))
    other = Layer("b", entities=(Entity("3", "PER", (Span(0, 3),)), Entity("4", "PER", (Span(4, 8),))))
    count = MEASURES["entity_strict"].count(Compared(TEXT, SCHEMA, (one, other)))
    assert count.matched == (("1", "3"),)
    assert count.differing == (("GPE", ("2", "")), ("PER", ("", "4")))
    assert MEASURES["entity_strict"].score(of_part(count.counts, "PER")).figures["f1"] == pytest.approx(2 / 3)
    kappa = MEASURES["entity_type_kappa"].count(Compared(TEXT, SCHEMA, (one, other)))
    assert kappa.differing == (("GPE / PER", ("2", "4")),)


def test_clitics_are_tolerated():
    one = Layer("a", entities=(Entity("1", "PER", (Span(4, 12),)),))
    other = Layer("b", entities=(Entity("2", "PER", (Span(8, 12),)),))
    compared = Compared(TEXT, SCHEMA, (one, other))
    measure = MEASURES["entity_strict"]
    assert measure.score(measure.count(compared).counts).value == 0
    assert measure.score(measure.count(compared.tolerant()).counts).value == 1


def test_symmetric_relations_have_no_order_and_others_have():
    people = (Entity("1", "PER", (Span(0, 3),)), Entity("2", "PER", (Span(4, 8),)))
    for kind, expected in (("Family", 1), ("In", 0)):
        one = Layer("a", entities=people, relations=(Relation("r", kind, "1", "2"),))
        other = replace(one, relations=(Relation("r", kind, "2", "1"),))
        assert measured("relation_strict", one, other).value == expected


def test_every_measure_has_its_title_and_definition_in_both_languages():
    for measure in MEASURES.values():
        assert all((measure.title.ar, measure.title.en, measure.definition.ar, measure.definition.en))


# --- clusters, against the definitions


def partition(layer: Layer) -> list[set[int]]:
    sets: dict[str, set[int]] = {}
    for entity in layer.entities:
        if entity.cluster:
            sets.setdefault(entity.cluster, set()).add(entity.spans[0].start)
    return list(sets.values())


def clustered(chance: Random) -> Layer:
    return Layer(
        "x",
        entities=tuple(
            Entity(str(n), "PER", (Span(n, n + 1),), cluster=chance.choice("abc"))
            for n in range(6)
            if chance.random() < 0.8
        ),
    )


def slow_muc(ours, theirs):
    kept = sum(
        len(members) - len([other for other in theirs if members & other]) - len(members - set().union(*theirs))
        for members in ours
    )
    return kept, sum(len(members) - 1 for members in ours)


def slow_b_cubed(ours, theirs):
    shares = [
        next((len(members & other) / len(members) for other in theirs if mention in other), 0.0)
        for members in ours
        for mention in members
    ]
    return sum(shares), len(shares)


def slow_ceaf(ours, theirs):
    shorter, longer = sorted((ours, theirs), key=len)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(shorter, chosen, strict=True))
        for chosen in permutations(longer, len(shorter))
    )
    return best, len(ours)


@pytest.mark.parametrize(("name", "slow"), [("muc", slow_muc), ("b_cubed", slow_b_cubed), ("ceaf_e", slow_ceaf)])
@pytest.mark.parametrize("seed", range(20))
def test_clusters_are_scored_as_defined(name, slow, seed):
    chance = Random(seed)
    one, other = clustered(chance), clustered(chance)
    figures = measured(name, one, other).figures
    for figure, (ours, theirs) in (
        ("recall", (partition(one), partition(other))),
        ("precision", (partition(other), partition(one))),
    ):
        found, of = slow(ours, theirs)
        assert figures[figure] == (pytest.approx(found / of) if of else None)


@pytest.mark.parametrize("seed", range(10))
def test_links_are_pairs_of_shared_mentions(seed):
    chance = Random(seed)
    one, other = clustered(chance), clustered(chance)
    both = {e.spans for e in one.entities} & {e.spans for e in other.entities}

    def links(layer):
        shared = [e for e in layer.entities if e.spans in both]
        return {(a.spans, b.spans) for a, b in combinations(shared, 2) if a.cluster == b.cluster}

    figures = measured("coreference_links", one, other).figures
    assert (figures["a"], figures["b"], figures["matched"]) == (
        len(links(one)),
        len(links(other)),
        len(links(one) & links(other)),
    )
