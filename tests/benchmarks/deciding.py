"""Deciding: how long the review window takes from a key to the next question; run it by hand, it prints figures.

    python -m tests.benchmarks.deciding [article.gold.jsonl]

Two annotators marked the article; the second differs in fifty things. The goal is 50 ms. Printed beside it, as a ratio,
is what one ordinary edit of the same project takes.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtWidgets import QApplication

from annotator.domain.model import Layer
from annotator.formats.format import Finding
from annotator.operations.entities import retype_entity
from annotator.operations.transfer import read_files
from annotator.settings import Settings
from annotator.store.project import Project
from annotator.ui.app import start
from annotator.ui.review.opening import show_review
from annotator.ui.review.window import ReviewWindow
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.domain.injections import INJECTIONS
from tests.e2e.test_review import NoQuestions
from tests.operations.test_review import ONE, OTHER, SCHEMA, Pair
from tests.ui.conftest import key_event

NAMES = ("missing_entity", "boundary", "kind_of_entity", "argument_role", "attribute")


def opened(folder: Path, file: Path) -> ReviewWindow:
    """Return the review window on the article."""
    found = next(item for item in read_files(file) if not isinstance(item, Finding))
    other: Layer = found.layers[0]
    for name in NAMES:
        other, _ = INJECTIONS[name](Random(1), other, found.text, SCHEMA)
    Pair(folder / "r.annot", found.text, {ONE: found.layers[0], OTHER: other}).project.close()
    start()
    window = Window(Session(Settings(annotator="سارة")), NoQuestions())
    window.resize(1360, 860)
    window.show()
    window.session.adopt(Project.open(folder / "r.annot", author="سارة"))
    show_review(window.desk)
    QApplication.processEvents()
    assert isinstance(window.desk.review, ReviewWindow)
    return window.desk.review


def timed(act: Callable[[], object]) -> float:
    """Return the milliseconds that something takes with all that is painted for it."""
    began = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    default = Path(__file__).resolve().parents[2] / ".." / "shared" / "seed" / "article.gold.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        review = opened(Path(folder), Path(sys.argv[1]) if len(sys.argv) > 1 else default)
        sitting, session = review.sitting, review.sitting.session
        keys, edits = [], []
        marks = [one.id for one in session.marks if one.id in sitting.case.alignment.places[0]][:1]
        while len(sitting.waiting) > 1:
            event = key_event("12"[len(keys) % 2])
            keys.append(timed(lambda event=event: QApplication.sendEvent(review, event)))
        review.close()
        for number in range(20):
            kind = ("PER", "ORG")[number % 2]
            edits.append(timed(lambda kind=kind: session.run(retype_entity, marks[0], kind)))
        key, edit = statistics.median(keys), statistics.median(edits)
        sys.stdout.write(f"{len(keys)} decisions: key to next question {key:.1f} ms (p50), {max(keys):.1f} ms (most)\n")
        sys.stdout.write(f"an ordinary edit {edit:.1f} ms; ratio {key / edit:.2f}\n")
        session.adopt(None)


if __name__ == "__main__":
    main()
