"""Excel workbooks (.xlsx): a sheet with one document a row is read; entities, events and relations are three sheets.

Sheets run from right to left for a right-to-left schema. Cells are texts, never formulas: Excel is told by the cell's
kind and its quote prefix, and no ' is put into the text. Options for reading stand in table_documents.py.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from annotator.domain.model import Document
from annotator.errors import AnnotatorError, InputError
from annotator.formats.excel_rows import CELL_LIMIT, ROW_LIMIT, formulas, rows_of_first
from annotator.formats.extras import load
from annotator.formats.files import write_bytes
from annotator.formats.format import Format, Loss, Read, WriteOptions, Writing
from annotator.formats.guarded_zip import open_checked
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.table_documents import COLUMNS
from annotator.formats.table_documents import documents as documents_of
from annotator.formats.tables import HEADERS, KEEPS, Cell, rows_of

SUFFIX = ".xlsx"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_EPOCH = datetime(2000, 1, 1)  # a fixed time gives equal bytes
_MODIFIED = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")
_MESSAGES = {
    "control": "Characters that a workbook cannot hold are written as “\ufffd” in these.",
    "long": "The text of these is longer than a cell can hold; its end is not written.",
}


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield a document for each row of the first sheet; raises InputError if the file or the library is not there."""
    if not path.is_file():
        raise InputError("{file} is not there. Check the name.", file=path.name)
    openpyxl = load("openpyxl", "excel")
    try:
        members = open_checked(path)
        rows, others = rows_of_first(openpyxl, path)
    except RefusedError as refusal:
        yield refusal.finding(path.name)
        return
    yield from documents_of(rows, path.name, path.stem, options or {})
    if count := formulas(members):
        message = "{file} has {count} cells with formulas. Their last results were read; none was calculated."
        yield finding("note", "formulas", message, path.name, count=count)
    if others:
        message = "{file} has more sheets than the first one ({sheets}). They were not read."
        yield finding("note", "sheets", message, path.name, sheets=", ".join(others)[:200])


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one workbook; raises AnnotatorError if a sheet is full or the file cannot be written."""
    openpyxl = load("openpyxl", "excel")
    unwritable = (load("lxml.etree", "excel").LxmlError,) if openpyxl.LXML else ()  # of openpyxl's temporary files
    try:
        content, losses = _written(openpyxl, documents, options)
    except (OSError, *unwritable) as error:
        raise AnnotatorError(
            "{file} cannot be written: {reason}. Choose another place or free some space.",
            file=str(path),
            reason=getattr(error, "strerror", None) or error,
        ) from error
    write_bytes(path, [content])
    return Writing((path,), losses)


def _written(
    openpyxl: ModuleType, documents: Iterable[Document], options: WriteOptions
) -> tuple[bytes, tuple[Loss, ...]]:
    losses: list[Loss] = []
    book = _Book(openpyxl, is_rtl=options.schema is None or options.schema.direction == "rtl")
    for document in documents:
        rows = rows_of(document, options.annotator, losses)
        for table in HEADERS:
            for row in rows.of(table):
                book.add(table, row)
        losses.extend(book.losses(document.name))
    return book.content(), tuple(losses)


class _Book:
    def __init__(self, openpyxl: ModuleType, *, is_rtl: bool) -> None:
        self._cell: Any = load("openpyxl.cell", "excel").WriteOnlyCell  # openpyxl has no types
        self._book: Any = openpyxl.Workbook(write_only=True)
        self._book.properties.created = _EPOCH
        self._sheets = {table: self._book.create_sheet(table) for table in HEADERS}
        self._counts = dict.fromkeys(HEADERS, 0)
        self._bent: dict[str, list[str]] = {}
        for table, sheet in self._sheets.items():
            sheet.sheet_view.rightToLeft = is_rtl
            sheet.freeze_panes = "A2"
            self.add(table, HEADERS[table])

    def add(self, table: str, row: tuple[Cell, ...]) -> None:
        """Add a row; raises AnnotatorError if the sheet is full."""
        self._counts[table] += 1
        if self._counts[table] > ROW_LIMIT:
            raise AnnotatorError(
                "A sheet cannot hold more than {limit} rows. Export fewer documents, or as CSV.", limit=ROW_LIMIT
            )
        self._sheets[table].append([self._made(cell, str(row[2])) for cell in row])

    def _made(self, value: Cell, mark: str) -> Any:
        if isinstance(value, str):
            fitting = _ILLEGAL.sub("\ufffd", value)
            kinds = [
                kind
                for kind, is_bent in (("control", fitting != value), ("long", _units(fitting) > CELL_LIMIT))
                if is_bent
            ]
            for kind in kinds:
                self._bent.setdefault(kind, []).append(mark)
            value = _cut(fitting)
        cell = self._cell(self._sheets["entities"], value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = True
        return cell

    def losses(self, document: str) -> list[Loss]:
        """Return what was bent since the last call."""
        found = [
            Loss(kind, _MESSAGES[kind], document, "", tuple(dict.fromkeys(ids))) for kind, ids in self._bent.items()
        ]
        self._bent.clear()
        return found

    def content(self) -> bytes:
        """Return the workbook, with the same bytes for the same rows at any time."""
        made, stable = io.BytesIO(), io.BytesIO()
        self._book.save(made)
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(stable, "w", zipfile.ZIP_DEFLATED) as target:
            for info in source.infolist():
                content = source.read(info)
                if info.filename == "docProps/core.xml":
                    content = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", content)
                target.writestr(zipfile.ZipInfo(info.filename, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
        return stable.getvalue()


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str) -> str:
    while _units(text) > CELL_LIMIT:
        text = text[: max(CELL_LIMIT - (_units(text) - len(text)), 0)]
    return text


def detect(path: Path) -> float:
    """Say how sure it is that a workbook is meant."""
    return 0.9 if path.is_file() and path.suffix.lower() in (SUFFIX, ".xlsm") and zipfile.is_zipfile(path) else 0.0


FORMAT = Format(
    name="xlsx",
    title="Excel workbook",
    suffix=SUFFIX,
    keeps=KEEPS,
    read=read,
    write=write,
    detect=detect,
    read_chosen=read,
    read_options=COLUMNS,
    reads_back=False,
    needs="excel",
    read_keeps=frozenset({"text", "metadata"}),
)
