"""Arriving: put one document that was read into the project - as a new one, or as layers of one with the same text.

A text is known by its SHA-256, whatever its document is called. Nobody's marks are ever replaced: where the annotator
has marked the text otherwise, the marks that arrive get a layer of another name.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from annotator.domain.check_context import mentions
from annotator.domain.compare import same_content
from annotator.domain.model import Document, Layer, spans_of
from annotator.domain.origin import is_suggested, suggestions_of
from annotator.errors import InputError
from annotator.formats.format import Finding
from annotator.operations.deciding import Decisions
from annotator.operations.portable import FILE_ID, keyed
from annotator.store.loading import is_plain
from annotator.store.project import Project

_AT_ONCE = 250  # documents that are put in together, fewer if they are large
_LARGE = 2**20
_MARK = 100  # what one mark counts for


@dataclass(slots=True)
class Arrivals:
    """What one import has put into a project so far."""

    project: Project
    decisions: Decisions
    documents: list[str] = field(default_factory=list)  # by name, those that got layers too
    layers: int = 0
    findings: list[Finding] = field(default_factory=list)
    _waiting: list[tuple[Document, str]] = field(default_factory=list)
    _size: int = 0  # of what waits, about as many as there are code points

    def take(self, document: Document, title: str) -> None:
        """Put a document in whole, or not at all with a finding that says why; `title` is what its file is called.

        It may wait for others to come with it: what was taken last is there after `finish`.
        """
        try:
            _check(document)
        except InputError as error:
            self._refuse(document, title, error)
            return
        self._waiting.append((document, title))
        self._size += len(document.text) + sum(_MARK * len(layer.entities) for layer in document.layers)
        if len(self._waiting) >= _AT_ONCE or self._size >= _LARGE:
            self.finish()

    def finish(self) -> None:
        """Put in what waits: all at once where nothing of it is known, else one by one."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        fresh = [self._assigned(document, Path(title).stem) for document, title in waiting]
        if not fresh:
            return
        if all(map(is_plain, fresh)) and self._are_unknown(fresh):
            self.project.bulk.load(fresh)
            self.documents += (document.name for document in fresh)
            self.layers += sum(len(document.layers) for document in fresh)
            return
        for document, title in waiting:
            self._take_one(document, title)

    def _are_unknown(self, documents: Sequence[Document]) -> bool:
        names = {document.name for document in documents}
        texts = {document.sha256 for document in documents}
        return len(names) == len(texts) == len(documents) and not self.project.has_any(names, texts)

    def _take_one(self, document: Document, title: str) -> None:
        try:
            with self.project.bulk.attempt():
                self._place(self._assigned(document, Path(title).stem), Path(title).stem)
        except InputError as error:
            self._refuse(document, title, error)

    def _refuse(self, document: Document, title: str, error: InputError) -> None:
        values = {"file": title, "document": document.name, **error.values}
        self.findings.append(Finding("error", "refused", error.message, title, document.name, values=values))

    def _assigned(self, document: Document, stem: str) -> Document:
        """Give every layer a name: suggestions that of their origin, marks without one the annotator's.

        The id that the file gave the document is kept beside what else it said.
        """
        layers = tuple(self._named(layer, document, stem) for layer in document.layers)
        return replace(document, layers=layers, extra={**document.extra, FILE_ID: document.id})

    def _named(self, layer: Layer, document: Document, stem: str) -> Layer:
        if is_suggested(layer):
            return layer
        annotator = self.decisions.annotator
        if self.decisions.as_suggestions and not layer.annotator:
            origin = annotator or stem
            return replace(layer, annotator=origin, extra={**layer.extra, **suggestions_of(origin)})
        if annotator and (len(document.layers) == 1 or not layer.annotator):
            return replace(layer, annotator=annotator)
        return layer if layer.annotator else replace(layer, annotator=self.project.author)

    def _place(self, document: Document, stem: str) -> None:
        there = self._known(document)
        if there is None:
            self._put_new(document)
        elif self.decisions.same_text == "skip":
            self._say("known text", _SKIPPED, document, there=self._name(there))
        else:
            self._put_layers(document, there, stem)

    def _known(self, document: Document) -> str | None:
        """Return the id of the document whose layers the marks become: one of this text, best of this name too."""
        ids = self.project.documents_with_text(document.sha256)
        if self.decisions.same_text == "new":
            ids = [key for key in ids if self.project.bulk.is_new(key)]
        same_name = self.project.find_document(document.name)
        if same_name in ids:
            return same_name
        return next((key for key in ids if not self.project.bulk.is_new(key)), None)

    def _put_layers(self, document: Document, there: str, stem: str) -> None:
        known = {layer.annotator: layer for layer in self.project.document(there).layers}
        came: list[str] = []
        for layer in document.layers:
            old = known.get(layer.annotator)
            if old is not None and same_content(layer, old).is_same:
                continue
            name = layer.annotator if old is None else _free(layer.annotator, stem, known)
            known[name] = layer
            self._put_layer(there, replace(layer, annotator=name))
            came.append(name)
        if not came:
            self._say("already there", _ALREADY, document)
            return
        self.documents.append(self._name(there))
        if any(name not in {layer.annotator for layer in document.layers} for name in came) or (
            self._name(there) != document.name
        ):
            self._say("known text", _LAYERED, document, there=self._name(there), annotators=", ".join(came))

    def _put_new(self, document: Document) -> None:
        name = document.name
        if self.project.find_document(name) is not None:
            name = _free_name(self.project, name)
            self._say("renamed", _RENAMED, document, fresh=name)
        key = self.project.add_document(
            name,
            document.text,
            language=document.language,
            metadata=document.metadata,
            schema=document.schema,
            extra=document.extra,
        )
        for layer in document.layers:
            self._put_layer(key, layer)
        self.documents.append(name)

    def _put_layer(self, document_id: str, layer: Layer) -> None:
        layer_id = self.project.ensure_layer(document_id, layer.annotator)
        fresh = keyed(layer)
        self.project.put_many(
            layer_id, chain(fresh.clusters, fresh.entities, fresh.events, fresh.relations, fresh.comments)
        )
        self.project.set_state(layer_id, layer.state)
        if layer.extra:
            self.project.set_layer_extra(layer_id, layer.extra)
        self.layers += 1

    def _name(self, document_id: str) -> str:
        return self.project.document_row(document_id).name

    def _say(self, kind: str, message: str, document: Document, **values: object) -> None:
        places: dict[str, object] = {"name": document.name, **values}
        self.findings.append(Finding("note", kind, message, document=document.name, values=places))


