"""The dialogs of parcels: what is ticked, what is shown before it is taken in, and what is refused."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.operations import documents, parcels
from annotator.store.ids import new_id
from annotator.store.project import Project
from annotator.ui.parcel.give import Give
from annotator.ui.parcel.take_in import TakeIn
from annotator.ui.window import Window


@pytest.fixture
def other(opened: Window, tmp_path: Path) -> Path:
    """A copy in which somebody renamed the document and marked in it, while it was renamed here."""
    path = tmp_path / "other.annot"
    project = opened.session.project
    project.save_copy(path)
    row = project.documents()[0]
    opened.session.run(documents.rename_document, row.id, "هنا.txt")
    with Project.open(path, author="سلمى") as copy:
        documents.rename_document(copy, row.id, "هناك.txt")
        with copy.change("add entity"):
            copy.put(copy.ensure_layer(row.id, "سلمى"), Entity(new_id(), "PER", (Span(0, 3),)))
    return path


def looked(window: Window, path: Path, *, is_parcel: bool = False) -> TakeIn:
    dialog = TakeIn(window.desk, window, path, is_parcel=is_parcel)
    dialog._rehearsal.wait()
    QApplication.processEvents()
    return dialog


def test_both_values_are_shown_before_anything_is_taken_in(opened: Window, other: Path):
    dialog = looked(opened, other)

    assert dialog.merged.changes == 2
    assert dialog.rows.rowCount() == 1
    assert ["هنا.txt" in cell for cell in dialog.fields.rows()[0][1:]] == [True, False, False]
    assert opened.session.project.history()[0].kind == "rename document"
    dialog.reject()


def test_taking_in_is_one_step_and_its_report_stays(opened: Window, other: Path):
    dialog = looked(opened, other)

    dialog.take_in()

    assert opened.session.project.history()[0].kind == "merge"
    assert [row.name for row in opened.session.documents] == ["هناك.txt"]
    assert dialog.rows.rowCount() == 1
    dialog.reject()
    opened.session.run(Project.undo)
    assert [row.name for row in opened.session.documents] == ["هنا.txt"]


def test_a_cut_file_is_refused_with_its_reason(opened: Window, other: Path):
    other.write_bytes(other.read_bytes()[:5000])

    dialog = looked(opened, other)

    assert dialog.merged is None
    assert not dialog.act.isVisibleTo(dialog)
    assert opened.session.tr.number(5000) in dialog.nothing.accessibleName()
    dialog.reject()


def test_ticked_documents_go_into_the_parcel(opened: Window, tmp_path: Path):
    dialog = Give(opened.session, opened)
    assert not dialog.act.isEnabled()
    dialog.person.setCurrentText("هدى")
    dialog.all.click()
    assert dialog.act.isEnabled()
    dialog.which.setCurrentIndex(dialog.which.findData("theirs"))
    dialog.which.activated.emit(dialog.which.currentIndex())
    assert dialog.table.rowCount() == 0

    giving = dialog.answer()

    assert giving.person == "هدى"
    made = opened.session.run(parcels.parcel_out, tmp_path / "x.annot", giving.documents, giving.person)
    assert made.documents == giving.documents
    dialog.reject()


def test_stopping_in_the_middle_leaves_everything_as_it_was(opened: Window, other: Path, monkeypatch):
    dialog = looked(opened, other)
    report = dialog._report

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            assert dialog.leave.text() == opened.session.tr("Stop")
            dialog.leave.click()
        report(done, total)

    monkeypatch.setattr(dialog, "_report", stop)
    dialog.act.click()

    assert opened.session.project.history()[0].kind == "rename document"
    assert dialog.act.isEnabled()
    assert not dialog.bar.isVisibleTo(dialog)
    monkeypatch.undo()
    dialog.act.click()
    assert opened.session.project.history()[0].kind == "merge"
    dialog.reject()


def test_closing_stops_the_look_at_a_file(opened: Window, other: Path):
    dialog = TakeIn(opened.desk, opened, other, is_parcel=False)

    dialog.reject()

    assert not dialog._rehearsal._companion.is_working
    assert opened.session.project.history()[0].kind == "rename document"
