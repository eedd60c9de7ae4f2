"""Documents from the rows of a table: one column is the text, one may be the name, the others are metadata.

The columns are told by their titles, else the one with the longest cells is the text and the report says so; the
options `text` and `name` say otherwise, and `header` = no says that the first row is one like the others.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from annotator.domain.model import Document
from annotator.errors import InputError
from annotator.formats.charset import join_line_ends
from annotator.formats.format import Read
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.option import YES, Option
from annotator.formats.refusal import RefusedError, finding
from annotator.text.direction import is_safe_name

TEXTS = frozenset(
    {"text", "texts", "content", "body", "sentence", "tweet", "article", "document_text",
     "نص", "النص", "المحتوى", "محتوى", "الجملة", "المقال"}
)  # fmt: skip
NAMES = frozenset(
    {"name", "id", "doc_id", "document", "file", "filename", "title",
     "الاسم", "اسم", "المعرف", "العنوان", "عنوان", "الملف"}
)  # fmt: skip
SAMPLE = 100
COLUMNS = (
    Option("text", "Column of the text", kind="text", help="Its title or number; without it, it is found."),
    Option("name", "Column of the name", kind="text", help="Its title or number; without it, it is found."),
    Option("header", "The first row holds titles", default=YES, kind="flag"),
)


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int
    name: int | None
    titles: tuple[str, ...]
    has_header: bool
    is_guess: bool


def documents(rows: Iterable[Sequence[str]], file: str, stem: str, options: Mapping[str, str]) -> Iterator[Read]:
    """Yield a document for each row with a text, named by its cell or by `stem` and the number of the row."""
    stream = iter(rows)
    first = list(islice(stream, SAMPLE))
    if not any(any(row) for row in first):
        yield finding("error", "no document", "{file} holds no document of this format.", file)
        return
    columns = _columns(first, options)
    if columns.is_guess:
        title = _title(columns, columns.text)
        message = "{file} does not say which column holds the text; “{column}” was taken, whose cells are longest."
        yield finding("warning", "columns", message, file, column=title)
    empty = 0
    for number, row in enumerate(chain(first, stream), 1):
        if number == 1 and columns.has_header:
            continue
        if columns.text >= len(row) or not row[columns.text].strip():
            empty += any(row)
            continue
        yield from _document(row, columns, number, file, stem)
    if empty:
        yield finding(
            "warning", "empty", "{file} has {count} rows without a text. They were left out.", file, count=empty
        )


def _document(row: Sequence[str], columns: _Columns, number: int, file: str, stem: str) -> Iterator[Read]:
    name = row[columns.name].strip() if columns.name is not None and columns.name < len(row) else ""
    if not is_safe_name(name):
        name = f"{stem} {number}"
    text = join_line_ends(row[columns.text])
    try:
        check_text(text)
    except RefusedError as refusal:
        yield refusal.finding(file, name)
        return
    yield from inspect_text(text, file, name)
    others = {
        _title(columns, at): cell
        for at, cell in enumerate(row)
        if at not in (columns.text, columns.name) and cell.strip() and _is_sound(cell)
    }
    yield Document(name, name, text, metadata=dict(others))


def _is_sound(cell: str) -> bool:
    try:
        check_text(cell)
    except RefusedError:
        return False
    return True


def _title(columns: _Columns, at: int) -> str:
    title = columns.titles[at].strip() if columns.has_header and at < len(columns.titles) else ""
    return title if is_safe_name(title) else f"column {at + 1}"


def _columns(rows: list[Sequence[str]], options: Mapping[str, str]) -> _Columns:
    titles = tuple(cell.strip() for cell in rows[0])
    plain = [title.casefold() for title in titles]
    wanted = options.get("text", "")
    text = next((at for at, title in enumerate(plain) if title in TEXTS), None)
    if wanted:
        text = _named(wanted, titles)
    width = max(map(len, rows))
    has_header = options.get("header", "") != "no" and (text is not None or width > 1)
    is_guess = text is None and width > 1
    if text is None:
        body = rows[1:] if has_header and len(rows) > 1 else rows
        text = max(range(width), key=lambda at: sum(len(row[at]) for row in body if at < len(row)))
    name = _named(options["name"], titles) if options.get("name") else None
    if name is None and has_header:
        name = next((at for at, title in enumerate(plain) if title in NAMES and at != text), None)
    return _Columns(text, name, titles, has_header, is_guess)


def _named(wanted: str, titles: tuple[str, ...]) -> int:
    """Return the column of that title, or of that number counted from 1."""
    if wanted in titles:
        return titles.index(wanted)
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted[:6]) <= len(titles):
        return int(wanted[:6]) - 1
    raise InputError(
        "There is no column “{column}”. The columns are: {columns}.", column=wanted, columns=", ".join(titles)
    )
