"""People and work in the window: give out, blind layers, the next document for me, who is at the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from annotator.domain.model import State
from annotator.domain.people import Batch, Role
from annotator.domain.span import Span
from annotator.operations.assignment import assign, by_hand
from annotator.operations.entities import add_entity
from annotator.operations.people import put_person
from annotator.operations.queue import send_back
from annotator.ui.commands.work import next_for_me
from annotator.ui.dialogs.who import WhoDialog
from annotator.ui.window import Window
from annotator.ui.work.dialog import WorkDialog
from annotator.ui.work.who import Who, be

OTHER = "بشير"


@pytest.fixture
def team(opened: Window, application: QApplication) -> Window:
    session = opened.session
    session.run(put_person, "ليلى", Role.LEAD)
    session.run(put_person, OTHER, Role.ANNOTATOR)
    with session.project.change("import"):
        for number in range(5):
            session.project.add_document(f"{number}.txt", "كلمة " * (number + 1))
    session.documents = session.project.documents()
    application.processEvents()
    return opened


def layer(window: Window, document: str, name: str) -> str:
    project = window.session.project
    rows = project.layers(project.find_document(document))
    return next(row.id for row in rows if row.annotator == name)


def test_a_batch_is_given_out_by_a_click(team: Window) -> None:
    dialog = WorkDialog(team.desk)
    dialog.show()
    dialog.pages.setCurrentWidget(dialog.assign)
    dialog.assign.people.tick(["ليلى", OTHER])

    QTest.mouseClick(dialog.assign.give, Qt.MouseButton.LeftButton)

    rows = team.session.project.documents()
    assert all(len([one for one in row.layers if one.batch]) == 2 for row in rows)
    assert team.session.documents == rows
    assert dialog.pages.currentWidget() is dialog.progress
    assert [one.documents for one in dialog.progress.table.rows()] == [6, 6]
    dialog.close()


def test_nobody_chosen_is_said_and_nothing_can_be_given(team: Window) -> None:
    dialog = WorkDialog(team.desk)

    assert not dialog.assign.give.isEnabled()
    assert dialog.assign.said.text() == team.session.tr("Choose somebody to give the documents to.")


def test_the_preview_shows_what_each_person_would_get(team: Window) -> None:
    dialog = WorkDialog(team.desk)
    dialog.assign.people.tick(["ليلى", OTHER])
    dialog.assign.share_way.setChecked(True)
    dialog.assign.doubled.setValue(50)

    assert [(load.name, load.shared) for load in dialog.assign.table.rows()] == [(OTHER, 3), ("ليلى", 3)]


def test_people_with_work_stay(team: Window, answers) -> None:
    team.session.run(assign, Batch("1"), by_hand(team.session.documents, [OTHER]))
    dialog = WorkDialog(team.desk)
    at = [person.name for person in dialog.people.table.rows()].index(OTHER)
    dialog.people.view.select_row(at)
    dialog.people.judge()

    QTest.mouseClick(dialog.people.remove_button, Qt.MouseButton.LeftButton)

    assert OTHER in [person.name for person in dialog.people.table.rows()]
    assert len(answers.told) == 1


def test_others_marks_are_hidden_while_work_is_blind(team: Window) -> None:
    session = team.session
    session.run(assign, Batch("1"), by_hand(session.documents[:1], ["ليلى", OTHER]))
    document = session.documents[0]
    add_entity(session.project, layer(team, document.name, OTHER), "PER", (Span(0, 3),))

    session.show(document.id)
    assert [row.annotator for row in session.visible(session.document)] == ["ليلى"]
    session.show(document.id, OTHER)
    assert (session.annotator, len(session.marks)) == (OTHER, 0)


def test_next_for_me_opens_what_was_returned_and_says_why(team: Window) -> None:
    session = team.session
    session.run(assign, Batch("1"), by_hand(session.documents, ["ليلى"]))
    session.run(send_back, layer(team, "3.txt", "ليلى"), "الأدوار ناقصة")
    said: list[str] = []
    session.said.connect(said.append)

    next_for_me.run(team.desk)

    assert session.document.name == "3.txt"
    assert "الأدوار ناقصة" in said[-1]


def test_without_waiting_work_it_is_said(team: Window) -> None:
    team.session.run(assign, Batch("1"), by_hand(team.session.documents, [OTHER]))
    said: list[str] = []
    team.session.said.connect(said.append)

    next_for_me.run(team.desk)

    assert said == [team.session.tr("Nothing else waits for you.")]


def test_who_is_at_the_keyboard_is_always_shown(team: Window) -> None:
    who = team.statusBar().findChild(Who)

    assert who.text() == "ليلى · قائد الفريق"
    be(team.desk, OTHER)
    assert who.text() == "بشير · واسِم"
    assert team.session.annotator == OTHER


def test_a_stranger_is_asked_who_they_are(team: Window, answers, application: QApplication) -> None:
    project = team.session.project
    team.session.set_settings(annotator="غريب")

    team.session.project_opened.emit()
    application.processEvents()

    assert answers.asked[-1] == "who"
    assert project is team.session.project


def test_a_click_on_a_name_answers_who(team: Window, press: Callable[..., None]) -> None:
    dialog = WhoDialog(team.session, team, team.session.project.people.all())
    dialog.show()

    QTest.mouseClick(dialog.buttons[0], Qt.MouseButton.LeftButton)

    assert dialog.name == OTHER


def test_a_name_that_cannot_be_is_refused_in_place(team: Window) -> None:
    dialog = WhoDialog(team.session, team, team.session.project.people.all())
    dialog.other.setText("gold")

    dialog.other.returnPressed.emit()

    assert dialog.name == ""
    assert [one.text() for one in dialog.findChildren(QLabel) if one.property("kind") == "bad"] != [""]


def test_the_progress_counts_states(team: Window) -> None:
    session = team.session
    session.run(assign, Batch("1"), by_hand(session.documents, [OTHER]))
    with session.project.change("set state"):
        session.project.set_state(layer(team, "1.txt", OTHER), State.DONE)

    dialog = WorkDialog(team.desk)

    found = dialog.progress.table.rows()[0]
    assert (found.person, found.finished, found.documents) == (OTHER, 1, 6)
