"""Operations that look a project over: is the file whole, and is what is marked in it within the schema."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from annotator.domain.check import problems
from annotator.domain.origin import suggested_by
from annotator.domain.problem import Problem, Repair
from annotator.domain.schema import Schema
from annotator.operations.silencing import Known, known_silences, silenced_by
from annotator.store.backup import copy_beside
from annotator.store.project import Project
from annotator.store.rows import DocumentRow
from annotator.store.silences import Silence
from annotator.text.tokens import sentences

Progress: TypeAlias = Callable[[int, int], None]  # documents done, documents in all
_SOME = Repair()  # stands for a repair that is not carried along


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
        if suggested_by(layer_row.extra):
            continue  # nobody's work
        layer = project.layer(layer_row.id)
        names = {mark.id: mark.name for mark in layer.marks()}
        for problem in problems(text, layer, schema, sentences=sentences):
            silence = silenced_by(known.get(layer.id, {}), problem)
            name = names.get(problem.target, "")
            found.append(FoundProblem(row.name, layer.annotator, name, problem, row.id, layer.id, silence))
    told = tuple(one for one in found if one.silence is None)
    return DocumentProblems(row.id, row.name, told, tuple(one for one in found if one.silence is not None))


def light(found: DocumentProblems) -> DocumentProblems:
    """Return what was found without the repairs themselves; a problem that has one has an empty one.

    It is what a list of a whole project holds of each: repairs carry marks, and are made anew when they are done.
    """
    return replace(found, told=_light(found.told), silenced=_light(found.silenced))


def _light(found: tuple[FoundProblem, ...]) -> tuple[FoundProblem, ...]:
    return tuple(
        replace(one, problem=replace(one.problem, repair=_SOME)) if one.problem.repair else one for one in found
    )


@contextmanager
def snapshot(path: Path, *, author: str = "") -> Iterator[Project]:
    """Give a copy of the project at `path` as it is now, open for reading, for long work; the copy goes at the end.

    Call it in the thread or process that works: nobody has to stop writing to the project. Raises ProjectError.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-", ignore_cleanup_errors=True) as folder:
        copied = Path(folder) / "snapshot.annot"
        copy_beside(path, copied)
        with Project.open(copied, author=author, read_only=True) as copy:
            yield copy
