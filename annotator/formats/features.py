"""What of a document a format does not keep: its losses, by kind, with the ids concerned.

A mark that is lost as a whole is not counted again for its attributes or cluster.
"""

from collections.abc import Callable, Iterator, Set

from annotator.domain.model import Document, Entity, Event, Layer
from annotator.formats.format import Loss

MESSAGES = {
    "entities": "Entities are not written.",
    "events": "Events and their arguments are not written.",
    "relations": "Relations are not written.",
    "subtypes": "Subtypes are not written.",
    "attributes": "Attributes are not written.",
    "clusters": "Clusters are not written.",
    "comments": "Comments are not written.",
    "annotators": "Only one annotator's layer is written, and not whose it is.",
    "metadata": "What is known of the document beside its text is not written.",
}


def losses_of(document: Document, keeps: Set[str], annotator: str | None) -> Iterator[Loss]:
    """Yield a Loss for each kind of thing in the layers of `annotator` (None: all) that is not in `keeps`."""
    for layer in document.layers:
        if annotator is None or layer.annotator == annotator:
            for kind, ids_of in _OF_LAYER.items():
                ids = () if kind in keeps else ids_of(layer, keeps)
                if ids:
                    yield loss(kind, document, layer.annotator, ids)
    yield from text_losses(document)
    if "metadata" not in keeps and (facts := known_facts(document)):
        yield loss("metadata", document, "", facts)


def text_losses(document: Document) -> Iterator[Loss]:
    """Yield what a text file does not give back of a text: CR as line end, and a byte order mark in front."""
    if "\r" in document.text or document.text.startswith("\ufeff"):
        message = "Line ends written with CR read back as line feeds, and a byte order mark in front is dropped."
        yield Loss("text", message, document.name, "", ())


def mentions(layer: Layer) -> tuple[Entity | Event, ...]:
    """Return the marks that stand on text: entities, then events."""
    return (*layer.entities, *layer.events)


def loss(kind: str, document: Document, annotator: str, ids: tuple[str, ...], message: str = "") -> Loss:
    """Return a Loss of the document with the message of its kind, or another one."""
    return Loss(kind, message or MESSAGES[kind], document.name, annotator, ids)


def known_facts(document: Document) -> tuple[str, ...]:
    """Return the names of all that a document states beside name, text and marks."""
    stated = [key for key in ("language", "schema") if getattr(document, key) is not None]
    return (*stated, *document.metadata, *document.extra)


def _entities(layer: Layer, _keeps: Set[str]) -> tuple[str, ...]:
    return tuple(entity.id for entity in layer.entities)


def _events(layer: Layer, _keeps: Set[str]) -> tuple[str, ...]:
    return tuple(event.id for event in layer.events)


def _relations(layer: Layer, _keeps: Set[str]) -> tuple[str, ...]:
    return tuple(relation.id for relation in layer.relations)


def _comments(layer: Layer, _keeps: Set[str]) -> tuple[str, ...]:
    return tuple(comment.id for comment in layer.comments)


def _subtypes(layer: Layer, keeps: Set[str]) -> tuple[str, ...]:
    return tuple(entity.id for entity in layer.entities if entity.subtype is not None and "entities" in keeps)


def _attributes(layer: Layer, keeps: Set[str]) -> tuple[str, ...]:
    groups = (("entities", layer.entities), ("events", layer.events), ("relations", layer.relations))
    return tuple(mark.id for kind, marks in groups if kind in keeps for mark in marks if mark.attributes)


def _clusters(layer: Layer, keeps: Set[str]) -> tuple[str, ...]:
    groups = (("entities", layer.entities), ("events", layer.events))
    used = {mark.cluster for kind, marks in groups if kind in keeps for mark in marks}
    return tuple(cluster.name for cluster in layer.clusters if cluster.id in used)


_OF_LAYER: dict[str, Callable[[Layer, Set[str]], tuple[str, ...]]] = {
    "entities": _entities,
    "events": _events,
    "relations": _relations,
    "subtypes": _subtypes,
    "attributes": _attributes,
    "clusters": _clusters,
    "comments": _comments,
}
