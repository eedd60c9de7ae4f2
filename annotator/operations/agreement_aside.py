"""Agreement aside: a copy of the project is compared by two processes, and what they count comes through a pipe.

The first makes the copy, tells the second where it is and takes every other document; what the second counts goes
through the first, which adds everything up, draws the intervals and so leaves the window nothing to reckon. The copy
is one moment of the project for both, and the one who works is never kept waiting.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.operations.agreement import assembled
from annotator.operations.agreement_counting import Portion, Question, count_all, rows_of
from annotator.operations.agreement_figures import Figures, figures
from annotator.operations.beside import begin
from annotator.operations.checking import snapshot
from annotator.operations.checking_aside import Failure
from annotator.store.project import Project

_BEAT = 0.1  # seconds between two batches
_LARGE = 8  # documents that one batch holds at most, so that taking it in is no work


@dataclass(frozen=True, slots=True)
class Batch:
    """What was counted since the last batch, and how many documents are done."""

    done: int
    total: int
    portions: tuple[Portion, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """All documents are counted; the figures of each pair, and of all together at the end."""

    figures: tuple[Figures, ...]


class AgreementAside:
    """One run over a project; ask it now and then with `receive`, and end it with `stop`."""

    def __init__(self, path: Path, author: str, question: Question) -> None:
        """Start the run; raises AnnotatorError if the system starts no process."""
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe(duplex=False)
        first, second = context.Pipe()
        self._processes = (
            context.Process(target=lead, args=(theirs, first, path, author, question), daemon=True),
            context.Process(target=help_lead, args=(second, author, question), daemon=True),
        )
        try:
            for process in self._processes:
                process.start()
        except OSError as error:
            self.stop()
            reason = error.strerror or str(error)
            raise AnnotatorError("The comparison could not be started: {reason}. Try again.", reason=reason) from error
        finally:
            for pipe in (theirs, first, second):
                pipe.close()

    def receive(self, seconds: float) -> Iterator[Batch | Finished | Failure]:
        """Yield what came, for about so long; nothing follows Finished or a Failure."""
        until = time.perf_counter() + seconds
        try:
            while not self._ours.closed and self._ours.poll():
                came = self._ours.recv()
                yield came
                if not isinstance(came, Batch) or time.perf_counter() > until:
                    return
        except (EOFError, ConnectionError):
            yield Failure("The comparison ended before it was done. Start it again.", {})

    def stop(self) -> None:
        """End the run without waiting for it; its copy of the project goes with it."""
        self._ours.close()
        for process in self._processes:
            if process.pid is not None:
                process.terminate()


def lead(pipe: Connection, other: Connection, path: Path, author: str, question: Question) -> None:
    """Compare the project at `path` with the other's help and send Batches, then Finished or a Failure; a process."""

    def work() -> None:
        with snapshot(path, author=author) as copy:
            _lead(pipe, other, copy, question)

    _guarded(pipe, work)


def help_lead(pipe: Connection, author: str, question: Question) -> None:
    """Count every other document of the copy that the first process names, and send each Portion; a process."""

    def work() -> None:
        path: Path = pipe.recv()
        with Project.open(path, author=author, read_only=True) as copy:
            rows = rows_of(copy, question)[1::2]
            for portion in count_all(copy, question, rows):
                pipe.send(portion)
        pipe.send(Finished(()))

    _guarded(pipe, work)


def _guarded(pipe: Connection, work: Callable[[], None]) -> None:
    """Do what a process is for; a reason why it cannot go on is sent as a Failure."""
    begin(10)
    try:
        work()
    except (EOFError, BrokenPipeError, ConnectionError):
        return  # nobody waits for it any more
    except AnnotatorError as error:
        pipe.send(Failure(error.message, {name: str(value) for name, value in error.values.items()}))
    finally:
        pipe.close()


def _lead(pipe: Connection, other: Connection, copy: Project, question: Question) -> None:
    other.send(copy.path)
    rows = rows_of(copy, question)
    posting = _Posting(pipe, len(rows))
    for portion in count_all(copy, question, rows[::2]):
        posting.take(portion)
        while not posting.is_other_done and other.poll():  # at its end a pipe says that there is something, too
            _take_other(other, posting)
    while not posting.is_other_done:
        _take_other(other, posting)
    posting.send()
    if not posting.is_failed:
        pipe.send(Finished(figures(assembled(question, in_order(posting.kept, [row.id for row in rows])))))


def in_order(portions: Sequence[Portion], ids: Sequence[str]) -> list[Portion]:
    """Return what was counted in the order of the documents, so that figures do not depend on who was faster."""
    places = {id_: number for number, id_ in enumerate(ids)}
    return sorted(portions, key=lambda portion: places[portion.together.document_id])


def _take_other(other: Connection, posting: "_Posting") -> None:
    """Take one thing that the other process sent."""
    came = other.recv()
    if isinstance(came, Failure):
        posting.fail(came)
    elif isinstance(came, Finished):
        posting.is_other_done = True
    else:
        posting.take(came)


class _Posting:
    """What was counted so far; it is sent on a batch a beat."""

    def __init__(self, pipe: Connection, total: int) -> None:
        self._pipe, self._total = pipe, total
        self._done = 0
        self._waiting: list[Portion] = []
        self._sent = 0.0
        self.kept: list[Portion] = []
        self.is_other_done = self.is_failed = False

    def take(self, portion: Portion | None) -> None:
        """Take one document, None of one that does not count."""
        self._done += 1
        if portion is not None:
            self.kept.append(portion)
            self._waiting.append(portion)
        if len(self._waiting) >= _LARGE or time.monotonic() - self._sent > _BEAT:
            self.send()

    def send(self) -> None:
        """Send what waits."""
        self._pipe.send(Batch(self._done, self._total, tuple(self._waiting)))
        self._waiting, self._sent = [], time.monotonic()

    def fail(self, failure: Failure) -> None:
        """Send on why the other process could not go on."""
        self._pipe.send(failure)
        self.is_other_done = self.is_failed = True
