"""The panels around the text: each follows the session and does what keys do."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableView

from annotator.domain.model import Entity, State
from annotator.domain.span import Span
from annotator.operations import clusters, comments, entities, events
from annotator.operations.documents import open_layer
from annotator.operations.projects import new_project
from annotator.store.project import Project
from annotator.ui.document_menu import delete, put_state, rename
from annotator.ui.session import Session
from annotator.ui.widgets.mark_form import MarkForm
from annotator.ui.widgets.problem_table import REPAIR
from annotator.ui.widgets.type_delegate import COUNT, KIND
from annotator.ui.window import Window
from annotator.ui.wording import kind_title
from tests.ui.conftest import ANNOTATOR, TEXT, Answers

Press = Callable[..., None]


def test_documents_are_found_by_a_part_of_their_name_and_opened_by_a_click(
    window: Window, tmp_path: Path, application: QApplication
) -> None:
    project = new_project(tmp_path / "p.annot", author=ANNOTATOR)
    with project.change("import"):
        for number in range(300):
            project.add_document(f"Article {number}", TEXT)
    window.session.adopt(project)
    panel = window.docks["documents"].contents
    panel.findChild(QLineEdit).setText("article 29")
    view = panel.findChild(QTableView)
    application.processEvents()

    place = view.visualRect(view.model().index(3, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    assert view.model().rowCount() == 11
    assert window.session.document.name == "Article 292"


def test_the_types_panel_counts_and_a_click_marks(opened: Window, application: QApplication) -> None:
    opened.canvas.stand_on(TEXT.index("القاهرة"))
    tree = opened.docks["types"].contents._tree
    items = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    place = next(item for item in items if item.data(0, KIND) is not None and item.data(0, KIND).id == "GPE")

    spot = tree.visualItemRect(place).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    assert [mark.type for mark in opened.session.marks] == ["GPE"]
    assert place.data(0, COUNT) == 1


def test_the_details_change_the_selected_mark(opened: Window, press: Press, application: QApplication) -> None:
    opened.canvas.stand_on(TEXT.index("الرئيس"))
    press(opened.canvas, "1")
    application.processEvents()
    box = opened.docks["details"].contents.findChild(QComboBox, "attribute:mention_class")

    box.activated.emit(box.findData("NOM"))
    application.processEvents()

    assert opened.session.mark.attributes["mention_class"] == "NOM"
    assert opened.docks["details"].contents.findChild(QComboBox, "attribute:mention_class").currentData() == "NOM"


def test_a_comment_is_written_in_the_details(opened: Window, press: Press, application: QApplication) -> None:
    opened.canvas.stand_on(TEXT.index("الرئيس"))
    press(opened.canvas, "1")
    application.processEvents()
    field = opened.docks["details"].contents.findChild(QLineEdit, "comment")
    field.setText("هل هو اسم؟")

    field.returnPressed.emit()

    (comment,) = opened.session.project.layer(opened.session.layer_id).comments
    assert comment.text == "هل هو اسم؟"
    assert comment.target == opened.session.mark.id


def test_a_problem_leads_to_its_mark(opened: Window, press: Press) -> None:
    opened.canvas.stand_on(TEXT.index("والتقى"))
    press(opened.canvas, "K", "M", "Esc", "Right")
    panel = opened.docks["problems"].contents
    panel.finish()
    table = panel._view.model()
    assert table.problem(0) is None  # the heading

    panel._view.chosen.emit(table.index(1, 0))

    assert opened.session.mark is not None
    assert opened.session.mark.type == "Contact.Meet"
    assert opened.canvas.selection.mark == opened.session.mark.id


def test_the_history_takes_back_everything_after_a_step(
    opened: Window, press: Press, application: QApplication
) -> None:
    for word in ("القاهرة", "القصر", "مدينة"):
        opened.canvas.stand_on(TEXT.index(word))
        press(opened.canvas, "3")
    panel = opened.docks["history"].contents
    opened.docks["history"].raise_()
    application.processEvents()
    spot = panel._view.visualRect(panel._view.model().index(2, 0)).center()
    QTest.mouseClick(panel._view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    panel._back.click()

    assert len([mark for mark in opened.session.marks if isinstance(mark, Entity)]) == 1


def test_the_state_is_switched_from_the_head_of_the_document(opened: Window, press: Press) -> None:
    press(opened.canvas, "Ctrl+D")

    (row,) = opened.session.project.layers(opened.session.document.id)
    assert row.state is State.DONE
    assert "منجَز" in opened.findChild(type(opened.centralWidget().widget(1).layout().itemAt(0).widget()))._state.text()


def test_an_edge_space_is_repaired_by_a_click_as_one_step(opened: Window, application: QApplication) -> None:
    session = opened.session
    added = session.run(entities.add_entity, session.layer_for_edit(), "PER", [Span(0, 4)])
    panel = opened.docks["problems"].contents
    panel.finish()
    table = panel._view.model()
    row = next(at for at in range(table.rowCount()) if (found := table.problem(at)) and found.kind == "edge space")
    before = len(session.project.history())

    panel._view.chosen.emit(table.index(row, REPAIR))

    assert session.marks.get(added.id).spans == (Span(0, 3),)
    assert len(session.project.history()) == before + 1
    assert not [problem for problem in opened.desk.check.of(added.id) if problem.kind == "edge space"]


def test_a_key_repairs_the_selected_mark(opened: Window, press: Press) -> None:
    session = opened.session
    added = session.run(entities.add_entity, session.layer_for_edit(), "PER", [Span(0, 4)])
    opened.desk.check.finish()
    session.select(added.id)

    press(opened.canvas, "Ctrl+.")

    assert session.marks.get(added.id).spans == (Span(0, 3),)


def test_older_steps_are_read_when_they_are_asked_for(opened: Window, application: QApplication) -> None:
    session = opened.session
    for number in range(450):
        with session.project.change("rename document"):
            session.project.rename_document(session.document.id, f"{number}.txt")
    opened.docks["history"].raise_()
    application.processEvents()
    panel = opened.docks["history"].contents
    panel._begin()
    table = panel._view.model()
    assert table.rowCount() == 200
    while table.canFetchMore(QModelIndex()):
        table.fetchMore(QModelIndex())

    assert [table.change(row).id for row in range(table.rowCount())] == [row.id for row in session.project.history(999)]


def test_the_history_is_filtered_by_kind_and_goes_on_with_new_steps(
    opened: Window, press: Press, application: QApplication
) -> None:
    opened.docks["history"].raise_()
    application.processEvents()
    panel = opened.docks["history"].contents
    opened.canvas.stand_on(TEXT.index("القاهرة"))
    press(opened.canvas, "3", "Ctrl+D")
    panel._kinds.setCurrentIndex(panel._kinds.findData("add entity"))
    panel._kinds.activated.emit(panel._kinds.currentIndex())
    assert panel._view.model().rowCount() == 1

    opened.canvas.stand_on(TEXT.index("القصر"))
    press(opened.canvas, "3")

    assert panel._view.model().rowCount() == 2


def test_documents_are_filtered_by_state_and_found_without_vowel_marks(
    window: Window, tmp_path: Path, application: QApplication
) -> None:
    project = new_project(tmp_path / "p.annot", author=ANNOTATOR)
    with project.change("import"):
        for name in ("أخبار", "مقالة", "رسالة"):
            project.set_state(project.ensure_layer(project.add_document(name, TEXT), ANNOTATOR), State.DONE)
        project.add_document("مقاله ثانية", TEXT)
    window.session.adopt(project)
    panel = window.docks["documents"].contents
    states = panel.findChild(QComboBox)

    panel.findChild(QLineEdit).setText("مَقالَة")
    assert panel._table.rowCount() == 2
    states.setCurrentIndex(1)
    states.activated.emit(1)

    assert [panel._table.data(panel._table.index(row, 0)) for row in range(panel._table.rowCount())] == ["مقاله ثانية"]
    assert panel.summary() != ""


def test_a_document_gets_its_state_name_and_end_from_its_menu(
    opened: Window, answers: Answers, application: QApplication
) -> None:
    session = opened.session
    with session.project.change("import"):
        other = session.project.add_document("other.txt", TEXT)
    session.adopt(Project.open(_closed(session), author=ANNOTATOR))
    row = next(row for row in session.documents if row.id == other)

    put_state(opened.desk, row, State.DONE)
    answers.given = ["renamed.txt", 0]
    rename(opened.desk, row)
    assert [(one.name, [layer.state for layer in one.layers]) for one in session.documents][1] == (
        "renamed.txt",
        [State.DONE],
    )
    assert session.document.name == "خبر.txt"

    delete(opened.desk, row)
    assert [one.name for one in session.documents] == ["خبر.txt"]


def _closed(session: Session) -> Path:
    path = session.project.path
    session.adopt(None)
    return path


def test_a_key_goes_on_to_the_next_document_with_work_left(window: Window, tmp_path: Path, press: Press) -> None:
    project = new_project(tmp_path / "p.annot", author=ANNOTATOR)
    with project.change("import"):
        ids = [project.add_document(name, TEXT) for name in "abc"]
        project.set_state(project.ensure_layer(ids[1], ANNOTATOR), State.DONE)
    window.session.adopt(project)

    press(window.canvas, "Ctrl+Shift+PgDown")
    assert window.session.document.name == "c"
    press(window.canvas, "Ctrl+D", "Ctrl+Shift+PgDown", "Ctrl+Shift+PgDown")

    assert window.session.document.name == "a"


def test_the_details_show_comments_cluster_and_history_with_the_same_widgets(
    opened: Window, press: Press, application: QApplication
) -> None:
    session, panel = opened.session, opened.docks["details"].contents
    layer = session.layer_for_edit()
    spans = [Span(TEXT.index(word), TEXT.index(word) + len(word)) for word in ("القاهرة", "القصر")]
    one, other = (session.run(entities.add_entity, layer, "GPE", [span]).id for span in spans)
    session.run(clusters.cluster_marks, [one, other])
    session.run(comments.add_comment, layer, one, "هل هي المدينة؟")
    session.select(one)
    application.processEvents()
    form = panel.findChild(MarkForm)
    settle = next(button for button in form.findChildren(QPushButton) if button.text() == session.tr("Settle"))
    assert any("«القصر»" in button.text() for button in form.findChildren(QPushButton))

    settle.click()
    form.findChild(QPushButton, "history").click()
    application.processEvents()

    assert [comment.resolved for comment in session.project.layer(layer).comments] == [True]
    assert settle.text() == session.tr("Open again")
    said = [label.text() for label in form.findChildren(QLabel)]
    assert any(kind_title(session, "add entity") in words for words in said)
    number = len(panel.findChildren(QPushButton))
    for _ in range(3):
        session.select(other)
        application.processEvents()
        session.select(one)
        application.processEvents()
    assert panel.findChild(MarkForm) is form
    assert len(panel.findChildren(QPushButton)) == number


def test_an_argument_changes_its_role_in_the_details(
    opened: Window, answers: Answers, application: QApplication
) -> None:
    session = opened.session
    layer = session.layer_for_edit()
    person = session.run(entities.add_entity, layer, "PER", [Span(0, 3)])
    meeting = session.run(events.add_event, layer, "Contact.Meet", [Span(4, 10)])
    roles = session.schema.event("Contact.Meet").roles
    session.run(events.fill_role, meeting.id, roles[0].id, person.id)
    session.select(meeting.id)
    application.processEvents()
    form = opened.docks["details"].contents.findChild(MarkForm)
    title = next(one for one in form.findChildren(QPushButton) if one.property("kind") == "quiet")
    answers.given = [1]

    title.click()

    (argument,) = session.marks.get(meeting.id).arguments
    assert argument.role == roles[1].id


def test_a_type_is_found_by_a_part_of_its_name_and_applied_by_enter(opened: Window) -> None:
    panel = opened.docks["types"].contents
    opened.canvas.stand_on(TEXT.index("القاهرة"))
    words = panel.findChild(QLineEdit)

    words.setText("كيان جيو")
    shown = [kind for kind, item in panel._items.items() if not item.isHidden()]
    words.returnPressed.emit()

    assert shown == [("entity", "GPE")]
    assert [mark.type for mark in opened.session.marks] == ["GPE"]
    assert not any(item.isHidden() for item in panel._items.values())


def test_a_type_is_explained_with_examples_of_what_is_marked(opened: Window, application: QApplication) -> None:
    panel, session = opened.docks["types"].contents, opened.session
    place = TEXT.index("القاهرة")
    added = session.run(entities.add_entity, session.layer_for_edit(), "GPE", [Span(place, place + 7)])

    session.select(added.id)
    application.processEvents()

    assert session.schema.entity("GPE").description.ar in panel._about.text()
    assert "«القاهرة»" in panel._about.text()


def test_before_the_check_is_done_the_problems_say_that_it_goes_on(
    opened: Window, press: Press, application: QApplication
) -> None:
    panel = opened.docks["problems"].contents
    opened.canvas.stand_on(TEXT.index("القاهرة"))
    press(opened.canvas, "3")
    opened.session.show(opened.session.document.id)
    assert opened.session.tr("Checking…") in panel._empty.accessibleName()

    panel.finish()

    assert opened.session.tr("No problems") in panel._empty.accessibleName()


def test_the_question_before_a_document_goes_names_whose_marks_go_with_it(opened: Window, answers: Answers) -> None:
    session = opened.session
    assert session.document is not None
    for name in (ANNOTATOR, "سارة"):
        layer = session.run(open_layer, session.document.id, name)
        session.run(entities.add_entity, layer, "PER", [Span(0, 3)])
    session.run(open_layer, session.document.id, "بدر")  # has marked nothing

    delete(opened.desk, session.document)

    assert "سارة" in answers.asked[-1]
    assert ANNOTATOR not in answers.asked[-1]
    assert "بدر" not in answers.asked[-1]
