"""The parts of an export: each written by the format's own writer, and counted as it passes by.

A preview and a real export run through here alike, so that what the one tells is what the other does. Documents come
one by one; of all of them only their ids are held.
"""

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from annotator.domain.model import Document, Mark
from annotator.errors import AnnotatorError
from annotator.formats.format import Format, Loss, PartsWriter, WriteOptions, Writing
from annotator.formats.option import chosen_options
from annotator.operations.export_plan import ExportPlan, Progress, TypeKey
from annotator.operations.export_selection import chosen_rows, selected
from annotator.operations.export_tables import straight
from annotator.operations.splitting import Assignment, assign
from annotator.operations.transfer import writer_for
from annotator.store.project import Project
from annotator.store.rows import DocumentRow
from annotator.store.streaming import DocumentRows, types_in

T = TypeVar("T")

_encoder = msgspec.json.Encoder()
UNSPLIT = "no part"
_UNSPLIT_MESSAGE = "These documents are in none of the parts."
EMPTY = "empty parts"
_EMPTY_MESSAGE = "These parts hold no document, for there are fewer texts to be kept apart than parts."


@dataclass(slots=True)
class PartCounts:
    """What went into one part: documents, code points of text, and marks by (kind, type)."""

    documents: int = 0
    characters: int = 0
    marks: Counter[TypeKey] = field(default_factory=Counter)

    def put(self, document: Document) -> None:
        """Count a document."""
        self._put_text(document.text)
        for layer in document.layers:
            groups: tuple[tuple[str, Sequence[Mark]], ...] = (
                ("entity", layer.entities),
                ("event", layer.events),
                ("relation", layer.relations),
            )
            for scope, marks in groups:
                if marks:
                    self._put_marks(scope, [mark.type for mark in marks])

    def put_rows(self, stored: DocumentRows) -> None:
        """Count a document that is not made of its rows."""
        self._put_text(stored.text)
        for layer in stored.layers:
            for scope, rows in (("entity", layer.entity), ("event", layer.event), ("relation", layer.relation)):
                if rows:
                    self._put_marks(scope, types_in(rows))

    def _put_text(self, text: str) -> None:
        self.documents += 1
        self.characters += len(text)

    def _put_marks(self, scope: str, types: Iterable[str]) -> None:
        for kind, count in Counter(types).items():
            self.marks[scope, kind] += count


@dataclass(frozen=True, slots=True)
class Part:
    """One part that was written: its name ("" where there are no parts), its place, documents and counts."""

    name: str
    path: Path
    rows: Sequence[DocumentRow]
    counts: PartCounts
    files: tuple[Path, ...]
    losses: tuple[Loss, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """All that was written, the losses of all parts, each once, and a file with a line of JSON for each document."""

    parts: tuple[Part, ...]
    losses: tuple[Loss, ...]
    listing: Path

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

    rows: Sequence[DocumentRow]
    parts: Mapping[str, Sequence[DocumentRow]]
    left: Sequence[DocumentRow]


def sorted_documents(project: Project, plan: ExportPlan, progress: Progress) -> Sorted:
    """Return which documents go and in which part; raises AnnotatorError if none does."""
    rows = chosen_rows(project, plan.selection)
    if not rows:
        raise AnnotatorError("No document fits what was chosen, so there is nothing to export. Choose more.")
    if plan.splits is None:
        return Sorted(rows, {"": rows}, ())
    found: Assignment = assign(project, rows, plan, progress)
    return Sorted(rows, {name: rows.among(ids) for name, ids in found.parts.items()}, rows.among(found.left))


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
        if plan.splits is not None and writer.write_parts is not None:
            written = _write_together(project, plan, documents, writer.write_parts, _Whole(out, options, steps))
        else:
            written = [
                _write_part(project, plan, _Place(name, rows, place_of(out, name, writer), out), options, steps)
                for name, rows in documents.parts.items()
            ]
    losses = dict.fromkeys(loss for part in written for loss in part.losses)
    if empty := tuple(part.name for part in written if not part.rows):
        losses[Loss(EMPTY, _EMPTY_MESSAGE, "", "", empty)] = None
    if documents.left:
        names = tuple(row.name for row in documents.left)
        losses |= dict.fromkeys(Loss(UNSPLIT, _UNSPLIT_MESSAGE, name, "", (name,)) for name in names)
    return Parts(tuple(written), tuple(losses), listing_of(out))


def listing_of(out: Path) -> Path:
    """Return where it is noted which documents went into an export, as they go by."""
    return out.with_name(".listing")


def _noted(rows: Iterable[DocumentRow], part: str, listing: Path) -> Iterator[DocumentRow]:
    with listing.open("ab") as file:
        for row in rows:
            layers = [layer.annotator for layer in row.layers]
            stated: dict[str, object] = {"id": row.id, "name": row.name, "sha256": row.sha256, "layers": layers}
            file.write(_encoder.encode(stated | ({"part": part} if part else {})) + b"\n")
            yield row


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
    rows: Sequence[DocumentRow]
    path: Path
    out: Path


def place_of(out: Path, name: str, writer: Format) -> Path:
    """Return where a part goes: `out` itself, or in it "train.jsonl", "fold-1/test" and so on."""
    return out / (name if writer.holds_one else f"{name}{writer.suffix}") if name else out


def _write_part(project: Project, plan: ExportPlan, place: _Place, options: WriteOptions, steps: Steps) -> Part:
    writer = writer_for(plan.format)
    if writer.write is None:
        raise AnnotatorError("The format {name} cannot be written.", name=writer.name)
    place.path.parent.mkdir(parents=True, exist_ok=True)
    counts, losses = PartCounts(), list[Loss]()
    rows = _noted(place.rows, place.name, listing_of(place.out))
    if writer.write_tables is not None and plan.selection.types is None:
        stored = _watched(project.stream(rows), counts.put_rows, steps)
        writing: Writing = writer.write_tables(straight(stored, losses.append), place.path, options)
    else:
        documents = _watched(selected(project, rows, plan.selection, losses.append), counts.put, steps)
        writing = writer.write(documents, place.path, options)
    return Part(place.name, place.path, place.rows, counts, writing.files, (*losses, *writing.losses))


@dataclass(frozen=True, slots=True)
class _Whole:
    """What parts that are written as one have in common."""

    path: Path
    options: WriteOptions
    steps: Steps


def _write_together(
    project: Project, plan: ExportPlan, documents: Sorted, write: PartsWriter, whole: _Whole
) -> list[Part]:
    """Write the parts as one data set, for a format that has such."""
    counts = {name: PartCounts() for name in documents.parts}
    losses: dict[str, list[Loss]] = {name: [] for name in documents.parts}
    listing = listing_of(whole.path)
    going = {name: _noted(rows, name, listing) for name, rows in documents.parts.items()}
    leaving = [
        (name, _watched(selected(project, rows, plan.selection, losses[name].append), counts[name].put, whole.steps))
        for name, rows in going.items()
    ]
    made = zip(documents.parts.items(), write(leaving, whole.path, whole.options), strict=True)
    return [
        Part(name, path, rows, counts[name], writing.files, (*losses[name], *writing.losses))
        for (name, rows), (path, writing) in made
    ]


def _watched(documents: Iterable[T], count: Callable[[T], object], steps: Steps) -> Iterator[T]:
    for document in documents:
        count(document)
        yield document
        steps.step()
