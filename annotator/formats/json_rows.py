"""JSON objects of a file one by one: a line each (JSON Lines), or the members of one array or object."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

from annotator.domain.model import Json
from annotator.errors import InputError
from annotator.formats import safe_json
from annotator.formats.files import read_bytes
from annotator.formats.format import Finding, Read
from annotator.formats.lines import read_lines
from annotator.formats.packing import is_packed
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table

Built = TypeVar("Built")
_KEY = re.compile(rb'"([A-Za-z0-9_]{1,40})"\s*:')
_MARK = b"\xef\xbb\xbf"
_HEAD = 2**16


@dataclass(frozen=True, slots=True)
class JsonRow:
    """One object with its number in the file, from 1."""

    number: int
    table: Table


def json_rows(path: Path) -> Iterator[JsonRow | Finding]:
    """Yield the objects of the file; what is none, and a file that holds nothing, is a Finding.

    Raises InputError if the file cannot be read.
    """
    is_empty = True
    for number, source in enumerate(_sources(path), 1):
        try:
            if source is None:
                raise safe_json.too_large()
            for value in _objects(safe_json.parse(source)):
                is_empty = False
                yield JsonRow(number, _table(value))
        except RefusedError as refusal:
            is_empty = False
            refusal.values["line"] = number
            yield refusal.finding(path.name, str(number))
    if is_empty:
        yield finding("warning", "empty", "{file} is empty: it holds no document.", path.name)


def numbered(rows: Iterable[JsonRow | Finding]) -> Iterator[JsonRow | Finding]:
    """Yield the rows with their numbers counted on, for files of which several objects have one line."""
    count = 0
    for row in rows:
        if isinstance(row, JsonRow):
            count += 1
            yield JsonRow(count, row.table)
        else:
            yield row


def read_rows(path: Path, build: Callable[[JsonRow, str], Iterable[Read]]) -> Iterator[Read]:
    """Yield what `build` makes of each object and the name that its document has if it states none."""
    for row, name in _named(path):
        if isinstance(row, Finding):
            yield row
        else:
            yield from refusing(path.name, name, build(row, name))


def read_together(path: Path, build: Callable[[JsonRow, str], Built]) -> Iterator[Built | Finding]:
    """Yield what `build` makes of each object and name, for formats that need all before they can tell of one."""
    for row, name in _named(path):
        if isinstance(row, Finding):
            yield row
            continue
        try:
            yield build(row, name)
        except RefusedError as refusal:
            yield refusal.finding(path.name, name)


def _named(path: Path) -> Iterator[tuple[JsonRow | Finding, str]]:
    rows = list(_first_two(stream := numbered(json_rows(path))))
    is_single = sum(isinstance(row, JsonRow) for row in rows) == 1 and len(rows) == 1
    stem = path.name.split(".")[0]
    for row in chain(rows, stream):
        yield row, stem if is_single or isinstance(row, Finding) else f"{stem}-{row.number}"


def refusing(file: str, name: str, build: Iterable[Read]) -> Iterator[Read]:
    """Yield what the generator `build` yields; a refusal becomes a Finding of the file and document."""
    try:
        yield from build
    except RefusedError as refusal:
        yield refusal.finding(file, name)


def keys_of(path: Path) -> frozenset[str]:
    """Return the keys that stand in the first 64 kB of a JSON file, none if it is not one; for `detect`."""
    if not path.is_file():
        return frozenset()
    try:
        if is_packed(path):
            head = next(iter(read_lines(path, _HEAD)), None) or b""
        else:
            with path.open("rb") as file:
                head = file.read(_HEAD)
    except (OSError, InputError):
        return frozenset()
    if not head.removeprefix(_MARK).lstrip().startswith((b"{", b"[")):
        return frozenset()
    return frozenset(key.decode("ascii") for key in _KEY.findall(head))


def _first_two(rows: Iterator[JsonRow | Finding]) -> Iterator[JsonRow | Finding]:
    for _ in range(2):
        row = next(rows, None)
        if row is not None:
            yield row


def _sources(path: Path) -> Iterator[bytes | None]:
    """Yield each line that holds something, or the whole file where it is one value over several lines."""
    if not is_packed(path) and _is_one_value(path):
        yield read_bytes(path).removeprefix(_MARK)
        return
    for number, line in enumerate(read_lines(path, safe_json.SIZE_LIMIT), 1):
        if line is None or line.strip(b" \t\r"):
            yield line.removeprefix(_MARK) if line is not None and number == 1 else line


def _is_one_value(path: Path) -> bool:
    """Say whether the file is an array, or an object whose first line does not end it."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD).removeprefix(_MARK).lstrip()
    except OSError:
        return False
    return head.startswith(b"[") or head.split(b"\n")[0].strip() in (b"{", b"{ ")


def _objects(value: Json) -> Iterator[Json]:
    if isinstance(value, list):
        yield from value
    else:
        yield value


def _table(value: Json) -> Table:
    if not isinstance(value, dict):
        raise RefusedError("shape", "In {file}, line {line} holds no JSON object. Export the file again.")
    return value
