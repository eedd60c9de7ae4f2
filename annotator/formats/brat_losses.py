"""What brat cannot hold, by kind."""

from collections.abc import Iterator

from annotator.domain.model import Document, Extra, Json, Layer, State
from annotator.formats.features import text_losses
from annotator.formats.format import Loss

MESSAGES = {
    "ids": "brat knows ids like T1, E1, R1; these marks get other ids.",
    "invisible": "These mentions hold only line breaks and blanks; they, their links and comments are not written.",
    "arguments": "Arguments that are such mentions are not written.",
    "pro-drop": "Arguments without words are not written.",
    "cluster names": "Which marks form a cluster is written, its name is not.",
    "single clusters": "Clusters with one mention are not written.",
    "relation attributes": "Attributes of relations are not written.",
    "comments": "Comments on the document as a whole are not written.",
    "comment details": "Who wrote a comment, when, in answer to what and whether it is resolved is not written.",
    "comment lines": "Line breaks and TABs in comments become blanks.",
    "extra": "What a file said of these beyond the known keys is not written.",
    "state": "How far the work on the layer is, is not written.",
    "metadata": "These facts on the document are not written.",
    "annotators": "A document that nobody worked on reads back with an empty layer.",
    "schema": "Descriptions, keys, default values and rules of the schema are not written.",
}


class LossList:
    """Collects the ids of one layer of one document by kind."""

    def __init__(self, document: str, annotator: str) -> None:
        self._document = document
        self._annotator = annotator
        self._ids: dict[str, list[str]] = {}

    def add(self, kind: str, *ids: str) -> None:
        """Add ids to a kind of loss."""
        if ids:
            self._ids.setdefault(kind, []).extend(ids)

    def all(self) -> Iterator[Loss]:
        """Yield one Loss for each kind that was met."""
        for kind, ids in self._ids.items():
            yield Loss(kind, MESSAGES[kind], self._document, self._annotator, tuple(ids))


def document_losses(document: Document, file: str) -> Iterator[Loss]:
    """Yield what is lost of the document itself, which will be read back under the name `file`."""
    facts = [key for key, value in (("id", document.id), ("name", document.name)) if value != file]
    facts += [key for key in ("language", "schema") if getattr(document, key) is not None]
    facts += [*document.metadata, *document.extra]
    yield from text_losses(document)
    if facts:
        yield Loss("metadata", MESSAGES["metadata"], document.name, "", tuple(facts))
    if not document.layers:
        yield Loss("annotators", MESSAGES["annotators"], document.name, "", ())


def layer_losses(layer: Layer, losses: LossList) -> None:
    """Add what is lost of the layer itself and of what its marks had beyond the model."""
    if layer.state is not State.NEW:
        losses.add("state", layer.annotator)
    if layer.extra:
        losses.add("extra", layer.annotator)
    for mark in layer.marks():
        if has_strange(mark.extra):
            losses.add("extra", mark.id)
    for event in layer.events:
        losses.add("extra", *(event.id for argument in event.arguments if argument.extra))
    losses.add("extra", *(comment.id for comment in layer.comments if has_strange(comment.extra)))


def has_strange(extra: Extra) -> bool:
    """Say whether there is anything beside what our brat reader put there."""
    return any(key != "brat" for key in extra)


def brat_part(extra: Extra) -> dict[str, Json]:
    """Return what our brat reader put into the extra."""
    part = extra.get("brat")
    return part if isinstance(part, dict) else {}
