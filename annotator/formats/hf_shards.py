"""The Parquet files of one split of a Hugging Face dataset while they are being written."""

from pathlib import Path
from typing import Any

from annotator.formats.extras import load
from annotator.formats.hf_columns import columns, schema
from annotator.formats.hf_rows import MARKS, Row, rows_of
from annotator.formats.parquet_rows import BATCH
from annotator.formats.shapes import Table

SUFFIX = ".parquet"
EXTRA = "hf"


class Shards:
    """Files of at most `size` rows; they get their names when it is known how many there are."""

    def __init__(self, folder: Path, split: str, size: int) -> None:
        self._arrow, self._parquet = load("pyarrow", EXTRA), load("pyarrow.parquet", EXTRA)
        self._schema = schema(self._arrow)
        self.folder, self._split, self._size = folder, split, size
        self._waiting: list[Row] = []
        self._in_shard = 0
        self._writer: Any = None  # pyarrow's ParquetWriter
        self._files: list[Path] = []
        self.counts = dict.fromkeys(("documents", "layers", *MARKS), 0)
        self.languages: dict[str, None] = {}

    def add(self, table: Table) -> None:
        """Write the rows of a document, which is stated as a line of `annotator/1`."""
        rows = list(rows_of(table))
        self.counts["documents"] += 1
        self.counts["layers"] += sum(row["annotator"] is not None for row in rows)
        for kind in MARKS:
            self.counts[kind] += sum(len(row[kind]) for row in rows)
        if isinstance(language := table.get("language"), str):
            self.languages[language] = None
        self._waiting += rows
        if len(self._waiting) >= min(BATCH, self._size):
            self._flush()

    def _flush(self) -> None:
        if self._writer is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._files.append(self.folder / f"{self._split}-{len(self._files):05d}{SUFFIX}")
            self._writer = self._parquet.ParquetWriter(self._files[-1], self._schema, compression="zstd")
        self._writer.write_table(columns(self._arrow, self._waiting, self._schema))
        self._in_shard += len(self._waiting)
        self._waiting = []
        if self._in_shard >= self._size:
            self._close()

    def _close(self) -> None:
        self._writer.close()
        self._writer, self._in_shard = None, 0

    def finished(self) -> list[Path]:
        """Close the last file and return all of them under their names."""
        if self._waiting or not self._files:
            self._flush()
        if self._writer is not None:
            self._close()
        count = len(self._files)
        names = [self.folder / f"{self._split}-{at:05d}-of-{count:05d}{SUFFIX}" for at in range(count)]
        return [file.replace(name) for file, name in zip(self._files, names, strict=True)]
