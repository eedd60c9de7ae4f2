"""What review changed, for the annotator: before, after, why; to look at and to answer."""

from collections.abc import Callable

from annotator.operations.review import none
from annotator.ui.review.corrections_dialog import AFTER, BEFORE, WHY, CorrectionsDialog
from annotator.ui.review.hint import ReviewHint
from annotator.ui.review.window import ReviewWindow
from annotator.ui.window import Window
from tests.operations.test_review import OTHER

Review = Callable[..., ReviewWindow]


def approved(review: Review, *names: str) -> str:
    """Take the first annotator's answer to all but the first question, for which there is a reason."""
    shown = review(*names)
    shown.sitting.answer(none("ليس اسماً"), shown.sitting.waiting[:1])
    while shown.sitting.waiting:
        shown.press("1")
    shown.press("Enter")
    document = shown.sitting.case.document_id
    shown.close()
    return document


def test_a_correction_says_what_was_and_what_is_and_why(review: Review, window: Window) -> None:
    document = approved(review, "kind_of_entity")
    dialog = CorrectionsDialog(window.desk, document, OTHER)

    rows = dialog.table.rows
    cells = [[dialog.table.index(row, column).data() for column in (BEFORE, AFTER)] for row in range(len(rows))]
    reasons = {dialog.table.index(row, WHY).data() for row in range(len(rows))}

    assert len(rows) == 10
    assert all(before != after for before, after in cells)
    assert "ليس اسماً" in reasons


def test_what_only_gold_has_is_told_with_its_decision(review: Review, window: Window) -> None:
    document = approved(review, "missing_entity")

    dialog = CorrectionsDialog(window.desk, document, OTHER)

    assert {one.decision.author for one in dialog.table.rows} == {"ليلى"}


def test_a_correction_leads_to_its_mark_and_can_be_answered(review: Review, window: Window) -> None:
    document = approved(review, "kind_of_entity")
    dialog = CorrectionsDialog(window.desk, document, OTHER)
    dialog.view.select_row(2)
    target = dialog.table.rows[2].difference.ids[0][0]

    dialog.field.setText("لا أوافق")
    dialog.field.returnPressed.emit()
    assert [one.text for one in dialog.table.rows[2].comments] == ["لا أوافق"]
    dialog.go(dialog.view.currentIndex())

    assert window.session.annotator == OTHER
    assert window.session.mark.id == target


def test_the_head_says_that_there_are_corrections(review: Review, window: Window) -> None:
    document = approved(review, "kind_of_entity")
    hint = window.findChild(ReviewHint)
    window.session.show(document)
    assert hint.text() == ""

    window.session.set_settings(annotator=OTHER)
    window.session.show(document)

    hint = window.findChildren(ReviewHint)[-1]
    assert hint.text() == window.session.tr.count("{count} corrections", 10)


def test_without_corrections_it_is_said(review: Review, window: Window) -> None:
    shown = review("kind_of_entity")
    document = shown.sitting.case.document_id

    dialog = CorrectionsDialog(window.desk, document, OTHER)

    assert dialog.table.rows == []
    assert not dialog.field.isVisibleTo(dialog)
