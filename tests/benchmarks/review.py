"""Review: what comparing a large project takes; run it by hand, it prints figures.

    python -m tests.benchmarks.review [documents] [folder]

Each document has two annotators with 250 marks each (175 entities, 25 events with 50 arguments, 25 relations, 25 in
clusters), of which about one in eight differs. The goal is 20 s for comparing and measuring 1,000 of them in the
background. Printed beside it, as a ratio, is what reading the same layers takes.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

from annotator.domain.consensus import compare_all
from annotator.domain.model import Argument, Cluster, Entity, Event, Mark, Relation
from annotator.domain.span import Span
from annotator.operations.agreement import Agreement, agreement
from annotator.operations.projects import new_project
from annotator.store.ids import new_id
from annotator.store.project import Project

ANNOTATORS = ("ليلى", "عمر")
SENTENCE = "زار وزير خارجية مصر القاهرة أمس ثم التقى بوتين في موسكو وعاد إلى بلاده مساء اليوم التالي بعد القمة "
TEXT = SENTENCE * 45
TYPES = ("PER", "ORG", "GPE", "LOC", "FAC")
BATCH = 100  # documents in one change


def large_project(path: Path, documents: int) -> Project:
    """Make a project of that many documents, each by two annotators."""
    project = new_project(path, preset="news-ere", author=ANNOTATORS[0])
    chance = Random(7)
    for first in range(0, documents, BATCH):
        with project.change("import"):
            for number in range(first, min(first + BATCH, documents)):
                document = project.add_document(f"{number:05}.txt", TEXT)
                marks = marks_of(chance)
                for annotator in ANNOTATORS:
                    project.put_many(project.ensure_layer(document, annotator), marks)
                    marks = changed(marks, chance)
    return project


def marks_of(chance: Random) -> list[Mark | Cluster]:
    """Return 225 marks of one annotator, and five clusters."""
    starts = sorted(chance.sample(range(len(TEXT) - 20), 175))
    clusters = [Cluster(new_id(), f"C{number}") for number in range(5)]
    entities = [
        Entity(
            new_id(),
            chance.choice(TYPES),
            (Span(start, start + chance.randrange(3, 15)),),
            attributes={"mention_class": chance.choice(("NAM", "NOM", "PRO"))},
            cluster=clusters[number % 5].id if number % 7 == 0 else None,
        )
        for number, start in enumerate(starts)
    ]
    events = [
        Event(
            new_id(),
            chance.choice(("Contact.Meet", "Conflict.Attack")),
            (Span(90 * number, 90 * number + 4),),
            tuple(Argument(role, chance.choice(entities).id) for role in ("Place", "Time")),
            {"polarity": "positive", "modality": chance.choice(("asserted", "other"))},
        )
        for number in range(25)
    ]
    relations = [Relation(new_id(), "PHYS.Located-Near", entities[n].id, entities[n + 1].id) for n in range(25)]
    return [*clusters, *entities, *events, *relations]


def changed(marks: list[Mark | Cluster], chance: Random) -> list[Mark | Cluster]:
    """Return the marks as another annotator sees them, under other ids."""
    ids = {mark.id: new_id() for mark in marks}
    return [_changed(mark, ids, chance) for mark in marks]


def _changed(mark: Mark | Cluster, ids: dict[str, str], chance: Random) -> Mark | Cluster:
    if isinstance(mark, Cluster):
        return replace(mark, id=ids[mark.id])
    if isinstance(mark, Relation):
        return replace(mark, id=ids[mark.id], head=ids[mark.head], tail=ids[mark.tail])
    if isinstance(mark, Event):
        arguments = tuple(replace(argument, target=ids[argument.target or ""]) for argument in mark.arguments)
        return replace(mark, id=ids[mark.id], arguments=arguments if chance.random() > 0.1 else arguments[1:])
    spans, kind = mark.spans, mark.type
    if chance.random() < 0.08:
        spans = (Span(spans[0].start, spans[0].end + 1),)
    if chance.random() < 0.05:
        kind = chance.choice(TYPES)
    return replace(mark, id=ids[mark.id], spans=spans, type=kind, cluster=ids[mark.cluster] if mark.cluster else None)


class Times:
    """Seconds of each step, printed with how many times as long as reading it took."""

    def __init__(self) -> None:
        self._reading = 0.0

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        taken = time.perf_counter() - began
        self._reading = self._reading or (taken if name.startswith("read") else 0.0)
        ratio = f"{taken / self._reading:8.1f} x reading" if self._reading else ""
        sys.stdout.write(f"{name:34}{taken:9.2f} s{ratio}\n")


def compare(project: Project) -> int:
    """Find all differences of all documents, as review does; return how many."""
    schema = project.schema()
    return sum(
        len(compare_all(document.layers, schema, document.text).differences)
        for document in (project.document(row.id) for row in project.documents())
    )


def figures(found: Agreement) -> None:
    """Ask for every figure that the report shows."""
    for panel in (*found.pairs, found.together):
        for name in panel.measures:
            panel.score(name)
            panel.interval(name)
            panel.by_week(name)
            for part in panel.parts(name):
                panel.score(name, part=part)


def main() -> None:
    times = Times()
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        with times.of("make the project"):
            project = large_project(Path(folder) / "large.annot", documents)
        with times.of("read every layer"):
            for row in project.documents():
                project.document(row.id)
        with times.of("read and compare (review)"):
            sys.stdout.write(f"{compare(project)} differences\n")
        with times.of("read and measure (agreement)"):
            found = agreement(project)
        with times.of("all figures with intervals"):
            figures(found)
        project.close()


if __name__ == "__main__":
    main()
