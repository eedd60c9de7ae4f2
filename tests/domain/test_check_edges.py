"""Where spans may begin and end, and the spans that are offered instead."""

from dataclasses import replace

import pytest

from annotator.domain.model import Layer
from annotator.domain.problem import Repair
from annotator.domain.schema import Overlap
from annotator.domain.span import Span
from tests.domain.small import ALL, KIM, MOSCOW, TEXT, at, gpe, kinds, layer, only, per, policy


@pytest.mark.parametrize("spans", [(), (Span(0, 10_000),), (Span(4, 6), Span(1, 2)), (Span(4, 6), Span(5, 8))])
def test_spans_must_lie_in_the_text_in_order(spans):
    assert kinds(layer(replace(KIM, spans=spans))) == [("impossible span", "T2")]


def test_white_space_at_an_edge_is_an_error_and_trimming_is_offered():
    (span,) = at(" موسكو")
    problem = only(layer(replace(MOSCOW, spans=(span,))))
    assert problem.kind == "edge space"
    assert problem.repair == Repair(put=(MOSCOW,))


def test_a_span_of_white_space_alone_has_no_repair():
    assert only(layer(gpe("T9", at(" ")))).repair is None


def test_tatweel_at_an_edge_is_an_error():
    problem = only(Layer("x", entities=(gpe("T1", (Span(0, 2),)),)), text="بـ موسكو")
    assert problem.kind == "edge tatweel"
    assert problem.repair == Repair(put=(gpe("T1", (Span(0, 1),)),))


@pytest.mark.parametrize(("text", "is_fine"), [("عام 1445 هـ", True), ("عام 1445 هـ.", True), ("عام 1445 هـذا", False)])
def test_the_tatweel_of_the_hijri_year_stays(text, is_fine):
    end = text.index("ـ") + 1
    assert (kinds(Layer("x", entities=(gpe("T1", (Span(0, end),)),)), text=text) == []) is is_fine


@pytest.mark.parametrize(("cut", "whole"), [(Span(0, 3), Span(0, 5)), (Span(4, 6), Span(2, 6))])
def test_an_edge_between_a_letter_and_its_mark_is_an_error(cut, whole):
    problem = only(Layer("x", entities=(gpe("T1", (cut,)),)), text="محمّّد هنا")
    assert problem.kind == "split letter"
    assert problem.repair == Repair(put=(gpe("T1", (whole,)),))


@pytest.mark.parametrize("words", ["موسكو.", "«كيم", "جونغ»", "كيم جونغ»"])
def test_punctuation_at_an_edge_is_a_warning_and_trimming_is_offered(words):
    problem = only(layer(per("T9", at(words))))
    assert (problem.kind, problem.severity) == ("edge punctuation", "warning")
    assert problem.repair == Repair(
        put=(
            per(
                "T9",
                at(words.strip("«»."), after=TEXT.index(words)),
            ),
        )
    )


@pytest.mark.parametrize(
    "text", ['حلف "الناتو"', "«كيم جونغ»", "دول (الخليج)", "أ. د.", "U.S.", "-5", "5%", "l’Est", 'צה"ל', "الناتو”حلف”"]
)
def test_punctuation_that_belongs_to_the_name_stays(text):
    assert kinds(Layer("x", entities=(gpe("T1", (Span(0, len(text)),)),)), text=text) == []


def test_half_a_pair_inside_is_a_warning_and_the_other_half_is_offered():
    text = 'مجموعة "فاغنر" هنا'
    problem = only(Layer("x", entities=(gpe("T1", (Span(0, 13),)),)), text=text)
    assert problem.kind == "unbalanced pair"
    assert problem.repair == Repair(put=(gpe("T1", (Span(0, 14),)),))


def test_punctuation_is_free_where_the_policy_does_not_care():
    free = policy(balanced_punctuation=False)
    assert kinds(layer(per("T9", at("«كيم"))), free) == []


def test_pieces_are_an_error_where_the_policy_forbids_them():
    marked = layer(replace(KIM, spans=(*at("كيم"), *at("جونغ"))))
    assert kinds(marked) == []
    assert kinds(marked, policy(discontinuous=False)) == [("discontinuous", "T2")]


def test_part_of_a_word_is_an_error_where_the_policy_forbids_it():
    assert kinds(ALL, policy(subtoken=False)) == [("part of a word", "T2")]
    assert kinds(layer(replace(KIM, spans=at("وكيم"))), policy(subtoken=False, exclude_proclitics=())) == []


def test_an_attached_particle_is_a_warning_where_the_same_form_is_marked_without():
    problem = only(layer(gpe("T9", at("وموسكو"))))
    assert (problem.kind, problem.severity, problem.target) == ("proclitic", "warning", "T9")
    assert problem.repair == Repair(put=(gpe("T9", at("موسكو", after=30)),))


@pytest.mark.parametrize("mark", [per("T9", at("وموسكو")), gpe("T9", at("بوتين")), gpe("T9", at("وقال"))])
def test_a_first_letter_alone_is_no_attached_particle(mark):
    assert "proclitic" not in [kind for kind, _ in kinds(layer(mark), policy(entity_overlap=Overlap.FREE))]


def test_the_letter_that_the_article_leaves_after_a_particle_is_known():
    text = "الأسلحة للأسلحة"
    marked = Layer("x", entities=(gpe("T1", (Span(0, 7),)), gpe("T2", (Span(8, 15),))))
    problem = only(marked, text=text)
    assert (problem.kind, problem.values["other"]) == ("proclitic", "الأسلحة")
    assert problem.repair == Repair(put=(gpe("T2", (Span(9, 15),)),))
