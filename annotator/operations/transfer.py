"""Operations that move documents between a project and files: import, export, convert.

One import is one change; a document that does not prove its offsets is refused with a finding and the rest comes in.
An export is written beside its target and then put in its place, so that nothing is ever half written.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from annotator.domain.compare import same_content
from annotator.domain.model import Document, Layer
from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError, InputError
from annotator.formats.detect import detect
from annotator.formats.format import Finding, Format, Loss, WriteOptions, Writing
from annotator.operations.aliases import has_aliases, in_own_names
from annotator.operations.output import check_target
from annotator.operations.portable import FILE_ID, keyed, portable
from annotator.registry import discover
from annotator.store.change import Change
from annotator.store.project import Project

Progress: TypeAlias = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came in: the change (None if nothing did), the names of the documents, and all that the readers said."""

    change: Change | None
    documents: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Say whether something was left out."""
        return any(finding.severity == "error" for finding in self.findings)


def formats() -> dict[str, Format]:
    """Return every format by name, built in and installed."""
    return discover("annotator.formats", Format)


def import_files(
    project: Project,
    paths: Iterable[Path],
    *,
    format_name: str | None = None,
    annotator: str | None = None,
    progress: Progress = lambda _done: None,
) -> ImportReport:
    """Read files and folders into the project as one change.

    `annotator` is whose layer the marks become where a file does not name several. `progress` is called with the
    number of documents read so far; if it raises, nothing is imported. Raises AnnotatorError for an unknown format
    and a path that no format reads.
    """
    readers = [(path, _reader(path, format_name)) for path in paths]
    names: list[str] = []
    findings: list[Finding] = []
    schema = project.schema()
    renames = has_aliases(schema)
    with project.change("import") as change:
        for path, reader in readers:
            for item in _read(reader, path):
                if isinstance(item, Finding):
                    findings.append(item)
                elif isinstance(item, Document):
                    item, notes = in_own_names(item, schema) if renames else (item, ())
                    findings += notes
                    name, finding = _bring_in(project, _assigned(item, annotator, project.author))
                    names += [name] if name else []
                    findings += [finding] if finding else []
                    progress(len(names))
    return ImportReport(change.record, tuple(names), tuple(findings))


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
    return _write(_writer(format_name), _counted(_leaving(project, ids, chosen.annotator), progress), out, chosen)


def convert(
    source: Path, out: Path, from_name: str | None, to_name: str, *, schema: Schema | None = None
) -> tuple[Writing, tuple[Finding, ...]]:
    """Read one format and write another without a project; returns what was written, lost and found.

    Where no document was read, nothing is written.
    """
    findings: list[Finding] = []
    stated: list[Schema] = []
    reader, writer = _reader(source, from_name), _writer(to_name)

    def documents() -> Iterator[Document]:
        for item in _read(reader, source):
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


def read_files(path: Path, format_name: str | None = None) -> Iterator[Document | Finding | Schema]:
    """Yield what a file or folder holds, in the format named or found; raises AnnotatorError if none reads it."""
    yield from _read(_reader(path, format_name), path)


def _reader(path: Path, format_name: str | None) -> Format:
    if not path.exists():
        raise InputError("There is no file or folder {path}. Check the name.", path=path)
    known = formats()
    if format_name is None:
        found = detect(path, known)
        if found is None:
            if path.is_dir() and not any(item.is_file() for item in path.rglob("*")):
                raise InputError("The folder {path} holds no files, so there is no text to read in it.", path=path)
            raise InputError(
                "No format that this program reads fits {path}. Name one with --format: {names}.",
                path=path,
                names=", ".join(name for name, item in known.items() if item.read),
            )
        return found
    return _named(known, format_name, "read")


def _writer(format_name: str) -> Format:
    return _named(formats(), format_name, "write")


def _named(known: dict[str, Format], name: str, ability: str) -> Format:
    found = known.get(name)
    if found is None or getattr(found, ability) is None:
        raise AnnotatorError(
            "There is no format “{name}” to {ability}. Choose one of: {names}.",
            name=name,
            ability=ability,
            names=", ".join(key for key, item in known.items() if getattr(item, ability)),
        )
    return found


def _read(reader: Format, path: Path) -> Iterator[Document | Finding | Schema]:
    if reader.read is None:
        raise AnnotatorError("The format {name} cannot be read.", name=reader.name)
    is_told = False
    try:
        for item in reader.read(path):
            is_told = is_told or not isinstance(item, Finding) or item.severity == "error"
            yield item
        if not is_told:
            yield Finding("error", "nothing", "{file} holds no text to read.", str(path), values={"file": path.name})
    except InputError as error:
        yield Finding("error", "unreadable", error.message, file=str(path), values=error.values)
    except OSError as error:
        reason = error.strerror or str(error)
        yield Finding(
            "error",
            "unreadable",
            "{file} cannot be read: {reason}.",
            str(path),
            values={"file": path, "reason": reason},
        )


def _assigned(document: Document, annotator: str | None, author: str) -> Document:
    """Give layers without a name, and a single layer if a name is asked for, the annotator's name."""
    layers = document.layers
    if len(layers) == 1 and annotator:
        return replace(document, layers=(replace(layers[0], annotator=annotator),))
    named = (replace(layer, annotator=layer.annotator or annotator or author) for layer in layers)
    return replace(document, layers=tuple(named))


def _bring_in(project: Project, document: Document) -> tuple[str | None, Finding | None]:
    """Put one document into the project; return its name, or None and why it was not needed."""
    same_name = project.find_document(document.name)
    if same_name is not None and same_name in project.documents_with_text(document.sha256):
        there = {layer.annotator: layer for layer in project.document(same_name).layers}
        fresh = [layer for layer in document.layers if layer.annotator not in there]
        repeated = [layer for layer in document.layers if layer.annotator in there]
        if all(same_content(layer, there[layer.annotator]).is_same for layer in repeated):
            for layer in fresh:
                _put_layer(project, same_name, layer)
            return (document.name, None) if fresh else (None, _already(document))
    name = document.name if same_name is None else _free_name(project, document.name)
    _put_document(project, replace(document, name=name))
    return name, None if name == document.name else _renamed(document, name)


def _already(document: Document) -> Finding:
    message = "“{name}” is in the project already, text and marks alike; it was not imported again."
    return Finding("note", "already there", message, document=document.name, values={"name": document.name})


def _renamed(document: Document, name: str) -> Finding:
    message = "A document named “{name}” is in the project already; this one came in as “{fresh}”."
    values: dict[str, object] = {"name": document.name, "fresh": name}
    return Finding("note", "renamed", message, document=document.name, values=values)


def _free_name(project: Project, name: str) -> str:
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 2
    while project.find_document(f"{stem} ({number}){suffix}") is not None:
        number += 1
    return f"{stem} ({number}){suffix}"


def _put_document(project: Project, document: Document) -> None:
    document_id = project.add_document(
        document.name,
        document.text,
        language=document.language,
        metadata=document.metadata,
        schema=document.schema,
        extra={**document.extra, FILE_ID: document.id},
    )
    for layer in document.layers:
        _put_layer(project, document_id, layer)


def _put_layer(project: Project, document_id: str, layer: Layer) -> None:
    layer_id = project.ensure_layer(document_id, layer.annotator)
    fresh = keyed(layer)
    project.put_many(layer_id, [*fresh.clusters, *fresh.entities, *fresh.events, *fresh.relations, *fresh.comments])
    project.set_state(layer_id, layer.state)
    if layer.extra:
        project.set_layer_extra(layer_id, layer.extra)


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
