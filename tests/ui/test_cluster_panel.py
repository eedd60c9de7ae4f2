"""The clusters panel: every cluster with its mentions in context, and what its buttons do."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.domain.span import Span
from annotator.operations import clusters, entities
from annotator.operations.projects import new_project
from annotator.ui.cluster_words import cluster_title
from annotator.ui.dialogs.finder import Finder
from annotator.ui.panels.clusters import Clusters
from annotator.ui.widgets.cluster_table import COUNT, NAME
from annotator.ui.widgets.context_table import CONTEXT
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, Answers

TEXT = "زار بوتين القاهرة، وبوتين رئيس روسيا.\nوالرئيس الروسي بوتين في القاهرة، عاصمة مصر.\n"
SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
pytestmark = pytest.mark.expects_qt("This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)")
Made = Callable[..., str]


@pytest.fixture
def shown(window: Window, tmp_path: object, application: QApplication) -> Window:
    """The window with two clusters, of three and of two mentions, and the panel in view."""
    project = new_project(tmp_path / "p.annot", author=ANNOTATOR)  # type: ignore[operator]
    with project.change("import"):
        document = project.add_document("خبر.txt", TEXT)
        layer = project.ensure_layer(document, ANNOTATOR)
    ids = [
        entities.add_entity(project, layer, kind, [span(words, nth)]).id
        for kind, words, nth in (
            ("PER", "بوتين", 0),
            ("PER", "بوتين", 1),
            ("PER", "الرئيس الروسي", 0),
            ("GPE", "القاهرة", 0),
            ("GPE", "القاهرة", 1),
        )
    ]
    clusters.cluster_marks(project, ids[:3])
    clusters.cluster_marks(project, ids[3:])
    window.session.adopt(project)
    window.docks["clusters"].raise_()
    settle(application)
    return window


def settle(application: QApplication) -> None:
    for _ in range(4):
        application.processEvents()


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def panel(window: Window) -> Clusters:
    found = window.docks["clusters"].contents
    assert isinstance(found, Clusters)
    return found


def rows(window: Window) -> list[tuple[str, str]]:
    table = panel(window)._table
    names = [table.index(row, NAME).data() for row in range(table.rowCount())]
    counts = [table.index(row, COUNT).data() for row in range(table.rowCount())]
    return [(name.strip("\u2066\u2067\u2068\u2069"), count) for name, count in zip(names, counts, strict=True)]


def choose(window: Window, application: QApplication, *numbers: int) -> None:
    """Choose clusters by their rows, as clicks do."""
    view = panel(window)._view
    view.clearSelection()
    for number in numbers:
        view.selectionModel().setCurrentIndex(view.model().index(number, 0), SELECT)
    settle(application)


def choose_mentions(window: Window, application: QApplication, *numbers: int) -> None:
    view = panel(window)._mentions
    view.setFocus()
    view.clearSelection()
    for number in numbers:
        view.selectionModel().setCurrentIndex(view.model().index(number, 0), SELECT)
    settle(application)


def test_clusters_are_listed_the_largest_first_with_their_main_names(shown: Window) -> None:
    assert rows(shown) == [("الرئيس الروسي", "٣"), ("القاهرة", "٢")]
    assert panel(shown).summary() == "٢"


def test_a_click_shows_the_mentions_in_context_and_selects_the_first(shown: Window, application: QApplication) -> None:
    view = panel(shown)._view
    place = view.visualRect(view.model().index(1, 0)).center()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    settle(application)

    table = panel(shown)._context
    said = [table.index(row, CONTEXT).data() for row in range(table.rowCount())]
    assert ["«القاهرة»" in one for one in said] == [True, True]
    assert shown.session.mark.spans == (span("القاهرة"),)


def test_the_panel_follows_the_selected_mark(shown: Window, application: QApplication) -> None:
    last = next(mark for mark in shown.session.marks if mark.spans == (span("القاهرة", 1),))

    shown.session.select(last.id)
    settle(application)

    assert panel(shown)._chosen_clusters() == [last.cluster]
    assert panel(shown)._chosen_mentions() == [last.id]


def test_chosen_clusters_are_merged(shown: Window, application: QApplication) -> None:
    choose(shown, application, 0, 1)

    panel(shown)._merge.click()
    settle(application)

    assert [count for _, count in rows(shown)] == ["٥"]


def test_one_cluster_is_merged_with_another_that_is_found(shown: Window, application: QApplication) -> None:
    choose(shown, application, 1)

    panel(shown)._merge.click()
    finder = next(one for one in application.topLevelWidgets() if isinstance(one, Finder) and one.isVisible())
    finder.field.setText("بوتين")
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    settle(application)

    assert [count for _, count in rows(shown)] == ["٥"]


def test_a_cluster_is_renamed_and_the_name_is_shown(shown: Window, application: QApplication, answers: Answers) -> None:
    choose(shown, application, 1)
    answers.given = ["عاصمة مصر"]

    panel(shown)._rename.click()
    settle(application)

    assert rows(shown)[1] == ("عاصمة مصر", "٢")


def test_a_mention_gives_the_main_name(shown: Window, application: QApplication) -> None:
    choose(shown, application, 0)
    choose_mentions(shown, application, 0)

    panel(shown)._main.click()
    settle(application)

    assert rows(shown)[0] == ("بوتين", "٣")
    assert "بوتين" in {one.name for one in shown.session.marks.clusters.values()}


def test_chosen_mentions_are_split_off_or_taken_out(shown: Window, application: QApplication) -> None:
    choose(shown, application, 0)
    choose_mentions(shown, application, 1, 2)
    panel(shown)._split.click()
    settle(application)
    assert [count for _, count in rows(shown)] == ["٢", "٢", "١"]

    shown.session.select(None)
    choose(shown, application, 0)
    choose_mentions(shown, application, 0)
    panel(shown)._leave.click()
    settle(application)
    assert sorted(count for _, count in rows(shown)) == ["١", "١", "٢"]


def test_all_mentions_cannot_be_split_off(shown: Window, application: QApplication) -> None:
    choose(shown, application, 0)
    choose_mentions(shown, application, 0, 1, 2)
    assert not panel(shown)._split.isEnabled()
    assert panel(shown)._leave.isEnabled()
    assert len(shown.desk.several.ids) == 3


def test_clusters_are_filtered_by_any_mention(shown: Window) -> None:
    panel(shown)._words.setText("بوتين")
    assert [count for _, count in rows(shown)] == ["٣"]
    panel(shown)._words.setText("كيم")
    assert rows(shown) == []


def test_what_is_undone_is_gone_from_the_panel(shown: Window, application: QApplication) -> None:
    choose(shown, application, 0, 1)
    panel(shown)._merge.click()
    shown.canvas.setFocus()
    shown.session.run(type(shown.session.project).undo)
    settle(application)
    assert [count for _, count in rows(shown)] == ["٣", "٢"]


def test_a_layer_without_clusters_says_how_one_is_made(opened: Window, application: QApplication) -> None:
    opened.docks["clusters"].raise_()
    settle(application)
    assert panel(opened)._stack.currentIndex() == 0
    assert "Ctrl+;" in panel(opened)._empty.accessibleName()


def test_a_cluster_without_a_name_of_its_own_is_called_by_its_longest_name(shown: Window) -> None:
    first = next(iter(shown.session.marks.clusters))
    assert cluster_title(shown.session, first) == "الرئيس الروسي"
