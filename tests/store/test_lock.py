import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import ReadOnlyError
from annotator.store.failures import DiskError, LockedError
from annotator.store.lock import acquire, lock_file
from annotator.store.project import Project

CHILD = Path(__file__).with_name("holder.py")


@pytest.fixture
def holder(closed: Path) -> Iterator[subprocess.Popen[str]]:
    checkout = Path(__file__).parents[2]
    child = subprocess.Popen(
        [sys.executable, CHILD, closed, "سلمى"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=checkout,
        env=os.environ | {"PYTHONPATH": str(checkout), "ANNOTATOR_HOME": str(closed.parent / "home")},
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    yield child
    child.kill()
    child.wait()
    child.stdout.close()


def test_a_second_opening_is_told_who_has_it_and_may_read(closed: Path, holder: subprocess.Popen[str]):
    with pytest.raises(LockedError, match="سلمى") as caught:
        Project.open(closed, author="منى")

    assert caught.value.values["process"] == str(holder.pid)
    assert caught.value.values["host"]
    with Project.open(closed, author="منى", read_only=True) as project:
        assert len(project.documents()) == 1


def test_a_killed_holder_blocks_nobody(closed: Path, holder: subprocess.Popen[str]):
    holder.kill()
    holder.wait()

    with Project.open(closed, author="منى") as project:
        assert project.undo() is not None
    assert not lock_file(closed).exists()


def test_two_openings_in_one_program_exclude_each_other(closed: Path):
    with Project.open(closed, author="منى"):
        with pytest.raises(LockedError):
            Project.open(closed, author="منى")
        with Project.open(closed, author="منى", read_only=True):
            pass
    Project.open(closed, author="منى").close()


def test_another_name_for_the_file_is_the_same_file(closed: Path, tmp_path: Path):
    link = tmp_path / "link.annotator"
    link.symlink_to(closed)

    with Project.open(closed, author="منى"), pytest.raises(LockedError):
        Project.open(link, author="منى")


def test_a_lock_file_that_says_nothing_is_no_obstacle(closed: Path):
    lock_file(closed).write_bytes(b"\xff\xfe")
    lock = acquire(closed, "منى")
    lock_file(closed).write_text("[]")

    with pytest.raises(LockedError, match=r"\?"):
        acquire(closed, "سلمى")
    lock.release()
    lock.release()


def test_a_refused_file_is_not_kept_locked(closed: Path):
    whole = closed.read_bytes()
    closed.write_bytes(whole[:8000])
    with pytest.raises(Exception, match="cut off"):
        Project.open(closed, author="منى")
    closed.write_bytes(whole)

    Project.open(closed, author="منى").close()


def test_where_no_lock_can_be_made_the_project_can_be_read(closed: Path, monkeypatch: pytest.MonkeyPatch):
    lock_file(closed).mkdir()

    with pytest.raises(Exception, match="disk could not"):
        Project.open(closed, author="منى")
    with Project.open(closed, author="منى", read_only=True) as project, pytest.raises(ReadOnlyError):
        project.undo()


def test_a_disk_too_full_for_the_lock_is_told_and_leaves_no_lock(closed: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(_descriptor: int, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", fail)
        with pytest.raises(DiskError, match="full"):
            Project.open(closed, author="منى")

    assert not lock_file(closed).exists()
    Project.open(closed, author="منى").close()
