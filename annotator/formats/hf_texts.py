"""Read a dataset of others that holds texts alone: a column of texts, and others that are known of each of them."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from annotator.formats.format import Read
from annotator.formats.parquet_rows import rows_in
from annotator.formats.refusal import finding
from annotator.formats.table_documents import TEXTS, documents

_SCALARS = (str, int, float)


def has_texts(schema: Any) -> bool:  # Any: pyarrow's Schema; its library may be absent
    """Say whether a column is called as one of texts is."""
    return any(name.casefold() in TEXTS for name in schema.names)


def read_texts(file: Any, name: str) -> Iterator[Read]:  # Any: pyarrow's ParquetFile
    """Yield a document for each row; columns of lists and structs are left out and named."""
    schema = file.schema_arrow
    columns = [column for column in schema.names if not getattr(schema.field(column).type, "num_fields", 0)]
    if left := [column for column in schema.names if column not in columns]:
        message = "{file} has columns that hold more than a text or a number ({columns}). They were left out."
        yield finding("warning", "columns", message, name, columns=", ".join(left)[:200])
    rows = ([_cell(row[column]) for column in columns] for row in rows_in(file, columns))
    yield from documents(chain([columns], rows), name, name.split(".")[0] or "document", {})


def _cell(value: object) -> str:
    return str(value) if isinstance(value, _SCALARS) else ""
