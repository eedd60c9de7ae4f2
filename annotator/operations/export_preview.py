"""The preview of an export: the very writer on a temporary place, so that every loss is known before a byte is written.

Nothing appears where the export will go. `Preview.losses` equals what the export will report, mark by mark, and
`Preview.parts` shows how the documents and types fall into the parts.
"""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.formats.format import Loss
from annotator.operations.export_parts import PartCounts, Steps, sorted_documents, write_parts
from annotator.operations.export_plan import ExportPlan, Progress, TypeKey, quiet
from annotator.operations.transfer import writer_for
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export would come to: its documents, its parts by name ("" if there are none), and its losses."""

    documents: int
    parts: tuple[tuple[str, PartCounts], ...]
    losses: tuple[Loss, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many marks each kind of loss concerns."""
        return counted_losses(self.losses)

    def shares(self) -> dict[TypeKey, dict[str, float]]:
        """Return for every type which share of its marks each part would get, 0.0 to 1.0; a fold counts by itself."""
        totals: defaultdict[str, Counter[TypeKey]] = defaultdict(Counter)
        for name, counts in self.parts:
            totals[name.rpartition("/")[0]].update(counts.marks)
        return {
            kind: {
                name: counts.marks[kind] / (totals[name.rpartition("/")[0]][kind] or 1) for name, counts in self.parts
            }
            for kind in sorted({kind for some in totals.values() for kind in some})
        }


def preview(project: Project, plan: ExportPlan, *, progress: Progress = quiet) -> Preview:
    """Return what exporting would lose, without touching any place but a temporary one.

    `progress` is called with steps done and in all; what it raises stops the preview. For long work take a snapshot
    (`checking.snapshot`) and another thread. Raises AnnotatorError as the export would.
    """
    writer = writer_for(plan.format)
    suffix = "" if writer.holds_one else writer.suffix
    documents = sorted_documents(project, plan, progress)
    steps = Steps(progress, sum(map(len, documents.parts.values())))
    try:
        with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
            found = write_parts(project, plan, documents, Path(folder) / f"preview{suffix}", steps)
    except OSError as error:
        raise _impossible(error.strerror or type(error).__name__) from error
    except AnnotatorError as error:
        if isinstance(error.__cause__, OSError):
            raise _impossible(error.__cause__.strerror or type(error.__cause__).__name__) from error
        raise
    return Preview(len(documents.rows), tuple((part.name, part.counts) for part in found.parts), found.losses)


def _impossible(reason: str) -> AnnotatorError:
    return AnnotatorError(
        "The preview could not be made: {reason}. Free some space for temporary files.", reason=reason
    )


def counted_losses(losses: Iterable[Loss]) -> dict[str, int]:
    """Return how many marks each kind of loss concerns."""
    counts: dict[str, int] = {}
    for loss in losses:
        counts[loss.kind] = counts.get(loss.kind, 0) + len(loss.ids)
    return counts
