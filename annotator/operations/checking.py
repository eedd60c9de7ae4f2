"""Operations that look a project over: is the file whole, and is what is marked in it within the schema."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.check import problems
from annotator.domain.problem import Problem
from annotator.store.project import Project
from annotator.text.tokens import sentences


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """A problem with the place it was found in: document and annotator by name, the mark by its short id."""

    document: str
    annotator: str
    name: str
    problem: Problem
    document_id: str = ""
    layer_id: str = ""


def integrity(project: Project) -> list[str]:
    """Return what is damaged in the project file, in English; empty if it is whole."""
    return project.verify()


def project_problems(project: Project) -> Iterator[FoundProblem]:
    """Yield every problem of every layer of every document, in the documents' order."""
    schema = project.schema()
    for row in project.documents():
        document = project.document(row.id)
        for layer in document.layers:
            names = {mark.id: mark.name for mark in layer.marks()}
            for problem in problems(document.text, layer, schema, sentences=sentences):
                yield FoundProblem(document.name, layer.annotator, names.get(problem.target, ""), problem)
