"""The window for changing a schema in use: what it shows, what it does, and that stopping leaves everything."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from annotator.operations import schema_edit
from annotator.operations.schema_steps import Define, Delete, Merge, Rename, Retire, Target
from annotator.ui.schema_change.dialog import ChangeDialog, change_schema
from annotator.ui.schema_change.place_table import BY, DOCUMENT, SNIPPET, TYPE, PlaceTable
from annotator.ui.session import Session
from annotator.ui.window import Window

Shown = Callable[..., ChangeDialog]
MERGE = Merge("entity", ("LOC",), "GPE")


@pytest.fixture
def shown(marked: Window, application: QApplication) -> Shown:
    """Return the dialog of a step, shown but not waited for."""

    def make(step) -> ChangeDialog:
        impact = schema_edit.preview(marked.session.project, step)
        dialog = ChangeDialog(marked.desk, marked, step, impact)
        dialog.show()
        application.processEvents()
        return dialog

    return make


def table_of(dialog: ChangeDialog, at: int = 0) -> PlaceTable:
    return dialog.view._lists.widget(at).model()


def rows(table: PlaceTable) -> list[tuple[str, str, str]]:
    found = [
        [str(table.data(table.index(row, column))) for column in (TYPE, DOCUMENT, BY)]
        for row in range(table.rowCount())
    ]
    return [tuple(word.strip("\u2068\u2069") for word in row) for row in found]


def types(session: Session) -> set[str]:
    layers = [layer.id for row in session.project.documents() for layer in row.layers]
    return {entity.type for layer in layers for entity in session.project.layer(layer).entities}


def test_every_mark_is_listed_with_its_words_document_and_annotator(shown: Shown) -> None:
    dialog = shown(MERGE)
    table = table_of(dialog)
    table.fetchMore(None)

    assert rows(table) == [("موقع", "أول.txt", "ليلى"), ("موقع", "ثان.txt", "سعد")]
    assert table.data(table.index(0, 0), SNIPPET).words == "القاهرة"


def test_a_click_shows_the_mark_in_the_window_behind(shown: Shown, marked: Window) -> None:
    dialog = shown(MERGE)
    view, table = dialog.view._lists.widget(0), table_of(dialog)
    table.fetchMore(None)

    view.chosen.emit(table.index(1, 0))

    session = marked.session
    assert (session.document.name, session.annotator, session.mark.type) == ("ثان.txt", "سعد", "LOC")


def test_applying_is_one_change_that_one_undo_takes_back(shown: Shown, marked: Window) -> None:
    session = marked.session
    before = len(session.project.history())

    shown(MERGE).act.click()

    assert types(session) == {"PER", "GPE"}
    assert len(session.project.history()) == before + 1
    session.run(type(session.project).undo)
    assert types(session) == {"PER", "LOC"}


def test_stopping_in_the_middle_leaves_everything_as_it_was(shown: Shown, marked: Window) -> None:
    dialog = shown(MERGE)
    dialog.bar.valueChanged.connect(lambda _value: dialog.leave.click())
    before = marked.session.project.history()

    dialog.act.click()

    assert marked.session.project.history() == before
    assert dialog.isVisible()
    assert dialog.act.isEnabled()
    assert marked.session.project.verify() == []


def test_what_becomes_a_problem_is_counted_and_listed(shown: Shown, marked: Window) -> None:
    event = marked.session.schema.event("Contact.Meet")
    strict = replace(event, roles=tuple(replace(role, min=1) for role in event.roles))

    dialog = shown(Define(strict))

    assert dialog.view._figures[3].accessibleName().endswith("تصير مشكلات")
    assert table_of(dialog, 1).rowCount() == 0  # read when it is looked at
    table_of(dialog, 1).fetchMore(None)
    assert table_of(dialog, 1).rowCount() == 1


def test_a_check_of_every_document_finds_what_counts_cannot_tell(
    shown: Shown, marked: Window, application: QApplication
) -> None:
    dialog = shown(MERGE)

    dialog.check.click()
    dialog._foresight.wait()
    application.processEvents()

    assert dialog._foresight.number == len(dialog._foresight.found)
    assert "فُحصت" in dialog.said.text()


def test_what_is_refused_is_told_and_nothing_shown(marked: Window, answers) -> None:
    assert not change_schema(marked.desk, [Delete(Target("entity", "LOC"))], marked)
    assert len(answers.told) == 1


def test_steps_that_change_nothing_are_not_shown(marked: Window) -> None:
    assert not change_schema(marked.desk, [Retire(Target("entity", "LOC"), retired=False)], marked)
    assert not change_schema(marked.desk, [], marked)


def test_several_steps_are_one_change(marked: Window, application: QApplication) -> None:
    session = marked.session
    before = len(session.project.history())
    steps = [
        Rename(Target("entity", "LOC"), "PLACE"),
        Merge("entity", ("PLACE",), "GPE"),
        Retire(Target("entity", "VEH")),
    ]

    def accept() -> None:
        dialog = next(one for one in application.topLevelWidgets() if isinstance(one, ChangeDialog) and one.isVisible())
        dialog.act.click()

    QTimer.singleShot(0, accept)
    assert change_schema(session, steps, marked)

    assert types(session) == {"PER", "GPE"}
    assert len(session.project.history()) == before + 1
    assert session.schema.entity("VEH").retired
    assert session.schema.entity("LOC") is None
