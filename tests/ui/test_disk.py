"""The window where the disk is in the way: full, and a text of millions of letters in one line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.span import Span
from annotator.operations.entities import add_entity
from annotator.ui.commands.file import save_copy
from annotator.ui.files import import_paths, make_project
from annotator.ui.window import Window
from tests.ui.conftest import TEXT, Answers

needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="needs the file size limit of POSIX")


@contextmanager
def full(room: int) -> Iterator[None]:
    """Let no file of this process grow beyond `room` bytes: a full disk, as SQLite and Python meet it."""
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, kept)


def mark(window: Window, word: str) -> bool:
    start = TEXT.index(word)
    session = window.session
    return session.run(add_entity, session.layer_for_edit(), "GPE", [Span(start, start + len(word))]) is not None


@needs_limits
def test_on_a_full_disk_the_window_says_so_keeps_what_was_saved_and_goes_on(opened: Window, answers: Answers) -> None:
    assert mark(opened, "القاهرة")

    with full(1000):
        assert not mark(opened, "القصر")
        assert [one.type for one in opened.session.marks] == ["GPE"]
        assert len(answers.told) == 1

    assert opened.session.project.verify() == []
    assert mark(opened, "القصر")
    assert len(list(opened.session.marks)) == 2


@needs_limits
def test_a_new_project_an_import_and_a_copy_on_a_full_disk_are_refused_with_a_sentence(
    opened: Window, answers: Answers, tmp_path: Path
) -> None:
    (tmp_path / "long.txt").write_text(TEXT * 5000, encoding="utf-8")
    path = opened.session.project.path
    answers.given = [tmp_path / "copy.annot"]

    with full(1000):
        make_project(opened.desk, tmp_path / "new.annot", "news-ere")
        import_paths(opened.desk, [tmp_path / "long.txt"])
        save_copy.run(opened.desk)

    assert len(answers.told) == 3
    assert opened.session.project.path == path
    assert [row.name for row in opened.session.documents] == ["خبر.txt"]
    assert sorted(one.name for one in tmp_path.glob("*.annot")) == ["p.annot"]


def test_a_text_of_one_long_line_is_imported_shown_and_marked(
    opened: Window, answers: Answers, tmp_path: Path, application: QApplication
) -> None:
    line = TEXT.replace("\n", " ") * 20_000
    (tmp_path / "line.txt").write_text(line, encoding="utf-8")

    import_paths(opened.desk, [tmp_path / "line.txt"])
    opened.session.show(opened.session.project.find_document("line.txt"))
    application.processEvents()
    opened.canvas.reveal(Span(len(line) // 2, len(line) // 2 + 4))
    application.processEvents()

    assert mark(opened, "القاهرة")
    opened.desk.check.finish()
    assert not opened.canvas.grab().isNull()
    assert "line.txt" in answers.told[0]
