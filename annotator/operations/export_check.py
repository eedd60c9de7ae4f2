"""Reading back: what an export wrote is read with the format's own reader and compared with what went in.

Everything that the format keeps is compared, mark by mark, one document at a time; what the losses name must be gone,
and nothing else. A difference is told, never mended: it is a fault of the program or of the disk, and the export should
not be trusted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal, TypeAlias

from annotator.domain.model import Document
from annotator.formats.format import Format
from annotator.operations.export_back import Comparison
from annotator.operations.export_difference import Difference
from annotator.operations.export_named import manner_of
from annotator.operations.export_parts import Part, Steps
from annotator.operations.export_plan import ExportPlan
from annotator.operations.export_selection import selected
from annotator.operations.transfer import read_with
from annotator.store.project import Project
from annotator.store.rows import DocumentRow

Outcome: TypeAlias = Literal["same", "different", "not read"]
_MOST = 100  # differences that are told


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What reading an export back found: all is the "same" but for the losses, or "different"; or it was "not read"."""

    outcome: Outcome
    differences: tuple[Difference, ...] = ()


def read_back(project: Project, plan: ExportPlan, part: Part, reader: Format, steps: Steps) -> ReadBack:
    """Read a part that was written and compare it with the project.

    Formats that cannot be read, or whose files do not say what was written, are "not read".
    """
    if reader.read is None or not reader.reads_back:
        for _ in part.rows:
            steps.step()
        return ReadBack("not read")
    if not part.rows:
        return ReadBack("same")

    def written(rows: Iterable[DocumentRow]) -> Iterator[Document]:
        return selected(project, rows, plan.selection, lambda _loss: None)

    manner = manner_of(project.schema(), plan.language, plan.options, part.losses)
    comparison = Comparison(part.rows, written, part.losses, manner)
    differences = tuple(islice(comparison.differences(reader, read_with(reader, part.path), steps.step), _MOST))
    return ReadBack("different" if differences else "same", differences)
