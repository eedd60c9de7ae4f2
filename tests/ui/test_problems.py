"""The problems panel: calling right, mending all alike, and the project's problems found beside the window."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from annotator.domain.span import Span
from annotator.operations.documents import open_layer
from annotator.operations.entities import add_entity
from annotator.store.project import Project
from annotator.ui.dialogs.mend_alike import NOW, MendAlike
from annotator.ui.overview import Stage
from annotator.ui.panels.problems import Problems
from annotator.ui.problem_rows import KindRow, MoreRow
from annotator.ui.widgets.problem_bar import DOCUMENT, PROJECT
from annotator.ui.widgets.problem_table import LINE, REPAIR, RIGHT, SENTENCE
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, TEXT, Answers

Press = Callable[..., None]
PATIENCE = 60  # seconds


def wide(window: Window, words: str, layer_id: str | None = None) -> str:
    """Mark the words with the blank before them, in the open layer or another one."""
    session, start = window.session, TEXT.index(words)
    layer_id = layer_id or session.layer_for_edit()
    return session.run(add_entity, layer_id, "GPE", [Span(start - 1, start + len(words))]).id


def panel_of(window: Window) -> Problems:
    return window.docks["problems"].contents


def rows(panel: Problems) -> list[str]:
    table = panel._view.model()
    return [table.data(table.index(row, SENTENCE)) for row in range(table.rowCount())]


def choose(panel: Problems, row: int, column: int) -> None:
    panel._view.chosen.emit(panel._view.model().index(row, column))


@pytest.fixture
def panel(opened: Window) -> Problems:
    """The panel beside three marks that begin with a blank."""
    for words in ("القاهرة", "الأحد", "القصر"):
        wide(opened, words)
    opened.desk.check.finish()
    return panel_of(opened)


# Calling right


def test_a_problem_is_called_right_with_a_reason_and_taken_back(
    opened: Window, panel: Problems, answers: Answers
) -> None:
    answers.given = ["  العنوان هكذا "]

    choose(panel, 1, RIGHT)

    (kept,) = opened.session.project.silences.of()
    assert (kept.reason, kept.author) == ("العنوان هكذا", ANNOTATOR)
    assert len(opened.desk.check) == 2
    assert len(rows(panel)) == 3
    panel.bar.silenced.click()
    table, last = panel._view.model(), len(rows(panel)) - 1
    assert table.data(table.index(last, SENTENCE), Qt.ItemDataRole.FontRole).strikeOut()
    assert isinstance(table.data(table.index(last, SENTENCE), Qt.ItemDataRole.FontRole), QFont)
    assert "العنوان هكذا" in table.data(table.index(last, LINE), Qt.ItemDataRole.ToolTipRole)
    assert table.data(table.index(last, REPAIR)) == ""

    choose(panel, last, RIGHT)

    assert opened.session.project.silences.of() == []
    assert len(opened.desk.check) == 3


def test_undo_takes_it_back_and_redo_does_it_again(opened: Window, panel: Problems, answers: Answers) -> None:
    answers.given = ["صحيح"]
    choose(panel, 1, RIGHT)

    opened.session.run(Project.undo)
    assert len(opened.desk.check) == 3
    opened.session.run(Project.redo)
    assert len(opened.desk.check) == 2


def test_no_answer_and_no_reason_change_nothing(opened: Window, panel: Problems, answers: Answers) -> None:
    answers.given = [None, " "]

    choose(panel, 1, RIGHT)
    choose(panel, 1, RIGHT)

    assert opened.session.project.silences.of() == []
    assert len(answers.told) == 1


def test_a_key_calls_the_selected_marks_problem_right(
    opened: Window, panel: Problems, answers: Answers, press: Press
) -> None:
    mark = next(iter(opened.session.marks))
    opened.session.select(mark.id)
    answers.given = ["صحيح"]

    press(opened.canvas, "Ctrl+Shift+.")

    assert opened.desk.check.of(mark.id) == []
    assert mark.id not in opened.desk.check.targets()
    assert opened.desk.check.severities == {"error": 2}


# Narrowing


def test_the_list_is_narrowed_to_a_severity_and_a_kind(opened: Window, panel: Problems, application: object) -> None:
    opened.session.run(add_entity, opened.session.layer_id, "PER", [Span(0, 9)])
    opened.session.run(add_entity, opened.session.layer_id, "ALIEN", [Span(11, 20)])
    panel.finish()
    bar = panel.bar
    assert {bar.kinds.itemData(at) for at in range(bar.kinds.count())} >= {"", "edge space", "unknown entity type"}

    bar.kinds.setCurrentIndex(bar.kinds.findData("unknown entity type"))
    bar.kinds.activated.emit(0)
    assert len(rows(panel)) == 2
    bar.severities.setCurrentIndex(bar.severities.findData("warning"))
    bar.severities.activated.emit(0)

    assert rows(panel) == []
    assert panel._stack.currentIndex() == 0


# Mending alike


def test_all_of_a_kind_are_mended_as_one_step(opened: Window, panel: Problems, answers: Answers) -> None:
    seen = []
    answers.show_mendings = lambda _session, _theme, mendings: seen.append(mendings) or list(mendings)
    panel._view.select_row(1)
    before = len(opened.session.project.history())
    assert "٣" in panel.bar.mend.text()

    panel.bar.mend.click()
    panel.finish()

    assert len(seen[0]) == 3
    assert len(opened.desk.check) == 0
    assert len(opened.session.project.history()) == before + 1
    opened.session.run(Project.undo)
    panel.finish()
    assert len(opened.desk.check) == 3


def test_a_key_mends_all_like_the_selected_mark(
    opened: Window, panel: Problems, answers: Answers, press: Press
) -> None:
    answers.show_mendings = lambda _session, _theme, mendings: list(mendings)[:2]
    opened.session.select(next(iter(opened.session.marks)).id)

    press(opened.canvas, "Alt+.")
    panel.finish()

    assert len(opened.desk.check) == 1


def test_the_preview_shows_both_and_leaves_out_what_is_clicked(opened: Window, panel: Problems) -> None:
    mendings = []
    opened.desk.ask.show_mendings = lambda _session, _theme, found: mendings.extend(found) or []
    panel._view.select_row(1)
    panel.bar.mend.click()
    dialog = MendAlike(opened.session, opened, opened.canvas.look.theme, mendings)
    table = dialog.table

    dialog.view.chosen.emit(table.index(0, NOW))

    assert table.data(table.index(1, 0)) == "« الأحد»"
    assert table.data(table.index(1, 1)) == "«الأحد»"
    assert table.data(table.index(0, NOW), Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert table.chosen() == mendings[1:]
    dialog.deleteLater()


def test_other_peoples_marks_are_mended_only_if_the_user_says_so(
    opened: Window, panel: Problems, answers: Answers, application: QApplication
) -> None:
    other = opened.session.run(open_layer, opened.session.document.id, "نور")
    wide(opened, "القاهرة", other)
    check(opened, application)
    mended = []
    answers.show_mendings = lambda _session, _theme, found: mended.append(len(found)) or []
    row = kind_row(panel, "edge space")
    answers.given = [0, 1, None]

    for _ in range(3):
        choose(panel, row, REPAIR)

    assert mended == [3, 4]


# The project


def check(window: Window, application: QApplication) -> None:
    """Have the whole project looked over, and wait for it."""
    window.desk.overview.asked.emit()
    until = time.monotonic() + PATIENCE
    while window.desk.overview.stage is Stage.RUNNING:
        assert time.monotonic() < until
        application.processEvents()
    panel_of(window)._show()


def kind_row(panel: Problems, kind: str) -> int:
    table = panel._view.model()
    found = ((row, table.row(row)) for row in range(table.rowCount()))
    return next(at for at, row in found if isinstance(row, KindRow) and row.kind == kind)


@pytest.fixture
def several(opened: Window, application: QApplication) -> Window:
    """A project of three documents; the second and third have a mark that begins with a blank."""
    session = opened.session
    for name in ("ب.txt", "ج.txt"):
        with session.project.change("import"):
            document = session.project.add_document(name, TEXT)
        wide(opened, "القاهرة", session.run(open_layer, document, ANNOTATOR))
    session.documents = session.project.documents()
    opened.docks["documents"].contents._read()
    check(opened, application)
    return opened


def test_the_project_is_listed_by_kind_and_a_click_opens_document_and_place(several: Window) -> None:
    panel, table = panel_of(several), panel_of(several)._view.model()
    row = kind_row(panel, "edge space")
    assert table.data(table.index(row, LINE)) == "٢"

    choose(panel, row, SENTENCE)
    assert [table.data(table.index(row + step, LINE)) for step in (1, 2)] == ["ب.txt", "ج.txt"]
    choose(panel, row + 2, SENTENCE)

    assert several.session.document.name == "ج.txt"
    assert several.session.mark is not None
    assert several.canvas.selection.mark == several.session.mark.id


def test_a_problem_of_another_document_is_mended_and_leaves_the_list(several: Window) -> None:
    panel = panel_of(several)
    row = kind_row(panel, "edge space")
    choose(panel, row, SENTENCE)

    choose(panel, row + 2, REPAIR)
    panel._show()

    assert several.desk.overview.index.number("edge space") == 1


def test_all_of_a_kind_are_mended_in_the_whole_project(several: Window, answers: Answers) -> None:
    panel = panel_of(several)
    answers.show_mendings = lambda _session, _theme, mendings: list(mendings)

    choose(panel, kind_row(panel, "edge space"), REPAIR)
    panel._show()

    assert several.desk.overview.index.number("edge space") == 0
    assert several.desk.overview.is_stale
    several.session.run(Project.undo)
    check(several, QApplication.instance())
    assert several.desk.overview.index.number("edge space") == 2


def test_more_of_a_long_kind_is_listed_when_asked_for(several: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = panel_of(several)
    row = kind_row(panel, "edge space")
    choose(panel, row, SENTENCE)
    panel._most = 1
    panel._show()
    assert panel._view.model().row(row + 2) == MoreRow(1)

    choose(panel, row + 2, SENTENCE)

    assert len(rows(panel)) == row + 3


def test_the_documents_list_counts_what_is_known(several: Window) -> None:
    counts = several.desk.overview.index.counts_of
    assert [counts(document.id)["error"] for document in several.session.documents] == [0, 1, 1]
    table = several.docks["documents"].contents._table
    said = table.data(table.index(table.row_of(several.session.documents[1].id), 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "خطأ واحد" in said


def test_the_open_layer_is_kept_up_by_the_live_check(several: Window) -> None:
    several.session.show(several.session.documents[0].id)
    wide(several, "القصر")
    several.desk.check.finish()

    assert several.desk.overview.index.number("edge space") == 3


def test_a_check_can_be_stopped_and_another_project_forgets_it(several: Window) -> None:
    overview = several.desk.overview
    overview.start()
    panel_of(several).progress._button.click()
    assert overview.stage is Stage.STOPPED

    several.session.adopt(None)

    assert overview.stage is Stage.NONE
    assert overview.index.documents() == 0


def test_a_key_brings_the_projects_problems_and_the_box_leads_back(
    opened: Window, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = []
    monkeypatch.setattr(opened.desk.overview, "start", lambda: begun.append(1))
    panel = panel_of(opened)
    opened.docks["problems"].hide()

    press(opened.canvas, "Ctrl+F8")

    assert begun == [1]
    assert not opened.docks["problems"].isHidden()
    assert panel.bar.scope == PROJECT
    panel.bar.choose_scope(DOCUMENT)
    panel.bar.narrowed.emit()
    assert not panel.is_project
