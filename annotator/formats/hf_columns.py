"""Columns of a Hugging Face dataset: rows as pyarrow's arrays, made by column, for there are millions of marks."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, chain
from types import ModuleType
from typing import Any  # Any: what pyarrow makes, and values of JSON that it takes as they are

from annotator.formats.hf_card import metadata
from annotator.formats.hf_rows import FEATURES, SPANS, Row, Shape


def schema(arrow: ModuleType) -> Any:
    """Return the columns as pyarrow knows them, with the features of `datasets` in their metadata."""
    fields = [(name, _type(arrow, shape)) for name, shape in FEATURES.items()]
    return arrow.schema(fields).with_metadata({b"huggingface": metadata()})


def columns(arrow: ModuleType, rows: Sequence[Row], known: Any) -> Any:
    """Return the rows as pyarrow's Table; `known` is what `schema` returns."""
    arrays = [_array(arrow, shape, [row[name] for row in rows]) for name, shape in FEATURES.items()]
    return arrow.Table.from_arrays(arrays, schema=known)


def _type(arrow: ModuleType, shape: Shape) -> Any:
    if isinstance(shape, str):
        return {"string": arrow.string(), "int64": arrow.int64(), "bool": arrow.bool_()}[shape]
    if isinstance(shape, list):
        return arrow.list_(_type(arrow, shape[0]))
    return arrow.struct([(name, _type(arrow, field)) for name, field in shape.items()])


def _array(arrow: ModuleType, shape: Shape, values: Iterable[Any]) -> Any:
    if isinstance(shape, str):
        return arrow.array(values, _type(arrow, shape))
    if isinstance(shape, list):
        lists = [value or () for value in values]
        ends = arrow.array([*accumulate(map(len, lists), initial=0)], arrow.int32())
        within = [*chain.from_iterable(lists)]
        array = _pairs(arrow, within) if shape is SPANS else _array(arrow, shape[0], within)
        return arrow.ListArray.from_arrays(ends, array)
    return _struct(
        arrow, {name: _array(arrow, field, [one.get(name) for one in values]) for name, field in shape.items()}
    )


def _pairs(arrow: ModuleType, pairs: Sequence[Any]) -> Any:
    numbers = arrow.int64()
    starts, ends = arrow.array([pair[0] for pair in pairs], numbers), arrow.array([pair[1] for pair in pairs], numbers)
    return _struct(arrow, {"start": starts, "end": ends})


def _struct(arrow: ModuleType, fields: Mapping[str, Any]) -> Any:
    return arrow.StructArray.from_arrays([*fields.values()], names=[*fields])
