"""The rows of a stranger's Parquet file, so few at a time that one value in thousands of rows fills no memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.model import Json
from annotator.errors import InputError
from annotator.formats.files import SIZE_LIMIT
from annotator.formats.members import RATIO_LIMIT
from annotator.formats.refusal import RefusedError

BATCH = 500  # rows


def check_size(file: Any, path: Path) -> None:  # Any: pyarrow's ParquetFile; its library may be absent
    """Raise InputError if the file states that it unpacks to absurd sizes."""
    unpacked = sum(_sizes(file))
    if unpacked > SIZE_LIMIT and unpacked > RATIO_LIMIT * path.stat().st_size:
        raise InputError(
            "{file} unpacks to more than {ratio} times its size, as no text does. It was not read further.",
            file=path.name,
            ratio=RATIO_LIMIT,
        )


def rows_in(file: Any, columns: Sequence[str] | None = None) -> Iterator[dict[str, Json]]:
    """Yield the rows of the columns; raises RefusedError for values that Python cannot have, and pyarrow's errors."""
    for batch in file.iter_batches(rows_together(file), columns=columns):
        yield from _listed(batch)


def _listed(batch: Any) -> list[dict[str, Json]]:  # Any: pyarrow's RecordBatch
    """Return the rows; text that is not UTF-8, fields of one name and times before the year 1 are refused."""
    try:
        rows: list[dict[str, Json]] = batch.to_pylist()
    except (ValueError, OverflowError) as error:
        raise damaged(error) from error
    return rows


def damaged(error: Exception) -> RefusedError:
    """Return the refusal of a file that pyarrow cannot read."""
    message = "{file} is no Parquet file that can be read: {reason}. Write it again."
    return RefusedError("damaged", message, reason=str(error)[:200])


def rows_together(file: Any) -> int:
    """Return how many rows may be unpacked together, 500 at most.

    One value is at most as large as all of its group of rows, and one that stands in many rows is stored but once: so
    the larger the largest group, the fewer rows.
    """
    largest = max(_sizes(file), default=0)
    return min(BATCH, max(1, SIZE_LIMIT // max(largest, 1)))


def _sizes(file: Any) -> Iterator[int]:
    """Yield the unpacked sizes of the groups of rows, in bytes.

    Those of single columns are not asked for: where they are damaged, pyarrow ends the whole process.
    """
    for at in range(file.metadata.num_row_groups):
        yield file.metadata.row_group(at).total_byte_size
