"""The session takes over what an operation changed, and says while one is at work."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.documents import rename_document
from annotator.store.change import Change, in_short
from annotator.store.ids import new_id
from annotator.store.project import Project
from annotator.ui.files import import_paths
from annotator.ui.session import Listed
from annotator.ui.window import Window
from tests.ui.conftest import TEXT


def mark(project: Project, layer_id: str) -> Change | None:
    with project.change("add entity") as change:
        project.put(layer_id, Entity(new_id(), "PER", (Span(0, 3),)))
    return change.record


def test_documents_that_were_read_where_the_operation_worked_are_taken_over(opened: Window) -> None:
    session = opened.session
    listed = session.project.documents()

    def rename(project: Project) -> Listed[Change | None]:
        return Listed(rename_document(project, listed[0].id, "آخر.txt"), listed)

    session.run(rename)

    assert session.documents is listed


def test_it_is_busy_while_an_operation_works_and_not_when_views_hear_of_it(opened: Window) -> None:
    session, seen = opened.session, []
    session.changed.connect(lambda _change: seen.append(session.is_busy))
    session.refused.connect(lambda _error: seen.append(session.is_busy))

    def work(project: Project) -> Change | None:
        seen.append(session.is_busy)
        return rename_document(project, session.documents[0].id, "آخر.txt")

    def fail(_project: Project) -> None:
        raise AnnotatorError("No.")

    session.run(work)
    session.run(fail)

    assert seen == [True, False, False]


def test_nobody_asks_the_project_while_an_operation_works(opened: Window, application: QApplication) -> None:
    session = opened.session
    opened.desk.threads.begin()
    opened.desk.forms._start()
    asked: list[str] = []

    def work(project: Project) -> None:
        really = project.comments.page
        project.comments.page = lambda after: asked.append(after) or really(after)  # type: ignore[method-assign]
        for _ in range(20):
            application.processEvents()
        project.comments.page = really  # type: ignore[method-assign]

    session.run(work)

    assert asked == []
    assert not opened.desk.threads.is_done
    opened.desk.threads.finish()


def test_marks_of_other_layers_change_nothing_here(opened: Window) -> None:
    session, project = opened.session, opened.session.project
    here = [one.id for one in session.marks]
    with project.change("import"):
        other = project.ensure_layer(session.document.id, "سلمى")

    session.run(mark, other)
    session.run(mark, session.layer_for_edit())

    assert len(list(session.marks)) == len(here) + 1


def test_an_import_of_many_rows_is_told_in_short(opened: Window, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("annotator.ui.files._MANY", 2)
    told: list[Change] = []
    opened.session.changed.connect(told.append)
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}{number}", encoding="utf-8")

    import_paths(opened.desk, [tmp_path / f"{number}.txt" for number in range(4)])

    (change,) = told
    assert change.is_large
    assert change.rows == ()
    assert len(opened.session.documents) == 5
    assert opened.session.document is not None


def test_a_change_in_short_names_what_is_seldom_and_no_rows() -> None:
    touched = frozenset({("document", "a"), ("schema", "main"), ("entity", "b")})
    change = Change("id", "import", "amal", "2026", "do", None, touched)

    assert in_short(change).touched == {("schema", "main")}


def test_a_name_is_found_before_its_turn_to_be_prepared(opened: Window) -> None:
    table = opened.docks["documents"].widget()._table  # type: ignore[attr-defined]  # the panel's own
    table.read(opened.session.documents)

    table.narrow(opened.session.documents[0].name[:2])

    assert table.rowCount() == 1
    table.narrow("لا يوجد")
    assert table.rowCount() == 0
