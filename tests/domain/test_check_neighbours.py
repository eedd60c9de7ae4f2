"""What marks must be beside each other: one test for each kind of problem."""

from dataclasses import replace

from annotator.domain.model import Cluster, Event, Relation
from annotator.domain.problem import Repair
from annotator.domain.schema import Overlap
from annotator.domain.span import Span
from tests.domain.small import KIM, MEET, MOSCOW, PUTIN, TEXT, at, gpe, kinds, layer, only, per, policy


def test_the_same_mark_twice_is_an_error_and_the_second_may_go():
    problem = only(layer(per("T9", at("كيم"))))
    assert (problem.kind, problem.target, problem.repair) == ("duplicate mark", "T9", Repair(delete=("T9",)))


def test_a_duplicate_that_something_points_at_is_not_offered_to_go():
    marked = layer(per("T9", at("كيم")), Relation("R9", "In", "T9", "T3"))
    assert only(marked).repair is None


def test_the_same_event_twice_is_an_error_but_with_other_arguments_only_a_warning():
    again = replace(MEET, id="E9", arguments=MEET.arguments[::-1])
    other = replace(MEET, id="E8", arguments=MEET.arguments[1:])
    assert kinds(layer(again)) == [("duplicate mark", "E9")]
    assert only(layer(other)).severity == "warning"
    assert kinds(layer(other)) == [("repeated trigger", "E8")]


def test_several_types_on_one_span_are_an_error_where_the_policy_forbids_them():
    marked = layer(gpe("T9", at("كيم")))
    assert kinds(marked) == []
    assert kinds(marked, policy(several_types_on_one_span=False)) == [("several types", "T9")]


LONG = per("T9", at("بوتين وكيم"))
ACROSS = per("T8", at("كيم في"))


def test_entities_may_overlap_as_far_as_the_policy_says():
    marked = layer(LONG, ACROSS)
    assert kinds(marked, policy(entity_overlap=Overlap.FREE)) == []
    assert kinds(marked, policy(entity_overlap=Overlap.NESTED)) == [("crossing", "T8")]
    flat = kinds(marked, policy(entity_overlap=Overlap.FLAT))
    assert flat == [("overlap", "T1"), ("overlap", "T8"), ("overlap", "T2")]


def test_a_piece_inside_another_mark_does_not_cross_it():
    shared = per("T9", (*at("كيم"), *at("جونغ")))
    whole = per("T8", at("كيم في موسكو"))
    assert kinds(layer(shared, whole)) == []
    assert kinds(layer(per("T9", (*at("كيم في"), *at("جونغ"))), per("T8", at("في موسكو")))) == [("crossing", "T8")]


def test_a_trigger_follows_the_rule_for_triggers_against_entities_and_triggers():
    inside, across = Event("E8", "Say", at("بوتين")), Event("E9", "Say", at("التقى بو"))
    assert kinds(layer(inside, across)) == []
    assert kinds(layer(across), policy(trigger_overlap=Overlap.NESTED)) == [("crossing", "T1")]
    assert kinds(layer(inside), policy(trigger_overlap=Overlap.NESTED)) == []
    assert [kind for kind, _ in kinds(layer(inside), policy(trigger_overlap=Overlap.FLAT))] == ["overlap"]


def test_a_relation_twice_is_an_error():
    problem = only(layer(Relation("R9", "In", "T1", "T3")))
    assert (problem.kind, problem.target) == ("duplicate relation", "R9")
    assert problem.repair == Repair(delete=("R9",))


def test_a_symmetric_relation_is_the_same_with_its_ends_swapped():
    marked = layer(Relation("R8", "Family", "T1", "T2"), Relation("R9", "Family", "T2", "T1"))
    assert kinds(marked) == [("duplicate relation", "R9")]


def test_a_cluster_of_two_types_is_a_warning_at_the_odd_one():
    clusters = (Cluster("c", "كيم"),)
    marks = [replace(mark, cluster="c") for mark in (PUTIN, KIM, MOSCOW)]
    problem = only(layer(*marks, clusters=clusters))
    assert (problem.kind, problem.severity, problem.target) == ("mixed cluster", "warning", "T3")


def test_a_cluster_where_the_policy_has_none_is_a_warning():
    marked = layer(replace(KIM, cluster="c"), replace(MEET, cluster="e"), clusters=(Cluster("c", ""), Cluster("e", "")))
    assert kinds(marked) == []
    assert kinds(marked, policy(coreference=False)) == [("needless cluster", "T2")]
    assert kinds(marked, policy(event_coreference=False)) == [("needless cluster", "E1")]


def test_a_relation_said_again_of_the_same_cluster_in_one_sentence_is_a_warning():
    again = per("T9", at("بوتين وكيم"), cluster="c")
    marked = layer(replace(PUTIN, cluster="c"), again, Relation("R9", "In", "T9", "T3"), clusters=(Cluster("c", "c"),))
    whole = [Span(0, len(TEXT))]
    assert kinds(marked, sentences=lambda _text: whole) == [("repeated relation", "R9")]
    assert kinds(marked) == []
    other = replace(marked.relations[-1], attributes={"sure": True})
    assert kinds(replace(marked, relations=(*marked.relations[:-1], other)), sentences=lambda _text: whole) == []


def test_mixed_clusters_may_be_allowed():
    marked = layer(replace(PUTIN, cluster="c"), replace(MOSCOW, cluster="c"), clusters=(Cluster("c", "c"),))
    assert [kind for kind, _ in kinds(marked)] == ["mixed cluster"]
    assert kinds(marked, policy(mixed_clusters=True)) == []
