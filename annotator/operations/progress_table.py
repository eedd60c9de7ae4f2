"""The progress of everybody as a CSV table for spreadsheets: a byte order mark in front, formulas guarded.

Nothing is put around right-to-left names, for it would become part of what people copy.
"""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from annotator.domain.model import State
from annotator.formats.tables import guarded
from annotator.operations.output import write_whole
from annotator.operations.worktime import Progress

_MARK = "\ufeff"
HEADER = (
    *("person", "batch", "documents", "done"),
    *(state.value for state in State),
    *("marks", "characters", "seconds", "marks_per_hour"),
)


def progress_table(found: Iterable[Progress]) -> str:
    """Return the table with its header; times are whole seconds at work."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for one in found:
        speed = one.marks_per_hour
        about = [guarded(one.person), guarded(one.batch or ""), one.documents, one.finished]
        states = [one.states[state] for state in State]
        work = [one.marks, one.characters, round(one.seconds), "" if speed is None else round(speed, 1)]
        writer.writerow([*about, *states, *work])
    return _MARK + out.getvalue()


def write_progress(found: Iterable[Progress], path: Path) -> None:
    """Write the table; raises AnnotatorError if it may not or cannot be written there."""
    write_whole(path, progress_table(found).encode("utf-8"))
