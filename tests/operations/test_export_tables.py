"""Tables straight from rows are, byte for byte, what the documents themselves would be written as."""

import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Cluster, Document, Entity
from annotator.domain.span import Span
from annotator.formats.format import Loss
from annotator.formats.jsonl import empty_clusters
from annotator.formats.jsonl_write import line_from, line_of
from annotator.operations.export_plan import ExportPlan, Selection
from annotator.operations.export_selection import chosen_rows
from annotator.operations.export_tables import straight
from annotator.operations.exporting import export, export_files
from annotator.operations.importing import import_files
from annotator.operations.portable import streamed
from annotator.operations.projects import new_project, sample_project
from annotator.store.failures import DamagedError
from annotator.store.ids import new_id
from annotator.store.project import Project
from tests.formats.conftest import random_documents
from tests.formats.hostile import hostile_document


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    with sample_project(tmp_path / "sample.annot", author="amal") as project:
        yield project


def both_ways(project: Project) -> tuple[tuple[list[bytes], list[Loss]], tuple[list[bytes], list[Loss]]]:
    """Return lines and losses, straight from the rows and by way of documents."""
    losses: list[Loss] = []
    lines = [line_from(table) for table in straight(project.stream(project.documents()), losses.append)]
    documents = list(streamed(project, project.documents()))
    lost = [loss for document in documents for loss in empty_clusters(document)]
    return (lines, losses), (list(map(line_of, documents)), lost)


def brought_in(folder: Path, documents: list[Document]) -> Project:
    (folder / "in.jsonl").write_bytes(b"".join(map(line_of, documents)))
    project = new_project(folder / "p.annot", author="منى")
    import_files(project, [folder / "in.jsonl"], format_name="jsonl")
    return project


@settings(max_examples=8, deadline=None)
@given(documents=st.lists(random_documents(), min_size=5, max_size=15, unique_by=lambda document: document.text))
def test_any_documents_are_written_alike(documents: list[Document]) -> None:
    named = [replace(document, id=f"d{at}", name=f"d{at}") for at, document in enumerate(documents)]
    with tempfile.TemporaryDirectory() as folder, brought_in(Path(folder), named) as project:
        one, other = both_ways(project)

    assert one == other
    assert len(one[0]) == len(documents)


def test_the_hostile_and_the_sample_documents_are_written_alike(sample: Project, tmp_path: Path) -> None:
    with brought_in(tmp_path, [hostile_document()]) as project:
        for any_project in (project, sample):
            one, other = both_ways(any_project)
            assert one == other
            assert one[0]


def test_clusters_without_a_mention_are_lost_alike(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.annot", author="منى") as project:
        with project.change("import"):
            layer = project.ensure_layer(project.add_document("نص", "زار الوزير مصر"), "منى")
            used = new_id()
            project.put_many(layer, [Cluster(used, "c-1"), Cluster(new_id(), "c-2")])
            project.put(layer, Entity(new_id(), "PER", (Span(4, 10),), cluster=used))

        one, other = both_ways(project)

    assert one == other
    assert [loss.ids for loss in one[1]] == [("c-2",)]


def test_an_export_writes_what_the_short_way_writes(sample: Project, tmp_path: Path) -> None:
    export(sample, ExportPlan("jsonl"), tmp_path / "a.jsonl")
    export_files(sample, tmp_path / "b.jsonl", "jsonl")

    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_a_dataset_is_the_same_both_ways(sample: Project, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    export(sample, ExportPlan("hf", options={"title": "one"}), tmp_path / "a")
    export_files(sample, tmp_path / "b", "hf")

    (one,), (other,) = ((tmp_path / name / "data").iterdir() for name in "ab")
    assert one.read_bytes() == other.read_bytes()


def test_the_choice_of_an_annotator_holds_on_both_ways(sample: Project, tmp_path: Path) -> None:
    name = sample.annotators()[0]
    plan = ExportPlan("jsonl", Selection(annotators=(name,)))
    export(sample, plan, tmp_path / "a.jsonl")

    rows = chosen_rows(sample, plan.selection)
    assert (tmp_path / "a.jsonl").read_bytes() == b"".join(map(line_of, streamed(sample, rows)))


@pytest.mark.parametrize("damage", ["end_offset = 99", "fragments = '[[1,2],[3,99]]'"])
def test_a_mark_outside_its_text_stops_both_ways(tmp_path: Path, damage: str) -> None:
    place = tmp_path / "p.annot"
    with new_project(place, author="منى") as project, project.change("import"):
        layer = project.ensure_layer(project.add_document("نص", "زار الوزير مصر"), "منى")
        project.put(layer, Entity(new_id(), "PER", (Span(4, 10),)))
    raw = sqlite3.connect(place)
    raw.execute(f"UPDATE entity SET {damage}")
    raw.commit()
    raw.close()

    with Project.open(place, author="منى", read_only=True) as project:
        for way in (lambda rows: streamed(project, rows), lambda rows: straight(project.stream(rows), print)):
            with pytest.raises(DamagedError, match="outside the text"):
                list(way(project.documents()))


def test_chosen_documents_are_read_again_where_they_are_needed(sample: Project) -> None:
    rows, known = chosen_rows(sample, Selection()), sample.documents()

    assert list(rows) == list(rows) == known
    assert [rows[at] for at in range(len(rows))] == known
    assert rows[-1] == known[-1]
    assert list(rows[1:3]) == known[1:3]
    assert list(rows.among({known[1].id})) == [known[1]]
    with pytest.raises(IndexError):
        rows[len(known)]