_ALREADY = "“{name}” is in the project already, text and marks alike; it was not imported again."
_RENAMED = "A document named “{name}” is in the project already; this one came in as “{fresh}”."
_SKIPPED = "“{name}” has the text of “{there}”, which is in the project already; it was left out."
_LAYERED = "“{name}” has the text of “{there}”; its marks came in there as the work of {annotators}."


def _check(document: Document) -> None:
    """Refuse a document whose reader let something through that the project could not hold."""
    length = len(document.text)
    for layer in document.layers:
        clusters = {None, *(cluster.id for cluster in layer.clusters)}
        for outside in [mark for mark in mentions(layer) for span in spans_of(mark) if span.end > length]:
            raise InputError(
                "In {file}, document {document}, {id} lies outside the text. Export the file again.", id=outside.id
            )
        for lost in [mark for mark in mentions(layer) if mark.cluster not in clusters]:
            raise InputError(
                "In {file}, document {document}, {id} is in the cluster {cluster}, which is not there. "
                "Export the file again.",
                id=lost.id,
                cluster=lost.cluster,
            )


def _free(annotator: str, stem: str, taken: Container[str]) -> str:
    """Return a name for a second layer of an annotator: it says from which file the marks come."""
    name, number = f"{annotator} ({stem})", 2
    while name in taken:
        name, number = f"{annotator} ({stem} {number})", number + 1
    return name


def _free_name(project: Project, name: str) -> str:
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 2
    while project.find_document(f"{stem} ({number}){suffix}") is not None:
        number += 1
    return f"{stem} ({number}){suffix}"
