"""Schema: what changing the schema of a large project takes; run it by hand, it prints figures.

    python -m tests.benchmarks.schema [documents] [folder]

Each document has 20 marks (14 entities, 3 events with 6 arguments, 3 relations), so 100,000 have two million.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TypeVar

from annotator.domain.model import Argument, Entity, Event, Relation
from annotator.domain.span import Span
from annotator.operations.projects import new_project
from annotator.operations.schema_edit import apply, preview
from annotator.operations.schema_steps import Merge
from annotator.operations.schema_usage import usage_of
from annotator.store.ids import new_id
from annotator.store.project import Project

AUTHOR = "ليلى"
TEXT = "زار وزير خارجية مصر القاهرة أمس ثم التقى بوتين في موسكو وعاد إلى بلاده مساء اليوم التالي بعد القمة " * 3
BATCH = 2_000  # documents in one change
T = TypeVar("T")


def large_project(path: Path, documents: int) -> Project:
    """Make a project of that many documents, of three annotators in turn."""
    project = new_project(path, preset="news-ere", author=AUTHOR)
    chance = Random(7)  # no secret
    for first in range(0, documents, BATCH):
        with project.change("import"):
            for number in range(first, min(first + BATCH, documents)):
                add_document(project, number, chance)
    return project


def add_document(project: Project, number: int, chance: Random) -> None:
    """Add one document with its marks."""
    document = project.add_document(f"{number:06}.txt", TEXT)
    layer = project.ensure_layer(document, f"{AUTHOR} {number % 3}")
    types = chance.choices(["PER", "ORG", "GPE", "LOC", "FAC", "TIME"], [25, 20, 25, 10, 10, 10], k=14)
    starts = chance.sample(range(len(TEXT) - 10), 14)
    classed = {"PER", "ORG", "GPE", "LOC", "FAC"}
    entities = [
        Entity(
            new_id(),
            kind,
            (Span(start, start + 5),),
            attributes={"mention_class": chance.choice(["NAM", "NOM", "PRO"])} if kind in classed else {},
        )
        for kind, start in zip(types, starts, strict=True)
    ]
    events = [
        Event(
            new_id(),
            chance.choice(["Contact.Meet", "Conflict.Attack"]),
            (Span(40 * n, 40 * n + 4),),
            tuple(Argument(role, chance.choice(entities).id) for role in ("Place", "Time")),
            {"polarity": "positive", "modality": chance.choice(["asserted", "other"]), "genericity": "specific"},
        )
        for n in range(3)
    ]
    relations = [Relation(new_id(), "PHYS.Located-Near", entities[n].id, entities[n + 1].id) for n in range(3)]
    project.put_many(layer, [*entities, *events, *relations])


def timed(label: str, run: Callable[[], T]) -> T:
    """Run and print how long it took, in seconds."""
    begun = time.perf_counter()
    result = run()
    sys.stdout.write(f"{time.perf_counter() - begun:8.2f} s  {label}\n")
    return result


def main(documents: int, folder: Path) -> None:
    """Print what each step takes in a project of that many documents."""
    path = folder / f"large-{documents}.annot"
    if path.exists():
        project = timed("open", lambda: Project.open(path, author=AUTHOR))
    else:
        project = timed(f"make {documents} documents", lambda: large_project(path, documents))
    steps: list[tuple[int, int]] = []
    merge = Merge("entity", ("LOC",), "GPE")
    timed("counts for the whole editor", lambda: usage_of(project))
    impact = timed("preview of merging two types", lambda: preview(project, merge))
    sys.stdout.write(f"            {impact.changed.reach}\n")
    timed("first page of the marks", lambda: impact.changed.page(project))
    timed("merge two types", lambda: apply(project, merge, progress=lambda done, total: steps.append((done, total))))
    sys.stdout.write(f"            {len(steps)} reports of progress\n")
    timed("counts again", lambda: usage_of(project))
    timed("undo", project.undo)
    project.close()


if __name__ == "__main__":
    amount = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        main(amount, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            main(amount, Path(scratch))
