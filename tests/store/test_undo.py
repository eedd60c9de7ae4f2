from pathlib import Path

import pytest

from annotator.domain.model import Cluster, Comment, Entity
from annotator.domain.span import Span
from annotator.errors import ConflictError
from annotator.store import sweep_back, undo
from annotator.store.ids import new_id
from annotator.store.project import Project


def test_undo_and_redo_put_the_rows_back(work):
    entity = work.add_entity()
    with work.project.change("retype"):
        work.project.put(work.layer, Entity(entity.id, "ORG", entity.spans, name=entity.name))

    undone = work.project.undo()
    assert (undone.kind, undone.step) == ("retype", "undo")
    assert undone.touched == {("entity", entity.id)}
    assert work.project.find("entity", entity.id) == entity
    assert work.project.next_redo.id == undone.id

    again = work.project.redo()
    assert (again.kind, again.step) == ("retype", "redo")
    assert work.project.find("entity", entity.id).type == "ORG"
    assert work.project.next_undo.kind == "retype"
    assert work.project.redo() is None


def test_a_new_step_ends_what_could_be_redone(work):
    work.add_entity()
    work.project.undo()
    work.add_entity()

    assert work.project.next_redo is None


def test_undo_goes_on_after_a_restart(work):
    path = work.project.path
    entity = work.add_entity()
    work.add_event(entity.id)
    work.project.undo()
    work.project.close()

    with Project.open(path, author="منى") as project:
        assert project.next_redo.kind == "add event"
        assert project.redo() is not None
        assert project.undo() is not None
        assert project.undo().kind == "add entity"
        assert project.undo().kind == "import"
        assert project.undo() is None
        assert project.documents() == []
        assert project.verify() == []


def test_deleting_a_document_comes_back_whole(work):
    entity = work.add_entity()
    work.add_event(entity.id, None)
    with work.project.change("cluster"):
        group = Cluster(new_id(), "c")
        work.project.put(work.layer, group)
        work.project.put(work.layer, Entity(entity.id, "PER", entity.spans, cluster=group.id))
    before = work.project.document(work.document)
    with work.project.change("delete") as change:
        work.project.delete_document(work.document)
    assert len(change.record.touched) == 7

    work.project.undo()

    assert work.project.document(work.document) == before
    assert work.project.verify() == []


def test_deleting_a_cluster_takes_its_members_out_and_undo_puts_them_in(work):
    entity = work.add_entity()
    group = Cluster(new_id(), "c")
    with work.project.change("cluster"):
        work.project.put(work.layer, Entity(entity.id, "PER", entity.spans, cluster=group.id))
        work.project.put(work.layer, group)
    with work.project.change("delete cluster"):
        work.project.delete("cluster", group.id)
    assert work.project.find("entity", entity.id).cluster is None

    work.project.undo()

    assert work.project.find("entity", entity.id).cluster == group.id


def test_each_author_undoes_only_their_own_steps(work):
    mine = work.add_entity()
    work.project.author = "سلمى"
    theirs = work.add_entity()
    work.project.author = "منى"

    work.project.undo()

    assert work.project.find("entity", mine.id) is None
    assert work.project.find("entity", theirs.id) is not None


def test_undo_refuses_what_somebody_changed_since(work):
    entity = work.add_entity()
    work.project.author = "سلمى"
    with work.project.change("retype"):
        work.project.put(work.layer, Entity(entity.id, "ORG", entity.spans))
    work.project.author = "منى"
    before = len(work.project.history())

    with pytest.raises(ConflictError, match="سلمى"):
        work.project.undo()

    assert work.project.find("entity", entity.id).type == "ORG"
    assert len(work.project.history()) == before
    assert work.project.next_undo is not None


def _relation(work, entity):
    work.add_relation(entity.id, entity.id)


def _comment(work, entity):
    with work.project.change("comment"):
        comment = Comment(new_id(), entity.id, "سلمى", "2026-01-01T00:00:00Z", "؟")
        work.project.put(work.layer, comment)


def _argument(work, entity):
    work.add_event(entity.id)


@pytest.mark.parametrize("point_at", [_relation, _comment, _argument])
def test_undo_refuses_to_remove_what_others_point_at(work, point_at):
    entity = work.add_entity()
    work.project.author = "سلمى"
    point_at(work, entity)
    work.project.author = "منى"

    with pytest.raises(ConflictError):
        work.project.undo()


