"""W3C Web Annotation as JSON-LD, written only: one annotation for each mark, its place by offset and by quotation.

Offsets are code points in logical order, as the Recommendation asks. A mark in several pieces has one target for each;
events and relations link to the marks that fill them. The text stands in a file of its own beside.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from urllib.parse import quote

from annotator.domain.model import Attributes, Document, Entity, Event, Json, Layer, Relation
from annotator.domain.span import Fragments
from annotator.domain.threads import type_of
from annotator.errors import AnnotatorError
from annotator.formats.files import FileNames, empty_folder, write_text
from annotator.formats.format import Format, Loss, WriteOptions, Writing
from annotator.formats.losses import chosen_layers, unwritten
from annotator.text.direction import base_direction

SUFFIX = ".jsonld"
KEEPS = frozenset(
    {"text", "entities", "nested", "crossing", "discontinuous", "sub-token", "same span", "subtypes", "events",
     "relations", "attributes", "clusters", "comments", "annotators", "metadata"}
)  # fmt: skip
CONTEXT = 32
_ANNOTATOR: dict[str, Json] = {
    "ann": "urn:annotator:vocabulary:",
    "attributes": {"@id": "ann:attributes", "@type": "@json"},
    "metadata": {"@id": "ann:metadata", "@type": "@json"},
}  # fmt: skip


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write a page of annotations and a text file for each document: beside `path` if there is one, else in a folder.

    Raises AnnotatorError if a file cannot be written, the folder is not empty, or several documents should go into
    one file.
    """
    stream = iter(documents)
    first = list(islice(stream, 2))
    losses: list[Loss] = []
    if path.suffix.lower() == SUFFIX:
        if len(first) != 1:
            raise AnnotatorError(
                "One file cannot hold several documents. Choose a folder in place of {file}.", file=path.name
            )
        return Writing(tuple(_write_one(first[0], path, options, losses)), tuple(losses))
    folder, names = empty_folder(path), FileNames()
    files: list[Path] = []
    for document in chain(first, stream):
        files += _write_one(document, folder / names.take(document.name, SUFFIX), options, losses)
    return Writing(tuple(files), tuple(losses))


def _write_one(document: Document, path: Path, options: WriteOptions, losses: list[Loss]) -> Iterator[Path]:
    layers = chosen_layers(document, options.annotator)
    losses.extend(unwritten(document, layers, KEEPS | {"language", "schema"}))
    text = path.with_name(path.name.removesuffix(path.suffix) + ".txt")
    write_text(text, [document.text])
    write_text(path, [json.dumps(_page(document, layers, text.name), ensure_ascii=False, indent=1), "\n"])
    yield from (path, text)


def _page(document: Document, layers: Iterable[Layer], file: str) -> dict[str, Json]:
    source = quote(file)
    items: list[Json] = []
    for number, layer in enumerate(layers, 1):
        items += _Sheet(document, layer, source, number).items()
    page: dict[str, Json] = {
        "@context": ["http://www.w3.org/ns/anno.jsonld", dict(_ANNOTATOR)],
        "id": f"urn:sha256:{document.sha256}",
        "type": "AnnotationPage",
        "label": document.name,
        "metadata": dict(document.metadata),
        "items": items,
    }
    if document.schema is not None:
        page["ann:schema"] = document.schema
    return page


class _Sheet:
    def __init__(self, document: Document, layer: Layer, source: str, number: int) -> None:
        self._document = document
        self._layer = layer
        self._base = f"urn:sha256:{document.sha256}/{number}/"
        self._source: dict[str, Json] = {"id": source, "format": "text/plain"}
        self._source["textDirection"] = base_direction(document.text)
        if document.language is not None:
            self._source["language"] = document.language
        self._clusters = {cluster.id: cluster.name for cluster in layer.clusters}

    def items(self) -> Iterator[Json]:
        for entity in self._layer.entities:
            yield self._item(entity, "entity", entity.spans, self._facts(entity))
        for event in self._layer.events:
            roles: list[Json] = [self._role(argument.role, argument.target) for argument in event.arguments]
            yield self._item(event, "event", event.trigger, [*self._facts(event), *roles])
        for relation in self._layer.relations:
            yield self._relation(relation)
        for comment in self._layer.comments:
            about: dict[str, Json] = {
                "id": self._base + quote(comment.id),
                "type": "Annotation",
                "motivation": "commenting",
                "creator": {"type": "Person", "name": comment.author},
                "body": {"type": "TextualBody", "value": comment.text, "purpose": "commenting"},
                "target": self._source["id"] if comment.target is None else self._base + quote(comment.target),
                "ann:resolved": comment.resolved,
            }
            about |= {"created": comment.at} if comment.at else {}
            kind = type_of(comment)
            about |= {"ann:aboutType": ":".join(kind)} if kind else {}
            yield about | ({"ann:replyTo": self._base + quote(comment.parent)} if comment.parent else {})

    def _item(self, mark: Entity | Event, kind: str, spans: Fragments, bodies: list[Json]) -> Json:
        targets: list[Json] = [self._target(span.start, span.end) for span in spans]
        body: list[Json] = [_tag(mark.type, "tagging"), *bodies]
        return self._annotation(mark.id, kind, body, targets if len(targets) > 1 else targets[0], mark.attributes)

    def _annotation(self, key: str, kind: str, body: Json, target: Json, attributes: Attributes) -> dict[str, Json]:
        found: dict[str, Json] = {"id": self._base + quote(key), "type": "Annotation", "ann:kind": kind}
        found |= {"motivation": "tagging" if kind != "relation" else "linking"}
        found |= {"creator": {"type": "Person", "name": self._layer.annotator}, "body": body, "target": target}
        return found | ({"attributes": dict(attributes)} if attributes else {})

    def _facts(self, mark: Entity | Event) -> list[Json]:
        facts: list[Json] = []
        if isinstance(mark, Entity) and mark.subtype is not None:
            facts.append({**_tag(mark.subtype, "classifying"), "ann:part": "subtype"})
        if mark.cluster is not None:
            name = self._clusters.get(mark.cluster, mark.cluster)
            source = f"{self._base}cluster/{quote(name)}"
            facts.append({"type": "SpecificResource", "purpose": "identifying", "source": source})
        return facts

    def _role(self, role: str, target: str | None) -> Json:
        body: dict[str, Json] = {"type": "SpecificResource", "purpose": "linking", "ann:role": role}
        return body | ({"source": self._base + quote(target)} if target is not None else {})

    def _relation(self, relation: Relation) -> Json:
        ends: list[Json] = [self._role("head", relation.head), self._role("tail", relation.tail)]
        targets: list[Json] = [self._base + quote(relation.head), self._base + quote(relation.tail)]
        body: list[Json] = [_tag(relation.type, "tagging"), *ends]
        return self._annotation(relation.id, "relation", body, targets, relation.attributes)

    def _target(self, start: int, end: int) -> Json:
        text = self._document.text
        quotation: dict[str, Json] = {"type": "TextQuoteSelector", "exact": text[start:end]}
        quotation |= {"prefix": text[max(start - CONTEXT, 0) : start], "suffix": text[end : end + CONTEXT]}
        position: Json = {"type": "TextPositionSelector", "start": start, "end": end}
        return {"source": self._source, "selector": [position, quotation]}


def _tag(value: str, purpose: str) -> dict[str, Json]:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


FORMAT = Format("w3c", "W3C Web Annotation (JSON-LD)", SUFFIX, KEEPS, write=write, holds_one=True)
