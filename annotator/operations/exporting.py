"""Export: write a project's documents, or another file's, in any format.

An export is written beside its target and then put in its place, so that nothing is ever half written.
"""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from annotator.domain.model import Document
from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError
from annotator.formats.format import Finding, Format, Loss, WriteOptions, Writing
from annotator.operations.output import check_target
from annotator.operations.portable import portable
from annotator.operations.transfer import Progress, read_with, reader_for, writer_for
from annotator.store.project import Project


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

    Raises AnnotatorError for an unknown format, one that cannot write, a folder that holds something already, a
    project or device in the way, and a place that cannot be written.
    """
    chosen = options or WriteOptions()
    chosen = chosen if chosen.schema else replace(chosen, schema=project.schema())
    ids = [row.id for row in project.documents()] if documents is None else list(documents)
    return _write(writer_for(format_name), _counted(_leaving(project, ids, chosen.annotator), progress), out, chosen)


def convert(
    source: Path, out: Path, from_name: str | None, to_name: str, *, schema: Schema | None = None
) -> tuple[Writing, tuple[Finding, ...]]:
    """Read one format and write another without a project; returns what was written, lost and found.

    Where no document was read, nothing is written.
    """
    findings: list[Finding] = []
    stated: list[Schema] = []
    reader, writer = reader_for(source, from_name), writer_for(to_name)

    def documents() -> Iterator[Document]:
        for item in read_with(reader, source):
            if isinstance(item, Finding):
                findings.append(item)
            elif isinstance(item, Schema):
                stated.append(item)
            else:
                yield item

    read = list(documents())
    options = WriteOptions(schema=stated[0] if stated else schema)
    if not read:
        return Writing(()), tuple(findings)
    return _write(writer, read, out, options, source), tuple(findings)


def _leaving(project: Project, ids: Iterable[str], annotator: str | None) -> Iterator[Document]:
    for document_id in ids:
        yield portable(project.document(document_id, annotator))


def _counted(documents: Iterable[Document], progress: Progress) -> Iterator[Document]:
    for number, document in enumerate(documents, 1):
        yield document
        progress(number)


def _write(
    writer: Format, documents: Iterable[Document], out: Path, options: WriteOptions, source: Path | None = None
) -> Writing:
    if writer.write is None:
        raise AnnotatorError("The format {name} cannot be written.", name=writer.name)
    if out.is_dir() and (writer.suffix or any(out.iterdir())):
        raise AnnotatorError("{path} is a folder that holds something already. Choose another place.", path=out)
    check_target(out, source)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".annotator-", dir=out.parent) as folder:
            fresh = Path(folder) / out.name
            writing = writer.write(documents, fresh, options)
            return _put_in_place(writing, fresh, out, source)
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
    moved = []
    for file in writing.files:
        inside = file.is_relative_to(fresh)
        target = out / file.relative_to(fresh) if inside else out.parent / file.name
        if not inside:
            file.replace(target)
        moved.append(target)
    return Writing(tuple(moved), writing.losses)


def counted_losses(losses: Iterable[Loss]) -> dict[str, int]:
    """Return how many marks each kind of loss concerns."""
    counts: dict[str, int] = {}
    for loss in losses:
        counts[loss.kind] = counts.get(loss.kind, 0) + len(loss.ids)
    return counts
