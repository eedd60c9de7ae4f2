"""What a mark must be by itself: one test for each kind of problem."""

from dataclasses import replace

import pytest

from annotator.domain.check import problems
from annotator.domain.model import Argument, Cluster, Comment, Entity, Event, Layer, Relation
from annotator.domain.problem import Repair
from annotator.domain.schema import AttributeType, Condition, Wording
from annotator.domain.span import Span
from tests.domain.small import ALL, KIM, MEET, MOSCOW, PUTIN, SCHEMA, TEXT, at, kinds, layer, only, per, policy

# --- types and attributes


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        (replace(KIM, type="Dog"), "unknown entity type"),
        (Event("E9", "Bark", at("وقال")), "unknown event type"),
        (Relation("R9", "Owns", "T1", "T3"), "unknown relation type"),
    ],
)
def test_a_type_that_the_schema_lacks_is_one_problem_and_no_more(mark, kind):
    problem = only(layer(mark))
    assert (problem.kind, problem.severity, problem.target) == (kind, "error", mark.id)
    assert mark.type in str(problem)


def test_a_subtype_must_be_one_of_the_type():
    assert problems(TEXT, layer(replace(KIM, subtype="Group")), SCHEMA) == []
    problem = only(layer(replace(KIM, subtype="City")))
    assert problem.kind == "unknown subtype"
    assert str(problem) == "“كيم” has the subtype City, which the type PER does not have."
    assert problem.repair == Repair(put=(KIM,))


def test_an_attribute_must_be_one_of_the_type():
    problem = only(layer(replace(MOSCOW, attributes={"class": "NAM"})))
    assert (problem.kind, problem.values["attribute"]) == ("unknown attribute", "class")
    assert problem.repair == Repair(put=(replace(MOSCOW, attributes={}),))


@pytest.mark.parametrize(
    "mark",
    [
        replace(KIM, attributes={"class": "Nam"}),
        replace(KIM, attributes={"class": True}),
        replace(MEET, attributes={"sure": "yes"}),
        Relation("R1", "In", "T1", "T3", {"sure": 1}),
    ],
)
def test_a_value_must_be_one_that_the_attribute_takes(mark):
    problem = only(layer(mark))
    assert (problem.kind, problem.target) == ("unknown value", mark.id)


@pytest.mark.parametrize("attributes", [{}, {"class": ""}])
def test_a_required_attribute_may_not_be_empty_and_its_default_is_offered(attributes):
    problem = only(layer(replace(KIM, attributes=attributes)))
    assert problem.kind == "missing attribute"
    assert problem.repair == Repair(put=(KIM,))


# --- roles


def with_arguments(*arguments: tuple[str, str | None]) -> Layer:
    return layer(replace(MEET, arguments=tuple(Argument(role, target) for role, target in arguments)))


def test_an_event_needs_its_required_role():
    problem = only(with_arguments(("Place", "T3")))
    assert (problem.kind, problem.severity) == ("missing role", "error")
    assert "Entity" in str(problem)


def test_an_event_without_arguments_misses_its_required_role():
    assert kinds(with_arguments()) == [("missing role", "E1"), ("recommended role", "E1")]


def test_a_filler_without_words_fills_a_role():
    assert kinds(with_arguments(("Entity", None), ("Place", None))) == []


def test_a_recommended_role_that_is_empty_is_a_warning():
    problem = only(with_arguments(("Entity", "T1")))
    assert (problem.kind, problem.severity, problem.values["role"]) == ("recommended role", "warning", "Place")


def test_a_variant_fills_its_role():
    assert kinds(with_arguments(("Entity", "T1"), ("Place-Near", "T3"))) == []


def test_a_role_takes_no_more_than_its_maximum():
    problem = only(with_arguments(("Entity", "T1"), ("Entity", "T2"), ("Entity", "T3"), ("Place", "T3")))
    assert (problem.kind, problem.values["max"], problem.values["count"]) == ("too many fillers", 2, 3)


