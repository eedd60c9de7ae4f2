"""The review window: keys decide, panes and list follow, and everything goes through the session."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.compare import same_content
from annotator.domain.difference import Kind
from annotator.domain.model import Layer, Relation, State
from annotator.domain.people import Role
from annotator.operations.people import put_person
from annotator.operations.review_case import decided
from annotator.ui.commands.review import approve_layer, send_layer_back
from annotator.ui.review.opening import show_review
from annotator.ui.review.window import ReviewWindow
from annotator.ui.window import Window
from tests.operations.test_review import ONE, OTHER
from tests.ui.review.conftest import injected

Review = Callable[..., ReviewWindow]
Keys = Callable[..., None]


def gold(shown: ReviewWindow) -> Layer:
    return shown.sitting.session.project.layer(shown.sitting.gold_id)


def layer(shown: ReviewWindow, name: str) -> Layer:
    return shown.sitting.session.project.layer(shown.sitting.layer_ids[name])


def states(shown: ReviewWindow) -> dict[str, State]:
    project = shown.sitting.session.project
    return {row.annotator: row.state for row in project.layers(shown.sitting.case.document_id)}


@pytest.mark.parametrize("layout", ["arabic", "latin"])
def test_a_number_takes_that_annotators_answer(review: Review, keys: Keys, layout: str) -> None:
    shown = review("kind_of_entity")
    asked = shown.sitting.current

    keys(shown, "2", layout=layout)

    kept = decided(shown.sitting.session.project, shown.sitting.case.document_id)[asked.key]
    assert (kept.choice, kept.annotator, kept.author) == ("take", OTHER, "ليلى")
    assert shown.sitting.current.key != asked.key
    assert shown.sitting.open_count == 9


def test_what_all_agree_on_is_in_gold_from_the_beginning(review: Review) -> None:
    shown = review("kind_of_entity")

    assert len(shown.panes.canvases[-1].sheet.marks) == len(gold(shown).entities + gold(shown).events) + len(
        gold(shown).relations
    )
    assert len(gold(shown).entities) > 10


def test_gold_is_drawn_with_each_answer(review: Review, keys: Keys) -> None:
    shown = review("missing_entity")
    before = len(shown.panes.canvases[-1].sheet.marks)

    keys(shown, "1")

    assert len(shown.panes.canvases[-1].sheet.marks) > before
    assert len(shown.panes.canvases[-1].sheet.marks) == len(list(gold(shown).marks()))


def test_the_lines_break_alike_in_all_panes(review: Review) -> None:
    shown = review("kind_of_entity", "boundary")

    widths = {canvas.viewport().width() for canvas in shown.panes.canvases}
    breaks = {
        tuple(
            (line.start, line.end)
            for index in range(len(canvas.sheet.blocks))
            for line in canvas.sheet.layout(index).shaped.lines
        )
        for canvas in shown.panes.canvases
    }

    assert len(widths) == len(breaks) == 1


def test_the_panes_scroll_together(review: Review, application: QApplication) -> None:
    shown = review("kind_of_entity")
    first, second, last = shown.panes.canvases

    bar = second.verticalScrollBar()
    bar.setValue(bar.value() + 700)
    application.processEvents()

    assert first.upper_line[0] == last.upper_line[0] == second.upper_line[0]


def test_none_of_them_needs_a_reason_and_offers_it_again(review: Review, keys: Keys) -> None:
    shown = review("kind_of_entity")

    keys(shown, "X")
    assert shown.card.field.isVisible()
    for letter in ("H", "F"):
        keys(shown, letter)
    keys(shown, "Enter")
    first = shown.sitting.questions[0].decision
    assert first.choice == "none"
    assert first.reason

    keys(shown, "X", "1")

    assert [one.decision.reason for one in shown.sitting.questions if one.decision] == [first.reason] * 2


def test_escape_leaves_the_reason_and_then_the_window(review: Review, keys: Keys, window: Window) -> None:
    shown = review("kind_of_entity")

    keys(shown, "X", "Esc")
    assert shown.sitting.open_count == 10
    assert window.desk.review is shown
    keys(shown, "Esc")

    assert window.desk.review is None


def test_undo_asks_the_question_again(review: Review, keys: Keys) -> None:
    shown = review("kind_of_entity")
    asked, before = shown.sitting.current.key, gold(shown)

    keys(shown, "2", "U")

    assert shown.sitting.current.key == asked
    assert same_content(gold(shown), before).is_same
    keys(shown, "U")
    assert shown.sitting.open_count == 10
    assert same_content(gold(shown), before).is_same


def test_questions_that_are_alike_are_shown_and_decided_as_one(review: Review, keys: Keys) -> None:
    shown = review("subtype")
    longest = max((one for one in shown.sitting.waiting), key=lambda one: len(_series(shown, one)))
    shown.sitting.jump(longest.key)
    count = len(_series(shown, longest))
    assert count > 1

    keys(shown, "S")
    assert shown.card.lines.count() == count
    assert shown.sitting.open_count == 10
    keys(shown, "2")

    assert shown.sitting.open_count == 10 - count
    keys(shown, "U")
    assert shown.sitting.open_count == 10


def _series(shown: ReviewWindow, difference: object) -> list[object]:
    return [one for one in shown.sitting.waiting if one.series == difference.series]


def test_three_annotators_decide_by_majority(review: Review, keys: Keys, brief: tuple[str, Layer]) -> None:
    shown = review(layers={ONE: brief[1], OTHER: injected(brief, "kind_of_entity"), "سمير": brief[1]})
    assert len(shown.panes.canvases) == 4

    keys(shown, "A")

    assert shown.sitting.open_count == 0


def test_a_decided_question_says_who_decided_and_can_be_asked_again(review: Review, keys: Keys) -> None:
    shown = review("kind_of_entity")
    keys(shown, "1", "Up")

    view = shown.review.mode.view()
    assert "ليلى" in view.note
    keys(shown, "R")

    assert shown.sitting.open_count == 10


def test_a_click_in_the_list_asks_that_question(review: Review) -> None:
    shown = review("kind_of_entity")
    key = shown.sitting.questions[4].key
    row = shown.table.row_of(key)

    place = shown.view.visualRect(shown.table.index(row, 0)).center()
    QTest.mouseClick(shown.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    assert shown.sitting.current.key == key


def test_a_click_on_an_answer_gives_it(review: Review) -> None:
    shown = review("kind_of_entity")

    QTest.mouseClick(shown.card.buttons[1], Qt.MouseButton.LeftButton)

    assert [one.decision.annotator for one in shown.sitting.questions if one.decision] == [OTHER]


def test_decisions_survive_reopening(review: Review, keys: Keys, window: Window) -> None:
    shown = review("kind_of_entity")
    keys(shown, "1", "2", "Esc")

    show_review(window.desk)

    again = window.desk.review
    assert again.sitting.open_count == 8
    assert [one.decision.annotator for one in again.sitting.questions if one.decision] == [ONE, OTHER]


def test_editing_goes_to_gold_in_the_main_window_and_back(review: Review, keys: Keys, window: Window) -> None:
    shown = review("kind_of_entity")

    keys(shown, "E")

    assert not shown.isVisible()
    assert window.session.annotator == "gold"
    assert not window.session.is_foreign
    assert window.session.mark is not None
    show_review(window.desk)
    assert window.desk.review is shown
    assert shown.isVisible()
    assert shown.sitting.open_count == 9


def test_a_comment_reaches_the_annotators_own_mark(review: Review, keys: Keys) -> None:
    shown = review("kind_of_entity")
    mark = shown.sitting.current.difference.ids[1][0]

    keys(shown, "C", "2", "H", "Enter")

    assert [comment.target for comment in layer(shown, OTHER).comments] == [mark]
    assert layer(shown, ONE).comments == ()


def test_everything_decided_is_approved_and_the_next_document_follows(review: Review, keys: Keys) -> None:
    shown = review("kind_of_entity", documents=2)
    first = shown.sitting.case.document_id

    keys(shown, *["1"] * 10, "Enter")

    project = shown.sitting.session.project
    assert {row.state for row in project.layers(first)} == {State.APPROVED}
    assert shown.sitting.case.document_id != first
    assert shown.sitting.open_count == 10


def test_rejecting_everything_is_a_finished_document(review: Review, keys: Keys, brief: tuple[str, Layer]) -> None:
    few = replace(brief[1], entities=brief[1].entities[:3], events=(), relations=(), clusters=())
    shown = review(layers={ONE: few, OTHER: Layer("")})

    keys(shown, "X", "H", "Enter", "X", "1", "X", "1", "Enter")

    assert list(gold(shown).marks()) == []
    assert set(states(shown).values()) == {State.APPROVED}


def test_work_is_sent_back_with_a_reason(review: Review, keys: Keys) -> None:
    shown = review("kind_of_entity")

    keys(shown, "B", "2", "H", "Enter")

    assert states(shown)[OTHER] is State.RETURNED
    assert states(shown)[ONE] is State.IN_REVIEW


def test_one_annotator_is_approved_with_one_key(review: Review, keys: Keys, brief: tuple[str, Layer]) -> None:
    shown = review(layers={ONE: brief[1]})
    assert shown.sitting.questions == []

    keys(shown, "Enter")

    assert set(states(shown).values()) == {State.APPROVED}


def test_a_changed_layer_asks_exactly_what_is_new(review: Review, keys: Keys) -> None:
    shown = review("kind_of_entity")
    keys(shown, *["1"] * 10)
    session = shown.sitting.session
    agreed = next(group for group in shown.sitting.case.consensus.agreed if not group.is_event)

    def retype(project):
        with project.change("change type") as change:
            project.put(shown.sitting.layer_ids[OTHER], replace(agreed.marks[1], type="WEA"))
        return change.record

    session.run(retype)

    assert [(one.kind, one.ids[1]) for one in shown.sitting.waiting] == [(Kind.TYPE, (agreed.marks[1].id,))]
    assert shown.sitting.current.difference.ids[1] == (agreed.marks[1].id,)


@pytest.mark.parametrize(("chord", "types"), [("1", 0), ("K", 1)])
def test_what_all_changed_alike_is_looked_at_again(review: Review, keys: Keys, chord: str, types: int) -> None:
    shown = review(layers=None)
    session, case = shown.sitting.session, shown.sitting.case
    group = case.consensus.agreed[0]

    def retype(project):
        with project.change("change type") as change:
            for name, mark in zip(case.names, group.marks, strict=True):
                project.put(shown.sitting.layer_ids[name], replace(mark, type="WEA"))
        return change.record

    session.run(retype)
    asked = shown.sitting.current
    assert asked.is_again
    keys(shown, chord)

    assert shown.sitting.open_count == 0
    found = next(one for one in gold(shown).entities if one.spans == group.first.spans and one.type in _both(group))
    assert found.type == ("WEA", group.first.type)[types]


def _both(group) -> tuple[str, str]:
    return "WEA", group.first.type


def test_overlaid_shows_all_in_one_text_and_what_is_alike_once(review: Review, keys: Keys) -> None:
    shown = review("kind_of_entity")

    keys(shown, "O")

    assert len(shown.panes.canvases) == 2
    marks = shown.panes.canvases[0].sheet.marks
    theirs = layer(shown, ONE)
    assert sum(not isinstance(mark, Relation) for mark in marks) == len((*theirs.entities, *theirs.events)) + 10


def test_differences_only_hides_what_all_agree_on(review: Review, keys: Keys) -> None:
    shown = review("kind_of_entity")

    keys(shown, "D")

    assert [len(canvas.sheet.marks) for canvas in shown.panes.canvases[:2]] == [10, 10]


def test_an_annotator_may_not_review(window: Window, review: Review, answers) -> None:
    shown = review("kind_of_entity")
    shown.close()
    session = window.session
    put_person(session.project, "سارة", Role.LEAD)
    put_person(session.project, "ليلى", Role.ANNOTATOR)

    show_review(window.desk)

    assert window.desk.review is None
    assert "ليلى" in answers.told[-1]


def test_a_layer_is_approved_or_sent_back_from_the_main_window(window: Window, review: Review, answers) -> None:
    shown = review("kind_of_entity")
    shown.close()
    session = window.session
    document = session.document.id
    session.show(document, ONE)
    approve_layer.run(window.desk)
    session.show(document, OTHER)
    answers.given = ["الأدوار ناقصة"]

    send_layer_back.run(window.desk)

    rows = {row.annotator: (row.state, row.reason) for row in session.project.layers(document)}
    assert rows[ONE][0] is State.APPROVED
    assert rows[OTHER] == (State.RETURNED, "الأدوار ناقصة")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_kind_of_question_has_its_words(
    review: Review, window: Window, article: tuple[str, Layer], language: str
) -> None:
    window.session.set_settings(language=language)
    mentions = ("missing_entity", "boundary", "kind_of_entity", "subtype", "cluster_alone", "trigger", "kind_of_event")
    links = ("argument_role", "argument_filler", "relation_direction", "relation_type", "attribute")
    shown = review(*mentions, *links, source=article)

    for question in shown.sitting.questions:
        shown.sitting.jump(question.key)
        view = shown.review.mode.view()
        assert view.title
        assert len({option.words for option in view.options}) == len(view.options), view
        assert view.sentence is not None
        assert view.sentence[1]
