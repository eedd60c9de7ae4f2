"""Checking aside: a project is looked over in a process of its own, and what is found comes through a pipe.

A thread was refused: it would take the interpreter from the window for milliseconds again and again, in a large project
for many minutes. The process makes its own copy of the project, so the one who works is never kept waiting.
"""

import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.operations.beside import begin
from annotator.operations.checking import DocumentProblems, light, look_over, snapshot

_BEAT = 0.1  # seconds between two batches
_LARGE = 200  # documents with problems that one batch holds at most


@dataclass(frozen=True, slots=True)
class Batch:
    """What was found since the last batch, only of documents with problems; and how many documents are done."""

    done: int
    total: int
    found: tuple[DocumentProblems, ...]
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the check could not go on: the message of an AnnotatorError and its values."""

    message: str
    values: dict[str, object]


class CheckAside:
    """One run over a project; ask it now and then with `receive`, and end it with `stop`."""

    def __init__(self, path: Path, author: str) -> None:
        """Start the run; raises AnnotatorError if the system starts no process."""
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe(duplex=False)
        self._is_over = False  # the end of the pipe is no news after the last word
        self._process = context.Process(target=run, args=(theirs, path, author), daemon=True)
        try:
            self._process.start()
        except OSError as error:
            self._ours.close()
            reason = error.strerror or str(error)
            raise AnnotatorError("The check could not be started: {reason}. Try again.", reason=reason) from error
        finally:
            theirs.close()

    def receive(self, seconds: float) -> Iterator[Batch | Failure]:
        """Yield what came, for about so long; the last Batch says that it is, and nothing follows a Failure."""
        until = time.perf_counter() + seconds
        try:
            while not self._is_over and not self._ours.closed and self._ours.poll():
                came: Batch | Failure = self._ours.recv()
                self._is_over = isinstance(came, Failure) or came.is_last
                yield came
                if time.perf_counter() > until:
                    return
        except (EOFError, ConnectionError):
            yield Failure("The check ended before it was done. Start it again.", {})

    def stop(self) -> None:
        """End the run without waiting for it; its copy of the project goes with it."""
        self._ours.close()
        self._process.terminate()


def run(pipe: Connection, path: Path, author: str) -> None:
    """Look the project at `path` over and send Batches, at last one that is the last or a Failure; in a process."""
    begin(10)
    try:
        send(pipe, path, author)
    except (BrokenPipeError, ConnectionError):
        return  # nobody waits for it any more
    except AnnotatorError as error:
        pipe.send(Failure(error.message, {name: str(value) for name, value in error.values.items()}))
    finally:
        pipe.close()


def send(pipe: Connection, path: Path, author: str) -> None:
    """Look a copy of the project over and send what is found, a batch a beat."""
    counted = [0, 0]

    def count(done: int, total: int) -> None:
        counted[:] = done, total

    waiting: list[DocumentProblems] = []
    beaten = time.monotonic()
    with snapshot(path, author=author) as copy:
        for found in look_over(copy, count):
            if found.told or found.silenced:
                waiting.append(light(found))
            if len(waiting) >= _LARGE or time.monotonic() - beaten > _BEAT:
                pipe.send(Batch(counted[0], counted[1], tuple(waiting)))
                waiting, beaten = [], time.monotonic()
    pipe.send(Batch(counted[1], counted[1], tuple(waiting), is_last=True))
