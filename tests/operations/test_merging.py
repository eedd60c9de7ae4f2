"""Merging and parcels as operations: the schema changed at home, what is previewed, and who may be given what."""

from pathlib import Path

import pytest

from annotator.domain.model import Entity, Event
from annotator.domain.people import Role
from annotator.errors import AnnotatorError
from annotator.operations import merging, parcels, schema_edit
from annotator.operations.entities import add_entity, retype_entity
from annotator.operations.events import add_event, fill_role
from annotator.operations.people import put_person, rename_person
from annotator.operations.schema_steps import Rename, Target
from annotator.store.project import Project


def _away(desk, path: Path) -> Project:
    parcels.parcel_out(desk.project, path, [desk.document], "amal")
    return Project.open(path, author="amal")


def test_marks_of_a_type_renamed_at_home_come_in_under_its_new_name(desk, tmp_path: Path):
    known = add_entity(desk.project, desk.layer, "PER", [desk.span("بوتين")]).id
    with _away(desk, tmp_path / "parcel.annot") as away:
        new = add_entity(away, desk.layer, "PER", [desk.span("وزير")]).id
        retype_entity(away, known, "LOC")
        retype_entity(away, known, "PER")
        event = add_event(away, desk.layer, "Contact.Meet", [desk.span("التقى")]).id
        role = away.schema().event("Contact.Meet").roles[0].id
        fill_role(away, event, role, new)
        steps = (Rename(Target("entity", "PER"), "PERSON"), Rename(Target("role", role, "Contact.Meet"), "Who"))
        for step in steps:
            schema_edit.apply(desk.project, step)

        merged = parcels.parcel_in(desk.project, tmp_path / "parcel.annot")

    assert merged.renamed == 2
    for key in (known, new):
        found = desk.project.find("entity", key)
        assert isinstance(found, Entity)
        assert found.type == "PERSON"
    meeting = desk.project.find("event", event)
    assert isinstance(meeting, Event)
    assert [argument.role for argument in meeting.arguments] == ["Who"]
    assert desk.project.verify() == []
    assert parcels.parcel_in(desk.project, tmp_path / "parcel.annot").is_nothing


def test_a_schema_changed_on_both_sides_is_listed_and_the_newest_stands(desk, tmp_path: Path):
    path = tmp_path / "other.annot"
    desk.project.save_copy(path)
    schema_edit.apply(desk.project, Rename(Target("entity", "PER"), "PERSON"))
    with Project.open(path, author="huda") as other:
        schema_edit.apply(other, Rename(Target("entity", "LOC"), "PLACE"))

        [review] = merging.merge(desk.project, path).review

    assert (review.reason, review.table) == ("both", "schema")
    assert desk.project.schema().entity("PLACE") is not None
    assert desk.project.schema().entity("PERSON") is None
    assert [version.kind for version in desk.project.schema_versions()][-1] == "merge"


def test_a_preview_is_what_then_happens_and_needs_no_right_to_write(desk, tmp_path: Path):
    with _away(desk, tmp_path / "parcel.annot") as away:
        add_entity(away, desk.layer, "PER", [desk.span("وزير")])
    before = desk.project.path.read_bytes()
    with Project.open(desk.project.path, author="huda", read_only=True) as reading:
        said = parcels.preview_parcel(reading, tmp_path / "parcel.annot")

    assert desk.project.path.read_bytes() == before
    done = parcels.parcel_in(desk.project, tmp_path / "parcel.annot")
    assert (said.rows, said.changes, said.authors, said.change) == (done.rows, done.changes, done.authors, None)


def test_a_whole_project_is_no_parcel(desk, tmp_path: Path):
    desk.project.save_copy(tmp_path / "other.annot")
    for take in (parcels.parcel_in, parcels.preview_parcel):
        with pytest.raises(AnnotatorError, match="no parcel"):
            take(desk.project, tmp_path / "other.annot")
    assert desk.project.history()[0].kind == "import"


@pytest.mark.parametrize(
    ("names", "person"), [([], "amal"), (["خبر.txt"], " "), (["خبر.txt"], "a\u202eb"), (["خبر.txt"], "gold")]
)
def test_a_parcel_needs_a_document_and_a_person(desk, tmp_path: Path, names: list[str], person: str):
    chosen = parcels.documents_named(desk.project, names)
    with pytest.raises(AnnotatorError):
        parcels.parcel_out(desk.project, tmp_path / "x.annot", chosen, person)
    assert not (tmp_path / "x.annot").exists()


def test_a_parcel_of_a_parcel_and_an_unknown_document_are_refused(desk, tmp_path: Path):
    with _away(desk, tmp_path / "parcel.annot") as away, pytest.raises(AnnotatorError, match="a parcel itself"):
        parcels.parcel_out(away, tmp_path / "x.annot", [desk.document], "amal")
    with pytest.raises(AnnotatorError, match="no document named"):
        parcels.documents_named(desk.project, ["غائب"])


def test_a_parcel_is_for_nobody_under_a_name_that_was_somebody_elses(desk, tmp_path: Path):
    """The work under a former name would come back as the work, and as the name, of the one who had it."""
    put_person(desk.project, "sara", Role.ANNOTATOR)
    rename_person(desk.project, "sara", "sara ali")

    with pytest.raises(AnnotatorError, match="was the name of sara ali"):
        parcels.parcel_out(desk.project, tmp_path / "x.annot", [desk.document], "sara")
    assert not (tmp_path / "x.annot").exists()

    put_person(desk.project, "sara", Role.ANNOTATOR)
    parcels.parcel_out(desk.project, tmp_path / "x.annot", [desk.document], "sara")
    with Project.open(tmp_path / "x.annot", author="sara") as away, away.change("start layer"):
        away.ensure_layer(desk.document, "sara")
    parcels.parcel_in(desk.project, tmp_path / "x.annot")
    assert {"sara", "sara ali"} <= {person.name for person in desk.project.people.all()}
    assert "sara" in [row.annotator for row in desk.project.layers(desk.document)]


@pytest.mark.parametrize("stopped_at", [0, 300, 700, 900])
def test_a_merge_that_is_stopped_changes_nothing_and_can_be_done_again(desk, tmp_path: Path, stopped_at: int):
    path = tmp_path / "other.annot"
    desk.project.save_copy(path)
    with Project.open(path, author="sara") as other, other.change("start layer"):
        other.ensure_layer(desk.document, "sara")
    before, told = desk.project.path.read_bytes(), []

    def stop(done: int, _total: int) -> None:
        if done >= stopped_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        merging.merge(desk.project, path, progress=stop)

    assert desk.project.path.read_bytes() == before
    assert desk.project.verify() == []
    assert merging.merge(desk.project, path, progress=lambda *parts: told.append(parts)).changes == 1
    assert told == sorted(set(told))
    assert all(done <= total for done, total in told)
    assert desk.project.verify() == []
