"""Measure import and export of many documents: `python tests/benchmarks/formats.py [--json FILE] [--quick]`.

100,000 documents of 20 entities (--quick: 5,000): into JSON Lines, into Parquet (with the extra "hf"), and back in. The
goals are 15 s and 5 times a bare msgspec encoding of the same objects, 20 s, and 60 s; and memory that does not grow
with the number of documents: at most 400 MB. Each step runs in a process of its own, so that its peak is its own.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import msgspec

from annotator.formats.jsonl_write import table_of
from annotator.operations.export_plan import ExportPlan, SplitPlan
from annotator.operations.export_preview import preview
from annotator.operations.exporting import export
from annotator.operations.importing import import_files
from annotator.operations.portable import streamed
from annotator.operations.projects import new_project
from annotator.store.project import Project

LISTED = "زار الرئيس فلاديمير بوتين مدينة القاهرة يوم الأحد والتقى هناك بالرئيس كيم في القصر"
WORDS = LISTED.split()
TYPES = ("PER", "ORG", "GPE", "LOC")
AUTHOR = "ليلى"
ENTITIES = 20
BATCH = 1000


def document(number: int) -> dict[str, object]:
    """Return one line of `annotator/1`: a hundred words, every fifth of which is an entity."""
    words = [WORDS[(number * 7 + step * (1 + number % 5)) % len(WORDS)] for step in range(100)]
    words[0] = f"خبر{number}"
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word) + 1)
    entities = [
        {
            "id": f"T{step + 1}",
            "type": TYPES[step % len(TYPES)],
            "spans": [[starts[step * 5], starts[step * 5] + len(words[step * 5])]],
            "text": words[step * 5],
        }
        for step in range(ENTITIES)
    ]
    layer = {"annotator": AUTHOR, "state": "done", "entities": entities, "relations": [], "events": [], "comments": []}
    name = f"خبر-{number:06}"
    return {"format": "annotator/1", "id": name, "name": name, "text": " ".join(words), "annotations": [layer]}


@dataclass(slots=True)
class Watch:
    """Seconds by the clock and of this process alone, which others on the machine disturb less."""

    wall: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu


def make(folder: Path, count: int, watch: Watch) -> None:
    """Write the JSON Lines that everything begins with."""
    encode = msgspec.json.Encoder().encode
    with watch.running(), (folder / "in.jsonl").open("wb") as file:
        for number in range(count):
            file.write(encode(document(number)) + b"\n")


def bring_in(folder: Path, _count: int, watch: Watch) -> None:
    with new_project(folder / "p.annot", author=AUTHOR) as project, watch.running():
        import_files(project, [folder / "in.jsonl"], format_name="jsonl")


def bare(folder: Path, count: int, watch: Watch) -> None:
    """Encode the same objects with msgspec alone, a batch at a time, and write them."""
    encode = msgspec.json.Encoder().encode
    with (
        Project.open(folder / "p.annot", author=AUTHOR, read_only=True) as project,
        (folder / "bare").open("wb") as file,
    ):
        rows = project.documents()
        for first in range(0, count, BATCH):
            tables = [table_of(document) for document in streamed(project, rows[first : first + BATCH])]
            with watch.running():
                for table in tables:
                    file.write(encode(table) + b"\n")


def written(folder: Path, name: str, plan: ExportPlan, watch: Watch, *, is_checked: bool = False) -> None:
    with Project.open(folder / "p.annot", author=AUTHOR, read_only=True) as project, watch.running():
        made = export(project, plan, folder / name, is_checked=is_checked)
        if made.differences:
            raise RuntimeError(made.differences[0])


def looked(folder: Path, _count: int, watch: Watch) -> None:
    with Project.open(folder / "p.annot", author=AUTHOR, read_only=True) as project, watch.running():
        preview(project, ExportPlan("conll"))


STEPS: dict[str, Callable[[Path, int, Watch], None]] = {
    "make the input": make,
    "import JSON Lines": bring_in,
    "bare msgspec encoding": bare,
    "export JSON Lines": lambda folder, _, watch: written(folder, "out.jsonl", ExportPlan("jsonl"), watch),
    "export and read back": lambda folder, _, watch: written(
        folder, "two.jsonl", ExportPlan("jsonl"), watch, is_checked=True
    ),
    "export in three parts": lambda folder, _, watch: written(
        folder, "parts", ExportPlan("jsonl", splits=SplitPlan()), watch
    ),
    "export Parquet": lambda folder, _, watch: written(folder, "hf", ExportPlan("hf"), watch),
    "preview CoNLL": looked,
}
GOALS = {"import JSON Lines": 60.0, "export JSON Lines": 15.0, "export Parquet": 20.0}  # seconds of a full run
RATIO, PEAK = 5.0, 400  # times the bare encoding; MB, of every step but that one
FLOOR = "bare msgspec encoding"


def measure(step: str, folder: Path, count: int) -> dict[str, object]:
    """Run a step in a process of its own; return seconds and its peak of memory in MB."""
    command = [sys.executable, __file__, "--step", step, str(folder), str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    return {"step": step, "documents": count, **found}


def run_step(step: str, folder: Path, count: int) -> None:
    watch = Watch()
    STEPS[step](folder, count, watch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": round(watch.wall, 2), "cpu": round(watch.cpu, 2), "peak_mb": round(peak)}))


def judged(rows: list[dict[str, object]], *, is_full: bool) -> list[dict[str, object]]:
    """Return what was aimed at, what was reached, the goal, and whether it is met; seconds only of a full run."""
    seconds = {str(row["step"]): float(str(row["cpu"])) for row in rows}
    found = [(f"CPU seconds of {step}", seconds[step], goal) for step, goal in GOALS.items() if step in seconds]
    found = found if is_full else []
    ratio = seconds["export JSON Lines"] / seconds[FLOOR]
    found.append((f"export JSON Lines as times the {FLOOR}", round(ratio, 1), RATIO))
    peaks = {str(row["step"]): float(str(row["peak_mb"])) for row in rows if row["step"] != FLOOR}
    step = max(peaks, key=peaks.__getitem__)
    found.append((f"MB at most ({step})", peaks[step], PEAK))
    return [{"aim": aim, "reached": reached, "goal": goal, "met": reached <= goal} for aim, reached, goal in found]


def main(arguments: list[str]) -> None:
    if "--step" in arguments:
        step, folder, count = arguments[arguments.index("--step") + 1 :][:3]
        run_step(step, Path(folder), int(count))
        return
    count = 5_000 if "--quick" in arguments else 100_000
    skipped = set() if find_spec("pyarrow") else {"export Parquet"}
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for step in STEPS:
            if step not in skipped:
                rows.append(measure(step, Path(folder), count))
                row = rows[-1]
                sys.stdout.write(f"{step:26}{row['seconds']:>10} s{row['cpu']:>10} s cpu{row['peak_mb']:>8} MB\n")
    goals = judged(rows, is_full=count == 100_000)
    for goal in goals:
        verdict = "met" if goal["met"] else "MISSED"
        sys.stdout.write(f"{verdict:8}{goal['aim']}: {goal['reached']}, goal {goal['goal']}\n")
    if "--json" in arguments:
        text = json.dumps({"steps": rows, "goals": goals}, ensure_ascii=False, indent=1)
        Path(arguments[arguments.index("--json") + 1]).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
