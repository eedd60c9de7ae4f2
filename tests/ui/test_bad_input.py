"""Bad input in the window: one dialog each, the project as it was, and the window goes on."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.errors import ReadOnlyError
from annotator.operations.documents import rename_document
from annotator.operations.projects import new_project
from annotator.store.ids import new_id
from annotator.store.lock import Lock
from annotator.store.project import Project
from annotator.ui.commands.file import save_copy
from annotator.ui.dialogs.findings import FindingLine
from annotator.ui.dialogs.waiting import StoppedError, Waiting
from annotator.ui.files import export_project, import_paths, open_project
from annotator.ui.window import Window
from tests.test_bad_input import REFUSED
from tests.ui.conftest import ANNOTATOR, TEXT, Answers

Press = Callable[..., None]


def state(window: Window) -> list[object]:
    project = window.session.project
    return [project.history(), [project.document(row.id) for row in project.documents()]]


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_gives_one_dialog_and_the_project_stays(
    opened: Window, answers: Answers, tmp_path: Path, name: str, press: Press
) -> None:
    (tmp_path / name).write_bytes(REFUSED[name])
    before = state(opened)

    import_paths(opened.desk, [tmp_path / name])

    assert len(answers.told) == 1
    assert name in answers.told[0]
    assert state(opened) == before
    press(opened.canvas, "3")
    assert len(opened.session.marks) == 1


def test_good_files_beside_a_bad_one_come_in(opened: Window, answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "good.txt").write_text(f"{TEXT}وعاد.", encoding="utf-8")

    import_paths(opened.desk, [tmp_path / "empty.txt", tmp_path / "good.txt"])

    assert [row.name for row in opened.session.documents] == ["خبر.txt", "good.txt"]
    assert "empty.txt" in answers.told[0]


def test_the_report_can_be_saved(opened: Window, answers: Answers, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    answers.given = ["save", tmp_path / "report.tsv"]

    import_paths(opened.desk, [tmp_path / "empty.txt"])

    assert "empty.txt" in (tmp_path / "report.tsv").read_text(encoding="utf-8")


def test_stopping_an_import_takes_everything_back(
    opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT}{number}", encoding="utf-8")
    before = state(opened)

    def stop(_waiting: Waiting, done: int) -> None:
        if done:
            raise StoppedError

    monkeypatch.setattr(Waiting, "step", stop)
    import_paths(opened.desk, sorted(tmp_path.glob("*.txt")))

    assert state(opened) == before
    assert opened.session.run(rename_document, opened.session.document.id, "x") is not None


def test_stopping_an_export_leaves_no_file(opened: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_waiting: Waiting, _done: int) -> None:
        raise StoppedError

    monkeypatch.setattr(Waiting, "step", stop)
    (tmp_path / "out").mkdir()
    export_project(opened.desk, tmp_path / "out" / "x.jsonl", "jsonl")

    assert list((tmp_path / "out").iterdir()) == []


def test_a_loss_leads_to_its_mark(opened: Window, answers: Answers, tmp_path: Path, press: Press) -> None:
    opened.canvas.stand_on(TEXT.index("القاهرة"))
    press(opened.canvas, "3", "Esc")
    mark = next(iter(opened.session.marks))
    answers.given = [FindingLine("warning", "خبر.txt", "…", "خبر.txt", ANNOTATOR, (mark.name,))]

    export_project(opened.desk, tmp_path / "x.txt", "text")

    assert len(answers.told) == 1
    assert opened.session.mark == mark


def test_dropped_files_are_imported_and_a_dropped_project_is_opened(
    opened: Window, tmp_path: Path, application: QApplication
) -> None:
    (tmp_path / "one.txt").write_text(TEXT + "!", encoding="utf-8")
    new_project(tmp_path / "other.annot", author=ANNOTATOR).close()

    for name in ("one.txt", "other.annot"):
        dragged = QMimeData()
        dragged.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        held = (Qt.DropAction.CopyAction, dragged, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        for event in (QDragEnterEvent(QPoint(9, 9), *held), QDropEvent(QPointF(9, 9), *held)):
            application.sendEvent(opened, event)
        if name == "one.txt":
            application.processEvents()
            assert opened.session.documents[-1].name == "one.txt"
    application.processEvents()

    assert opened.session.project.path.name == "other.annot"


# The project's own file


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_project_that_was_moved_away_takes_no_edits_and_says_so(
    opened: Window, answers: Answers, tmp_path: Path, press: Press
) -> None:
    opened.canvas.stand_on(TEXT.index("القاهرة"))
    press(opened.canvas, "3", "Esc")
    path = opened.session.project.path
    path.rename(tmp_path / "elsewhere.annot")

    opened.canvas.stand_on(TEXT.index("القصر"))
    press(opened.canvas, "3")

    assert len(answers.told) == 1
    assert "p.annot" in answers.told[0]
    assert len(opened.session.marks) == 1
    answers.given = [tmp_path / "rescued.annot"]
    press(opened.canvas, "Ctrl+Shift+S")
    with Project.open(tmp_path / "rescued.annot", author=ANNOTATOR) as rescued:
        assert rescued.verify() == []
        assert len(rescued.layer(opened.session.layer_id).entities) == 1
    (tmp_path / "elsewhere.annot").rename(path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits")
def test_on_a_full_disk_the_edit_is_refused_and_works_again_when_there_is_room(
    opened: Window, answers: Answers, press: Press
) -> None:
    import resource

    opened.canvas.stand_on(TEXT.index("القاهرة"))
    press(opened.canvas, "3", "Esc")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    opened.canvas.stand_on(TEXT.index("القصر"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        press(opened.canvas, "3")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert len(answers.told) == 1
    assert [mark.type for mark in opened.session.marks] == ["GPE"]
    assert len(opened.session.project.layer(opened.session.layer_id).entities) == 1
    press(opened.canvas, "3")
    assert len(opened.session.marks) == 2
    assert opened.session.project.verify() == []


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Path]:
    """A project that another process has open for writing."""
    path = tmp_path / "held.annot"
    with new_project(path, author="سلمى") as project, project.change("import"):
        project.add_document("خبر.txt", TEXT)
    checkout = Path(__file__).parents[2]
    child = subprocess.Popen(
        [sys.executable, checkout / "tests" / "store" / "holder.py", path, "سلمى"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout), "ANNOTATOR_HOME": str(tmp_path / "home")},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    yield path
    child.kill()
    child.wait()
    child.stdout.close()


def test_a_second_window_on_one_project_reads_and_refuses_every_edit(
    window: Window, holder: Path, answers: Answers, press: Press
) -> None:
    answers.given = [0]

    open_project(window.desk, holder)

    assert "سلمى" in answers.asked[0]
    assert window.session.project.read_only
    assert window.session.text == TEXT
    window.canvas.stand_on(TEXT.index("القاهرة"))
    press(window.canvas, "3", "Ctrl+D", "Del")
    assert window.session.run(rename_document, window.session.document.id, "x") is None
    assert len(window.session.marks) == 0
    assert window.session.project.documents()[0].name == "خبر.txt"


def test_leaving_the_question_keeps_the_project_that_is_open(opened: Window, holder: Path, answers: Answers) -> None:
    path = opened.session.project.path

    open_project(opened.desk, holder)

    assert opened.session.project.path == path
    assert opened.session.text == TEXT


def test_a_copy_is_told_only_when_it_was_made(opened: Window, answers: Answers, tmp_path: Path) -> None:
    said: list[str] = []
    opened.session.said.connect(said.append)
    answers.given = [opened.session.project.path, tmp_path / "copy.annot"]

    save_copy.run(opened.desk)
    assert len(answers.told) == 1
    assert said == []

    save_copy.run(opened.desk)
    assert (tmp_path / "copy.annot").is_file()
    assert len(said) == 1
    assert "copy.annot" in said[0]


def test_opening_the_open_project_keeps_it(opened: Window, answers: Answers) -> None:
    project = opened.session.project

    open_project(opened.desk, project.path)

    assert opened.session.project is project
    assert (answers.asked, answers.told) == ([], [])


def test_a_project_that_takes_no_changes_is_offered_for_reading(
    window: Window, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_project(tmp_path / "p.annot", author=ANNOTATOR).close()

    def fail(_path: Path, _author: str) -> Lock:
        raise ReadOnlyError("The folder of {file} cannot be written.", file="p.annot")

    monkeypatch.setattr("annotator.store.project.acquire", fail)
    answers.given = [0]
    open_project(window.desk, tmp_path / "p.annot")

    assert "p.annot" in answers.asked[0]
    assert window.session.project.read_only


def test_marks_outside_the_text_are_refused_and_nothing_can_be_edited(
    opened: Window, answers: Answers, tmp_path: Path, press: Press
) -> None:
    path = tmp_path / "damaged.annot"
    with new_project(path, author=ANNOTATOR) as project, project.change("import"):
        layer_id = project.ensure_layer(project.add_document("d.txt", TEXT), ANNOTATOR)
        project.put(layer_id, Entity(new_id(), "PER", (Span(0, 3),)))
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE entity SET end_offset = 9223372036854775807")

    open_project(opened.desk, path)

    assert len(answers.told) == 1
    assert "d.txt" in answers.told[0]
    assert opened.session.document is None
    assert opened.session.text == ""
    press(opened.canvas, "3")
    assert [row.kind for row in opened.session.project.history()] == ["import", "create project"]


def test_damaged_counts_of_a_change_raise_no_dialogs(window: Window, answers: Answers, tmp_path: Path) -> None:
    path = tmp_path / "damaged.annot"
    with new_project(path, author=ANNOTATOR) as project, project.change("import"):
        project.add_document("d.txt", TEXT)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE change SET counts = 'zzz'")

    open_project(window.desk, path)

    assert answers.told == []
    assert window.session.text == TEXT