def test_a_role_that_the_type_lacks_is_an_error():
    assert kinds(with_arguments(("Entity", "T1"), ("Place", "T3"), ("Weapon", "T2"))) == [("unknown role", "E1")]


def test_a_filler_of_the_wrong_type_is_an_error_and_taking_it_out_is_offered():
    problem = only(with_arguments(("Entity", "T1"), ("Place", "T2"), ("Place", "T3")))
    assert (problem.kind, problem.values["filler"], problem.values["filler_type"]) == ("illegal filler", "كيم", "PER")
    kept = (Argument("Entity", "T1"), Argument("Place", "T3"))
    assert problem.repair == Repair(put=(replace(MEET, arguments=kept),))


def test_an_event_may_fill_a_role_that_takes_events_but_not_its_own():
    other = Event("E9", "Meet", at("قال"), (Argument("Entity", "E1"), Argument("Place", "T3")))
    assert kinds(layer(other)) == []
    assert kinds(layer(replace(other, arguments=(Argument("Entity", "E9"), Argument("Place", "T3"))))) == [
        ("own argument", "E9")
    ]


def test_two_events_that_fill_each_others_roles_are_a_warning_at_the_later_one():
    place = Argument("Place", "T3")
    first = replace(MEET, arguments=(Argument("Entity", "E9"), place))
    second = Event("E9", "Meet", at("قال"), (Argument("Entity", "E1"), place))
    problem = only(layer(first, second))
    assert (problem.kind, problem.target, problem.severity) == ("mutual arguments", "E9", "warning")
    assert str(problem) == "“قال” and “التقى” fill each other's roles, so each is a part of the other."


def test_the_same_filler_twice_in_one_role_is_an_error():
    problem = only(with_arguments(("Entity", "T1"), ("Place", "T3"), ("Place", "T3"), ("Place", None)))
    assert problem.kind == "repeated argument"
    assert [argument.target for argument in problem.repair.put[0].arguments] == ["T1", "T3", None]


def test_a_far_argument_is_a_warning_where_the_policy_says_sentence():
    far = layer(replace(MOSCOW, spans=at("موسكو", after=30)))
    assert kinds(far, policy(argument_in_document=False)) == []
    assert kinds(far, sentences=full_stops) == []
    assert kinds(ALL, policy(argument_in_document=False), sentences=full_stops) == []
    assert kinds(far, policy(argument_in_document=False), sentences=full_stops) == [("distant argument", "E1")]


def full_stops(text: str) -> list[Span]:
    middle = text.index(".") + 1
    return [Span(0, middle), Span(middle, len(text))]


# --- links


def test_an_argument_whose_target_is_gone_is_an_error():
    problem = only(with_arguments(("Entity", "T1"), ("Place", "T3"), ("Entity", "T99")))
    assert (problem.kind, problem.values["id"]) == ("dangling argument", "T99")
    assert len(problem.repair.put[0].arguments) == 2


def test_an_argument_cannot_point_at_a_relation():
    assert kinds(with_arguments(("Entity", "T1"), ("Place", "R1"))) == [("dangling argument", "E1")]


def test_a_relation_whose_end_is_gone_is_an_error():
    problem = only(layer(Relation("R9", "In", "T1", "T99")))
    assert (problem.kind, problem.values["id"], problem.span) == ("dangling end", "T99", PUTIN.spans[0])


def test_a_cluster_that_is_gone_is_an_error():
    problem = only(layer(replace(KIM, cluster="c")))
    assert (problem.kind, problem.repair) == ("dangling cluster", Repair(put=(KIM,)))


def test_a_comment_whose_mark_is_gone_is_an_error():
    comments = [Comment(f"C{n}", target, "leila", "", "؟") for n, target in enumerate(["T1", "R1", None, "T99"])]
    problem = only(layer(comments=tuple(comments)))
    assert (problem.kind, problem.target) == ("dangling comment", "C3")


