from pathlib import Path

import pytest

from annotator.domain.model import Argument, Cluster, Comment, Entity, Event, Relation, State
from annotator.domain.span import Span
from annotator.errors import InputError, ProjectError, ReadOnlyError, SchemaError
from annotator.store.ids import new_id
from annotator.store.project import Project


def test_a_new_project_is_empty_and_knows_its_schema(project, schema_source):
    assert project.title == "تجربة"
    assert project.schema_source() == schema_source
    assert project.schema().entities[0].id == "PER"
    assert project.documents() == []
    assert project.verify() == []


def test_creating_leaves_only_the_project_file(closed: Path):
    assert [file.name for file in closed.parent.iterdir()] == [closed.name]


def test_a_file_that_is_there_is_never_replaced(closed: Path, schema_source):
    before = closed.read_bytes()

    with pytest.raises(ProjectError, match="already a file"):
        Project.create(closed, schema_source=schema_source, author="منى")

    assert closed.read_bytes() == before


def test_a_project_cannot_be_made_in_a_folder_that_is_not_there(tmp_path: Path, schema_source):
    with pytest.raises(ProjectError, match="no folder"):
        Project.create(tmp_path / "none" / "x.annotator", schema_source=schema_source, author="منى")


def test_a_project_is_not_made_of_a_broken_schema(path: Path):
    with pytest.raises(SchemaError):
        Project.create(path, schema_source="schema_format = 99", author="منى")

    assert not path.exists()


def test_marks_read_back_as_they_were_put(work):
    someone, other = (
        Entity(new_id(), "PER", (Span(27, 32),), "Leader", {"mention": "NAM", "sure": True, "n": 2}, None, "T7"),
        Entity(new_id(), "PER", (Span(34, 37), Span(38, 44)), extra={"x": [1, None]}),
    )
    group = Cluster(new_id(), "c-1")
    event = Event(new_id(), "Meet", (Span(7, 13),), (Argument("A", other.id, new_id()), Argument("B", None, new_id())))
    relation = Relation(new_id(), "Knows", someone.id, other.id, {"certain": "no"}, "R1")
    comment = Comment(new_id(), someone.id, "منى", "2026-01-01T00:00:00Z", "من هو؟", True, None, "C1")
    with work.project.change("import"):
        for item in (group, someone, other, event, relation, comment):
            work.project.put(work.layer, item)

    layer = work.project.document(work.document).layers[0]

    assert layer == work.project.layer(work.layer)
    assert layer.annotator == "منى"
    assert layer.entities[0] == someone
    assert layer.entities[1].spans == other.spans
    assert layer.entities[1].extra == {"x": [1, None]}
    assert layer.events[0].arguments == event.arguments
    assert (layer.relations, layer.clusters, layer.comments) == ((relation,), (group,), (comment,))
    assert work.project.find("comment", comment.id) == comment
    assert work.project.layer_of("event", event.id) == work.layer
    assert work.project.verify() == []


def test_many_marks_at_once_are_the_same_as_one_by_one(work):
    changed = Entity(work.add_entity().id, "ORG", (Span(0, 3),), name="T1")
    group = Cluster(new_id(), "c")
    entities = [Entity(new_id(), "PER", (Span(i, i + 1),), cluster=group.id, name=f"T{i + 3}") for i in range(9)]
    events = [Event(new_id(), "Meet", (Span(7, 13),), (Argument("A", one.id),)) for one in entities]

    with work.project.change("import"):
        work.project.put_many(work.layer, [*events, changed, *entities, group])

    layer = work.project.layer(work.layer)
    assert layer.entities == (changed, *entities)
    assert [event.arguments[0].target for event in layer.events] == [one.id for one in entities]
    assert [event.name for event in layer.events] == [f"E{i}" for i in range(1, 10)]
    assert work.project.layers(work.document)[0].counts.entities == 10
    assert work.project.verify() == []


def test_an_argument_keeps_its_row_when_the_others_change(work):
    event = work.add_event("x", "y", None)
    first, second, third = event.arguments

    with work.project.change("fill role") as change:
        fewer = Event(event.id, event.type, event.trigger, (second, third, Argument("Place", None)))
        work.project.put(work.layer, fewer)

    assert [one.target for one in work.project.find("event", event.id).arguments] == ["y", None, None]
    assert [(row.row_id, row.after is None) for row in change.record.rows[:1]] == [(first.id, True)]
    assert len(change.record.rows) == 2
    assert ("event", event.id) in change.record.touched


