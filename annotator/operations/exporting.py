"""Export: write a project's documents, or another file's, in any format.

An export is written beside its target and then put in its place, so that nothing is ever half written: an interrupted
one leaves what was there. What is chosen is an `ExportPlan`; see export_plan.py for the way of an export.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import file_digest
from itertools import chain, zip_longest
from pathlib import Path

from annotator.domain.model import Document
from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError
from annotator.formats.files import write_bytes
from annotator.formats.format import Finding, Format, Loss, WriteOptions, Writing
from annotator.formats.option import chosen_options
from annotator.operations import export_preview
from annotator.operations.export_check import ReadBack, read_back
from annotator.operations.export_difference import Difference
from annotator.operations.export_manifest import manifest, manifest_place, read_manifest
from annotator.operations.export_parts import Part, Parts, Steps, sorted_documents, write_parts
from annotator.operations.export_plan import ExportPlan, Selection, quiet
from annotator.operations.export_plan import Progress as Steady
from annotator.operations.export_selection import with_layers
from annotator.operations.output import check_target, told_of
from annotator.operations.portable import streamed
from annotator.operations.sources import check_options, read_source, sources_of
from annotator.operations.transfer import Progress, writer_for
from annotator.store.project import Project

counted_losses = export_preview.counted_losses


@dataclass(frozen=True, slots=True)
class Export:
    """What an export came to: its parts in their places, all losses, the manifest, and what reading back found."""

    parts: tuple[Part, ...]
    losses: tuple[Loss, ...]
    files: tuple[Path, ...]
    manifest: Path | None
    checks: Mapping[str, ReadBack]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Return what reading back found wrong, empty if all is well."""
        return tuple(found for check in self.checks.values() for found in check.differences)


def export(
    project: Project,
    plan: ExportPlan,
    out: Path,
    *,
    has_manifest: bool = True,
    is_checked: bool = True,
    progress: Steady = quiet,
) -> Export:
    """Write what the plan says to `out`: a file or folder, with parts a folder of them; then read it back.

    `progress` is called with steps done and in all; what it raises stops the export and leaves everything as it was.
    Raises AnnotatorError for a plan that does not fit the project or format, for a folder that holds something
    already, a project or device in the way, and a place that cannot be written.
    """
    writer = writer_for(plan.format)
    place = manifest_place(out, plan) if has_manifest else None
    _check_free(out, writer, is_folder=plan.splits is not None)
    if place is not None:
        check_target(place)
    plan = _stated(plan, writer, out)
    documents = sorted_documents(project, plan, progress)
    count = sum(map(len, documents.parts.values()))
    steps = Steps(progress, count * (2 if is_checked else 1))
    with _beside(out) as fresh:
        written = write_parts(project, plan, documents, fresh, steps)
        parts = written.parts if is_checked else ()
        checks = {part.name: read_back(project, plan, part, writer, steps) for part in parts}
        if place is not None:
            lines = manifest(project, plan, written, fresh.parent, checks)
            written = _with_manifest(written, manifest_place(fresh, plan), lines)
        moved = _put_in_place(Writing(written.files, written.losses), fresh, out, None)
    made = tuple(_moved(part, fresh, out) for part in written.parts)
    return Export(made, moved.losses, moved.files, place, checks)


def _stated(plan: ExportPlan, writer: Format, out: Path) -> ExportPlan:
    """Return the plan with every option stated, so that a manifest holds also what is the default today."""
    options = chosen_options(plan.options, writer.write_options)
    if options.get("title") == "":
        options["title"] = out.name
    return replace(plan, options=options)


def _with_manifest(written: Parts, place: Path, lines: Iterable[bytes]) -> Parts:
    """Return the parts with the manifest among the files of the last one."""
    write_bytes(place, lines)
    *others, last = written.parts
    return replace(written, parts=(*others, replace(last, files=(*last.files, place))))


def _moved(part: Part, fresh: Path, out: Path) -> Part:
    files = tuple(_target(file, fresh, out) for file in part.files)
    return replace(part, path=_target(part.path, fresh, out), files=files)


@dataclass(frozen=True, slots=True)
class Repeated:
    """An export that was done again, and the files that are not as the manifest says (missing, new or other bytes)."""

    export: Export
    changed: tuple[str, ...]


