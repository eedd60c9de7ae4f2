"""The panels around the text: each follows the session and does what keys do."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QTableView

from annotator.domain.model import Entity, State
from annotator.domain.span import Span
from annotator.operations import entities
from annotator.operations.projects import new_project
from annotator.ui.widgets.problem_table import REPAIR
from annotator.ui.widgets.type_delegate import COUNT, KIND
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, TEXT

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
    spot = panel._table.visualItemRect(panel._table.item(2, 0)).center()
    QTest.mouseClick(panel._table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

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
