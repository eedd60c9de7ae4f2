"""The parts of an export: each written by the format's own writer, and counted as it passes by.

A preview and a real export run through here alike, so that what the one tells is what the other does. Documents come
one by one; of all of them only their rows are held.
"""

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from annotator.domain.model import Document, Mark
from annotator.errors import AnnotatorError
from annotator.formats.format import Format, Loss, WriteOptions, Writing
from annotator.formats.option import chosen_options
from annotator.operations.export_plan import ExportPlan, Progress, TypeKey
from annotator.operations.export_selection import chosen_rows, selected
from annotator.operations.splitting import Assignment, assign
from annotator.operations.transfer import writer_for
from annotator.store.project import Project
from annotator.store.rows import DocumentRow

UNSPLIT = "no part"
_UNSPLIT_MESSAGE = "These documents are in none of the parts."


@dataclass(slots=True)
class PartCounts:
    """What went into one part: documents, code points of text, and marks by (kind, type)."""

    documents: int = 0
    characters: int = 0
    marks: Counter[TypeKey] = field(default_factory=Counter)

    def put(self, document: Document) -> None:
        """Count a document."""
        self.documents += 1
        self.characters += len(document.text)
        for layer in document.layers:
            groups: tuple[tuple[str, Sequence[Mark]], ...] = (
                ("entity", layer.entities),
                ("event", layer.events),
                ("relation", layer.relations),
            )
            for scope, marks in ((scope, marks) for scope, marks in groups if marks):
                for kind, count in Counter([mark.type for mark in marks]).items():
                    self.marks[scope, kind] += count


@dataclass(frozen=True, slots=True)
class Part:
    """One part that was written: its name ("" where there are no parts), its place, documents and counts."""

    name: str
    path: Path
    rows: tuple[DocumentRow, ...]
    counts: PartCounts
    files: tuple[Path, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """All that was written, and the losses of all parts, each once."""

    parts: tuple[Part, ...]
    losses: tuple[Loss, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """Return the files of all parts."""
        return tuple(file for part in self.parts for file in part.files)


class Steps:
    """Counts the steps of long work, of which there are `total`."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def step(self) -> None:
        """Say that one more is done; what `progress` raises stops the work."""
        self._done += 1
        self._progress(self._done, self._total)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The documents of an export by part, before anything is written; `left` are in no part."""

    rows: tuple[DocumentRow, ...]
    parts: Mapping[str, tuple[DocumentRow, ...]]
    left: tuple[DocumentRow, ...]


def sorted_documents(project: Project, plan: ExportPlan, progress: Progress) -> Sorted:
    """Return which documents go and in which part; raises AnnotatorError if none does."""
    rows = tuple(chosen_rows(project, plan.selection))
    if not rows:
        raise AnnotatorError("No document fits what was chosen, so there is nothing to export. Choose more.")
    if plan.splits is None:
        return Sorted(rows, {"": rows}, ())
    found: Assignment = assign(project, rows, plan, progress)
    parts = {name: tuple(row for row in rows if row.id in ids) for name, ids in found.parts.items()}
    return Sorted(rows, parts, tuple(row for row in rows if row.id in found.left))


def write_options(project: Project, plan: ExportPlan, writer: Format) -> WriteOptions:
    """Return what the writer is given; raises AnnotatorError for an option that the format does not have."""
    return WriteOptions(
        annotator=plan.selection.annotator,
        schema=project.schema(),
        language=plan.language,
        options=chosen_options(plan.options, writer.write_options),
    )


def write_parts(project: Project, plan: ExportPlan, documents: Sorted, out: Path, steps: Steps) -> Parts:
    """Write every part at `out`: that file or folder itself, or a file or folder for each part in it."""
    writer = writer_for(plan.format)
    options = write_options(project, plan, writer)
    with _collecting_rarely():
        written = [
            _write_part(project, plan, _Place(name, rows, place_of(out, name, writer)), options, steps)
            for name, rows in documents.parts.items()
        ]
    losses = dict.fromkeys(loss for part in written for loss in part.losses)
    if documents.left:
        names = tuple(row.name for row in documents.left)
        losses |= dict.fromkeys(Loss(UNSPLIT, _UNSPLIT_MESSAGE, name, "", (name,)) for name in names)
    return Parts(tuple(written), tuple(losses))


@contextmanager
def _collecting_rarely() -> Iterator[None]:
    """Let the garbage collector look less often at the many values that go by without cycles: a fifth faster."""
    usual = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    rows: tuple[DocumentRow, ...]
    path: Path


def place_of(out: Path, name: str, writer: Format) -> Path:
    """Return where a part goes: `out` itself, or in it "train.jsonl", "fold-1/test" and so on."""
    return out / (name if writer.holds_one else f"{name}{writer.suffix}") if name else out


def _write_part(project: Project, plan: ExportPlan, place: _Place, options: WriteOptions, steps: Steps) -> Part:
    writer = writer_for(plan.format)
    if writer.write is None:
        raise AnnotatorError("The format {name} cannot be written.", name=writer.name)
    place.path.parent.mkdir(parents=True, exist_ok=True)
    counts, losses = PartCounts(), list[Loss]()
    documents = _watched(selected(project, place.rows, plan.selection, losses.append), counts, steps)
    writing: Writing = writer.write(documents, place.path, options)
    return Part(place.name, place.path, place.rows, counts, writing.files, (*losses, *writing.losses))


def _watched(documents: Iterable[Document], counts: PartCounts, steps: Steps) -> Iterator[Document]:
    for document in documents:
        counts.put(document)
        yield document
        steps.step()
