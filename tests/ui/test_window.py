"""The window as a whole: opening, two languages, reading only, plain text, exceptions."""

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from annotator.operations.projects import new_project
from annotator.settings import load
from annotator.ui.app import Reporter
from annotator.ui.files import open_project
from annotator.ui.filling import Filling
from annotator.ui.panels.panel import Area
from annotator.ui.widgets.frame_card import FrameCard
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, TEXT, Answers

Press = Callable[..., None]


def test_without_a_project_the_welcome_page_stands_alone(window: Window) -> None:
    assert window.centralWidget().currentIndex() == 0
    assert all(dock.isHidden() for dock in window.docks.values())


def test_an_opened_project_shows_its_document_and_panels(opened: Window) -> None:
    assert opened.centralWidget().currentIndex() == 1
    assert opened.session.text == TEXT
    assert not any(dock.isHidden() for dock in opened.docks.values())
    assert "خبر.txt" in opened.windowTitle()


def test_closing_the_project_puts_the_panels_away_and_opening_brings_them_back(opened: Window, tmp_path: Path) -> None:
    opened.docks["history"].hide()
    path = opened.session.project.path
    opened.session.adopt(None)
    assert all(dock.isHidden() for dock in opened.docks.values())

    open_project(opened.desk, path)

    assert opened.docks["history"].isHidden()
    assert not opened.docks["documents"].isHidden()


def test_the_language_changes_while_running_and_the_window_mirrors(opened: Window, press: Press) -> None:
    leading = [dock for dock in opened.docks.values() if dock.panel.area is Area.LEADING]
    assert opened.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert opened.dockWidgetArea(leading[0]) == Qt.DockWidgetArea.RightDockWidgetArea

    press(opened.canvas, "Ctrl+Shift+L")

    assert opened.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert opened.docks["documents"].windowTitle() == "Documents"
    assert opened.dockWidgetArea(opened.docks["documents"]) == Qt.DockWidgetArea.LeftDockWidgetArea
    assert next(action.text() for action in opened.menuBar().actions()) == "&File"
    assert load().language == "en"


def test_marks_stay_workable_after_a_change_of_language(opened: Window, press: Press) -> None:
    press(opened.canvas, "Ctrl+Shift+L", "Ctrl+Shift+L")
    opened.canvas.stand_on(TEXT.index("القاهرة"))

    press(opened.canvas, "3")

    assert len(opened.session.marks) == 1


def test_a_project_that_is_in_use_is_offered_for_reading(
    window: Window, tmp_path: Path, answers: Answers, press: Press
) -> None:
    project = new_project(tmp_path / "p.annot", author="سارة")
    with project.change("import"):
        project.add_document("خبر.txt", TEXT)
    answers.given = [0]

    open_project(window.desk, tmp_path / "p.annot")

    assert "سارة" in answers.asked[0]
    assert window.session.project.read_only
    press(window.canvas, "3")
    assert len(window.session.marks) == 0
    project.close()


def test_what_cannot_be_opened_is_told_and_nothing_else_happens(
    window: Window, tmp_path: Path, answers: Answers
) -> None:
    file = tmp_path / "x.annot"
    file.write_text("not a project")

    open_project(window.desk, file)

    assert len(answers.told) == 1
    assert window.session.project is None


def test_closing_saves_geometry_and_the_list_of_projects(opened: Window) -> None:
    path = str(opened.session.project.path)

    opened.close()

    saved = load()
    assert saved.recent_projects == (path,)
    assert base64.b64decode(saved.geometry)


def test_saved_is_said_only_after_the_change_is_in_the_file(opened: Window, press: Press) -> None:
    said: list[int] = []
    opened.session.said.connect(lambda _sentence: said.append(len(opened.session.project.history())))
    before = len(opened.session.project.history())
    opened.canvas.stand_on(TEXT.index("القاهرة"))

    press(opened.canvas, "3")

    assert said
    assert said[0] > before


def test_html_in_data_is_shown_as_it_is(window: Window, tmp_path: Path, application: QApplication) -> None:
    trap = '<img src="/etc/hostname"> & <b>x</b>'
    project = new_project(tmp_path / "p.annot", author=ANNOTATOR)
    with project.change("import"):
        project.add_document(trap, f"{trap} كلمة")
    window.session.adopt(project)
    application.processEvents()

    labels = window.findChildren(QLabel)

    assert any(trap in label.text() for label in labels)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels if trap in label.text())


def test_an_exception_goes_to_the_report_once(window: Window, application: QApplication, capsys: object) -> None:
    shown: list[BaseException] = []
    reporter = Reporter(window.session, lambda _session, error: shown.append(error))

    reporter.report(ValueError, ValueError("boom"), None)
    application.processEvents()

    assert [str(error) for error in shown] == ["boom"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_every_icon_of_the_table_can_be_drawn(window: Window, theme: str) -> None:
    from annotator.ui.icons import ICONS, icon
    from annotator.ui.theme import theme_named

    assert not any(icon(name, theme_named(theme), is_rtl=True).isNull() for name in ICONS)


def test_panels_keep_their_sizes_and_the_tab_in_front_when_the_language_changes(
    opened: Window, application: QApplication, press: Press
) -> None:
    opened.resize(1500, 950)
    application.processEvents()
    opened.resizeDocks([opened.docks["documents"]], [310], Qt.Orientation.Horizontal)
    opened.resizeDocks([opened.docks["types"]], [260], Qt.Orientation.Horizontal)
    opened.docks["history"].raise_()
    application.processEvents()
    before = {name: dock.width() for name, dock in opened.docks.items()}

    press(opened.canvas, "Ctrl+Shift+L")
    application.processEvents()

    sides = ("documents", "types", "details")
    assert {name: opened.docks[name].width() for name in sides} == {name: before[name] for name in sides}
    assert not opened.docks["history"].contents.visibleRegion().isEmpty()
    assert opened.docks["problems"].contents.visibleRegion().isEmpty()


def test_the_text_keeps_its_height_when_the_language_changes(
    opened: Window, application: QApplication, press: Press
) -> None:
    opened.resize(1360, 860)
    application.processEvents()
    before = opened.canvas.height()

    for _ in range(2):
        press(opened.canvas, "Ctrl+Shift+L")
        for _ in range(3):
            application.processEvents()
        assert opened.canvas.height() == before


@pytest.mark.parametrize("change", [{"theme": "dark"}, {"language": "en"}])
def test_an_open_frame_card_stays_when_theme_or_language_change(
    opened: Window, application: QApplication, press: Press, change: dict[str, str]
) -> None:
    opened.canvas.stand_on(TEXT.index("القاهرة"))
    press(opened.canvas, "3")
    opened.canvas.stand_on(TEXT.index("زار"))
    press(opened.canvas, "M", "P", "Tab")
    before = opened.desk.mode
    assert isinstance(before, Filling)

    opened.session.set_settings(**change)
    application.processEvents()

    after = opened.desk.mode
    assert isinstance(after, Filling)
    assert (after.event_id, after.armed) == (before.event_id, before.armed)
    assert [card.isVisible() for card in opened.canvas.findChildren(FrameCard) if not card.isHidden()] == [True]
