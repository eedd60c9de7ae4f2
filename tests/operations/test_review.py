"""Review: every answer is one change, links lead to gold marks, and what was decided stays decided."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from annotator.domain.compare import same_content
from annotator.domain.difference import Difference, Kind
from annotator.domain.model import Cluster, Entity, Layer, State
from annotator.domain.schema_toml import read_schema
from annotator.errors import AnnotatorError
from annotator.formats.format import Finding
from annotator.operations.corrections import answer, corrections
from annotator.operations.marks import delete_marks
from annotator.operations.portable import keyed
from annotator.operations.projects import preset_source
from annotator.operations.review import (
    ask_again,
    begin_review,
    decide,
    decide_by_majority,
    edit,
    finish_review,
    none,
    take,
)
from annotator.operations.review_again import keep_gold, look_again, take_agreed
from annotator.operations.review_case import Case, alike, case_of, decided, open_questions
from annotator.operations.transfer import read_files
from annotator.store.project import Project
from tests.domain.injections import INJECTIONS

ONE, OTHER = "آمال", "بشير"
SCHEMA = read_schema(preset_source("news-ere"))


class Pair:
    """A project in which two annotators marked the article."""

    def __init__(self, path: Path, text: str, layers: dict[str, Layer]) -> None:
        self.project = Project.create(path, schema_source=preset_source("news-ere"), author="سارة")
        with self.project.change("import"):
            self.document = self.project.add_document("article.txt", text, language="ar")
            for name, layer in layers.items():
                self.put(name, layer)

    def put(self, name: str, layer: Layer) -> None:
        layer_id = self.project.ensure_layer(self.document, name)
        used = dict.fromkeys(mark.cluster for mark in (*layer.entities, *layer.events) if mark.cluster)
        fresh = keyed(replace(layer, clusters=tuple(Cluster(one, one) for one in used)))
        self.project.put_many(layer_id, [*fresh.clusters, *fresh.entities, *fresh.events, *fresh.relations])
        self.project.set_state(layer_id, State.DONE)

    def case(self) -> Case:
        return case_of(self.project, self.document)

    def open(self) -> list[Difference]:
        return open_questions(self.case(), decided(self.project, self.document))

    def layer(self, name: str) -> Layer:
        row = next(row for row in self.project.layers(self.document) if row.annotator == name)
        return self.project.layer(row.id)

    def decide_all(self, answer: Callable[[Difference], object]) -> int:
        case, count = self.case(), 0
        while waiting := open_questions(case, decided(self.project, self.document)):
            decide(self.project, case, waiting[:1], answer(waiting[0]))
            count += 1
            assert count < 1000
        return count


@pytest.fixture
def article(shared: Path) -> tuple[str, Layer]:
    found = next(item for item in read_files(shared / "seed" / "article.gold.jsonl") if not isinstance(item, Finding))
    return found.text, found.layers[0]


@pytest.fixture
def make(tmp_path: Path, article: tuple[str, Layer]) -> Iterator[Callable[..., Pair]]:
    made: list[Pair] = []

    def pair(*injections: str, seed: int = 1) -> Pair:
        text, layer = article
        other = layer
        for name in injections:
            other, _ = INJECTIONS[name](Random(seed), other, text, SCHEMA)
        made.append(Pair(tmp_path / "p.annot", text, {ONE: layer, OTHER: other}))
        return made[-1]

    yield pair
    for one in made:
        assert one.project.verify() == []
        one.project.close()


def test_two_equal_layers_become_gold_as_they_are(make: Callable[..., Pair]) -> None:
    pair = make()

    begin_review(pair.project, pair.case())

    assert pair.open() == []
    assert same_content(pair.layer("gold"), pair.layer(ONE)).is_same
    assert {row.annotator: row.state for row in pair.project.layers(pair.document)} == {
        ONE: State.IN_REVIEW,
        OTHER: State.IN_REVIEW,
        "gold": State.IN_PROGRESS,
    }


@pytest.mark.parametrize("name", sorted(INJECTIONS.keys() - {"symmetric_swap"}))
@pytest.mark.parametrize("chosen", [ONE, OTHER])
def test_whoever_is_taken_always_gold_is_theirs(make: Callable[..., Pair], name: str, chosen: str) -> None:
    pair = make(name)
    begin_review(pair.project, pair.case())

    pair.decide_all(lambda _: take(chosen))

    assert same_content(pair.layer("gold"), pair.layer(chosen)).is_same


MANY = tuple(
    name for name in sorted(INJECTIONS) if name in {"missing_entity", "attribute", "argument_role", "boundary"}
)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_answered_no_question_is_left(make: Callable[..., Pair], seed: int) -> None:
    pair = make(*sorted(INJECTIONS.keys() - {"symmetric_swap"}), seed=seed)
    begin_review(pair.project, pair.case())
    draw = Random(seed)

    pair.decide_all(lambda _: draw.choice([take(ONE), take(OTHER), none("كلاهما خطأ"), edit()]))

    finish_review(pair.project, pair.case())
    assert pair.open() == []
    assert {row.state for row in pair.project.layers(pair.document)} == {State.APPROVED}
    gold = pair.layer("gold")
    ids = {mark.id for mark in (*gold.entities, *gold.events)}
    assert all(argument.target in ids for event in gold.events for argument in event.arguments if argument.target)
    assert all({relation.head, relation.tail} <= ids for relation in gold.relations)


def test_rejecting_everything_is_a_finished_document(tmp_path: Path, article: tuple[str, Layer]) -> None:
    text, layer = article
    pair = Pair(tmp_path / "p.annot", text, {ONE: layer, OTHER: Layer("")})
    begin_review(pair.project, pair.case())

    pair.decide_all(lambda _: none("لا شيء هنا"))
    finish_review(pair.project, pair.case())

    assert list(pair.layer("gold").marks()) == []
    assert pair.project.verify() == []
    pair.project.close()


@pytest.mark.parametrize("seed", range(2))
def test_rejecting_every_difference_leaves_what_both_say_and_is_finished(make: Callable[..., Pair], seed: int) -> None:
    pair = make(*sorted(INJECTIONS.keys() - {"symmetric_swap"}), seed=seed)
    begin_review(pair.project, pair.case())
    agreed = {mark.id for mark in pair.layer("gold").marks()}

    pair.decide_all(lambda _: none("كلاهما خطأ"))
    finish_review(pair.project, pair.case())

    gold = pair.layer("gold")
    assert pair.open() == []
    assert {mark.id for mark in gold.marks()} <= agreed
    ids = {mark.id for mark in (*gold.entities, *gold.events)}
    assert all(argument.target in ids for event in gold.events for argument in event.arguments if argument.target)
    assert all({relation.head, relation.tail} <= ids for relation in gold.relations)
    assert {row.state for row in pair.project.layers(pair.document)} == {State.APPROVED}


def test_finishing_too_early_is_refused(make: Callable[..., Pair]) -> None:
    pair = make("kind_of_entity")
    begin_review(pair.project, pair.case())

    with pytest.raises(AnnotatorError, match="10 questions"):
        finish_review(pair.project, pair.case())


def test_none_needs_a_reason(make: Callable[..., Pair]) -> None:
    pair = make("kind_of_entity")

    with pytest.raises(AnnotatorError, match="Say why"):
        decide(pair.project, pair.case(), pair.open()[:1], none(" "))


def test_an_answer_is_undone_with_its_mark(make: Callable[..., Pair]) -> None:
    pair = make("missing_entity")
    begin_review(pair.project, pair.case())
    before, waiting = pair.layer("gold"), pair.open()

    decide(pair.project, pair.case(), waiting[:1], take(ONE))
    assert len(pair.layer("gold").entities) == len(before.entities) + 1
    pair.project.undo()

    assert pair.layer("gold") == before
    assert pair.open() == waiting


def test_beginning_again_changes_nothing_and_puts_nothing_back(make: Callable[..., Pair]) -> None:
    pair = make("boundary")
    begin_review(pair.project, pair.case())
    assert begin_review(pair.project, pair.case()) is None

    delete_marks(pair.project, [pair.layer("gold").entities[0].id])
    assert begin_review(pair.project, pair.case()) is None


def test_a_layer_changed_after_review_opens_exactly_what_is_new(make: Callable[..., Pair]) -> None:
    pair = make(*MANY)
    begin_review(pair.project, pair.case())
    pair.decide_all(lambda _: take(ONE))
    row = next(row for row in pair.project.layers(pair.document) if row.annotator == OTHER)
    agreed = next(group for group in pair.case().consensus.agreed if isinstance(group.first, Entity))
    mark = agreed.marks[1]

    with pair.project.change("change type"):
        pair.project.put(row.id, replace(mark, type="WEA" if mark.type != "WEA" else "VEH"))

    assert [(one.kind, one.ids[1]) for one in pair.open()] == [(Kind.TYPE, (mark.id,))]


def test_alike_questions_are_answered_as_one_change(make: Callable[..., Pair]) -> None:
    pair = make("subtype")
    begin_review(pair.project, pair.case())
    waiting = pair.open()
    series = max((alike(one, waiting) for one in waiting), key=len)
    assert len(series) > 1

    decide(pair.project, pair.case(), series, take(OTHER))

    assert len(pair.open()) == len(waiting) - len(series)
    pair.project.undo()
    assert pair.open() == waiting


def test_a_question_can_be_asked_again(make: Callable[..., Pair]) -> None:
    pair = make("kind_of_entity")
    begin_review(pair.project, pair.case())
    waiting = pair.open()
    decide(pair.project, pair.case(), waiting[:1], take(ONE))

    ask_again(pair.project, decided(pair.project, pair.document)[waiting[0].key])

    assert pair.open() == waiting


def test_three_annotators_decide_by_majority(tmp_path: Path, article: tuple[str, Layer]) -> None:
    text, layer = article
    other, _ = INJECTIONS["kind_of_entity"](Random(3), layer, text, SCHEMA)
    pair = Pair(tmp_path / "p.annot", text, {ONE: layer, OTHER: other, "سمير": layer})
    begin_review(pair.project, pair.case())
    assert len(pair.open()) == 10

    decide_by_majority(pair.project, pair.case())

    assert pair.open() == []
    assert same_content(pair.layer("gold"), pair.layer(ONE)).is_same
    pair.project.close()


def row_of(pair: Pair, name: str) -> str:
    return next(row.id for row in pair.project.layers(pair.document) if row.annotator == name)


def test_agreeing_on_something_else_afterwards_is_looked_at_again(make: Callable[..., Pair]) -> None:
    pair = make("kind_of_entity", "missing_event")
    begin_review(pair.project, pair.case())
    question = next(one for one in pair.open() if one.kind is Kind.TYPE)
    pair.decide_all(lambda _: take(OTHER))
    assert look_again(pair.project, pair.case(), decided(pair.project, pair.document)) == []
    theirs = next(mark for mark in pair.layer(OTHER).entities if mark.id == question.ids[1][0])

    with pair.project.change("change type"):
        pair.project.put(row_of(pair, OTHER), replace(theirs, type=question.values[0]))

    assert pair.open() == []
    found = look_again(pair.project, pair.case(), decided(pair.project, pair.document))
    assert [(one.kind, one.values) for one in found] == [(Kind.TYPE, question.values)]
    take_agreed(pair.project, pair.case(), found[0])
    assert look_again(pair.project, pair.case(), decided(pair.project, pair.document)) == []


def test_gold_can_stay_although_annotators_agree_on_something_else(make: Callable[..., Pair]) -> None:
    pair = make()
    begin_review(pair.project, pair.case())
    for name in (ONE, OTHER):
        mark = pair.layer(name).entities[0]
        with pair.project.change("change type"):
            pair.project.put(row_of(pair, name), replace(mark, type="WEA"))
    found = look_again(pair.project, pair.case(), decided(pair.project, pair.document))
    assert [one.kind for one in found] == [Kind.TYPE]

    keep_gold(pair.project, pair.case(), found[0])

    assert look_again(pair.project, pair.case(), decided(pair.project, pair.document)) == []


def test_what_the_reviewer_edits_by_hand_is_not_looked_at_again(make: Callable[..., Pair]) -> None:
    pair = make()
    begin_review(pair.project, pair.case())
    mark = pair.layer("gold").entities[0]

    with pair.project.change("change type"):
        pair.project.put(row_of(pair, "gold"), replace(mark, type="WEA"))

    assert look_again(pair.project, pair.case(), decided(pair.project, pair.document)) == []


def test_the_annotator_reads_what_was_corrected_and_why(make: Callable[..., Pair]) -> None:
    pair = make("kind_of_entity", "argument_missing")
    begin_review(pair.project, pair.case())
    assert corrections(pair.project, pair.document, OTHER) == []
    pair.decide_all(lambda _: take(ONE, "انظر الدليل"))
    finish_review(pair.project, pair.case())

    found = corrections(pair.project, pair.document, OTHER)

    assert corrections(pair.project, pair.document, ONE) == []
    assert sorted(one.difference.kind.value for one in found) == ["argument extra"] * 10 + ["type"] * 10
    assert {one.reason for one in found} == {"انظر الدليل"}
    assert {one.decision.author for one in found} == {"سارة"}


def test_the_annotator_can_answer_a_correction(make: Callable[..., Pair]) -> None:
    pair = make("kind_of_entity")
    begin_review(pair.project, pair.case())
    pair.decide_all(lambda _: take(ONE))
    finish_review(pair.project, pair.case())
    found = corrections(pair.project, pair.document, OTHER)[0]

    answer(pair.project, pair.document, OTHER, found, "لا أوافق")

    same = next(one for one in corrections(pair.project, pair.document, OTHER) if one.difference == found.difference)
    assert [comment.text for comment in same.comments] == ["لا أوافق"]


def test_one_annotator_is_reviewed_by_hand(tmp_path: Path, article: tuple[str, Layer]) -> None:
    text, layer = article
    pair = Pair(tmp_path / "p.annot", text, {ONE: layer})
    begin_review(pair.project, pair.case())
    assert same_content(pair.layer("gold"), pair.layer(ONE)).is_same
    mark = next(one for one in pair.layer("gold").entities if one.type != "WEA")
    with pair.project.change("change type"):
        pair.project.put(row_of(pair, "gold"), replace(mark, type="WEA"))

    finish_review(pair.project, pair.case())

    assert [one.difference.values for one in corrections(pair.project, pair.document, ONE)] == [(mark.type, "WEA")]
    pair.project.close()
