"""Rows of a Hugging Face dataset: one for each layer of a document, with everything that a line of `annotator/1` has.

A row is that line put into columns of fixed types: spans are structs, attributes lists of names with JSON values, and
what a file said beyond the model is JSON text. Reading a row gives the line back, and the line is proven as any other.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, TypeAlias  # Any: values of JSON, as they are

from annotator.domain.model import Json
from annotator.formats import safe_json
from annotator.formats.refusal import RefusedError
from annotator.formats.shapes import Table

# A type of a column: the name of a scalar type, a struct, or a list of one ([type]).
Shape: TypeAlias = "str | dict[str, Shape] | list[Shape]"

# A row for writing: values of JSON by column, marks as in `annotator/1`, but for what `_mark` says.
Row: TypeAlias = dict[str, Any]

SPANS: Shape = [{"start": "int64", "end": "int64"}]
_ATTRIBUTES: Shape = [{"name": "string", "value": "string"}]
_ARGUMENT: dict[str, Shape] = {"role": "string", "target": "string", "extra": "string"}
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
            "spans": SPANS,
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
            "trigger": {"spans": SPANS, "text": "string"},
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
MARKS = ("entities", "events", "relations")
_OF_LAYER = {*_LISTS, "annotator", "state"}
_FACTS = {"id", "name", "text", "sha256", "language", "schema"}
_PLAIN = {"id", "type", "spans", "text"}  # the keys of most entities
_FIELDS = {
    key: frozenset(fields)
    for key in _LISTS
    if isinstance(shape := FEATURES[key], list) and isinstance(fields := shape[0], dict)
}


def rows_of(table: Mapping[str, Json]) -> Iterator[Row]:
    """Yield a row for each layer of a line of `annotator/1`, and one without annotator if it has none.

    Spans are pairs as in the line.
    """
    facts: Row = {key: table.get(key) for key in _FACTS}
    facts["metadata"] = _packed(table.get("metadata"))
    facts["extra"] = _rest(table, _FACTS | {"format", "metadata", "annotations"})
    for layer in _tables(table.get("annotations")) or [{}]:
        row: Row = {**facts, "annotator": layer.get("annotator"), "state": layer.get("state")}
        for key, fields in _FIELDS.items():
            row[key] = [mark if mark.keys() == _PLAIN else _mark(mark, fields) for mark in _tables(layer.get(key))]
        row["layer_extra"] = _rest(layer, _OF_LAYER)
        yield row


def _tables(value: Json) -> list[Table]:
    return [table for table in value if isinstance(table, dict)] if isinstance(value, list) else []


def _rest(table: Mapping[str, Json], known: Container[str]) -> str | None:
    rest = {key: value for key, value in table.items() if key not in known}
    return _packed(rest) if rest else None


def _mark(mark: Table, fields: Container[str]) -> Row:
    """Return a mark in the fields of its struct; all other keys go into its extra."""
    row: Row = {key: value for key, value in mark.items() if key in fields}
    rest = {key: value for key, value in mark.items() if key not in fields or key == "extra"}
    if "attributes" in fields:
        attributes = mark.get("attributes")
        pairs = attributes if isinstance(attributes, dict) else {}
        row["attributes"] = [{"name": name, "value": _packed(value)} for name, value in pairs.items()]
    if "trigger" in fields:
        trigger = mark.get("trigger")
        row["trigger"] = trigger if isinstance(trigger, dict) else {}
        beyond = {key: value for key, value in row["trigger"].items() if key not in ("spans", "text")}
        rest |= {"trigger": beyond} if beyond else {}
    if "arguments" in fields:
        row["arguments"] = [_mark(argument, _ARGUMENT) for argument in _tables(mark.get("arguments"))]
    return row | {"extra": _packed(rest) if rest else None}


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