def test_a_mark_beyond_the_text_is_refused_and_nothing_of_the_change_stays(work):
    marks = [Entity(new_id(), "PER", (Span(0, end),)) for end in (3, 4000)]

    with pytest.raises(ProjectError, match="beyond the end"), work.project.change("add"):
        [work.project.put(work.layer, mark) for mark in marks]

    assert work.project.layer(work.layer).entities == ()


def test_a_mark_never_wanders_into_another_layer(work):
    entity = work.add_entity()

    with pytest.raises(ValueError, match="another layer"), work.project.change("move"):
        work.project.put(work.project.ensure_layer(work.document, "سلمى"), entity)


def test_a_change_that_changes_nothing_is_not_recorded(work):
    entity = work.add_entity()
    before = len(work.project.history())

    with work.project.change("retype") as change:
        work.project.put(work.layer, entity)
        passing = Entity(new_id(), "PER", (Span(0, 3),))
        work.project.put(work.layer, passing)
        work.project.delete("entity", passing.id)

    assert change.record is None
    assert len(work.project.history()) == before


def test_changes_do_not_nest_and_writing_outside_one_is_a_bug(work):
    with pytest.raises(RuntimeError), work.project.change("one"), work.project.change("two"):
        pass
    with pytest.raises(RuntimeError):
        work.project.delete("entity", "x")


def test_names_only_go_up(work):
    first = work.add_entity()
    with work.project.change("delete"):
        work.project.delete("entity", first.id)
    second = work.add_entity()
    work.project.undo()
    work.add_entity(name="T40")

    assert (first.name, second.name, work.add_entity().name) == ("T1", "T2", "T41")
    with work.project.change("two"):
        assert [work.project.next_name(work.layer, "E") for _ in range(2)] == ["E1", "E2"]


def test_an_update_without_a_name_keeps_the_name(work):
    entity = work.add_entity()

    with work.project.change("retype"):
        work.project.put(work.layer, Entity(entity.id, "ORG", entity.spans))

    assert work.project.find("entity", entity.id).name == entity.name


def test_documents_are_found_renamed_and_deleted(work):
    project = work.project
    with pytest.raises(ProjectError, match="already in the project"), project.change("import"):
        project.add_document("article.txt", "نص")
    with project.change("rename"):
        project.rename_document(work.document, "مقال.txt")

    row = project.document_row(work.document)
    assert project.find_document("مقال.txt") == row.id
    assert project.documents_with_text(row.sha256) == [row.id]
    assert row.length == len(project.text(row.id))

    work.add_entity()
    with project.change("delete"):
        project.delete_document(row.id)
    assert project.documents() == []
    assert project.verify() == []
    with pytest.raises(ProjectError, match="no longer"):
        project.document(row.id)


@pytest.mark.parametrize("text", ["نص\ud800", "نص\0"])
def test_text_that_cannot_be_kept_is_refused(project, text: str):
    with pytest.raises(InputError), project.change("import"):
        project.add_document("x", text)


def test_layers_have_states_with_reasons_and_counts(work):
    entity = work.add_entity()
    work.add_event(entity.id)
    work.add_relation(entity.id, entity.id)
    with work.project.change("return"):
        work.project.set_state(work.layer, State.RETURNED, "ينقص")

    row = work.project.documents()[0].layers[0]

    assert (row.state, row.reason) == (State.RETURNED, "ينقص")
    assert (row.counts.entities, row.counts.events, row.counts.relations) == (1, 1, 1)
    assert work.project.annotators() == ["منى"]
    assert sorted(table for table, _ in work.project.referring(entity.id)) == ["event", "relation"]


def test_a_layer_has_the_same_id_in_every_copy(work, tmp_path: Path):
    work.project.save_copy(tmp_path / "copy.annotator")
    with Project.open(tmp_path / "copy.annotator", author="سلمى") as copy, copy.change("assign"):
        there = copy.ensure_layer(work.document, "سلمى")

    with work.project.change("assign"):
        assert work.project.ensure_layer(work.document, "سلمى") == there


def test_read_only_projects_show_all_and_take_nothing(closed: Path):
    before = closed.read_bytes()

    with Project.open(closed, author="سلمى", read_only=True) as project:
        layer = project.documents()[0].layers[0].id
        assert len(project.layer(layer).entities) == 1
        assert project.verify() == []
        with pytest.raises(ReadOnlyError), project.change("add"):
            pass
        with pytest.raises(ReadOnlyError):
            Project.open(closed, author="منى", read_only=True).undo()

    assert closed.read_bytes() == before
