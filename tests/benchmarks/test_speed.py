"""Speed: what keeps every cost independent of the document's length, and, when asked for, ratios measured in one run.

The ratios run with `pytest tests/benchmarks --benchmark-only`; the rest counts work instead of time.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from annotator.ui.editor import sheet
from tests.benchmarks import floors, scenes
from tests.benchmarks.clock import quantile
from tests.benchmarks.corpus import make_project
from tests.benchmarks.stage import Stage

SHORT, LONG = 7_000, 100_000
LARGE = ("entity", "event", "relation", "argument", "document", "layer", "change", "row_change")


@pytest.fixture
def stage(tmp_path: Path, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Stage]:
    size = getattr(request, "param", LONG)
    made = Stage(make_project(tmp_path / f"{size}.annot", size, documents=50))
    made.window.desk.check.finish()
    made.jump(0.3)
    made.settle()
    scenes.stand_in_view(made)
    yield made
    made.close()


def edit(stage: Stage) -> None:
    stage.press("1")
    stage.paint()
    stage.settle(0.4)  # also what the panels do a little later


def statements_of_an_edit(stage: Stage) -> tuple[list[str], int]:
    """Return the SQL of one edit, and how many hundred steps SQLite's machine made for it."""
    scenes.go_to_free_word(stage)
    raw = stage.session.project._connection.raw
    said: list[str] = []
    steps: list[int] = []
    raw.set_trace_callback(said.append)
    raw.set_progress_handler(lambda: steps.append(1), 100)
    edit(stage)
    raw.set_trace_callback(None)
    raw.set_progress_handler(None, 0)
    return said, len(steps)


def test_an_edit_reads_no_table_as_a_whole(stage: Stage) -> None:
    said, _ = statements_of_an_edit(stage)

    reading = [sql for sql in said if sql.lstrip().startswith("SELECT")]
    whole = [sql for sql in reading if "WHERE" not in sql and "max(" not in sql and any(f" {t}" in sql for t in LARGE)]
    assert len(said) < 60
    assert whole == []


def test_an_edit_costs_the_database_as_much_in_a_long_text_as_in_a_short_one(
    tmp_path: Path, qapp: QApplication
) -> None:
    work: list[tuple[int, int]] = []
    for size in (SHORT, LONG):
        stage = Stage(make_project(tmp_path / f"{size}.annot", size))
        stage.window.desk.check.finish()
        scenes.stand_in_view(stage)
        statements_of_an_edit(stage)
        said, steps = statements_of_an_edit(stage)
        work.append((len(said), steps))
        stage.close()

    (short_said, short_steps), (long_said, long_steps) = work
    assert long_said <= short_said + 4
    assert long_steps <= short_steps + 20


def test_an_edit_lays_out_one_block(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    scenes.go_to_free_word(stage)
    laid_out: list[str] = []
    really = sheet.lay_out

    def counted(text: str, *values: object, **options: object) -> object:
        laid_out.append(text)
        return really(text, *values, **options)

    monkeypatch.setattr(sheet, "lay_out", counted)
    stage.press("1")
    stage.paint()

    assert len(laid_out) == 1


def test_what_was_looked_at_is_not_kept_for_ever(stage: Stage) -> None:
    for number in range(60):
        stage.jump(number / 60)
        stage.paint()

    kept = list(stage.canvas.sheet._kept.values())
    assert sum(len(layout.shaped.text) for layout in kept) <= sheet.KEPT


def test_a_text_is_read_from_the_disk_once(stage: Stage) -> None:
    project, document = stage.session.project, stage.session.document
    first = project.text(document.id)
    said: list[str] = []
    project._connection.raw.set_trace_callback(said.append)

    again = project.text(document.id)

    assert again is first
    assert len(said) == 1


@pytest.mark.parametrize("stage", [SHORT], indirect=True)
def test_the_types_are_counted_as_they_change(stage: Stage) -> None:
    counts = stage.session.marks.counts
    before = dict(counts)
    scenes.go_to_free_word(stage)
    stage.press("1")

    added = {key: number - before.get(key, 0) for key, number in counts.items() if number != before.get(key, 0)}
    assert list(added.values()) == [1]


@pytest.fixture
def asked(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("benchmark_only"):
        pytest.skip("timings are taken with --benchmark-only")


@pytest.mark.usefixtures("asked")
def test_an_edit_takes_no_longer_in_a_long_text(
    tmp_path: Path, qapp: QApplication, benchmark: BenchmarkFixture
) -> None:
    taken: dict[int, float] = {}
    for size in (SHORT, 1_000_000):
        stage = Stage(make_project(tmp_path / f"{size}.annot", size))
        stage.jump(0.3)
        taken[size] = quantile(scenes.edit(stage, 30)["key to disk to paint"].cpu, 0.5)
        stage.close()
    benchmark.extra_info["ratio"] = taken[1_000_000] / taken[SHORT]
    benchmark(lambda: None)  # the figure is the ratio

    assert taken[1_000_000] <= 1.5 * taken[SHORT]


@pytest.mark.usefixtures("asked")
def test_a_cold_page_takes_a_few_times_its_bare_shaping(stage: Stage, benchmark: BenchmarkFixture) -> None:
    cold = quantile(scenes.pages(stage, 30)["page down, cold"].cpu, 0.5)
    least = quantile(floors.shaping(*scenes.screen(stage), 15).cpu, 0.5)
    benchmark.extra_info["ratio"] = cold / least
    benchmark(lambda: None)  # the figure is the ratio

    assert cold <= 40 * least
