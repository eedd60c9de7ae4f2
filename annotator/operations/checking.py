"""Operations that look a project over: is the file whole, and is what is marked in it within the schema."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from annotator.domain.check import problems
from annotator.domain.problem import Problem
from annotator.domain.schema import Schema
from annotator.operations.silencing import Known, known_silences, silenced_by
from annotator.store.project import Project
from annotator.store.rows import DocumentRow
from annotator.store.silences import Silence
from annotator.text.tokens import sentences

Progress: TypeAlias = Callable[[int, int], None]  # documents done, documents in all


@dataclass(frozen=True, slots=True)
class FoundProblem:
    """A problem with the place it was found in: document and annotator by name, the mark by its short id."""

    document: str
    annotator: str
    name: str
    problem: Problem
    document_id: str = ""
    layer_id: str = ""
    silence: Silence | None = None


@dataclass(frozen=True, slots=True)
class DocumentProblems:
    """What was found in one document, and what there was called right."""

    document_id: str
    document: str
    told: tuple[FoundProblem, ...]
    silenced: tuple[FoundProblem, ...] = ()

    @property
    def counts(self) -> Counter[str]:
        """Return how many problems of each severity are told, and how many are "silenced"."""
        counts: Counter[str] = Counter(found.problem.severity for found in self.told)
        counts["silenced"] = len(self.silenced)
        return counts


@dataclass(slots=True)
class ProblemCounts:
    """The counts of a project as they are gathered: in all, by kind, and by document id."""

    severities: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    documents: dict[str, Counter[str]] = field(default_factory=dict)

    def put(self, found: DocumentProblems) -> None:
        """Take in what was found in a document, in place of what was known of it."""
        self.severities.subtract(self.documents.get(found.document_id, Counter()))
        self.documents[found.document_id] = found.counts
        self.severities.update(found.counts)
        self.kinds.update(one.problem.kind for one in found.told)


def integrity(project: Project) -> list[str]:
    """Return what is damaged in the project file, in English; empty if it is whole."""
    return project.verify()


def project_problems(project: Project) -> Iterator[FoundProblem]:
    """Yield every problem of every layer of every document that nobody called right, in the documents' order."""
    for found in look_over(project):
        yield from found.told


def look_over(project: Project, progress: Progress = lambda _done, _total: None) -> Iterator[DocumentProblems]:
    """Yield what is wrong in each document, one after the other; it may be left at any point.

    `progress` is called after each document. Changes made meanwhile are seen in documents that come later; for one
    moment of a project that is being worked on, look a `snapshot` over.
    """
    schema = project.schema()
    by_layer: defaultdict[str, list[Silence]] = defaultdict(list)
    for silence in project.silences.of():
        by_layer[silence.layer_id].append(silence)
    known = {layer_id: known_silences(silences) for layer_id, silences in by_layer.items()}
    rows = project.documents()
    for number, row in enumerate(rows, 1):
        yield _of_document(project, row, schema, known)
        progress(number, len(rows))


def _of_document(project: Project, row: DocumentRow, schema: Schema, known: dict[str, Known]) -> DocumentProblems:
    found: list[FoundProblem] = []
    text = project.text(row.id)
    for layer_row in row.layers:
        layer = project.layer(layer_row.id)
        names = {mark.id: mark.name for mark in layer.marks()}
        for problem in problems(text, layer, schema, sentences=sentences):
            silence = silenced_by(known.get(layer.id, {}), problem)
            name = names.get(problem.target, "")
            found.append(FoundProblem(row.name, layer.annotator, name, problem, row.id, layer.id, silence))
    told = tuple(one for one in found if one.silence is None)
    return DocumentProblems(row.id, row.name, told, tuple(one for one in found if one.silence is not None))


@contextmanager
def snapshot(project: Project) -> Iterator[Project]:
    """Give a copy of the project as it is now, open for reading, for long work beside the window; it goes at the end.

    Take it where the project is open; what it gives may be used in another thread or process by its path.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder) / "snapshot.annot"
        project.save_copy(path)
        with Project.open(path, author=project.author, read_only=True) as copy:
            yield copy
