"""The problems of a project by kind and document, layer by layer."""

from annotator.domain.problem import Repair, found
from annotator.operations.checking import DocumentProblems, FoundProblem
from annotator.operations.problem_index import ProblemIndex
from annotator.store.silences import Silence

SILENCE = Silence("l", "edge space", "T1", "{}", "صحيح", "amal")


def one(kind: str, layer: str = "l1", document: str = "d1", silence: Silence | None = None, repair=None):
    problem = found(kind, "T1", {"text": "x"}, repair=repair)
    return FoundProblem(document, "amal", "T1", problem, document, layer, silence)


def document(name: str, *problems: FoundProblem) -> DocumentProblems:
    told = tuple(problem for problem in problems if problem.silence is None)
    return DocumentProblems(name, name, told, tuple(problem for problem in problems if problem.silence is not None))


def test_counts_are_kept_by_document_severity_and_kind():
    index = ProblemIndex()
    index.put(document("d1", one("edge space", repair=Repair()), one("proclitic"), one("edge space", "l2")))
    index.put(document("d2", one("edge space", "l3", "d2", SILENCE)))

    assert index.counts_of("d1") == {"error": 2, "warning": 1}
    assert index.counts_of("d2") == {"silenced": 1}
    assert index.counts_of("d3") == {}
    assert index.severities == {"error": 2, "warning": 1, "silenced": 1}
    assert [index.number("edge space", group) for group in ("told", "mendable", "silenced")] == [2, 1, 1]
    assert index.layers("edge space") == [("l1", "amal")]
    assert [problem.layer_id for problem in index.of_kind("edge space")] == ["l1", "l2"]
    assert [problem.layer_id for problem in index.of_kind("edge space", "silenced")] == ["l3"]
    assert index.documents() == 1


def test_what_is_put_again_takes_the_place_of_what_was_known():
    index = ProblemIndex()
    index.put(document("d1", one("edge space"), one("edge space", "l2")))

    index.put(document("d1", one("proclitic", "l2")))
    index.put_layer("d1", "l1", [one("overlap")])

    assert index.counts_of("d1") == {"error": 1, "warning": 1}
    assert index.number("edge space") == 0
    assert [problem.problem.kind for problem in index.of_layer("l1")] == ["overlap"]


def test_a_layer_without_problems_leaves_nothing_behind():
    index = ProblemIndex()
    index.put(document("d1", one("edge space")))

    index.put_layer("d1", "l1", ())

    assert +index.severities == {}
    assert index.documents() == 0
    assert list(index.of_kind("edge space")) == []
