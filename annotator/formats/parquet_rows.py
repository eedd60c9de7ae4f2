"""The rows of a stranger's Parquet file, so few at a time that no value repeated thousands of times fills the memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.model import Json
from annotator.errors import InputError
from annotator.formats.files import SIZE_LIMIT
from annotator.formats.members import RATIO_LIMIT

BATCH = 500  # rows


def check_size(file: Any, path: Path) -> None:  # Any: pyarrow's ParquetFile; its library may be absent
    """Raise InputError if the file states that it unpacks to absurd sizes."""
    unpacked = sum(size for group in _sizes(file) for size in group)
    if unpacked > SIZE_LIMIT and unpacked > RATIO_LIMIT * path.stat().st_size:
        raise InputError(
            "{file} unpacks to more than {ratio} times its size, as no text does. It was not read further.",
            file=path.name,
            ratio=RATIO_LIMIT,
        )


def rows_in(file: Any, columns: Sequence[str] | None = None) -> Iterator[dict[str, Json]]:
    """Yield the rows of the columns; raises UnicodeDecodeError for text that is not UTF-8, and pyarrow's errors."""
    for batch in file.iter_batches(rows_together(file), columns=columns):
        yield from batch.to_pylist()


def rows_together(file: Any) -> int:
    """Return how many rows may be unpacked together, 500 at most.

    One value is at most as large as all of its column, and one that stands in many rows is stored but once: so the
    larger the largest column, the fewer rows.
    """
    largest = max((size for group in _sizes(file) for size in group), default=0)
    return min(BATCH, max(1, SIZE_LIMIT // max(largest, 1)))


def _sizes(file: Any) -> Iterator[list[int]]:
    """Yield the unpacked sizes of the columns, in bytes, of each group of rows."""
    for at in range(file.metadata.num_row_groups):
        group = file.metadata.row_group(at)
        yield [group.column(column).total_uncompressed_size for column in range(group.num_columns)]
