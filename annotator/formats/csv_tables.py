"""CSV and TSV: a table with one document a row is read; entities, events and relations are written as three tables.

For spreadsheets, a byte order mark stands in front and formulas are guarded. For reading see table_documents.py.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from annotator.domain.model import Document
from annotator.errors import InputError
from annotator.formats.charset import conversions, decode
from annotator.formats.files import SIZE_LIMIT, empty_folder, read_bytes, write_bytes
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.option import Option, chosen_options
from annotator.formats.refusal import RefusedError
from annotator.formats.table_documents import COLUMNS
from annotator.formats.table_documents import documents as documents_of
from annotator.formats.tables import HEADERS, KEEPS, guarded, rows_of

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
WRITING = (
    Option("for", "Made for", ("spreadsheets", "machines"), "spreadsheets"),
    Option("separator", "Between columns", tuple(SEPARATORS), "comma"),
)
_SUFFIXES = (".csv", ".tsv")


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield a document for each row; raises InputError if the file cannot be read or lacks a column asked for."""
    if not path.is_file():
        raise InputError("{file} is not there. Check the name.", file=path.name)
    try:
        decoded = decode(read_bytes(path))
        rows = list(_rows(decoded.text))
    except RefusedError as refusal:
        yield refusal.finding(path.name)
        return
    yield from (item for item in conversions(decoded, path.name, "") if item.kind != "line ends")
    yield from documents_of(rows, path.name, path.stem, options or {})


def _rows(text: str) -> Iterator[list[str]]:
    csv.field_size_limit(SIZE_LIMIT)  # the limit of the whole process, by default 128 KB
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text[: 2**16]), strict=False)
    except csv.Error as error:
        raise RefusedError("syntax", "{file} is not a table that can be read: {reason}.", reason=str(error)) from error


def _separator(head: str) -> str:
    """Return the separator by which most rows of the beginning have the same number of columns, and that is above 1."""
    best = (0.0, ",")
    for separator in (",", ";", "\t", "|"):
        try:
            rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=separator))[:50]
        except csv.Error:
            continue
        (width, count), *_ = Counter(map(len, rows)).most_common(1) or [(0, 0)]
        is_table = width > 1 and count * 2 > len(rows)
        best = max(best, (count / len(rows) + width / 1000 if is_table else 0.0, separator), key=lambda pair: pair[0])
    return best[1]


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write the folder `path` with entities, events and relations, one table each.

    Raises AnnotatorError for an unknown option, if the folder is not empty, or a file cannot be written.
    """
    choices = chosen_options(options.options, WRITING)
    suffix = ".tsv" if choices["separator"] == "tab" else ".csv"
    folder, losses = empty_folder(path), list[Loss]()
    files = [folder / (table + suffix) for table in HEADERS]
    with ExitStack() as stack:
        drafts = {table: stack.enter_context(_draft()) for table in HEADERS}
        is_guarded = choices["for"] == "spreadsheets"
        writers = {
            table: csv.writer(draft, delimiter=SEPARATORS[choices["separator"]]) for table, draft in drafts.items()
        }
        for table, writer in writers.items():
            writer.writerow(HEADERS[table])
        for document in documents:
            rows = rows_of(document, options.annotator, losses)
            for table, writer in writers.items():
                writer.writerows([guarded(cell) if is_guarded else cell for cell in row] for row in rows.of(table))
        for (_, draft), file in zip(drafts.items(), files, strict=True):
            write_bytes(file, _bytes(draft, has_mark=is_guarded))
    return Writing(tuple(files), tuple(losses))


def _draft() -> IO[str]:
    return TemporaryFile("w+", encoding="utf-8", newline="")


def _bytes(draft: IO[str], *, has_mark: bool) -> Iterator[bytes]:
    draft.seek(0)
    yield b"\xef\xbb\xbf" if has_mark else b""
    while part := draft.read(2**20):
        yield part.encode("utf-8")


def detect(path: Path) -> float:
    """Say how sure it is that a table is meant: by the name alone, for every text could be one."""
    return 0.6 if path.is_file() and path.suffix.lower() in _SUFFIXES else 0.0


FORMAT = Format(
    name="csv",
    title="Tables, CSV or TSV",
    suffix="",
    keeps=KEEPS,
    read=read,
    write=write,
    detect=detect,
    read_chosen=read,
    read_options=COLUMNS,
    write_options=WRITING,
    reads_back=False,
    read_keeps=frozenset({"text", "metadata"}),
)
