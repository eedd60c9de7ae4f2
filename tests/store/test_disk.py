"""Full disks, folders that cannot be written, and files that are moved away while they are open."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.errors import ProjectError, ReadOnlyError
from annotator.store import failures
from annotator.store.ids import new_id
from annotator.store.project import Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX files")


def _write_until_refused(work) -> tuple[list[str], ProjectError]:
    """Return the ids of what was confirmed, and what the user was told in the end."""
    saved: list[str] = []
    for _ in range(200):
        marks = [Entity(new_id(), "PER", (Span(0, 3),)) for _ in range(50)]
        try:
            with work.project.change("add"):
                work.project.put_many(work.layer, marks)
        except ProjectError as error:
            return saved, error
        saved += [mark.id for mark in marks]
    raise AssertionError("nothing was refused")


def _assert_kept(work, saved: list[str]) -> None:
    assert [entity.id for entity in work.project.layer(work.layer).entities] == saved
    assert work.project.verify() == []


def test_a_file_that_may_not_grow_keeps_what_was_confirmed(work):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (work.project.path.stat().st_size + 200_000, before[1]))
    try:
        saved, error = _write_until_refused(work)
        _assert_kept(work, saved)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert isinstance(error, failures.DiskError)
    assert saved
    saved.append(work.add_entity().id)
    _assert_kept(work, saved)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
    if not shutil.which("mount") or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only the administrator can make a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_keeps_what_was_confirmed_and_goes_on_when_there_is_space(small_disk: Path, work):
    path = small_disk / "x.annotator"
    work.project.save_copy(path)
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 300_000)
    with Project.open(path, author="منى") as project:
        there = type(work)(project, work.document, work.layer)
        saved, error = _write_until_refused(there)
        _assert_kept(there, saved)
        assert isinstance(error, failures.DiskError)
        assert "full" in str(error)
        with pytest.raises(failures.DiskError):
            project.save_copy(small_disk / "copy.annotator")

        filler.unlink()
        saved.append(there.add_entity().id)
        _assert_kept(there, saved)
    assert sorted(file.name for file in small_disk.iterdir()) == ["x.annotator"]


def _move(path: Path) -> None:
    path.rename(path.with_name("moved.annotator"))


def _delete(path: Path) -> None:
    path.unlink()


def _replace(path: Path) -> None:
    copy = path.with_name("copy")
    shutil.copy(path, copy)
    copy.replace(path)


@pytest.mark.parametrize("take_away", [_move, _delete, _replace])
def test_a_file_that_went_away_confirms_nothing_and_can_be_saved_as_a_copy(work, tmp_path: Path, take_away):
    entity = work.add_entity()
    take_away(work.project.path)

    with pytest.raises(failures.MovedError, match="Save a copy"):
        work.add_entity()
    with pytest.raises(failures.MovedError):
        work.project.undo()

    rescued = tmp_path / "rescued.annotator"
    work.project.save_copy(rescued)
    with Project.open(rescued, author="منى") as copy:
        assert [one.id for one in copy.layer(work.layer).entities] == [entity.id]
        assert copy.verify() == []
        copy.undo()


def test_a_copy_of_the_open_file_alone_holds_everything(work, tmp_path: Path):
    marks = [work.add_entity().id for _ in range(20)]
    shutil.copy(work.project.path, tmp_path / "copy.annotator")

    with Project.open(tmp_path / "copy.annotator", author="منى") as copy:
        assert [one.id for one in copy.layer(work.layer).entities] == marks
        assert copy.verify() == []


def _as_ordinary_user(act: Callable[[], None]) -> str:
    """Return the name of the error that `act` ends with when it is not the administrator who does it."""
    if os.geteuid() != 0:
        return _name_of_error(act)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        os.write(writing, _name_of_error(act).encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as stream:
        return stream.read()


def _name_of_error(act: Callable[[], None]) -> str:
    try:
        act()
    except ProjectError as error:
        return type(error).__name__
    return ""


@pytest.fixture
def visible(closed: Path) -> Iterator[Path]:
    """The closed project in a folder that everybody may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copy(closed, folder / "x.annotator")
    yield folder / "x.annotator"
    folder.chmod(0o755)
    shutil.rmtree(folder)


def _open(path: Path, *, read_only: bool) -> Callable[[], None]:
    def act() -> None:
        Project.open(path, author="منى", read_only=read_only).documents()

    return act


def test_a_folder_that_cannot_be_written_is_told_and_the_project_can_be_read(visible: Path):
    visible.chmod(0o666)
    visible.parent.chmod(0o555)

    assert _as_ordinary_user(_open(visible, read_only=False)) == ReadOnlyError.__name__
    assert _as_ordinary_user(_open(visible, read_only=True)) == ""


def test_a_file_that_cannot_be_written_is_told_and_the_project_can_be_read(visible: Path):
    visible.chmod(0o444)
    visible.parent.chmod(0o777)

    assert _as_ordinary_user(_open(visible, read_only=False)) == ReadOnlyError.__name__
    assert _as_ordinary_user(_open(visible, read_only=True)) == ""
    assert [file.name for file in visible.parent.iterdir()] == ["x.annotator"]


def test_a_file_that_cannot_be_read_is_told(visible: Path):
    visible.chmod(0o000)

    assert _as_ordinary_user(_open(visible, read_only=True)) == ProjectError.__name__
