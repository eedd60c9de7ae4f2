"""What somebody called right is not told again, is counted, and comes back when the mark says something else."""

import pytest

from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.operations.checking import look_over, project_problems, snapshot
from annotator.operations.entities import add_entity, resize_entity
from annotator.operations.problem_index import ProblemIndex
from annotator.operations.silencing import silence, unsilence


@pytest.fixture
def marked(desk):
    return add_entity(desk.project, desk.layer, "GPE", [Span(desk.span("القاهرة").start - 1, desk.span("القاهرة").end)])


def only(project):
    (found,) = project_problems(project)
    return found


def test_a_problem_that_is_right_is_left_out_and_counted(desk, marked):
    found = only(desk.project)
    assert (found.problem.kind, found.document_id, found.layer_id) == ("edge space", desk.document, desk.layer)

    silence(desk.project, desk.layer, found.problem, "العنوان هكذا")

    assert list(project_problems(desk.project)) == []
    (looked,) = look_over(desk.project)
    assert looked.counts == {"silenced": 1}
    assert looked.silenced[0].silence.reason == "العنوان هكذا"
    assert looked.silenced[0].silence.author == "amal"


def test_it_is_told_again_when_it_is_unsilenced_undone_or_the_mark_changed(desk, marked):
    problem = only(desk.project).problem
    silence(desk.project, desk.layer, problem, "صحيح")
    desk.project.undo()
    assert only(desk.project).problem == problem
    desk.project.redo()
    (kept,) = desk.project.silences.of(desk.layer)
    unsilence(desk.project, kept.id)
    assert only(desk.project).problem == problem
    silence(desk.project, desk.layer, problem, "صحيح")
    resize_entity(desk.project, marked.id, [Span(desk.span("القاهرة").start - 1, desk.span("القاهرة أمس").end)])
    assert only(desk.project).problem.kind == "edge space"


def test_a_reason_is_asked_for(desk, marked):
    with pytest.raises(AnnotatorError, match="why this is right"):
        silence(desk.project, desk.layer, only(desk.project).problem, " ")


def test_the_whole_project_is_looked_over_with_progress_on_a_copy(desk, marked):
    done, index = [], ProblemIndex()
    with snapshot(desk.project.path) as copy:
        for found in look_over(copy, lambda number, total: done.append((number, total))):
            index.put(found)
            index.put(found)
        assert copy.read_only
    assert done == [(1, 1)]
    assert index.severities["error"] == 1
    assert index.counts_of(desk.document) == {"error": 1}
    assert [one.document_id for one in index.of_kind("edge space")] == [desk.document]
