"""Write one document as a line of an `annotator/1` file, in the key order of FORMAT.md."""

from collections.abc import Iterable, Mapping

import msgspec

from annotator.domain.model import (
    Argument,
    Attributes,
    Comment,
    Document,
    Entity,
    Event,
    Extra,
    Json,
    Layer,
    Relation,
    State,
)
from annotator.domain.span import Fragments, surface
from annotator.formats.jsonl_read import VERSION

Table = dict[str, Json]

_encoder = msgspec.json.Encoder()


def line_of(document: Document) -> bytes:
    """Return the document as one line of UTF-8 with its line feed."""
    return line_from(table_of(document))


def line_from(table: Table) -> bytes:
    """Return the JSON object of a document as one line of UTF-8 with its line feed."""
    return _encoder.encode(table) + b"\n"


def table_of(document: Document) -> Table:
    """Return the document as the JSON object of its line; keys that a file had beyond the model stand last."""
    text = document.text
    layers = [layer_table(layer, entity_tables(layer.entities, text, _names(layer)), text) for layer in document.layers]
    return document_table(document, document.sha256, layers)


def document_table(document: Document, sha256: str, layers: list[Json]) -> Table:
    """Return the JSON object of a document with these layers, whatever it has itself; `sha256` is its text's."""
    table: Table = {"format": VERSION, "id": document.id, "name": document.name}
    table |= {"text": document.text, "sha256": sha256}
    if document.language is not None:
        table["language"] = document.language
    table["metadata"] = dict(document.metadata)
    if document.schema is not None:
        table["schema"] = document.schema
    table["annotations"] = layers
    return {**table, **document.extra}


def layer_table(layer: Layer, entities: list[Json], text: str) -> Json:
    """Return the JSON object of a layer with these entities, whatever it has itself."""
    names = _names(layer)
    table: Table = {
        "annotator": layer.annotator,
        **_state(layer.state),
        "entities": entities,
        "relations": [_relation(relation) for relation in layer.relations],
        "events": [_event(event, text, names) for event in layer.events],
        "comments": [_comment(comment) for comment in layer.comments],
    }
    return {**table, **layer.extra}


def _names(layer: Layer) -> dict[str, str]:
    return {cluster.id: cluster.name for cluster in layer.clusters}


def _state(state: State) -> Table:
    return {"state": State.DONE.value, "in_review": True} if state is State.IN_REVIEW else {"state": state.value}


def entity_tables(entities: Iterable[Entity], text: str, names: Mapping[str, str]) -> list[Json]:
    """Return the JSON objects of entities; `names` are those of the clusters that are not called by their ids."""
    return [_entity(entity, text, names) for entity in entities]


def _entity(entity: Entity, text: str, names: Mapping[str, str]) -> Json:
    spans = entity.spans
    if len(spans) == 1:  # here and not in `_place`: there are millions
        span = spans[0]
        start, end = span.start, span.end
        table: Table = {"id": entity.id, "type": entity.type, "spans": [[start, end]], "text": text[start:end]}
    else:
        table = {"id": entity.id, "type": entity.type, **_place(spans, text)}
    if entity.subtype is not None:
        table["subtype"] = entity.subtype
    if entity.attributes or entity.extra:
        table |= _attributes(entity.attributes, entity.extra)
    if entity.cluster is not None:
        table |= _cluster(entity.cluster, names)
    return table | _rest(entity.extra) if entity.extra else table


def _event(event: Event, text: str, names: Mapping[str, str]) -> Json:
    beyond = event.extra.get("trigger")
    table: Table = {
        "id": event.id,
        "type": event.type,
        "trigger": _place(event.trigger, text) | (beyond if isinstance(beyond, dict) else {}),
        "arguments": [_argument(argument) for argument in event.arguments],
    }
    return table | _attributes(event.attributes, event.extra) | _cluster(event.cluster, names) | _rest(event.extra)


def _relation(relation: Relation) -> Json:
    table: Table = {"id": relation.id, "type": relation.type, "head": relation.head, "tail": relation.tail}
    return table | _attributes(relation.attributes, relation.extra) | _rest(relation.extra)


def _comment(comment: Comment) -> Json:
    table: Table = {"id": comment.id, "target": comment.target, "author": comment.author, "at": comment.at}
    table |= {"text": comment.text, "resolved": comment.resolved}
    if comment.parent is not None:
        table["parent"] = comment.parent
    return {**table, **comment.extra}


def _argument(argument: Argument) -> Json:
    table: Table = {"role": argument.role, "target": argument.target}
    return {**table, **argument.extra}


def _place(spans: Fragments, text: str) -> Table:
    if len(spans) == 1:
        start, end = spans[0].start, spans[0].end
        return {"spans": [[start, end]], "text": text[start:end]}
    return {"spans": [[span.start, span.end] for span in spans], "text": surface(text, spans)}


def _attributes(attributes: Attributes, extra: Extra) -> Table:
    strange = extra.get("attributes")
    table: Table = {**attributes, **(strange if isinstance(strange, dict) else {})}
    return {"attributes": table} if table else {}


def _cluster(cluster: str | None, names: Mapping[str, str]) -> Table:
    return {} if cluster is None else {"cluster": names.get(cluster, cluster)}


def _rest(extra: Extra) -> Table:
    return {key: value for key, value in extra.items() if key not in ("attributes", "trigger")}
