"""Import: bring documents of any format into a project as one change.

A document that does not prove its offsets is refused with a finding and the rest comes in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.compare import same_content
from annotator.domain.model import Document, Layer
from annotator.formats.format import Finding
from annotator.operations.aliases import has_aliases, in_own_names
from annotator.operations.portable import FILE_ID, keyed
from annotator.operations.transfer import Progress, read_with, reader_for
from annotator.store.change import Change
from annotator.store.project import Project


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
    readers = [(path, reader_for(path, format_name)) for path in paths]
    names: list[str] = []
    findings: list[Finding] = []
    schema = project.schema()
    renames = has_aliases(schema)
    with project.change("import") as change:
        for path, reader in readers:
            for item in read_with(reader, path):
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
