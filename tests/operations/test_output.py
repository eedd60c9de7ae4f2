"""No file is put in the place of a project, a device or what is being read, and none is half written."""

import errno
import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.operations.export_plan import ExportPlan, SplitPlan
from annotator.operations.export_preview import preview
from annotator.operations.exporting import convert, export, export_files
from annotator.operations.importing import import_files
from annotator.operations.output import check_target, write_whole
from annotator.operations.projects import new_project, sample_files, sample_project, save_copy
from annotator.operations.transfer import formats
from tests.formats.seeds import NEEDS


def test_an_export_replaces_no_project(tmp_path: Path) -> None:
    new_project(tmp_path / "other.jsonl", author="amal").close()
    other = (tmp_path / "other.jsonl").read_bytes()
    with sample_project(tmp_path / "p.annot", author="amal") as project:
        for path in (tmp_path / "other.jsonl", project.path):
            with pytest.raises(AnnotatorError, match="is an Annotator project"):
                export_files(project, path, "jsonl")
        assert project.verify() == []
        assert len(project.documents()) == len(sample_files())

    assert (tmp_path / "other.jsonl").read_bytes() == other


def test_an_export_replaces_an_ordinary_file(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("before", encoding="utf-8")
    with sample_project(tmp_path / "p.annot", author="amal") as project:
        export_files(project, tmp_path / "out.jsonl", "jsonl")

    assert (tmp_path / "out.jsonl").stat().st_size > 1000


@pytest.mark.skipif(sys.platform == "win32", reason="needs a socket or pipe with a name")
def test_nothing_takes_the_place_of_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with sample_project(tmp_path / "p.annot", author="amal") as project:
        with pytest.raises(AnnotatorError, match="not an ordinary file"):
            export_files(project, tmp_path / "pipe", "jsonl")
        with pytest.raises(AnnotatorError, match="not an ordinary file"):
            save_copy(project, tmp_path / "pipe")

    assert (tmp_path / "pipe").is_fifo()


@contextmanager
def full(room: int) -> Iterator[None]:
    """Let no file of this process grow beyond `room` bytes: a full disk, as Python and its libraries meet it."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    kept = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, kept)


@pytest.fixture
def collected() -> Iterator[None]:
    """Have what a test leaves collected in its own time."""
    yield
    gc.collect()


@pytest.mark.usefixtures("collected")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # openpyxl leaves a broken generator
@pytest.mark.parametrize("is_split", [False, True], ids=["whole", "split"])
@pytest.mark.parametrize("name", sorted(name for name, found in formats().items() if found.write is not None))
def test_an_export_to_a_full_disk_names_its_target_and_leaves_the_old_one(
    tmp_path: Path, name: str, is_split: bool
) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    suffix = "" if formats()[name].holds_one else formats()[name].suffix
    out = tmp_path / ("out" if is_split else f"out{suffix}")
    if suffix and not is_split:
        out.write_text("before", encoding="utf-8")
    plan = ExportPlan(name, splits=SplitPlan({"train": 1.0}) if is_split else None)
    with sample_project(tmp_path / "p.annot", author="amal") as project, full(64):
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(AnnotatorError) as told:
            export(project, plan, out)
        with pytest.raises(AnnotatorError):
            preview(project, plan)
        assert sorted(tmp_path.rglob("*")) == before

    assert str(out) in str(told.value)
    assert ".annotator-" not in str(told.value)
    assert not out.is_file() or out.read_text("utf-8") == "before"


def test_a_conversion_does_not_replace_its_source(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(sample_files()[0].read_bytes())

    with pytest.raises(AnnotatorError, match="is what is being read"):
        convert(source, source, None, "jsonl")
    with pytest.raises(AnnotatorError, match="is what is being read"):
        check_target(source, tmp_path)

    assert source.read_bytes() == sample_files()[0].read_bytes()


def test_a_conversion_that_reads_nothing_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_bytes(b"")

    writing, findings = convert(tmp_path / "empty.jsonl", tmp_path / "out.jsonl", None, "jsonl")

    assert writing.files == ()
    assert findings[-1].severity == "error"
    assert not (tmp_path / "out.jsonl").exists()


def test_an_empty_folder_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with (
        new_project(tmp_path / "p.annot", author="amal") as project,
        pytest.raises(AnnotatorError, match="holds no files"),
    ):
        import_files(project, [tmp_path / "empty"])


def test_a_full_disk_leaves_the_file_before_and_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.txt"
    path.write_text("before", encoding="utf-8")

    def fail(self: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(AnnotatorError) as caught:
        write_whole(path, b"after")

    assert str(path) in str(caught.value)
    assert ".annotator-" not in str(caught.value)
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_copy_takes_the_place_of_no_other_project(tmp_path: Path) -> None:
    other = tmp_path / "other.annot"
    new_project(other, author="noor").close()
    before = other.read_bytes()
    with new_project(tmp_path / "p.annot", author="amal") as project:
        with pytest.raises(AnnotatorError, match="would be lost"):
            save_copy(project, other)
        (tmp_path / "old.txt").write_text("replaced, as the dialog has asked", encoding="utf-8")
        save_copy(project, tmp_path / "old.txt")
    assert other.read_bytes() == before
