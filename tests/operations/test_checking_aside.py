"""A project is looked over in a process of its own, while somebody goes on writing to it."""

import multiprocessing
from multiprocessing.connection import Connection, wait
from pathlib import Path

import pytest

from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations import checking_aside
from annotator.operations.checking import snapshot
from annotator.operations.checking_aside import Batch, CheckAside, Failure, send
from annotator.operations.entities import add_entity

PATIENCE = 60  # seconds


@pytest.fixture
def marked(desk):
    start, end = desk.span("القاهرة").start - 1, desk.span("القاهرة").end
    add_entity(desk.project, desk.layer, "GPE", [Span(start, end)])
    return desk


def everything(check: CheckAside) -> list[Batch | Failure]:
    came: list[Batch | Failure] = []
    while not (came and (isinstance(came[-1], Failure) or came[-1].is_last)):
        assert wait([check._ours], PATIENCE)
        came += check.receive(1.0)
    return came


def test_the_process_sends_what_it_finds_without_the_repairs(marked):
    check = CheckAside(marked.project.path, "amal")
    add_entity(marked.project, marked.layer, "GPE", [marked.span("موسكو")])

    came = everything(check)
    check.stop()

    found = [one for batch in came for document in batch.found for one in document.told]
    assert [(one.problem.kind, one.document_id) for one in found] == [("edge space", marked.document)]
    assert found[0].problem.repair is not None
    assert found[0].problem.repair.put == ()
    assert (came[-1].done, came[-1].total) == (1, 1)


def test_a_project_that_cannot_be_read_is_told(tmp_path: Path):
    broken = tmp_path / "broken.annot"
    broken.write_bytes(b"no project" * 100)
    check = CheckAside(broken, "amal")

    (failure,) = everything(check)
    check.stop()

    assert isinstance(failure, Failure)
    assert "{file}" in failure.message or "{path}" in failure.message


def test_a_check_that_is_stopped_sends_nothing_more(marked):
    check = CheckAside(marked.project.path, "amal")

    check.stop()

    assert list(check.receive(1.0)) == []
    check._process.join(PATIENCE)
    assert check._process.exitcode is not None


def test_a_process_that_dies_is_told(marked):
    check = CheckAside(marked.project.path, "amal")
    check._process.kill()
    check._process.join(PATIENCE)

    came = [*check.receive(1.0)]

    assert came[-1] == Failure("The check ended before it was done. Start it again.", {})
    check.stop()


def test_a_system_that_starts_no_process_is_told(marked, monkeypatch):
    def refuse(_process: object) -> None:
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(multiprocessing.get_context("spawn").Process, "start", refuse)

    with pytest.raises(AnnotatorError, match="could not be started"):
        CheckAside(marked.project.path, "amal")


def test_batches_are_sent_as_the_documents_are_done(marked, monkeypatch):
    monkeypatch.setattr(checking_aside, "_BEAT", 0.0)
    for number in range(3):
        with marked.project.change("import"):
            marked.project.add_document(f"{number}", f"نص {number}")
    ours, theirs = multiprocessing.Pipe(duplex=False)

    send(theirs, marked.project.path, "amal")

    came = _received(ours)
    assert [batch.done for batch in came if not batch.is_last] == [0, 1, 2, 3]
    assert came[-1] == Batch(4, 4, (), is_last=True)
    assert sum(len(batch.found) for batch in came) == 1


def _received(pipe: Connection) -> list[Batch]:
    came = []
    while pipe.poll():
        came.append(pipe.recv())
    return came


def test_a_snapshot_is_taken_beside_the_one_who_writes_and_goes_at_the_end(marked):
    with snapshot(marked.project.path) as copy:
        folder = copy.path.parent
        add_entity(marked.project, marked.layer, "GPE", [marked.span("موسكو")])
        assert copy.read_only
        assert len(copy.layer(marked.layer).entities) == 1
    assert not folder.exists()
