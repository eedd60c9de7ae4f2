"""Rows of a Hugging Face dataset: one for each layer of a document, with everything that a line of `annotator/1` has.

A row is that line put into columns of fixed types: spans are structs, attributes lists of names with JSON values, and
what a file said beyond the model is JSON text. Reading a row gives the line back, and the line is proven as any other.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TypeAlias

from annotator.domain.model import Document, Json
from annotator.formats import safe_json
from annotator.formats.jsonl_write import table_of
from annotator.formats.refusal import RefusedError
from annotator.formats.shapes import Table

# A type of a column: the name of a scalar type, a struct, or a list of one ([type]).
Shape: TypeAlias = "str | dict[str, Shape] | list[Shape]"

_SPANS: Shape = [{"start": "int64", "end": "int64"}]
_ATTRIBUTES: Shape = [{"name": "string", "value": "string"}]
_ARGUMENT: Shape = {"role": "string", "target": "string", "extra": "string"}
FEATURES: dict[str, Shape] = {
    "id": "string",
    "name": "string",
    "text": "string",
    "sha256": "string",
    "language": "string",
    "schema": "string",
    "annotator": "string",
    "state": "string",
    "entities": [
        {
            "id": "string",
            "type": "string",
            "subtype": "string",
            "spans": _SPANS,
            "text": "string",
            "attributes": _ATTRIBUTES,
            "cluster": "string",
            "extra": "string",
        }
    ],
    "events": [
        {
            "id": "string",
            "type": "string",
            "trigger": {"spans": _SPANS, "text": "string"},
            "arguments": [_ARGUMENT],
            "attributes": _ATTRIBUTES,
            "cluster": "string",
            "extra": "string",
        }
    ],
    "relations": [
        {
            "id": "string",
            "type": "string",
            "head": "string",
            "tail": "string",
            "attributes": _ATTRIBUTES,
            "extra": "string",
        }
    ],
    "comments": [
        {
            "id": "string",
            "target": "string",
            "author": "string",
            "at": "string",
            "text": "string",
            "resolved": "bool",
            "parent": "string",
            "extra": "string",
        }
    ],
    "metadata": "string",
    "extra": "string",
    "layer_extra": "string",
}
_LISTS = ("entities", "events", "relations", "comments")
_OF_LAYER = (*_LISTS, "annotator", "state")


def rows_of(document: Document) -> Iterator[Table]:
    """Yield a row for each layer of a document, and one without annotator if it has none."""
    table = table_of(document)
    layers = table.pop("annotations")
    facts = {key: table.pop(key) for key in ("id", "name", "text", "sha256")}
    facts |= {key: table.pop(key, None) for key in ("language", "schema")}
    facts["metadata"] = _packed(table.pop("metadata"))
    table.pop("format")
    facts["extra"] = _packed(table) if table else None
    for layer in layers if isinstance(layers, list) and layers else [{}]:
        yield {**facts, **_layer(dict(layer) if isinstance(layer, dict) else {})}


def _layer(layer: Table) -> Table:
    row: Table = {key: layer.pop(key, None) for key in ("annotator", "state")}
    for key in _LISTS:
        marks = layer.pop(key, [])
        shape = FEATURES[key]
        fields = shape[0] if isinstance(shape, list) else shape
        row[key] = [_mark(mark, fields) for mark in marks if isinstance(mark, dict)] if isinstance(marks, list) else []
    return {**row, "layer_extra": _packed(layer) if layer else None}


def _mark(mark: Table, fields: Shape) -> Table:
    """Return a mark in the fields of its struct; all other keys go into its extra."""
    known = fields if isinstance(fields, dict) else {}
    row: Table = {}
    rest = dict(mark)
    for key in known:
        value = rest.pop(key, None)
        if key == "spans":
            row[key] = _spans(value)
        elif key == "attributes":
            pairs = value if isinstance(value, dict) else {}
            row[key] = [{"name": name, "value": _packed(item)} for name, item in pairs.items()]
        elif key == "trigger" and isinstance(value, dict):
            row[key] = {"spans": _spans(value.pop("spans", None)), "text": value.pop("text", None)}
            rest |= {"trigger": value} if value else {}
        elif key == "arguments":
            arguments = value if isinstance(value, list) else []
            row[key] = [_mark(item, _ARGUMENT) for item in arguments if isinstance(item, dict)]
        elif key != "extra":
            row[key] = value
    return {**row, "extra": _packed(rest) if rest else None}


def _spans(value: Json) -> Json:
    pairs = value if isinstance(value, list) else []
    return [{"start": pair[0], "end": pair[1]} for pair in pairs if isinstance(pair, list)]


def tables_of(rows: Iterable[Mapping[str, Json]]) -> Iterator[Table | RefusedError]:
    """Yield `annotator/1` lines from rows; those of one document follow each other and become one line.

    A document with JSON text that is none is a RefusedError.
    """
    for _, group in groupby(rows, key=lambda row: (row.get("id"), row.get("sha256"))):
        found = list(group)
        try:
            line = _line(found[0])
            line["annotations"] = [_annotations(row) for row in found if row.get("annotator") is not None]
        except RefusedError as refusal:
            yield refusal
        else:
            yield line


def _line(row: Mapping[str, Json]) -> Table:
    table: Table = {"format": "annotator/1"}
    keys = ("id", "name", "text", "sha256", "language", "schema")
    table |= {key: value for key in keys if (value := row.get(key)) is not None}
    table["metadata"] = _unpacked(row.get("metadata"))
    return {**_object(row.get("extra")), **table}


def _annotations(row: Mapping[str, Json]) -> Table:
    table: Table = {key: value for key in ("annotator", "state") if (value := row.get(key)) is not None}
    for key in _LISTS:
        marks = row.get(key)
        table[key] = [_unmarked(mark) for mark in marks if isinstance(mark, dict)] if isinstance(marks, list) else []
    return {**_object(row.get("layer_extra")), **table}


def _unmarked(row: Table) -> Table:
    rest = _object(row.get("extra"))
    beyond = rest.pop("trigger", None)
    table: Table = {}
    for key, value in row.items():
        if key == "extra" or (value is None and key != "target"):
            continue
        if key == "spans":
            table[key] = _pairs(value)
        elif key == "trigger" and isinstance(value, dict):
            trigger: Table = {"spans": _pairs(value.get("spans")), "text": value.get("text")}
            table[key] = trigger | (beyond if isinstance(beyond, dict) else {})
        elif key == "attributes":
            pairs = value if isinstance(value, list) else []
            found = {str(pair.get("name")): _unpacked(pair.get("value")) for pair in pairs if isinstance(pair, dict)}
            table |= {key: found} if found else {}
        elif key == "arguments" and isinstance(value, list):
            table[key] = [_unmarked(item) for item in value if isinstance(item, dict)]
        else:
            table[key] = value
    return {**table, **rest}


def _pairs(value: Json) -> Json:
    rows = value if isinstance(value, list) else []
    return [[row.get("start"), row.get("end")] for row in rows if isinstance(row, dict)]


def _packed(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False)


def _unpacked(value: Json) -> Json:
    return safe_json.parse(value.encode("utf-8", "surrogatepass")) if isinstance(value, str) else {}


def _object(value: Json) -> Table:
    found = _unpacked(value)
    if not isinstance(found, dict):
        raise RefusedError("shape", "In {file}, line {line} holds no JSON object. Export the file again.")
    return dict(found)