def repeat(project: Project, source: Path, out: Path, *, progress: Steady = quiet) -> Repeated:
    """Export again by a manifest; the same project state gives the same bytes.

    Raises InputError if `source` is no manifest, and AnnotatorError as `export` does.
    """
    plan, digests = read_manifest(source)
    made = export(project, plan, out, progress=progress)
    found = [file for file in made.files if file != made.manifest]
    changed = [file.name for file, digest in zip_longest(found, digests.values()) if file and _digest(file) != digest]
    missing = list(digests)[len(found) :]
    return Repeated(made, (*changed, *missing))


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def export_files(
    project: Project,
    out: Path,
    format_name: str,
    *,
    options: WriteOptions | None = None,
    documents: Iterable[str] | None = None,
    progress: Progress = lambda _done: None,
) -> Writing:
    """Write the project's documents (all, or those ids) to `out` and return the files and the losses.

    This is the short way, without manifest and reading back. Raises AnnotatorError for an unknown format or option, a
    format that cannot write, a folder that holds something already, a project or device in the way, and a place that
    cannot be written.
    """
    chosen = options or WriteOptions()
    chosen = chosen if chosen.schema else replace(chosen, schema=project.schema())
    selection = Selection(annotators=None if chosen.annotator is None else (chosen.annotator,))
    rows = project.documents() if documents is None else [project.document_row(key) for key in documents]
    leaving = streamed(project, (with_layers(row, selection) for row in rows))
    return _write(writer_for(format_name), _counted(leaving, progress), out, chosen)


def convert(
    source: Path,
    out: Path,
    from_name: str | None,
    to_name: str,
    *,
    schema: Schema | None = None,
    options: Mapping[str, str] | None = None,
    read_options: Mapping[str, str] | None = None,
) -> tuple[Writing, tuple[Finding, ...]]:
    """Read files of one format or several and write another without a project; returns what was written, lost, found.

    `options` are those of the format that is written, `read_options` of those that are read. Where no document was
    read, nothing is written.
    """
    writer = writer_for(to_name)
    sources, notes = sources_of([source], from_name)
    check_options(sources, read_options or {})
    findings: list[Finding] = list(notes)
    stated: list[Schema] = []

    def documents() -> Iterator[Document]:
        for item in chain.from_iterable(read_source(one, read_options or {}) for one in sources):
            if isinstance(item, Finding):
                findings.append(item)
            elif isinstance(item, Schema):
                stated.append(item)
            else:
                yield item

    read = list(documents())
    chosen = WriteOptions(schema=stated[0] if stated else schema, options=dict(options or {}))
    if not read:
        return Writing(()), tuple(findings)
    return _write(writer, read, out, chosen, source), tuple(findings)


def _counted(documents: Iterable[Document], progress: Progress) -> Iterator[Document]:
    for number, document in enumerate(documents, 1):
        yield document
        progress(number)


def _write(
    writer: Format, documents: Iterable[Document], out: Path, options: WriteOptions, source: Path | None = None
) -> Writing:
    if writer.write is None:
        raise AnnotatorError("The format {name} cannot be written.", name=writer.name)
    chosen = replace(options, options=chosen_options(options.options, writer.write_options))
    _check_free(out, writer, source)
    with _beside(out) as fresh:
        writing = writer.write(documents, fresh, chosen)
        return _put_in_place(writing, fresh, out, source)


def _check_free(out: Path, writer: Format, source: Path | None = None, *, is_folder: bool = False) -> None:
    is_file = bool(writer.suffix) and not is_folder
    if out.is_dir() and (is_file or any(out.iterdir())):
        raise AnnotatorError("{path} is a folder that holds something already. Choose another place.", path=out)
    check_target(out, source)


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """Give a place beside `out` for what will be put there; it goes at the end, whatever happens."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".annotator-", dir=out.parent) as folder, told_of(out, Path(folder)):
            yield Path(folder) / out.name
    except OSError as error:
        raise AnnotatorError(
            "{path} cannot be written: {reason}. Nothing was changed.",
            path=out,
            reason=error.strerror or type(error).__name__,
        ) from error


def _put_in_place(writing: Writing, fresh: Path, out: Path, source: Path | None) -> Writing:
    for file in writing.files:
        if not file.is_relative_to(fresh):
            check_target(out.parent / file.name, source)
    if fresh.is_dir() and out.is_dir():
        out.rmdir()
    if fresh.is_dir() or fresh.is_file():
        shutil.move(fresh, out) if fresh.is_dir() else fresh.replace(out)
    targets = tuple(_target(file, fresh, out) for file in writing.files)
    for file, target in zip(writing.files, targets, strict=True):
        if not file.is_relative_to(fresh):
            file.replace(target)
    return Writing(targets, writing.losses)


def _target(file: Path, fresh: Path, out: Path) -> Path:
    return out / file.relative_to(fresh) if file.is_relative_to(fresh) else out.parent / file.name
