"""Feed one reader changed files for some minutes, and keep every one that breaks it.

    python tests/fuzz/readers.py FORMAT [--minutes 10] [--out FOLDER]

Needs `atheris` beside the program and the library of the format. Only findings and InputError may come out of a reader,
and what it reads must be sound. Each place that fails is told once: its file and its traceback stand in the folder.
Exit code 1 if any failed.
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile
import traceback
import warnings
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["annotator", "cassis", "openpyxl", "pypdf", "html"]):
    from annotator.operations.transfer import formats, read_with
    from tests.formats.seeds import READABLE, Seed, seeds_of
    from tests.formats.sound import check_sound

JOINT = b"\n%%%%\n"  # between the parts of a seed, in one input
SLOWEST = 20  # seconds for one input
LARGEST = 2048  # megabytes of memory


def joined(seed: Seed) -> bytes:
    """Return a seed as one input."""
    return JOINT.join(seed.parts.values())


def taken_apart(source: bytes, seeds: list[Seed]) -> Seed:
    """Return the seed that an input stands for: one with as many parts, or the first with what there is."""
    parts = source.split(JOINT)
    seed = next((seed for seed in seeds if len(seed.parts) == len(parts)), seeds[0])
    return Seed(dict(zip(seed.parts, parts + [b""] * len(seed.parts), strict=False)), seed.packing)


class Target:
    """One reader, the seeds of its format, and the places at which it failed so far."""

    def __init__(self, name: str, out: Path) -> None:
        self._name, self._out = name, out
        self._reader, self._seeds = formats()[name], seeds_of(name)
        self._place = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-", dir="/dev/shm" if os.name == "posix" else None))
        self._seen: set[str] = set()
        self.corpus = out / "corpus" / name
        self.corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(self._seeds):
            (self.corpus / f"seed-{number}").write_bytes(joined(seed))

    def __call__(self, source: bytes) -> None:
        seed = taken_apart(source, self._seeds)
        folder = self._place / "one"
        folder.mkdir()
        try:
            path = seed.put(folder)
            for item in read_with(self._reader, path):
                check_sound(item)
        except Exception as error:  # noqa: BLE001 - whatever comes out is the finding
            self._keep(error, source)
        finally:
            shutil.rmtree(folder)

    def _keep(self, error: Exception, source: bytes) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = " < ".join(f"{Path(frame.filename).name}:{frame.name}" for frame in reversed(frames[-3:]))
        key = f"{type(error).__name__} {place}"
        if key in self._seen:
            return
        self._seen.add(key)
        file = self._out / f"{self._name}-{len(self._seen)}"
        file.write_bytes(source)
        told = "".join(traceback.format_exception(error))
        file.with_suffix(".txt").write_text(f"{key}\n\n{told}", encoding="utf-8")
        os.write(2, f"FAILED {self._name}: {key}\n".encode())


def main() -> None:
    """Fuzz in a child, which never comes back, and tell what it left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("format", choices=READABLE)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "annotator-fuzz")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    child = os.fork()
    if child == 0:
        _fuzz(chosen.format, chosen.minutes, chosen.out)
    _, status = os.waitpid(child, 0)
    left = sorted(file.name for file in chosen.out.glob(f"{chosen.format}-*"))
    sys.stderr.write(f"DONE {chosen.format}: exit {os.waitstatus_to_exitcode(status)}, left {left}\n")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    sys.stderr.write(f"PEAK {chosen.format}: {peak} MB\n")
    sys.exit(1 if status or left else 0)


def _fuzz(name: str, minutes: float, out: Path) -> None:
    warnings.simplefilter("ignore")
    target = Target(name, out)
    options = [f"-max_total_time={round(minutes * 60)}", f"-timeout={SLOWEST}", f"-rss_limit_mb={LARGEST}"]
    more = ["-print_final_stats=1", f"-artifact_prefix={out}/{name}-", "-max_len=65536", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, *more, str(target.corpus)], target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
