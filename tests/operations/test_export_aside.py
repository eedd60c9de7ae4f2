"""The process that previews and writes exports: its questions are short, and what they need goes when it ends."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.operations.export_aside import Answer, ExportAside, Failure, Moved, Previewed, Sampled
from annotator.operations.export_plan import ExportPlan, Selection

PATIENCE = 60  # seconds


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def aside(desk, place: Path) -> Iterator[ExportAside]:
    begun = ExportAside(desk.project.path, "amal")
    yield begun
    begun.close()
    begun._process.join(PATIENCE)


def answer(aside: ExportAside) -> Answer:
    came: list[Answer] = []
    while not came:
        assert wait([aside._ours], PATIENCE)
        came += (one for one in aside.receive(1.0) if not isinstance(one, Moved | Sampled))
    return came[0]


def test_a_plan_of_many_documents_waits_for_nobody(aside: ExportAside, desk) -> None:
    names = tuple(f"{number:032x}" for number in range(100_000))  # more than any pipe takes
    plan = ExportPlan("jsonl", selection=Selection(documents=(*names, desk.document)))

    for _ in range(3):
        aside.preview(plan)

    found = answer(aside)
    assert isinstance(found, Previewed | Failure)


def test_no_plan_stays_behind(aside: ExportAside, place: Path) -> None:
    aside.preview(ExportPlan("jsonl"))
    assert isinstance(answer(aside), Previewed)
    aside.preview(replace(ExportPlan("jsonl"), language="en"))

    aside.close()
    aside._process.join(PATIENCE)

    assert aside._process.exitcode is not None
    assert list(place.iterdir()) == []


def test_no_place_for_a_plan_is_told(aside: ExportAside, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))

    with pytest.raises(AnnotatorError, match="could not be started"):
        aside.preview(ExportPlan("jsonl"))
