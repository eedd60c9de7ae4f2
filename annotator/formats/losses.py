"""Losses of one export, collected by kind: what is dropped, what is bent, and what the trainer itself will not take.

The kinds of TRAINER are no loss of the file: all of it stands there, but the program that is trained on it leaves it
out or changes it without a word.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.domain.model import Document, Layer, State
from annotator.domain.threads import TYPE
from annotator.formats.features import MESSAGES as FEATURES
from annotator.formats.features import losses_of
from annotator.formats.format import Loss

TOKENS = "tokens"  # the key in a document's extra that says that its text was rebuilt from tokens

METADATA = FEATURES["metadata"]

MESSAGES = {
    "nested": "These entities overlap one that is written and are inside it or around it; they are not written.",
    "crossing": "These entities cross one that is written; they are not written.",
    "same span": "These entities stand on the same words as one that is written; they are not written.",
    "discontinuous": "Mentions in several pieces are not written.",
    "first piece": "Of these mentions in several pieces only the first piece is written.",
    "hull": "These mentions in several pieces are written with all that stands between the pieces.",
    "sub-token": "These entities began or ended inside a word and were grown to whole words.",
    "shrunk": "These mentions began or ended inside a word and were shrunk to the whole words in them.",
    "long": "These mentions stand where an example should have been cut; their examples are longer than the limit.",
    "written twice": "These mentions stand in more than one example, because the examples overlap.",
    "empty": "Examples without any mention are not written; these are their places in the text.",
    "unaligned": "These mentions begin or end inside a word and are not written.",
    "invisible": "These entities hold no visible character and are not written.",
    "blanks": "These mentions are written without the blanks or invisible characters at their ends.",
    "graphemes": "These mentions began or ended inside what is seen as one character and were grown to it.",
    "triggers": "Of these triggers only the first word is written.",
    "text": "The blanks and line breaks of the texts are not kept.",
    "no layer": "These documents are left out, because the chosen annotator did not work on them.",
    "annotators": "Only one annotator's layer is written; those of these annotators are not.",
    "names": "Documents are numbered; their names are not written.",
    "unmarked": "Where these documents begin is not written.",
    "state": "How far the work on the layer is, is not written.",
    "pro-drop": "Arguments without words are not written.",
    "arguments": "Arguments whose mention is not written are not written either.",
    "links": "Relations with an end that is not written are not written either.",
    "relation attributes": "Attributes of relations are not written.",
    "far": "Links between mentions of two sentences are not written.",
    "ends": "These links name the words they point at, and another mention stands on the same words.",
    "cluster names": "Which marks form a cluster is written, its name is not.",
    "cluster parts": "These clusters hold entities and events; they are written as one cluster of each.",
    "cluster members": "Another mention stands on the same words; which of them is in the cluster is not written.",
    "type blanks": "Blanks in the names of their types are written as “_”.",
    "type names": "Types are written by their names for people and not by their ids.",
    "attribute values": "Values of attributes that are no text are written as text.",
    "extra": "What a file said of these beyond the known keys is not written.",
    "trainer: tokens": "The trainer will grow these mentions to whole words of its own.",
    "trainer: ents": "These entities overlap another, have several pieces or blank ends; they are not in doc.ents.",
    "trainer: wide": "These mentions are wider than the trainer's limit; it will not learn them.",
    "trainer: long": "These mentions stand beyond the longest text that the trainer takes; it will not learn them.",
    "trainer: same span": "Of several labels on the same words the trainer keeps the last; it will not learn these.",
    "trainer: same type": "The reference loader takes one entity of a type for each word; it will not see these.",
}
# What becomes of a mark by the kind of its loss: it is not there, stands elsewhere, or under another type.
DROPPED = frozenset(
    {"entities", "events", "relations", "nested", "crossing", "same span", "discontinuous", "unaligned", "invisible",
     "trainer: same type"}
)  # fmt: skip
MOVED = frozenset({"graphemes", "sub-token", "shrunk", "first piece", "hull", "blanks", "triggers", "text"})
RENAMED = frozenset({"type names", "type blanks"})
TRAINER = frozenset(kind for kind in MESSAGES if kind.startswith("trainer: "))


class LossList:
    """Collects the ids of one layer of one document by kind."""

    def __init__(self, document: str, annotator: str, messages: Mapping[str, str] = MESSAGES) -> None:
        self._document = document
        self._annotator = annotator
        self._messages = messages
        self._ids: dict[str, list[str]] = {}

    def add(self, kind: str, *ids: str) -> None:
        """Add ids to a kind of loss; an id counts once."""
        if ids:
            known = self._ids.setdefault(kind, [])
            known.extend(key for key in dict.fromkeys(ids) if key not in known)

    def add_all(self, kind: str) -> None:
        """Note a kind of loss that concerns the document as a whole."""
        self._ids.setdefault(kind, [])

    def all(self) -> Iterator[Loss]:
        """Yield one Loss for each kind that was met."""
        for kind, ids in self._ids.items():
            yield Loss(kind, self._messages[kind], self._document, self._annotator, tuple(ids))


def single(document: Document, annotator: str | None, losses: list[Loss]) -> Layer | None:
    """Return the one layer to write: the annotator's, else the adjudicated one ("gold"), else the first.

    What is left out by that is added to the losses.
    """
    layers = {layer.annotator: layer for layer in document.layers}
    adjudicated = layers.get("gold") or next(iter(document.layers), None)
    layer = adjudicated if annotator is None else layers.get(annotator)
    if layer is None:
        losses.append(Loss("no layer", MESSAGES["no layer"], document.name, annotator or "", ()))
        return None
    others = tuple(other.annotator for other in document.layers if other is not layer)
    if others:
        losses.append(Loss("annotators", MESSAGES["annotators"], document.name, layer.annotator, others))
    return layer


def each_layer(
    documents: Iterable[Document], annotator: str | None, keeps: frozenset[str], losses: list[Loss]
) -> Iterator[tuple[Document, Layer, LossList]]:
    """Yield each document with its one layer to write and a list for what is lost on the way.

    The losses are complete when the next document is asked for; `keeps` is as for `unwritten`, with "names".
    """
    for document in documents:
        layer = single(document, annotator, losses)
        if layer is not None:
            bent = LossList(document.name, layer.annotator)
            yield document, layer, bent
            losses.extend((*bent.all(), *unwritten(document, (layer,), keeps)))
            if "names" not in keeps:
                losses.append(Loss("names", MESSAGES["names"], document.name, "", (document.name,)))


def unwritten(document: Document, layers: Sequence[Layer], keeps: frozenset[str]) -> Iterator[Loss]:
    """Yield a Loss for each kind of thing in the layers and each fact of the document that is not in `keeps`.

    Beside the words of `format.KEEPS`, `keeps` may have "state", "extra", "language" and "schema".
    """
    for layer in layers:
        losses = LossList(document.name, layer.annotator)
        if "state" not in keeps and layer.state is not State.NEW:
            losses.add("state", layer.annotator)
        if "extra" not in keeps:
            losses.add("extra", *([layer.annotator] if layer.extra else []))
            losses.add("extra", *(mark.id for mark in layer.marks() if mark.extra))
            losses.add("extra", *(event.id for event in layer.events if any(item.extra for item in event.arguments)))
            strange = (one.id for one in layer.comments if set(one.extra) - {TYPE})
            losses.add("extra", *(strange if "comments" in keeps else ()))
        yield from losses.all()
    yield from losses_of(replace(document, layers=tuple(layers)), keeps | {"metadata"}, None)
    if facts := tuple(_facts(document, keeps)):
        yield Loss("metadata", METADATA, document.name, "", facts)


def _facts(document: Document, keeps: frozenset[str]) -> Iterator[str]:
    yield from (key for key in ("language", "schema") if key not in keeps and getattr(document, key) is not None)
    yield from (document.metadata if "metadata" not in keeps else ())
    yield from (key for key in document.extra if key != TOKENS and "extra" not in keeps)


def chosen_layers(document: Document, annotator: str | None) -> tuple[Layer, ...]:
    """Return the annotator's layer, or all of them."""
    return tuple(layer for layer in document.layers if annotator is None or layer.annotator == annotator)
