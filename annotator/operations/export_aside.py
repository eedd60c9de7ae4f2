"""Exporting aside: one process with a copy of the project previews plans, tells where what is lost, and writes.

A thread was refused: writers keep the interpreter busy, and the window would stutter for as long as they work. The
process keeps its copy for as long as the conversation lasts, so a changed option costs no new one; a new question ends
the work on the one before. Every answer has the number of its question.

Plans travel as the JSON of manifests, in a file each, for one may name 100,000 documents: questions are short, so the
window never waits until the process has the time to take one from the pipe.
"""

import json
import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from annotator.errors import AnnotatorError
from annotator.operations.beside import begin
from annotator.operations.checking import snapshot
from annotator.operations.export_check import Outcome
from annotator.operations.export_difference import Difference
from annotator.operations.export_lost import LostKind, LostMark, LostMarks
from annotator.operations.export_manifest import plan_json, plan_of
from annotator.operations.export_parts import PartCounts
from annotator.operations.export_plan import ExportPlan
from annotator.operations.export_preview import preview
from annotator.operations.export_sample import Sample, sample
from annotator.operations.exporting import Export, Repeated, export, repeat
from annotator.store.project import Project

PAGE = 100  # marks that are told at a time
_BEAT = 0.1  # seconds between two reports


@dataclass(frozen=True, slots=True)
class Moved:
    """How far the work is: steps done and in all."""

    number: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Sampled:
    """How the first documents look in the format."""

    number: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Previewed:
    """What an export would come to; the lost marks are asked for with `ExportAside.page`."""

    number: int
    documents: int
    parts: tuple[tuple[str, PartCounts], ...]
    kinds: tuple[LostKind, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the marks that a kind of loss concerns, from number `first` on."""

    number: int
    kind: str
    first: int
    marks: tuple[LostMark, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files, losses by kind, what reading back found; and, where it was repeated, what is other."""

    number: int
    out: Path
    files: int
    manifest: Path | None
    kinds: tuple[LostKind, ...]
    outcomes: frozenset[Outcome]
    differences: tuple[Difference, ...]
    changed: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """The writing was stopped, and everything is as it was."""

    number: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a question has no answer: the message of an AnnotatorError and its values."""

    number: int
    message: str
    values: dict[str, object]


Answer: TypeAlias = Moved | Sampled | Previewed | Page | Written | Stopped | Failure


class ExportAside:
    """One conversation; what comes back is asked for with `receive`, and `close` ends it.

    A question raises AnnotatorError if there is no place to leave its plan.
    """

    def __init__(self, path: Path, author: str) -> None:
        """Start the process; raises AnnotatorError if the system starts none."""
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=run, args=(theirs, path, author), daemon=True)
        self._number = 0
        self._plans: list[Path] = []
        try:
            self._process.start()
        except OSError as error:
            self._ours.close()
            reason = error.strerror or str(error)
            raise AnnotatorError("The export could not be started: {reason}. Try again.", reason=reason) from error
        finally:
            theirs.close()

    def preview(self, plan: ExportPlan) -> int:
        """Ask what a plan would come to; return the number of the question."""
        return self._ask("preview", self._left(plan))

    def write(self, plan: ExportPlan, out: Path, manifest: Path | None = None) -> int:
        """Ask that a plan be written, by a manifest again if one is given; return the number of the question."""
        return self._ask("write", self._left(plan), out, manifest)

    def page(self, kind: str, first: int) -> None:
        """Ask for the marks of a kind of loss, under the number of the preview."""
        self._send("page", self._number, kind, first)

    def stop(self) -> None:
        """Ask that the work on the last question end."""
        self._send("stop", self._number)

    def receive(self, seconds: float) -> Iterator[Answer]:
        """Yield what came, for about so long; what belongs to an older question is left out."""
        until = time.perf_counter() + seconds
        try:
            while not self._ours.closed and self._ours.poll():
                came = self._ours.recv()
                if came.number == self._number:
                    yield came
                if time.perf_counter() > until:
                    return
        except (EOFError, ConnectionError):
            self._ours.close()
            yield Failure(self._number, "The export ended before it was done. Start it again.", {})

    def close(self) -> None:
        """End the conversation without waiting; what is being written goes, and so does the copy of the project."""
        self._send("end", self._number)
        self._ours.close()
        for path in self._plans:
            path.unlink(missing_ok=True)

    def _left(self, plan: ExportPlan) -> Path:
        """Write a plan to a file for the process, which takes it away."""
        try:
            number, name = tempfile.mkstemp(".json", "annotator-plan-")
            self._plans.append(Path(name))
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump(plan_json(plan), file, ensure_ascii=False)
        except OSError as error:
            reason = error.strerror or str(error)
            raise AnnotatorError("The export could not be started: {reason}. Try again.", reason=reason) from error
        return self._plans[-1]

    def _ask(self, *question: object) -> int:
        self._number += 1
        what, *rest = question
        self._send(str(what), self._number, *rest)
        return self._number

    def _send(self, *question: object) -> None:
        try:
            self._ours.send(question)
        except OSError:
            return  # it is over; `receive` tells, or nobody asks


def run(pipe: Connection, path: Path, author: str) -> None:
    """Answer questions about the project at `path` until there are no more; in a process."""
    begin(5)
    try:
        with snapshot(path, author=author) as copy:
            Conversation(pipe, copy).hold()
    except (EOFError, OSError):
        return  # nobody waits for it any more
    except AnnotatorError as error:
        pipe.send(_failure(1, error))
    finally:
        pipe.close()


class Conversation:
    """Answers one question after the other."""

    def __init__(self, pipe: Connection, project: Project) -> None:
        self._pipe, self._project = pipe, project
        self._lost: LostMarks | None = None
        self._told = 0.0
        self._number = 0

    def hold(self) -> None:
        """Answer until the other side ends it."""
        while True:
            what, number, *rest = self._pipe.recv()
            if what == "end":
                return
            if what == "page":
                self._page(number, *rest)
            elif what in ("preview", "write"):
                self._answer(what, number, rest)

    def _answer(self, what: str, number: int, rest: list[object]) -> None:
        self._number = number
        try:
            plan = _taken(Path(str(rest[0])))
            if what == "preview":
                self._preview(plan)
            else:
                _, out, manifest = rest
                self._write(plan, Path(str(out)), None if manifest is None else Path(str(manifest)))
        except _LeftError:
            self._pipe.send(Stopped(number))
        except AnnotatorError as error:
            self._pipe.send(_failure(number, error))

    def _preview(self, plan: ExportPlan) -> None:
        self._lost = None
        self._pipe.send(Sampled(self._number, sample(self._project, plan)))
        found = preview(self._project, plan, progress=self._report)
        self._lost = LostMarks(self._project, found.losses)
        self._pipe.send(Previewed(self._number, found.documents, found.parts, self._lost.kinds()))

    def _write(self, plan: ExportPlan, out: Path, manifest: Path | None) -> None:
        if manifest is None:
            made: Export = export(self._project, plan, out, progress=self._report)
            self._pipe.send(_written(self._number, made, out, LostMarks(self._project, made.losses)))
            return
        again: Repeated = repeat(self._project, manifest, out, progress=self._report)
        lost = LostMarks(self._project, again.export.losses)
        self._pipe.send(_written(self._number, again.export, out, lost, again.changed))

    def _page(self, number: int, kind: str, first: int) -> None:
        if self._lost is not None and number == self._number:
            self._pipe.send(Page(number, kind, first, self._lost.page(kind, first, PAGE)))

    def _report(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told < _BEAT and done < total:
            return
        self._told = now
        if self._pipe.poll():
            raise _LeftError  # whatever is asked now, this is not wanted any more
        self._pipe.send(Moved(self._number, done, total))


def _taken(path: Path) -> ExportPlan:
    """Read a plan that was left in a file, and take the file away."""
    try:
        return plan_of(json.loads(path.read_text(encoding="utf-8")))
    finally:
        path.unlink(missing_ok=True)


def _written(number: int, made: Export, out: Path, lost: LostMarks, changed: tuple[str, ...] | None = None) -> Written:
    outcomes = frozenset(check.outcome for check in made.checks.values())
    files = len(made.files) - (made.manifest is not None)
    return Written(number, out, files, made.manifest, lost.kinds(), outcomes, made.differences, changed)


def _failure(number: int, error: AnnotatorError) -> Failure:
    values: Mapping[str, object] = error.values
    return Failure(number, error.message, {name: str(value) for name, value in values.items()})


class _LeftError(Exception):
    """Another question waits, or nobody any more."""
