"""Write one annotator's layer of one document as a CAS: DKPro's named entities and chains, custom events and relations.

What the layers have no place for stands as JSON in the feature `annotatorExtra`, and what belongs to the document in
one structure of the type `custom.AnnotatorDocument`, so that our own reader gets back what was written.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import ModuleType
from typing import Any

from annotator.domain.model import Attributes, AttributeValue, Document, Entity, Event, Json, Layer, Relation
from annotator.domain.span import Fragments, Span
from annotator.formats import uima_names as names
from annotator.formats.features import mentions
from annotator.formats.inception import FRAGMENTS, REST
from annotator.formats.jsonl_write import table_of
from annotator.formats.xml_safety import fits_xml
from annotator.text.tokens import sentences, words

_RESERVED = frozenset({"value", "identifier", "role", "target", "self", "type", "subtype", "cluster", "arguments"})


@dataclass(frozen=True, slots=True)
class Names:
    """The layers that entities, events and relations are written to."""

    entity: str = names.NAMED_ENTITY
    event: str = names.EVENT
    relation: str = names.RELATION


def cas_of(cassis: ModuleType, document: Document, layer: Layer, layers: Names) -> Any:  # cassis has no types here
    """Return the CAS of a layer; it carries its own type system."""
    return _Writer(cassis, document, layer, layers).cas()


class _Writer:
    def __init__(self, cassis: ModuleType, document: Document, layer: Layer, layers: Names) -> None:
        self._document = document
        self._layer = layer
        self._layers = layers
        self._clusters = {cluster.id: cluster.name for cluster in layer.clusters}
        self._methods = frozenset(dir(cassis.typesystem.Annotation))
        self._system = cassis.TypeSystem()
        self._shown = {
            layers.entity: self._attributes_shown(layer.entities),
            layers.event: self._attributes_shown(layer.events),
            layers.relation: self._attributes_shown(layer.relations),
        }
        self._define()
        self._cas = cassis.Cas(typesystem=self._system)
        self._cas.sofa_string = document.text
        self._cas.sofa_mime = "text/plain"
        self._made: dict[str, Any] = {}  # the annotations by id of the mark

    def cas(self) -> Any:
        self._add_document()
        self._add_structure()
        for entity in self._layer.entities:
            self._add_mark(self._layers.entity, entity, entity.spans)
        for event in self._layer.events:
            self._add_mark(self._layers.event, event, event.trigger)
        for event in self._layer.events:
            self._fill_slots(event)
        for relation in self._layer.relations:
            self._add_relation(relation)
        self._add_chains()
        return self._cas

    def _define(self) -> None:
        for name, features in (
            (names.SENTENCE, {}),
            (names.TOKEN, {}),
            (names.META, {"documentTitle": names.STRING, "documentId": names.STRING}),
            (names.FRAGMENT, {}),
            (self._layers.entity, {"value": names.STRING, "identifier": names.STRING}),
            (self._layers.event, {"value": names.STRING}),
            (self._layers.relation, {"value": names.STRING}),
        ):
            super_type = "uima.tcas.DocumentAnnotation" if name == names.META else names.ANNOTATION
            self._type(name, super_type, features)
        self._type(names.FRAGMENT_SLOT, names.TOP, {"role": names.STRING, "target": names.FRAGMENT})
        self._type(names.EVENT_SLOT, names.TOP, {"role": names.STRING, "target": names.ANNOTATION})
        self._type(names.SHEET, "uima.cas.AnnotationBase", {"json": names.STRING})
        link = {"next": names.LINK, "referenceType": names.STRING, "referenceRelation": names.STRING}
        self._type(names.LINK, names.ANNOTATION, link)
        self._type(names.CHAIN, "uima.cas.AnnotationBase", {"first": names.LINK})
        for name in (self._layers.relation,):
            self._features(name, {"Governor": names.ANNOTATION, "Dependent": names.ANNOTATION})
        for name in (self._layers.entity, self._layers.event):
            self._slots(name, FRAGMENTS, names.FRAGMENT_SLOT)
            self._features(name, {"subtype": names.STRING, "cluster": names.STRING})
        self._slots(self._layers.event, "arguments", names.EVENT_SLOT)
        for name, shown in self._shown.items():
            self._features(name, {REST: names.STRING, **dict.fromkeys(shown, names.STRING)})

    def _type(self, name: str, super_type: str, features: Mapping[str, str]) -> None:
        self._system.create_type(name, super_type)
        self._features(name, features)

    def _features(self, name: str, features: Mapping[str, str]) -> None:
        for feature, range_type in features.items():
            self._system.create_feature(self._system.get_type(name), feature, range_type)

    def _slots(self, name: str, feature: str, slot: str) -> None:
        kind = self._system.get_type(name)
        self._system.create_feature(kind, feature, names.ARRAY, slot, multipleReferencesAllowed=False)

    def _attributes_shown(self, marks: Iterable[Entity | Event | Relation]) -> list[str]:
        """Return the names of attributes that can be features, sorted; the others are kept in the JSON."""
        found = {name for mark in marks for name in mark.attributes}
        return sorted(name for name in found if self._is_free(name))

    def _is_free(self, name: str) -> bool:
        taken = name in _RESERVED or name in (REST, FRAGMENTS, "Governor", "Dependent", "sofa", "begin", "end")
        return names.is_feature_name(name) and not taken and name not in self._methods and not name.startswith("_")

    def _make(self, kind: str, span: Span | None, **features: object) -> Any:
        place = {} if span is None else {"begin": span.start, "end": span.end}
        made = self._system.get_type(kind)(
            **place, **{key: value for key, value in features.items() if value is not None}
        )
        self._cas.add(made)
        return made

    def _array(self, kind: str, links: Iterable[tuple[str, object]]) -> Any:
        slot = self._system.get_type(kind)
        return self._system.get_type(names.ARRAY)(elements=[slot(role=role, target=target) for role, target in links])

    def _add_document(self) -> None:
        document = self._document
        whole = Span(0, len(document.text))
        self._make(names.META, whole, documentTitle=document.name, documentId=document.id, language=document.language)
        bare = Layer(self._layer.annotator, self._layer.state, comments=self._layer.comments, extra=self._layer.extra)
        table = table_of(document)
        kept = {key: value for key, value in table.items() if key not in ("text", "annotations", "sha256")}
        if document.layers:
            kept["annotations"] = table_of(Document("d", "d", "", (bare,)))["annotations"]
        else:
            kept["annotations"] = []
        self._make(names.SHEET, None, json=json.dumps(kept))

    def _add_structure(self) -> None:
        for sentence in sentences(self._document.text):
            self._make(names.SENTENCE, sentence)
        for word in words(self._document.text):
            self._make(names.TOKEN, word)

    def _add_mark(self, kind: str, mark: Entity | Event, spans: Fragments) -> None:
        features = dict(self._features_of(kind, mark.type, mark.id, mark.attributes, self._rest_of(mark)))
        if isinstance(mark, Entity):
            features["subtype"] = mark.subtype
        if mark.cluster is not None:
            features["cluster"] = self._clusters.get(mark.cluster, mark.cluster)
        if len(spans) > 1:
            pieces = [("fragment", self._make(names.FRAGMENT, span)) for span in spans[1:]]
            features[FRAGMENTS] = self._array(names.FRAGMENT_SLOT, pieces)
        self._made[mark.id] = self._make(kind, spans[0], **features)

    def _features_of(
        self, kind: str, value: str, key: str, attributes: Attributes, rest: dict[str, Json]
    ) -> Iterator[tuple[str, object]]:
        shown = {name: value for name, value in attributes.items() if name in self._shown[kind] and _fits(value)}
        kinds: dict[str, Json] = {n: type(v).__name__ for n, v in shown.items() if not isinstance(v, str)}
        hidden: dict[str, Json] = {name: value for name, value in attributes.items() if name not in shown}
        parts = {"id": key, "literal": kinds, "attributes": hidden, **rest}
        yield "value", value
        yield from ((name, value if isinstance(value, str) else json.dumps(value)) for name, value in shown.items())
        yield REST, json.dumps({name: part for name, part in parts.items() if part})

    def _rest_of(self, mark: Entity | Event) -> dict[str, Json]:
        rest: dict[str, Json] = {"extra": dict(mark.extra)}
        if isinstance(mark, Event) and any(argument.extra for argument in mark.arguments):
            rest["arguments"] = [dict(argument.extra) for argument in mark.arguments]
        return rest

    def _fill_slots(self, event: Event) -> None:
        links = [(part.role, None if part.target is None else self._made[part.target]) for part in event.arguments]
        if links:
            self._made[event.id].arguments = self._array(names.EVENT_SLOT, links)

    def _add_relation(self, relation: Relation) -> None:
        head, tail = self._made[relation.head], self._made[relation.tail]
        rest: dict[str, Json] = {"extra": dict(relation.extra)}
        features = self._features_of(self._layers.relation, relation.type, relation.id, relation.attributes, rest)
        place = Span(tail.begin, tail.end)
        self._make(self._layers.relation, place, Governor=head, Dependent=tail, **dict(features))

    def _add_chains(self) -> None:
        chains: dict[str, list[Any]] = {}
        for mark in mentions(self._layer):
            if mark.cluster is not None:
                made = self._made[mark.id]
                link = self._make(names.LINK, Span(made.begin, made.end), referenceType=mark.type)
                chains.setdefault(mark.cluster, []).append(link)
        for links in chains.values():
            for before, after in pairwise(links):
                before.next = after
            self._make(names.CHAIN, None, first=links[0])


def _fits(value: AttributeValue) -> bool:
    return not isinstance(value, str) or (value != "" and fits_xml(value))
