"""Samples of an export: the first lines of what the format's own writer makes of a project's first documents."""

import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.operations.export_parts import Sorted, Steps, write_parts
from annotator.operations.export_plan import ExportPlan, quiet
from annotator.operations.export_selection import chosen_rows
from annotator.operations.transfer import writer_for
from annotator.store.project import Project

DOCUMENTS = 3
FILES = 4
_LINES, _WIDEST = 60, 400  # lines, and code points in one
_BYTES = 2**16


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of one file: its name, its size in bytes, its first lines; "" for one that is no text."""

    name: str
    size: int
    text: str


def sample(project: Project, plan: ExportPlan) -> tuple[Sample, ...]:
    """Return how the first documents of a plan look, in few files; nothing where no document goes.

    Raises AnnotatorError as the export would.
    """
    writer = writer_for(plan.format)
    rows = tuple(row for row in islice(chosen_rows(project, plan.selection), DOCUMENTS))
    if not rows:
        return ()
    try:
        with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
            out = Path(folder) / f"sample{'' if writer.holds_one else writer.suffix}"
            documents = Sorted(rows, {"": rows}, ())
            made = write_parts(project, plan, documents, out, Steps(quiet, len(rows)))
            return tuple(_beginning(file, Path(folder)) for file in made.files[:FILES])
    except OSError as error:
        raise AnnotatorError(
            "The preview could not be made: {reason}. Free some space for temporary files.",
            reason=error.strerror or type(error).__name__,
        ) from error


def _beginning(file: Path, folder: Path) -> Sample:
    with file.open("rb") as opened:
        head = opened.read(_BYTES)
    name = file.relative_to(folder).as_posix().removeprefix("sample/")
    text = "" if b"\0" in head else head.decode("utf-8", errors="replace")
    if text.count("\ufffd") > len(text) // 50:
        text = ""
    lines = (line if len(line) <= _WIDEST else f"{line[:_WIDEST]}…" for line in islice(text.split("\n"), _LINES))
    return Sample(name, file.stat().st_size, "\n".join(lines))
