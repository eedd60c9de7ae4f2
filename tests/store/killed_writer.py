"""Run as a child: for each line "path seed" fork a writer that is killed at a random moment, then say "dead".

The writer marks, deletes and undoes as fast as it can. It says "saved ID" or "gone ID" only after the commit, and
"taking ID" before it takes a mark back. Its own alarm clock kills it: the default action of SIGALRM ends a process
like SIGKILL, with no chance to tidy up.
"""

import os
import random
import signal
import sys

import sqlite_utils  # noqa: F401  (imported once, before the forks)

from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.store.ids import new_id
from annotator.store.project import Project

LONGEST = 0.15  # seconds that a writer lives


def say(word: str, key: str) -> None:
    os.write(1, f"{word} {key}\n".encode())


def write(path: str, rng: random.Random) -> None:
    signal.setitimer(signal.ITIMER_REAL, rng.uniform(0.001, LONGEST))
    project = Project.open(path, author="منى")
    layer = project.documents()[0].layers[0].id
    while True:
        marks = [Entity(new_id(), "PER", (Span(0, 3),)) for _ in range(rng.choice([1, 1, 1, 200]))]
        with project.change("add"):
            project.put_many(layer, marks)
        for mark in marks:
            say("saved", mark.id)
        what = rng.random()
        if what < 0.4:
            for mark in marks:
                say("taking", mark.id)
        if what < 0.2:
            project.undo()
        elif what < 0.4:
            with project.change("delete"):
                for mark in marks:
                    project.delete("entity", mark.id)
        if what < 0.4:
            for mark in marks:
                say("gone", mark.id)


def main() -> None:
    for line in sys.stdin:
        path, seed = line.split()
        child = os.fork()
        if child == 0:
            write(path, random.Random(int(seed)))
        os.waitpid(child, 0)
        say("dead", seed)


main()
