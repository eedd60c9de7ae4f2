"""Documents on their way out of and into a project: store keys become the short ids that files carry, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from typing import Any

from annotator.domain.model import Argument, Cluster, Comment, Document, Entity, Event, Extra, Layer, Relation
from annotator.store.ids import new_id
from annotator.store.project import Project
from annotator.store.rows import DocumentRow
from annotator.store.streaming import DocumentRows, LayerRows, document_of

_NAME, _ID_AND_NAME = itemgetter(1), itemgetter(0, 1)
FILE_ID = "id"  # the key in a document's extra under which the id that its file gave it is kept


def portable(document: Document) -> Document:
    """Return the document with every id replaced by its short name, unique within each layer."""
    layers = tuple(_rename(layer, _short_names(layer)) for layer in document.layers)
    return _under_file_id(replace(document, layers=layers))


def _under_file_id(document: Document) -> Document:
    """Return the document with the id that its file gave it."""
    name, extra = file_id(document.id, document.extra)
    return replace(document, id=name, extra=extra) if document.extra else document


def file_id(key: str, extra: Extra) -> tuple[str, Extra]:
    """Return the id that a document's file gave it, else its key; and its extra without that."""
    if not extra:
        return key, extra
    stated = extra.get(FILE_ID)
    rest = {name: value for name, value in extra.items() if name != FILE_ID}
    return stated if isinstance(stated, str) else key, rest


def keyed(layer: Layer) -> Layer:
    """Return a layer read from a file with fresh keys as ids; the file's ids stay as names."""
    marks: list[Entity | Event | Relation | Cluster | Comment] = [
        *layer.entities,
        *layer.events,
        *layer.relations,
        *layer.clusters,
        *layer.comments,
    ]
    named = replace(
        layer,
        entities=tuple(replace(item, name=item.name or item.id) for item in layer.entities),
        events=tuple(replace(item, name=item.name or item.id) for item in layer.events),
        relations=tuple(replace(item, name=item.name or item.id) for item in layer.relations),
        comments=tuple(replace(item, name=item.name or item.id) for item in layer.comments),
    )
    return _rename(named, {item.id: new_id() for item in marks}, keep_names=True)


def streamed(project: Project, rows: Iterable[DocumentRow]) -> Iterator[Document]:
    """Yield what `portable` makes of each document with the layers that its row lists, read many at a time."""
    for stored in project.stream(rows):
        yield document_from(stored)


def document_from(stored: DocumentRows) -> Document:
    """Return what `portable` makes of a document, from its rows; raises DamagedError."""
    return _under_file_id(document_of(stored, names_of_rows))


def names_of_rows(rows: LayerRows) -> dict[str, str]:
    """Return the short name of each id of a layer."""
    return _named(
        (rows.entity, "T"), (rows.event, "E"), (rows.relation, "R"), (rows.comment, "C"), (rows.cluster, "c-")
    )


def _short_names(layer: Layer) -> dict[str, str]:
    groups: tuple[tuple[tuple[Entity | Event | Relation | Comment | Cluster, ...], str], ...] = (
        (layer.entities, "T"),
        (layer.events, "E"),
        (layer.relations, "R"),
        (layer.comments, "C"),
        (layer.clusters, "c-"),
    )
    return _named(*(([(item.id, item.name) for item in items], letter) for items, letter in groups))


def _named(*groups: tuple[Sequence[Sequence[Any]], str]) -> dict[str, str]:  # Any: values of rows
    """Return a name for each id; `groups` are sequences that begin with id and name, and their letter.

    Clusters are named apart from the marks.
    """
    names: dict[str, str] = {}
    for items, letter in groups:
        if not items:
            continue
        stated = set(map(_NAME, items))
        if len(stated) == len(items) and "" not in stated and (letter == "c-" or stated.isdisjoint(names.values())):
            names.update(map(_ID_AND_NAME, items))
            continue
        taken: set[str] = set() if letter == "c-" else set(names.values())
        for number, (key, stated, *_) in enumerate(items, 1):
            name = stated or f"{letter}{number}"
            name = _free(name, taken) if name in taken else name
            taken.add(name)
            names[key] = name
    return names


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _rename(layer: Layer, names: Mapping[str, str], *, keep_names: bool = False) -> Layer:
    def new(old: str) -> str:
        return names.get(old, old)

    def maybe(old: str | None) -> str | None:
        return None if old is None else new(old)

    def name(item: Entity | Event | Relation | Comment) -> str:
        return item.name if keep_names else new(item.id)

    def arguments(items: Iterable[Argument]) -> tuple[Argument, ...]:
        return tuple(replace(item, target=maybe(item.target), id=new_id() if keep_names else "") for item in items)

    return replace(
        layer,
        entities=tuple(
            replace(item, id=new(item.id), name=name(item), cluster=maybe(item.cluster)) for item in layer.entities
        ),
        events=tuple(
            replace(
                item, id=new(item.id), name=name(item), cluster=maybe(item.cluster), arguments=arguments(item.arguments)
            )
            for item in layer.events
        ),
        relations=tuple(
            replace(item, id=new(item.id), name=name(item), head=new(item.head), tail=new(item.tail))
            for item in layer.relations
        ),
        clusters=tuple(Cluster(new(item.id), item.name if keep_names else new(item.id)) for item in layer.clusters),
        comments=tuple(
            replace(item, id=new(item.id), name=name(item), target=maybe(item.target), parent=maybe(item.parent))
            for item in layer.comments
        ),
    )
