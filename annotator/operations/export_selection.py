"""The selection of an export: the documents that go, and of each only the layers and types that were chosen."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from annotator.domain.model import Document, Event, Layer
from annotator.domain.origin import suggested_by
from annotator.errors import AnnotatorError
from annotator.formats.features import mentions
from annotator.formats.format import Loss
from annotator.formats.losses import LossList
from annotator.operations.export_plan import Selection, TypeKey
from annotator.operations.portable import streamed
from annotator.operations.schema_usage import usage_of
from annotator.store.project import Project
from annotator.store.rows import DocumentRow, LayerRow
from annotator.text.normalize import fold_text

_BLOCK = 200  # rows that are read together

MESSAGES = {
    "not chosen": "The types of these marks were not chosen for this export.",
    "links": "Relations with an end that is not written are not written either.",
    "arguments": "Arguments whose mention is not written are not written either.",
    "comments": "Comments on marks that are not written are not written either.",
}


class ChosenRows(Sequence[DocumentRow]):
    """The documents that go, with only the layers that go: their ids are held, their rows are read some at a time."""

    def __init__(self, project: Project, selection: Selection, ids: Sequence[str]) -> None:
        self._project, self._selection, self._ids = project, selection, ids
        self._block = -1
        self._rows: list[DocumentRow] = []  # of that block

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[DocumentRow]:
        for block in range(0, len(self._ids), _BLOCK):
            yield from self._read(block)

    @overload
    def __getitem__(self, at: int) -> DocumentRow: ...

    @overload
    def __getitem__(self, at: slice) -> "ChosenRows": ...

    def __getitem__(self, at: int | slice) -> "DocumentRow | ChosenRows":
        if isinstance(at, slice):
            return ChosenRows(self._project, self._selection, self._ids[at])
        number = range(len(self._ids))[at]
        block = number - number % _BLOCK
        if block != self._block:
            self._block, self._rows = block, self._read(block)
        return self._rows[number - block]

    def among(self, ids: Container[str]) -> "ChosenRows":
        """Return those of them that have one of these ids."""
        return ChosenRows(self._project, self._selection, [key for key in self._ids if key in ids])

    def _read(self, block: int) -> list[DocumentRow]:
        rows = self._project.document_rows(self._ids[block : block + _BLOCK])
        return [with_layers(row, self._selection) for row in rows]


def chosen_rows(project: Project, selection: Selection) -> ChosenRows:
    """Return the documents that go, in the project's order, with only the layers that go.

    Raises AnnotatorError for a document, an annotator or a type that is not there.
    """
    found = ChosenRows(project, selection, project.document_ids())
    check_known(project, selection)
    if selection.documents is not None:
        found = found.among(frozenset(selection.documents))
    if not selection.name and not selection.metadata and selection.annotators is None and selection.states is None:
        return found
    words = fold_text(selection.name)
    return found.among({row.id for row in found if _fits(row, selection, words)})


def _fits(row: DocumentRow, selection: Selection, words: str) -> bool:
    """Say whether a document goes, whose row has only the layers that go; `words` are those of its name, folded."""
    if words and words not in fold_text(row.name):
        return False
    if any(str(row.metadata.get(key, "")) != value for key, value in selection.metadata.items()):
        return False
    return bool(row.layers) or (selection.annotators is None and selection.states is None)


def with_layers(row: DocumentRow, selection: Selection) -> DocumentRow:
    """Return the row with only the layers that go."""
    layers = tuple(layer for layer in row.layers if takes(selection, layer))
    return row if len(layers) == len(row.layers) else replace(row, layers=layers)


def takes(selection: Selection, layer: LayerRow) -> bool:
    """Say whether a layer goes; suggestions, which are nobody's work, only if they are named."""
    is_named = selection.annotators is not None and layer.annotator in selection.annotators
    is_whose = is_named or (selection.annotators is None and not suggested_by(layer.extra))
    return is_whose and (selection.states is None or layer.state in selection.states)


def check_known(project: Project, selection: Selection) -> None:
    """Raise AnnotatorError for a document, an annotator or a type that is not there."""
    if not set(selection.documents or ()) <= set(project.document_ids() if selection.documents else ()):
        raise AnnotatorError("A document that was chosen is no longer in the project. Choose the documents again.")
    known = project.annotators()
    for name in selection.annotators or ():
        if name not in known:
            raise AnnotatorError(
                "Nobody named “{name}” has a layer in this project. There are: {names}.",
                name=name,
                names=", ".join(known) or "–",
            )
    _check_types(project, selection.types or frozenset())


def _check_types(project: Project, types: frozenset[TypeKey]) -> None:
    if not types:
        return
    schema = project.schema()
    known = {("entity", kind.id) for kind in schema.entities}
    known |= {("event", kind.id) for kind in schema.events} | {("relation", kind.id) for kind in schema.relations}
    known |= set(usage_of(project).types)
    for scope, name in sorted(types - known):
        raise AnnotatorError("There is no type {name} of the kind {kind} in this project.", name=name, kind=scope)


def selected(
    project: Project, rows: Iterable[DocumentRow], selection: Selection, lose: Callable[[Loss], object]
) -> Iterator[Document]:
    """Yield the documents as they go out, with the ids of files; what the choice of types drops goes to `lose`."""
    for document in streamed(project, rows):
        yield document if selection.types is None else narrowed(document, selection.types, lose)


def narrowed(document: Document, types: frozenset[TypeKey], lose: Callable[[Loss], object]) -> Document:
    """Return the document with marks of these types alone, links that lost an end left out too."""
    layers: list[Layer] = []
    for layer in document.layers:
        losses = LossList(document.name, layer.annotator, MESSAGES)
        layers.append(_narrowed(layer, types, losses))
        for loss in losses.all():
            lose(loss)
    return replace(document, layers=tuple(layers))


def _narrowed(layer: Layer, types: frozenset[TypeKey], losses: LossList) -> Layer:
    entities = tuple(entity for entity in layer.entities if ("entity", entity.type) in types)
    events = tuple(event for event in layer.events if ("event", event.type) in types)
    relations = tuple(relation for relation in layer.relations if ("relation", relation.type) in types)
    standing = {entity.id for entity in entities} | {event.id for event in events}
    whole = tuple(relation for relation in relations if {relation.head, relation.tail} <= standing)
    kept = standing | {relation.id for relation in whole}
    chosen = standing | {relation.id for relation in relations}
    losses.add("not chosen", *(mark.id for mark in layer.marks() if mark.id not in chosen))
    losses.add("links", *(relation.id for relation in relations if relation.id not in kept))
    comments = tuple(comment for comment in layer.comments if comment.target is None or comment.target in kept)
    written = {comment.id for comment in comments}
    losses.add("comments", *(comment.id for comment in layer.comments if comment.id not in written))
    emptied = {mark.cluster for mark in mentions(layer)} - {
        mark.cluster for mark in mentions(layer) if mark.id in standing
    }
    return replace(
        layer,
        entities=entities,
        events=tuple(_with_fillers(event, standing, losses) for event in events),
        relations=whole,
        clusters=tuple(cluster for cluster in layer.clusters if cluster.id not in emptied),
        comments=comments,
    )


def _with_fillers(event: Event, standing: set[str], losses: LossList) -> Event:
    arguments = tuple(item for item in event.arguments if item.target is None or item.target in standing)
    if len(arguments) == len(event.arguments):
        return event
    losses.add("arguments", event.id)
    return replace(event, arguments=arguments)
