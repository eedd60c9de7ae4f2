"""The check as a whole: the hand-made article, and what must hold for any layer at all."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.check import affected, problems, problems_of
from annotator.domain.model import Argument, Cluster, Comment, Entity, Event, Layer, Relation
from annotator.domain.problem import KINDS
from annotator.domain.schema import Overlap, Policy
from annotator.domain.span import Span
from tests.domain.small import ALL, MOSCOW, PUTIN, SCHEMA, TEXT, layer


def test_a_good_layer_has_no_problems():
    assert problems(TEXT, ALL, SCHEMA) == []
    assert problems(TEXT, Layer("leila"), SCHEMA) == []


def test_the_article_has_no_errors_and_thirteen_recommended_roles_empty(article, news):
    found = problems(article.text, article.layers[0], news)
    assert Counter((problem.severity, problem.kind) for problem in found) == {("warning", "recommended role"): 13}


def test_every_mark_of_the_article_gets_the_same_problems_alone(article, news):
    marked = article.layers[0]
    strict = replace(news, policy=replace(news.policy, entity_overlap=Overlap.FLAT, subtoken=False))
    expected = problems(article.text, marked, strict)
    for mark in list(marked.marks())[::9]:
        found = problems_of([mark.id], article.text, marked, strict)
        assert found == [problem for problem in expected if problem.target == mark.id]


def test_problems_come_in_the_order_of_the_text():
    marked = layer(replace(MOSCOW, type="X"), replace(PUTIN, type="X"), relations_gone := Relation("R1", "Y", "a", "b"))
    assert relations_gone in marked.relations
    starts = [problem.span.start if problem.span else -1 for problem in problems(TEXT, marked, SCHEMA)]
    assert starts == sorted(starts)


def test_every_kind_of_problem_has_a_test():
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_check_*.py"))
    assert [kind for kind in KINDS if f'"{kind}"' not in tests] == []


# --- any layer

WORDS = "وقال بوتين: «لموسكو» (كيـ هـ) محمّد و\u200dب  "
IDS = st.sampled_from(["T1", "T2", "T3", "E1", "E2", "R1", "c", "C1"])
TYPES = st.sampled_from(["PER", "GPE", "Meet", "Say", "In", "Family", "X"])
SPANS = st.lists(
    st.tuples(st.integers(0, 34), st.integers(1, 9)).map(lambda pair: Span(pair[0], pair[0] + pair[1])), max_size=2
).map(tuple)
CLUSTERS = st.sampled_from([None, None, "c", "d"])
ATTRIBUTES = st.dictionaries(
    st.sampled_from(["class", "sure", "x"]), st.sampled_from(["NAM", "", True, 1, 0.5]), max_size=2
)
ARGUMENTS = st.lists(
    st.builds(Argument, st.sampled_from(["Entity", "Place", "Place-Near", "X"]), st.none() | IDS), max_size=3
).map(tuple)


def several(make: st.SearchStrategy, ids: list[str]) -> st.SearchStrategy:
    return st.lists(make, max_size=len(ids)).map(lambda marks: tuple(map(lambda m, i: replace(m, id=i), marks, ids)))


LAYERS = st.builds(
    Layer,
    st.just("leila"),
    entities=several(
        st.builds(
            Entity, st.just(""), TYPES, SPANS, st.sampled_from([None, "Group", "X"]), ATTRIBUTES, cluster=CLUSTERS
        ),
        ["T1", "T2", "T3", "T4"],
    ),
    events=several(st.builds(Event, st.just(""), TYPES, SPANS, ARGUMENTS, ATTRIBUTES, CLUSTERS), ["E1", "E2", "E3"]),
    relations=several(st.builds(Relation, st.just(""), TYPES, IDS, IDS, ATTRIBUTES), ["R1", "R2", "R3"]),
    clusters=st.sampled_from([(), (Cluster("c", "c"),), (Cluster("c", "c"), Cluster("d", "d"))]),
    comments=several(st.builds(Comment, st.just(""), st.none() | IDS, st.just("x"), st.just(""), st.just("{")), ["C1"]),
)
OVERLAPS = st.sampled_from(list(Overlap))
SCHEMAS = st.builds(
    Policy,
    subtoken=st.booleans(),
    discontinuous=st.booleans(),
    entity_overlap=OVERLAPS,
    trigger_overlap=OVERLAPS,
    several_types_on_one_span=st.booleans(),
    exclude_proclitics=st.just(("و", "ب", "ل")),
    coreference=st.booleans(),
    argument_in_document=st.booleans(),
).map(lambda rules: replace(SCHEMA, policy=rules))
EXAMPLES = settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])


@EXAMPLES
@given(LAYERS, SCHEMAS)
def test_any_layer_can_be_checked_and_every_problem_be_read(marked, schema):
    for problem in problems(WORDS, marked, schema, sentences=lambda text: [Span(0, 20), Span(20, len(text))]):
        assert str(problem)
        assert problem.severity == KINDS[problem.kind].severity


@EXAMPLES
@given(LAYERS, SCHEMAS, st.sets(IDS))
def test_the_problems_of_some_marks_are_those_among_all_problems(marked, schema, ids):
    expected = [problem for problem in problems(WORDS, marked, schema) if problem.target in ids]
    assert problems_of(ids, WORDS, marked, schema) == expected


@EXAMPLES
@given(LAYERS, LAYERS, SCHEMAS, st.sampled_from(["T1", "T2", "E1", "R1", "C1"]))
def test_an_edit_changes_no_problem_of_a_mark_that_is_not_affected(before, other, schema, id_):
    after = edited(before, other, id_)
    reach = affected([id_], WORDS, before, schema) | affected([id_], WORDS, after, schema)
    elsewhere = [
        [problem for problem in problems(WORDS, marked, schema) if problem.target not in reach]
        for marked in (before, after)
    ]
    assert elsewhere[0] == elsewhere[1]


def edited(before: Layer, other: Layer, id_: str) -> Layer:
    """The layer with one mark as it is in another layer: changed, new, or gone."""

    def with_other(known: tuple, theirs: tuple) -> tuple:
        kept = {mark.id: mark for mark in known if mark.id != id_} | {m.id: m for m in theirs if m.id == id_}
        return tuple(kept[key] for key in sorted(kept))

    return replace(
        before,
        entities=with_other(before.entities, other.entities),
        events=with_other(before.events, other.events),
        relations=with_other(before.relations, other.relations),
        comments=with_other(before.comments, other.comments),
    )
