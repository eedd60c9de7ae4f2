"""The check after an edit: what it costs against a check of the whole document, and that a long text costs no more.

Run with `pytest tests/benchmarks/test_checking.py --benchmark-only -s`, which also says how many milliseconds it took.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from annotator.domain.check import problems
from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.operations import entities
from annotator.operations.importing import import_files
from annotator.operations.projects import new_project, sample_files
from annotator.settings import Settings
from annotator.store.project import Project
from annotator.text.tokens import sentences
from annotator.ui.checking import LayerCheck
from annotator.ui.session import Session
from tests.benchmarks.clock import Laps, quantile
from tests.benchmarks.corpus import AUTHOR, CHECKOUT, make_project

GOLD = CHECKOUT.parent / "shared" / "seed" / "article.gold.jsonl"
OF_250_MARKS, LONG = 5_000, 1_000_000  # code points; the corpus has an entity per 25 and a relation per 100
EDITS = 60


def gold(path: Path) -> Project:
    """Return a project of the hand-made article, else of the sample's texts."""
    project = new_project(path, author=AUTHOR)
    files = [GOLD] if GOLD.is_file() else sample_files()
    import_files(project, files, format_name="jsonl", annotator=AUTHOR)
    return project


@pytest.fixture(params=["gold", OF_250_MARKS, LONG], ids=["gold", "250 marks", "a million code points"])
def session(request: pytest.FixtureRequest, tmp_path: Path, qapp: QApplication) -> Iterator[Session]:
    made = Session(Settings(annotator=AUTHOR))
    path = tmp_path / "p.annot"
    made.adopt(gold(path) if request.param == "gold" else Project.open(made_at(path, request.param), author=AUTHOR))
    yield made
    made.adopt(None)


def made_at(path: Path, size: int) -> Path:
    """Make a project of one document of that size, and return where it is."""
    make_project(path, size).close()
    return path


def edits(session: Session, check: LayerCheck) -> Iterator[None]:
    """Make one edit after the other: retype, move an edge, add, delete."""
    chance = random.Random(1)
    ids = [mark.id for mark in session.marks if isinstance(mark, Entity)]
    session.changed.connect(check.follow)
    for number in range(EDITS):
        mark = session.marks.get(chance.choice(ids))
        assert isinstance(mark, Entity)
        span = mark.spans[-1]
        if number % 2:
            session.run(entities.retype_entity, mark.id, chance.choice(("PER", "GPE", "ORG")))
        else:
            session.run(entities.resize_entity, mark.id, [Span(span.start, span.start + 1)])
        yield
    session.changed.disconnect(check.follow)


def recheck(session: Session) -> Laps:
    """Return what the check after each edit takes, until nothing waits any more."""
    check = LayerCheck(session.text, session.marks, session.schema)
    check.work(float("inf"))
    laps = Laps()
    for _ in edits(session, check):
        with laps.lap():
            check.work(float("inf"))
    return laps


def whole(session: Session) -> Laps:
    """Return what a check of the whole layer takes."""
    assert session.project is not None
    layer = session.project.layer(session.layer_id or "")
    laps = Laps()
    for _ in range(5):
        with laps.lap():
            problems(session.text, layer, session.schema, sentences=sentences)
    return laps


@pytest.fixture
def asked(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("benchmark_only"):
        pytest.skip("timings are taken with --benchmark-only")


@pytest.mark.usefixtures("asked")
def test_the_check_after_an_edit_is_a_part_of_a_check_of_the_whole(
    session: Session, benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    after, all_of_it = recheck(session), whole(session)
    ratio = quantile(after.cpu, 0.5) / quantile(all_of_it.cpu, 0.5)
    benchmark.extra_info["ratio"] = ratio
    benchmark.extra_info["p99 in ms"] = quantile(after.wall, 0.99)
    benchmark(lambda: None)  # the figure is the ratio
    with capsys.disabled():
        said = [f"{name} {quantile(after.wall, share):.1f} ms" for name, share in (("p50", 0.5), ("p99", 0.99))]
        print(f"\n{len(session.marks)} marks: {', '.join(said)}, the whole {quantile(all_of_it.wall, 0.5):.1f} ms")  # noqa: T201

    assert ratio < 0.5
