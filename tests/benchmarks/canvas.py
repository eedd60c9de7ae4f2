"""Measure how fast the window answers: `python tests/benchmarks/canvas.py [--quick] [--json FILE]`.

One article repeated to 7 thousand, 100 thousand, 1 million and 5 million characters, an entity per 25 and a relation
per 100, in the real window with the real project file, offscreen at 1920 x 1080. Times end when the canvas is painted.
Beside each stands a floor, measured in the same run, and the goal; `cpu` is the window thread's own time, which says
more than `p50` while other programs keep the processor busy.
"""

import argparse
import json
import os
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # run as a file, from a checkout that is not installed

from tests.benchmarks import floors, scenes, starting
from tests.benchmarks.clock import Laps, quantile
from tests.benchmarks.corpus import make_project
from tests.benchmarks.stage import Stage, quieten

SIZES = (7_000, 100_000, 1_000_000, 5_000_000)
FIRST_PAINT = dict(zip(SIZES, (80, 80, 120, 200), strict=True))
# Goals in milliseconds, p50 and p99, and what the floor consists of.
GOALS: dict[str, tuple[float | None, float | None, tuple[str, ...]]] = {
    "first paint": (None, None, ("shaping", "empty")),
    "open from disk": (None, None, ("shaping", "empty")),
    "wheel notch": (8, 16, ("empty",)),
    "page down, warm": (10, 16, ("empty",)),
    "page down, cold": (25, 50, ("shaping", "empty")),
    "jump": (25, 50, ("shaping", "empty")),
    "key to disk to paint": (16, 35, ("commit", "empty")),
    "key until idle": (None, None, ("commit", "empty")),
    "undo to disk to paint": (16, 35, ("commit", "empty")),
    "longest block after a key": (50, None, ("commit", "empty")),
    "hover": (8, 16, ("empty",)),
    "selection step": (8, 16, ("empty",)),
    "resize": (33, 66, ("shaping", "empty")),
}
GROWTH = 1.5  # an edit in the longest text may cost so much more than one in the shortest
START, START_P99, TIMES_EMPTY = 500.0, 900.0, 2.5
MEMORY = 40.0  # megabytes of the view above text and marks, in the longest text


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; times in milliseconds."""

    size: int | None
    interaction: str
    p50_ms: float
    p99_ms: float
    floor_ms: float
    goal_p50_ms: float | None
    goal_p99_ms: float | None
    cpu_p50_ms: float

    @property
    def is_reached(self) -> bool:
        """Say whether the goals are reached."""
        return self.p50_ms <= (self.goal_p50_ms or 1e9) and self.p99_ms <= (self.goal_p99_ms or 1e9)


def measure(folder: Path, size: int, share: float) -> list[Row]:
    """Measure every interaction in a text of `size` characters, with a share of the usual repeats."""
    stage = Stage(make_project(folder / f"{size}.annot", size))
    try:
        found = scenes.play(stage, share)
        least = {
            "empty": quantile(floors.empty_window(30).wall, 0.5),
            "commit": quantile(floors.one_row(folder, 30).wall, 0.5),
            "shaping": quantile(floors.shaping(*scenes.screen(stage), 15).wall, 0.5),
        }
    finally:
        stage.close()
        (folder / "floor.db").unlink(missing_ok=True)
    return [_row(size, name, laps, least) for name, laps in found.items()]


def _row(size: int, name: str, laps: Laps, least: dict[str, float]) -> Row:
    goal, goal_99, parts = GOALS[name]
    goal = FIRST_PAINT[size] if name == "first paint" else goal
    floor = sum(least[part] for part in parts)
    times = quantile(laps.wall, 0.5), quantile(laps.wall, 0.99), floor
    return Row(size, name, *(round(time, 2) for time in times), goal, goal_99, round(quantile(laps.cpu, 0.5), 2))


def start_row(folder: Path, repeats: int) -> Row:
    """Measure the start of the program beside that of an empty window with Arabic in it."""
    program, empty = starting.starts(folder, repeats)
    floor = quantile(empty.wall, 0.5)
    times = quantile(program.wall, 0.5), quantile(program.wall, 0.99), floor
    goal = min(START, TIMES_EMPTY * floor)
    cpu = quantile(program.cpu, 0.5)
    return Row(None, "program start", *(round(time, 1) for time in times), round(goal, 1), START_P99, round(cpu, 1))


def table(rows: list[Row]) -> str:
    """Return the rows as a table for people."""
    head = f"{'size':>9}  {'interaction':<26}{'p50':>8}{'p99':>8}{'cpu p50':>9}{'floor':>8}{'ratio':>7}  {'goal':>11}"
    lines = [head, "-" * len(head)]
    for row in rows:
        size = f"{row.size:,}" if row.size else ""
        ratio = row.p50_ms / row.floor_ms if row.floor_ms else 0.0
        goals = "/".join(f"{goal:g}" for goal in (row.goal_p50_ms, row.goal_p99_ms) if goal)
        verdict = "" if not goals else "" if row.is_reached else "  missed"
        lines.append(
            f"{size:>9}  {row.interaction:<26}{row.p50_ms:>8.1f}{row.p99_ms:>8.1f}{row.cpu_p50_ms:>9.1f}"
            f"{row.floor_ms:>8.2f}{ratio:>7.1f}  {goals:>11}{verdict}"
        )
    return "\n".join(lines)


def growth(rows: list[Row]) -> dict[str, float]:
    """Return how much more an edit costs in the longest text than in the shortest, by wall and by processor."""
    key = {row.size: row for row in rows if row.interaction == "key to disk to paint"}
    first, last = key[min(key)], key[max(key)]
    return {
        "wall": round(last.p50_ms / first.p50_ms, 2),
        "cpu": round(last.cpu_p50_ms / first.cpu_p50_ms, 2),
        "goal": GROWTH,
    }


def main() -> None:
    """Measure, print the table, write the JSON."""
    parser = argparse.ArgumentParser(description="Measure how fast the window answers.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    parser.add_argument("--quick", action="store_true", help="a fifth of the repeats; under 45 seconds")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, choices=SIZES, metavar="N", help="only these")
    given = parser.parse_args()
    share = 0.2 if given.quick else 1.0
    quieten()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ANNOTATOR_HOME"] = str(folder / "home")
        rows = [start_row(folder, 3 if given.quick else 15)]
        for size in given.sizes:
            rows += measure(folder, size, share)
        grown, memory = growth(rows), starting.view_memory(folder, max(given.sizes))
    out = sys.stdout.write
    out(f"{table(rows)}\n\nedit in the longest text / in the shortest: {grown['wall']} wall, {grown['cpu']} cpu, ")
    out(f"goal {GROWTH}\nmemory of the view at {max(given.sizes):,} characters: {memory:.1f} MB, goal {MEMORY:g}\n")
    if given.json:
        found = {"rows": [asdict(row) for row in rows], "edit_growth": grown}
        found["view_memory_mb"] = {"size": max(given.sizes), "value": round(memory, 1), "goal": MEMORY}
        given.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
