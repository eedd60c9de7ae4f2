"""Parcels: what is in one, that nothing of others is, and how the work in one comes home."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.model import Comment, Entity, State
from annotator.domain.people import Role
from annotator.domain.span import Span
from annotator.errors import ProjectError
from annotator.store import backup, ids
from annotator.store.ids import new_id
from annotator.store.project import Project, merger, parcel_of, write_parcel
from tests.store.conftest import Work
from tests.store.histories import as_is, dump


@pytest.fixture
def parcel_path(tmp_path: Path) -> Path:
    return tmp_path / "سلمى.annotator"


@pytest.fixture
def home(work: Work) -> Work:
    """A project with the work of two people on one document, and a document besides."""
    work.add_event(work.add_entity().id)
    with work.project.change("import"):
        work.project.add_document("other.txt", "سرّ لا يراه أحد")
        layer = work.project.ensure_layer(work.document, "سلمى")
        mark = Entity(new_id(), "PER", (Span(0, 3),))
        remark = Comment(new_id(), mark.id, "منى", "2026", "خطأ فادح")
        own = Comment(new_id(), mark.id, "سلمى", "2026", "لعلّه صواب")
        reply = Comment(new_id(), None, "سلمى", "2026", "جواب", parent=remark.id)
        work.project.put_many(layer, [mark, remark, own, reply])
    return work


@pytest.fixture
def away(home: Work, parcel_path: Path) -> Iterator[Work]:
    """The parcel of سلمى, opened where she is."""
    write_parcel(home.project, parcel_path, [home.document], "سلمى")
    with Project.open(parcel_path, author="سلمى") as project:
        [layer] = project.layers(home.document)
        yield Work(project, home.document, layer.id)


def test_a_parcel_opens_as_a_project_with_the_documents_and_the_own_work(home: Work, away: Work):
    assert [row.name for row in away.project.documents()] == ["article.txt"]
    assert away.project.schema_source() == home.project.schema_source()
    assert away.project.text(home.document) == home.project.text(home.document)
    [layer] = away.project.document(home.document).layers
    assert layer.annotator == "سلمى"
    assert [entity.name for entity in layer.entities] == ["T1"]
    assert away.project.verify() == []
    assert away.project.id == home.project.id
    assert parcel_of(away.project).annotator == "سلمى"
    assert parcel_of(home.project) is None
    away.add_entity(4, 6)
    assert away.project.undo().kind == "add entity"
    assert away.project.undo() is None


def test_nothing_in_the_file_shows_what_others_did(home: Work, away: Work, parcel_path: Path):
    texts = [home.project.path.read_bytes(), parcel_path.read_bytes()]
    for secret in ("Meet", "خطأ فادح", "سرّ لا يراه", "other.txt", home.layer, "جواب"):
        assert [secret.encode() in text for text in texts] == [True, False], secret
    connection = sqlite3.connect(parcel_path)
    assert connection.execute("SELECT name FROM annotator").fetchall() == [("سلمى",)]
    assert connection.execute("SELECT kind FROM change").fetchall() == [("make parcel",)]
    connection.close()
    [layer] = away.project.document(home.document).layers
    assert [comment.text for comment in layer.comments] == ["لعلّه صواب"]


def test_making_a_parcel_changes_nothing_at_home_and_replaces_no_file(home: Work, parcel_path: Path):
    before = home.project.path.read_bytes()
    write_parcel(home.project, parcel_path, [home.document], "سلمى")

    assert home.project.path.read_bytes() == before
    with pytest.raises(ProjectError, match="already a file"):
        write_parcel(home.project, parcel_path, [home.document], "سلمى")


def test_work_comes_home_after_renames_as_one_step(home: Work, away: Work):
    added = away.add_entity(4, 6)
    with away.project.change("set state"):
        away.project.set_state(away.layer, State.DONE)
    with home.project.change("rename"):
        home.project.rename_document(home.document, "مقال.txt")
        home.project.people.rename("سلمى", "سلمى أحمد")
    before = dump(home.project)

    merged = merger(home.project).take_in(away.project.path, as_is)

    assert merged.review == ()
    assert merged.parcel.annotator == "سلمى"
    assert home.project.find("entity", added.id) == added
    layers = {row.annotator: row for row in home.project.layers(home.document)}
    assert layers["سلمى أحمد"].state is State.DONE
    assert home.project.document_row(home.document).name == "مقال.txt"
    assert home.project.verify() == []
    assert merger(home.project).take_in(away.project.path, as_is).is_nothing
    home.project.undo()
    assert dump(home.project) == before


def test_only_what_changed_at_home_since_counts_as_touched_by_both(home: Work, away: Work):
    [mark] = away.project.layer(away.layer).entities
    with away.project.change("retype"):
        away.project.put(away.layer, Entity(mark.id, "ORG", mark.spans))
    assert merger(home.project).rehearse(away.project.path, as_is).review == ()

    with home.project.change("retype"):
        home.project.put(away.layer, Entity(mark.id, "LOC", mark.spans))
    [review] = merger(home.project).take_in(away.project.path, as_is).review

    assert (review.mine.image["type"], review.theirs.image["type"], review.result["type"]) == ("LOC", "ORG", "LOC")
    assert review.is_mine


def test_a_clock_that_is_behind_loses_no_work_on_what_came_in_the_parcel(home: Work, away: Work, monkeypatch):
    [mark] = away.project.layer(away.layer).entities
    with monkeypatch.context() as patch:
        patch.setattr(ids, "milliseconds", lambda: 1)
        with away.project.change("retype"):
            away.project.put(away.layer, Entity(mark.id, "ORG", mark.spans))

    merger(home.project).take_in(away.project.path, as_is)

    assert home.project.find("entity", mark.id).type == "ORG"


def test_a_parcel_without_new_work_is_nothing_new(home: Work, away: Work):
    history = home.project.history()

    assert merger(home.project).take_in(away.project.path, as_is).is_nothing
    assert home.project.history() == history


def test_a_parcel_comes_home_again_and_again_and_through_other_copies(home: Work, away: Work, tmp_path: Path):
    other = tmp_path / "desk.annotator"
    home.project.save_copy(other)
    first = away.add_entity(4, 6)
    with Project.open(other, author="منى") as desk:
        merger(desk).take_in(away.project.path, as_is)
        second = away.add_entity(7, 8)
        merger(home.project).take_in(away.project.path, as_is)
        merger(desk).take_in(home.project.path, as_is)
        merger(home.project).take_in(other, as_is)

        assert dump(desk) == dump(home.project)
        assert desk.verify() == home.project.verify() == []
        assert all(desk.find("entity", mark.id) for mark in (first, second))


def test_a_copy_of_a_parcel_on_another_machine_comes_home_too(home: Work, away: Work, tmp_path: Path):
    path = tmp_path / "copied.annotator"
    away.project.save_copy(path)
    with Project.open(path, author="سلمى") as project:
        mark = Work(project, home.document, away.layer).add_entity(4, 6)
        merger(home.project).take_in(path, as_is)

    assert home.project.find("entity", mark.id) == mark
    assert home.project.verify() == []


def test_a_new_person_starts_with_nothing_and_their_layer_comes_home(home: Work, parcel_path: Path):
    write_parcel(home.project, parcel_path, [home.document], "هدى")
    with Project.open(parcel_path, author="هدى") as project:
        assert project.layers(home.document) == []
        with project.change("start layer"):
            layer = project.ensure_layer(home.document, "هدى")
        mark = Work(project, home.document, layer).add_entity(4, 6)
        merger(home.project).take_in(parcel_path, as_is)

    assert home.project.find("entity", mark.id) == mark
    assert "هدى" in home.project.annotators()


def test_work_on_a_document_deleted_at_home_is_held_back_and_listed(home: Work, away: Work):
    mark = away.add_entity(4, 6)
    with home.project.change("delete documents"):
        home.project.delete_document(home.document)

    merged = merger(home.project).take_in(away.project.path, as_is)

    assert [(review.reason, review.row_id) for review in merged.review] == [("gone", mark.id)]
    assert home.project.verify() == []


def test_backups_of_a_parcel_do_not_crowd_out_those_of_the_project(home: Work, away: Work):
    away.add_entity(4, 6)
    made = away.project.backup()

    assert made.parent != backup.folder_of(home.project.id)
    assert made.parent.name.startswith(home.project.id)


def test_a_reviewer_s_word_on_the_work_travels_with_it(home: Work, parcel_path: Path):
    with home.project.change("put person"):
        home.project.people.put("منى", Role.REVIEWER)

    write_parcel(home.project, parcel_path, [home.document], "سلمى")

    with Project.open(parcel_path, author="سلمى") as project:
        [layer] = project.document(home.document).layers
        assert sorted(comment.text for comment in layer.comments) == ["جواب", "خطأ فادح", "لعلّه صواب"]
        assert project.verify() == []
