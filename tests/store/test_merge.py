"""Joining copies: what both touched, what one deleted, names given twice, undo, and steps that are not repeated."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.model import Cluster, Comment, Entity, State
from annotator.domain.span import Span
from annotator.errors import ConflictError
from annotator.store import ids, undo
from annotator.store.ids import new_id
from annotator.store.merge_names import renamed
from annotator.store.project import Project, merger
from tests.store.conftest import Work
from tests.store.histories import as_is, dump


@pytest.fixture
def two(work: Work, tmp_path: Path) -> Iterator[tuple[Work, Work]]:
    """Two copies of a project with one layer and one entity in it, open side by side."""
    work.add_entity()
    path = tmp_path / "other.annotator"
    work.project.save_copy(path)
    with Project.open(path, author="سلمى") as project:
        yield work, Work(project, work.document, work.layer)


def entities(work: Work) -> dict[str, Entity]:
    return {entity.name: entity for entity in work.project.layer(work.layer).entities}


def take(one: Work, other: Work):
    return merger(one.project).take_in(other.project.path, as_is)


def assert_alike(one: Work, other: Work) -> None:
    take(one, other)
    take(other, one)
    assert dump(one.project) == dump(other.project)
    assert one.project.verify() == other.project.verify() == []


def test_what_was_added_on_either_side_is_there_on_both(two):
    one, other = two
    added = other.add_entity(0, 3)
    other.add_event(added.id, None)
    one.add_entity(4, 6)

    merged = take(one, other)

    assert merged.changes == 2
    assert merged.authors == ("سلمى",)
    assert merged.rows["entity"].added == 1
    assert_alike(one, other)


def test_merging_twice_is_merging_once(two):
    one, other = two
    other.add_entity(0, 3)
    take(one, other)
    before = dump(one.project), one.project.history()

    assert take(one, other).is_nothing
    assert (dump(one.project), one.project.history()) == before


def test_a_rehearsal_says_what_happens_and_changes_nothing(two):
    one, other = two
    kept = next(iter(entities(one).values()))
    other.add_relation(kept.id, other.add_entity(0, 3).id)
    with one.project.change("delete"):
        one.project.delete("entity", kept.id)
    before = one.project.path.read_bytes()

    said = merger(one.project).rehearse(other.project.path, as_is)

    assert one.project.path.read_bytes() == before
    done = take(one, other)
    assert (said.rows, said.review, said.changes) == (done.rows, done.review, done.changes)


def test_where_both_changed_a_row_the_newest_stands_and_it_is_listed(two):
    one, other = two
    with one.project.change("rename document"):
        one.project.rename_document(one.document, "a.txt")
    with other.project.change("rename document"):
        other.project.rename_document(one.document, "b.txt")

    [mirrored] = merger(other.project).rehearse(one.project.path, as_is).review

    [review] = take(one, other).review

    assert review.reason == "both"
    assert (review.mine.image["name"], review.theirs.image["name"]) == ("a.txt", "b.txt")
    assert (review.mine.author, review.theirs.author) == ("منى", "سلمى")
    assert review.result["name"] == "b.txt"
    assert not review.is_mine
    assert mirrored.is_mine
    assert_alike(one, other)


def test_a_relation_to_a_deleted_entity_is_held_back_until_it_is_there_again(two):
    one, other = two
    kept = next(iter(entities(one).values()))
    relation = other.add_relation(kept.id, other.add_entity(0, 3).id)
    with one.project.change("delete"):
        one.project.delete("entity", kept.id)

    [held] = [review for review in take(one, other).review if review.reason == "gone"]

    assert (held.table, held.row_id, held.result) == ("relation", relation.id, None)
    assert one.project.find("relation", relation.id) is None
    one.project.undo()  # the merge
    one.project.undo()  # the deletion
    take(one, other)
    assert one.project.find("relation", relation.id) == relation
    assert_alike(one, other)


def test_what_was_marked_in_a_deleted_document_is_listed_and_comes_back_with_it(two):
    one, other = two
    mark = other.add_entity(0, 3)
    with one.project.change("delete documents"):
        one.project.delete_document(one.document)

    merged = take(one, other)

    assert [(review.reason, review.row_id) for review in merged.review] == [("gone", mark.id)]
    assert one.project.documents() == []
    assert take(other, one).review[-1].row_id == mark.id
    assert dump(one.project) == dump(other.project)
    assert other.project.undo().kind == "merge"
    assert other.project.find("entity", mark.id) == mark


def test_a_mark_whose_cluster_was_deleted_has_none(two):
    one, other = two
    cluster = Cluster(new_id(), "c-1")
    with one.project.change("cluster marks"):
        one.project.put(one.layer, cluster)
    take(other, one)
    mark = other.add_entity(0, 3, cluster=cluster.id)
    with one.project.change("delete"):
        one.project.delete("cluster", cluster.id)

    merged = take(one, other)

    assert [review.reason for review in merged.review if review.row_id == mark.id] == ["cluster", "name"][:1]
    assert one.project.find("entity", mark.id).cluster is None
    assert_alike(one, other)


def test_a_reply_to_a_deleted_comment_is_held_back(two):
    one, other = two
    comment = Comment(new_id(), None, "منى", "2026", "؟")
    with one.project.change("comment"):
        one.project.put(one.layer, comment)
    take(other, one)
    reply = Comment(new_id(), None, "سلمى", "2026", "نعم", parent=comment.id)
    answer = Comment(new_id(), None, "سلمى", "2026", "لا", parent=reply.id)
    with other.project.change("comment"):
        other.project.put_many(other.layer, [reply, answer])
    with one.project.change("delete comment"):
        one.project.delete("comment", comment.id)

    merged = take(one, other)

    assert {review.row_id for review in merged.review} == {reply.id, answer.id}
    assert_alike(one, other)


def test_the_elder_of_two_marks_keeps_the_name(two):
    one, other = two
    elder, younger = other.add_entity(0, 3), one.add_entity(4, 6)
    assert elder.name == younger.name == "T2"

    merged = take(one, other)

    assert [(review.reason, review.row_id) for review in merged.review] == [("name", younger.id)]
    assert one.project.find("entity", younger.id).name == "T3"
    assert one.add_entity(7, 8).name == "T4"
    assert_alike(one, other)


def test_documents_and_people_of_one_name_are_told_apart(two):
    one, other = two
    for work in two:
        with work.project.change("import"):
            work.project.add_document("new.txt", "نص")
    with one.project.change("rename"):
        one.project.people.rename("منى", "هدى")
    with other.project.change("start layer"):
        other.project.ensure_layer(other.document, "هدى")

    assert_alike(one, other)

    assert sorted(row.name for row in one.project.documents()) == ["article.txt", "new.txt", "new.txt (2)"]
    assert {"هدى", "هدى (2)"} <= set(one.project.annotators())


@pytest.mark.parametrize(
    ("names", "fresh"),
    [
        (["T5", "T5", "T6"], ["T7"]),
        (["T5", "T5", "T5", "T7"], ["T6", "T8"]),
        (["x", "x", "x"], ["x-2", "x-3"]),
    ],
)
def test_short_names_get_the_next_free_number(names: list[str], fresh: list[str]):
    rows = [(name, str(number)) for number, name in enumerate(names)]

    assert [name for _, name in renamed(rows, is_short=True)] == fresh


def test_one_undo_takes_a_merge_back_and_a_later_one_takes_it_in_again(two):
    one, other = two
    other.add_event(other.add_entity(0, 3).id)
    before = dump(one.project)
    take(one, other)
    after = dump(one.project)

    assert one.project.undo().kind == "merge"
    assert dump(one.project) == before
    assert one.project.verify() == []
    assert one.project.redo() is not None
    assert dump(one.project) == after
    one.project.undo()
    assert take(one, other).changes == 2
    assert dump(one.project) == after
    assert one.project.verify() == []


def test_an_undone_merge_does_not_travel(two, tmp_path: Path):
    one, other = two
    with contextlib.closing(_copy(one, tmp_path / "third.annotator")) as project:
        third = Work(project, one.document, one.layer)
        other.add_entity(0, 3)
        take(one, other)
        one.project.undo()
        own = one.add_entity(4, 6)

        take(third, one)

        assert list(entities(third)) == ["T1", own.name]
        take(third, other)
        assert len(entities(third)) == 3
        assert_alike(one, third)
        assert one.project.verify() == []


def _copy(work: Work, path: Path) -> Project:
    work.project.save_copy(path)
    return Project.open(path, author="منى")


def test_work_on_what_came_in_keeps_the_merge_from_being_undone(two):
    one, other = two
    mark = other.add_entity(0, 3)
    take(one, other)
    with one.project.change("retype"):
        one.project.put(one.layer, Entity(mark.id, "ORG", mark.spans))
    merge = one.project.history()[1].id
    with pytest.raises(ConflictError):
        undo.revert(one.project._connection, one.project._journal, [merge], undo.Reverting("منى", "undo"))
    one.project.undo()
    one.project.undo()

    assert one.project.find("entity", mark.id) is None
    assert one.project.verify() == []
    take(one, other)
    assert one.project.find("entity", mark.id) is not None


def test_the_steps_of_others_are_not_mine_to_undo(two):
    one, other = two
    other.project.author = one.project.author  # the same person at two machines
    other.add_entity(0, 3)
    steps = len(one.project.history())
    take(one, other)
    with Project.open(one.project.path, author="منى", read_only=True) as again:
        assert again.next_undo.kind == "merge"
        assert len(again.history()) == steps + 2

    one.project.undo()
    assert one.project.undo().kind == "add entity"
    assert one.project.verify() == []


def test_undo_refuses_what_a_merge_changed(two):
    one, other = two
    one.project.author = "هدى"
    with one.project.change("set state"):
        one.project.set_state(one.layer, State.DONE)
    with other.project.change("set state"):
        other.project.set_state(one.layer, State.RETURNED)
    one.project.author = "منى"
    take(one, other)

    one.project.author = "هدى"
    with pytest.raises(ConflictError, match="merge"):
        one.project.undo()


def test_an_undone_step_travels_as_what_it_left(two):
    one, other = two
    with other.project.change("set state"):
        other.project.set_state(one.layer, State.DONE)
    take(one, other)
    other.project.undo()

    take(one, other)

    assert one.project.layer(one.layer).state is State.NEW
    assert_alike(one, other)


def test_a_clock_far_ahead_is_told_and_a_clock_set_back_orders_well(two, monkeypatch):
    one, other = two
    real = ids.milliseconds
    with monkeypatch.context() as patch:
        patch.setattr(ids, "milliseconds", lambda: real() + 30 * 24 * 3_600_000)
        other.add_entity(0, 3)
    with monkeypatch.context() as patch:
        patch.setattr(ids, "milliseconds", lambda: 1)
        one.add_entity(4, 6)

    merged = take(one, other)

    assert merged.ahead > 29 * 24 * 3_600_000
    with one.project.change("set state"):
        one.project.set_state(one.layer, State.DONE)
    take(other, one)
    assert other.project.layer(one.layer).state is State.DONE
    assert_alike(one, other)


def test_histories_of_older_steps_are_kept_though_nothing_changes(two):
    one, other = two
    with other.project.change("set state"):
        other.project.set_state(one.layer, State.DONE)
    with one.project.change("set state"):
        one.project.set_state(one.layer, State.RETURNED)

    merged = take(one, other)

    assert (merged.changes, dict(merged.rows)) == (1, {})
    assert [review.is_mine for review in merged.review] == [True]
    assert take(one, other).is_nothing
    assert one.project.undo().kind == "merge"
    assert one.project.undo().kind == "set state"
    assert one.project.verify() == []


def test_a_copy_that_was_taken_apart_and_restored_continues_its_chain(two):
    one, other = two
    shutil.copyfile(other.project.path, other.project.path.with_name("old.annotator"))
    other.add_entity(0, 3)
    take(one, other)
    with Project.open(other.project.path.with_name("old.annotator"), author="سلمى") as project:
        old = Work(project, one.document, one.layer)
        old.add_entity(Span(7, 13).start, 13)
        take(one, old)
        assert len(entities(one)) == 3
        assert_alike(one, old)