def test_undo_refuses_to_bring_back_a_link_to_what_is_gone(work):
    entity = work.add_entity()
    relation = work.add_relation(entity.id, entity.id)
    with work.project.change("unlink"):
        work.project.delete("relation", relation.id)
    work.project.author = "سلمى"
    with work.project.change("delete"):
        work.project.delete("entity", entity.id)
    work.project.author = "منى"

    with pytest.raises(ConflictError):
        work.project.undo()

    assert work.project.verify() == []


def test_undo_of_an_import_refuses_to_take_others_work_with_it(work):
    work.project.author = "سلمى"
    with work.project.change("annotate"):
        layer = work.project.ensure_layer(work.document, "سلمى")
        work.project.put(layer, Entity(new_id(), "PER", (Span(0, 3),)))
    work.project.author = "منى"

    with pytest.raises(ConflictError):
        work.project.undo()

    assert len(work.project.layers(work.document)) == 2


def test_undo_refuses_to_bring_a_mark_back_into_a_layer_that_is_gone(work):
    entity = work.add_entity()
    with work.project.change("delete entity"):
        work.project.delete("entity", entity.id)
    work.project.author = "سلمى"
    with work.project.change("delete document"):
        work.project.delete_document(work.document)
    work.project.author = "منى"

    with pytest.raises(ConflictError, match="later work"):
        work.project.undo()


def test_undo_to_takes_back_all_later_steps_or_none(work):
    work.add_entity()
    here = work.project.history()[0].id
    second = work.add_entity()
    work.add_entity()

    assert len(work.project.undo_to(here)) == 2
    assert len(work.project.layer(work.layer).entities) == 1
    assert work.project.undo_to(here) == []
    for _ in range(2):
        work.project.redo()

    work.project.author = "سلمى"
    work.add_relation(second.id, second.id)
    work.project.author = "منى"
    with pytest.raises(ConflictError):
        work.project.undo_to(here)
    assert len(work.project.layer(work.layer).entities) == 3
    assert work.project.verify() == []


def test_history_tells_who_did_what(work):
    entity = work.add_entity()
    work.project.undo()
    newest, middle, first, creation = work.project.history()

    assert [newest.kind, middle.kind, first.kind] == ["add entity", "add entity", "import"]
    assert (creation.kind, creation.step) == ("create project", "do")
    assert newest.reverts == middle.id
    assert newest.counts == {"entity": 1}
    assert work.project.history(limit=1, before=newest.id) == [middle]
    assert work.project.history_of(entity.id) == [newest, middle]
    assert work.project.rows_of(middle.id)[0].after["type"] == "PER"
    assert work.project.rows_of(newest.id)[0].after is None


def test_a_large_change_lists_no_rows_and_is_undone_all_the_same(work, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("annotator.store.journal.LARGE", 10)
    with work.project.change("import") as change:
        document = work.project.add_document("other", "نص آخر")
        layer = work.project.ensure_layer(document, "منى")
        work.project.put_many(layer, [Entity(new_id(), "PER", (Span(0, 2),)) for _ in range(30)])

    assert change.record.is_large
    assert change.record.rows == ()
    assert {table for table, _ in change.record.touched} <= {"annotator"}
    assert work.project.undo().is_large
    assert work.project.find_document("other") is None
    assert work.project.verify() == []


def test_undo_is_possible_in_a_copy(work, tmp_path: Path):
    work.add_entity()
    work.project.save_copy(tmp_path / "copy.annotator")

    with Project.open(tmp_path / "copy.annotator", author="منى") as copy:
        copy.undo()
        assert copy.verify() == []
    assert len(work.project.layer(work.layer).entities) == 1


@pytest.mark.parametrize("many", [0, 99_999])  # set by set, and row by row
def test_undo_tells_how_far_it_is_and_being_stopped_leaves_everything(work, monkeypatch, many):
    monkeypatch.setattr(sweep_back, "MANY", many)
    monkeypatch.setattr(undo, "_STEP", 1)
    entity = work.add_entity()
    with work.project.change("retype"):
        work.project.put(work.layer, Entity(entity.id, "ORG", entity.spans, name=entity.name))
    told = []

    def stop(done, total):
        told.append((done, total))
        raise InterruptedError

    with pytest.raises(InterruptedError):
        work.project.undo(progress=stop)

    assert told[0][0] == 0 < told[0][1]
    assert work.project.find("entity", entity.id).type == "ORG"
    assert work.project.next_undo.kind == "retype"
    assert work.project.undo(progress=lambda _done, _total: None) is not None
    assert work.project.find("entity", entity.id) == entity
    assert work.project.verify() == []