def test_a_relation_to_itself_is_an_error():
    assert kinds(layer(Relation("R9", "Family", "T1", "T1"))) == [("relation to itself", "R9")]


def test_a_pair_that_the_relation_does_not_link_is_an_error_and_turning_it_is_offered():
    problem = only(layer(Relation("R9", "In", "T3", "T2")))
    assert (problem.kind, problem.repair) == ("illegal pair", Repair(put=(Relation("R9", "In", "T2", "T3"),)))
    assert only(layer(Relation("R9", "In", "T1", "T2"))).repair is None


def test_links_to_a_mark_of_unknown_type_are_not_blamed_as_well():
    assert kinds(layer(replace(MOSCOW, type="X"))) == [("unknown entity type", "T3")]


@pytest.mark.parametrize(("length", "shown"), [(60, 60), (61, 60), (240, 60), (5, 5)])
def test_a_long_mark_is_quoted_in_short(length, shown):
    problem = only(Layer("x", entities=(Entity("T1", "X", (Span(0, length),)),)), text="ك" * 300)
    assert len(str(problem.values["text"])) == shown


def test_an_event_with_roles_but_no_argument_is_a_warning_unless_a_role_says_more():
    say = replace(SCHEMA.event("Say"), roles=(replace(SCHEMA.event("Meet").roles[1], recommended=False),))
    events = tuple(say if kind.id == "Say" else kind for kind in SCHEMA.events)
    marked = layer(Event("E9", "Say", at("وقال")[:1]))
    assert kinds(marked, replace(SCHEMA, events=events)) == [("event without arguments", "E9")]
    assert kinds(marked) == []


def test_a_name_outside_the_cluster_of_an_equal_name_can_be_put_into_it():
    text = TEXT + " كيم"
    other = per("T9", at("كيم", text, len(TEXT)), cluster="c")
    marked = layer(other, clusters=(Cluster("c", "c"),))
    problem = only(marked, text=text)
    assert (problem.kind, problem.target) == ("name without cluster", "T2")
    assert problem.repair == Repair(put=(replace(KIM, cluster="c"),))
    assert kinds(marked, policy(coreference=False), text) == [("needless cluster", "T9")]
    described = layer(other, replace(KIM, attributes={"class": "NOM"}), clusters=(Cluster("c", "c"),))
    assert kinds(described, text=text) == []


def test_an_attribute_that_is_not_asked_of_the_mark_is_needless():
    office = AttributeType(
        "office", Wording(), ("entity",), ("PER",), "bool", required=True, shown_if=Condition("class", ("NOM",))
    )
    schema = replace(SCHEMA, attributes=(*SCHEMA.attributes, office))
    assert kinds(layer(), schema) == []
    marked = replace(KIM, attributes={"class": "NAM", "office": True})
    assert only(layer(marked), schema).kind == "needless attribute"
    assert only(layer(marked), schema).repair == Repair(put=(KIM,))
    asked = layer(replace(KIM, attributes={"class": "NOM"}))
    assert kinds(asked, schema) == [("missing attribute", "T2")]


def test_what_holds_for_a_parent_holds_for_its_children():
    child = replace(SCHEMA.entity("GPE"), id="City", parent="GPE")
    schema = replace(SCHEMA, entities=(*SCHEMA.entities, child))
    marked = layer(replace(MOSCOW, type="City"))
    assert kinds(marked, schema) == []
    assert len(kinds(marked, replace(schema, entities=(*SCHEMA.entities, replace(child, parent=""))))) == 2


def test_a_mark_must_stand_on_the_text_that_its_file_stated():
    assert problems(TEXT, layer(replace(KIM, extra={"stated text": "كيم"})), SCHEMA) == []
    problem = only(layer(replace(KIM, extra={"stated text": "بوتين"})))
    assert (problem.kind, problem.severity, problem.values["stated"]) == ("other text", "error", "بوتين")
