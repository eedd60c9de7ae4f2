"""The comments panel: threads of others are seen, answered and settled; blind ones are not; a click goes there."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.domain.model import State
from annotator.domain.people import Batch, Role
from annotator.domain.span import Span
from annotator.operations.assignment import assign, by_hand
from annotator.operations.comments import add_comment, comment_on_type
from annotator.operations.entities import add_entity
from annotator.operations.people import put_person
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.ui.commenting import may_delete
from annotator.ui.document_giving import give, send_back, work_of
from annotator.ui.document_menu import document_menu
from annotator.ui.panels.comments import MINE, SETTLED, Comments
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, TEXT, Answers

Press = Callable[..., None]
OTHER = "بشير"


@pytest.fixture
def team(opened: Window, application: QApplication) -> Window:
    session = opened.session
    session.run(put_person, ANNOTATOR, Role.LEAD)
    session.run(put_person, OTHER, Role.ANNOTATOR)
    session.run(_added)
    application.processEvents()
    return opened


def _added(project: Project) -> Change:
    with project.change("import") as change:
        project.add_document("second.txt", "كلمة واحدة")
    return change.recorded()


def _finished(project: Project, layer_id: str) -> Change:
    with project.change("set state") as change:
        project.set_state(layer_id, State.DONE)
    return change.recorded()


def mark_of(window: Window, name: str) -> tuple[str, str]:
    session = window.session
    with session.project.change("import"):
        layer_id = session.project.ensure_layer(session.document.id, name)
    start = TEXT.index("القاهرة")
    mark = session.run(add_entity, layer_id, "GPE", (Span(start, start + 7),)).id
    return layer_id, mark


def said_by(window: Window, name: str, operation: Callable[..., object], *values: object) -> str:
    project = window.session.project
    project.author = name
    added = window.session.run(operation, *values)
    project.author = window.session.author
    return added.id


def panel_of(window: Window, state: str = "open") -> Comments:
    panel = window.docks["comments"].contents
    panel.states.setCurrentIndex(panel.states.findData(state))
    panel.finish()
    return panel


def words(panel: Comments) -> list[str]:
    table = panel._table
    return [table.index(row, 1).data() for row in range(table.rowCount())]


def test_a_question_on_my_mark_waits_for_me_until_i_answer_and_settle_it(team: Window) -> None:
    layer_id, mark = mark_of(team, ANNOTATOR)
    said_by(team, OTHER, add_comment, layer_id, mark, "لماذا؟")
    panel = panel_of(team, MINE)

    assert words(panel) == ["لماذا؟"]
    assert panel.summary() == team.session.tr.count("{count} to answer", 1)
    team.desk.threads.choose(panel._table.row(0).id)
    panel.talk.field.setText("اسم مدينة")
    QTest.keyClick(panel.talk.field, Qt.Key.Key_Return)
    assert words(panel_of(team, MINE)) == []
    assert panel.summary() == ""
    assert words(panel_of(team)) == ["اسم مدينة"]

    panel.talk._settle.click()
    assert words(panel_of(team)) == []
    assert words(panel_of(team, SETTLED)) == ["اسم مدينة"]


def test_enter_on_a_thread_goes_to_its_mark_in_its_document(team: Window, application: QApplication) -> None:
    layer_id, mark = mark_of(team, OTHER)
    said_by(team, OTHER, add_comment, layer_id, mark, "؟")
    team.session.show(team.session.documents[1].id)
    panel = panel_of(team)

    panel._view.chosen.emit(panel._table.index(0, 0))
    application.processEvents()

    assert team.session.document.name == "خبر.txt"
    assert team.session.annotator == OTHER
    assert team.session.mark.id == mark


def test_a_thread_on_a_type_shows_the_type(team: Window, application: QApplication) -> None:
    layer_id, _ = mark_of(team, ANNOTATOR)
    said_by(team, OTHER, comment_on_type, layer_id, "entity", "ORG", "متى؟")
    panel = panel_of(team)
    application.processEvents()

    panel._view.chosen.emit(panel._table.index(0, 0))
    application.processEvents()

    types = team.docks["types"].contents
    assert types._tree.currentItem() is types._items["entity", "ORG"]


def test_anothers_mark_takes_a_comment_and_is_not_unlocked(team: Window, answers: Answers, press: Press) -> None:
    _, mark = mark_of(team, OTHER)
    team.session.show(team.session.document.id, OTHER)
    team.session.select(mark)
    answers.given = ["هل هذا صحيح؟", "نعم"]

    press(team.canvas, "Ctrl+M")
    press(team.canvas, "Ctrl+Shift+A")
    press(team.canvas, "Ctrl+Shift+R")

    (placed,) = team.desk.threads.visible()
    assert [one.text for one in placed.thread.comments()] == ["هل هذا صحيح؟", "نعم"]
    assert (placed.annotator, placed.thread.first.target, placed.thread.is_open) == (OTHER, mark, False)
    assert team.session.is_foreign
    assert not any("الوسوم" in asked for asked in answers.asked)


def test_without_a_mark_the_document_is_commented(team: Window, answers: Answers, press: Press) -> None:
    answers.given = ["عن المستند"]

    press(team.canvas, "Ctrl+M")

    (placed,) = team.desk.threads.visible()
    assert placed.thread.first.target is None
    assert placed.annotator == ANNOTATOR


def test_in_blind_work_the_threads_of_others_stay_hidden(team: Window) -> None:
    session = team.session
    rows = session.documents[:1]
    session.run(assign, Batch("1"), by_hand(rows, [ANNOTATOR, OTHER]))
    layer_id, mark = mark_of(team, OTHER)
    said_by(team, OTHER, add_comment, layer_id, mark, f"@{ANNOTATOR} انظر")

    assert words(panel_of(team)) == []
    assert panel_of(team).summary() == ""
    for layer in session.project.layers(rows[0].id):
        session.run(_finished, layer.id)
    assert words(panel_of(team)) == [f"@{ANNOTATOR} انظر"]


def test_next_to_answer_goes_round(team: Window, press: Press, application: QApplication) -> None:
    layer_id, mark = mark_of(team, ANNOTATOR)
    said_by(team, OTHER, add_comment, layer_id, mark, "؟")
    team.session.show(team.session.documents[1].id)

    press(team.canvas, "Shift+F9")
    application.processEvents()

    assert team.session.mark.id == mark
    assert team.desk.threads.chosen.thread.first.text == "؟"


def test_only_ones_own_words_are_deleted_unless_one_leads(team: Window) -> None:
    layer_id, mark = mark_of(team, ANNOTATOR)
    said_by(team, OTHER, add_comment, layer_id, mark, "؟")
    (placed,) = team.desk.threads.visible()

    assert may_delete(team.session, placed.thread.first)
    team.session.run(put_person, "سارة", Role.LEAD)
    team.session.run(put_person, ANNOTATOR, Role.ANNOTATOR)
    assert not may_delete(team.session, placed.thread.first)


# Giving out


def titles(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_documents_are_given_together_and_narrowed_by_person(team: Window, application: QApplication) -> None:
    panel = team.docks["documents"].contents
    panel._view.selectAll()

    give(team.desk, panel.chosen(), OTHER)
    application.processEvents()

    rows = team.session.documents
    assert [[one.annotator for one in row.layers if one.batch] for row in rows] == [[OTHER], [OTHER]]
    panel._work.setCurrentIndex(panel._work.findData(f"person:{ANNOTATOR}"))
    panel._narrow()
    assert panel._table.rowCount() == 0
    panel._work.setCurrentIndex(panel._work.findData(f"person:{OTHER}"))
    panel._narrow()
    assert panel._table.rowCount() == 2
    assert OTHER in panel._table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)


def test_work_is_sent_back_with_a_reason_and_only_by_those_who_review(team: Window, answers: Answers) -> None:
    layer_id, _ = mark_of(team, OTHER)
    team.session.run(_finished, layer_id)
    row = team.session.project.document_row(team.session.document.id)
    answers.given = ["الحدود"]

    send_back(team.desk, work_of([row], lambda layer: layer.state is State.DONE).ids())

    (back,) = [one for one in team.session.project.layers(row.id) if one.annotator == OTHER]
    assert (back.state, back.reason) == (State.RETURNED, "الحدود")
    lead = titles(document_menu(team.desk, row))
    team.session.run(put_person, "سارة", Role.LEAD)
    team.session.run(put_person, ANNOTATOR, Role.ANNOTATOR)
    assert len(titles(document_menu(team.desk, row))) == len(lead) - 4
