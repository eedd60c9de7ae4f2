"""The native exchange format `annotator/1`: JSON Lines, one document a line, lossless; also as .jsonl.gz, .jsonl.zst.

A document that does not hold what it promises is refused with a Finding that names document, mark and offset, and the
rest of the file is read.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.domain.model import Document, Layer
from annotator.errors import InputError
from annotator.formats import safe_json
from annotator.formats.features import mentions
from annotator.formats.files import write_bytes
from annotator.formats.format import KEEPS, Finding, Format, Loss, Read, WriteOptions, Writing
from annotator.formats.jsonl_misfits import kept, refused
from annotator.formats.jsonl_read import VERSION, Remarks, document_of
from annotator.formats.jsonl_write import Table, line_from, table_of
from annotator.formats.lines import read_lines
from annotator.formats.losses import chosen_layers
from annotator.formats.offset_proof import MISFITS, keeps_misfits
from annotator.formats.packing import packed
from annotator.formats.refusal import RefusedError, finding

_NAMED = 20  # ids that a warning lists


def read(path: Path, options: Mapping[str, str] | None = None) -> Iterator[Read]:
    """Yield each document of the file, or the Finding for which it is refused.

    Raises InputError if the file cannot be read.
    """
    so_far = SoFar()
    keeps = keeps_misfits(options or {})
    is_empty = True
    for number, line in enumerate(read_lines(path, safe_json.SIZE_LIMIT), 1):
        if line is None or line.strip(b" \t\r"):
            is_empty = False
            yield from _read_line(line, number, path.name, so_far, keeps=keeps)
    yield from so_far.without_digest(path.name)
    if is_empty:
        yield finding("warning", "empty", "{file} is empty: it holds no document.", path.name)


def _read_line(line: bytes | None, number: int, file: str, so_far: "SoFar", *, keeps: bool) -> Iterator[Read]:
    name = ""
    try:
        if line is None:
            raise safe_json.too_large()
        value = safe_json.parse(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
        name = _name_of(value, number)
        document, remarks = document_of(value, keeps=keeps)
    except RefusedError as refusal:
        refusal.values["line"] = number
        yield from refused(refusal, file, name or str(number))
        return
    yield from so_far.warnings_of(document, remarks, file)
    yield document


def _name_of(value: object, number: int) -> str:
    name = value.get("id") if isinstance(value, dict) else None
    return name if isinstance(name, str) and name else str(number)


@dataclass(slots=True)
class SoFar:
    """What is to be remembered of the documents of one file that were read so far."""

    _ids: set[str] = field(default_factory=set)
    _first_without_digest: list[str] = field(default_factory=list)
    _without_digest: int = 0

    def warnings_of(self, document: Document, remarks: Remarks, file: str) -> Iterator[Finding]:
        """Yield what a report says of a document that was taken."""
        key = document.id
        if key in self._ids:
            yield finding("warning", "document twice", _TWICE, file, key)
        self._ids.add(key)
        if remarks.lacks_digest:
            self._without_digest += 1
            self._first_without_digest += [key] if self._without_digest <= _NAMED else []
        yield from _warnings_of_marks(remarks, file, key)
        yield from kept(remarks.misfits, file, key)

    def without_digest(self, file: str) -> Iterator[Finding]:
        """Yield one warning of all documents that state no digest: in files of others these are all."""
        ids, count = self._first_without_digest, self._without_digest
        if count == 1:
            yield finding("warning", "no digest", _NO_DIGEST, file, ids[0])
        elif count:
            names = " ".join(ids) + (" …" if count > len(ids) else "")
            yield finding("warning", "no digest", _NO_DIGESTS, file, count=count, ids=names)


_TWICE = "In {file}, two documents have the id {document}. Both are read; check whether one is a copy."
_NO_DIGEST = "In {file}, document {document} states no sha256, so that its text could not be proven."
_NO_DIGESTS = "In {file}, {count} documents state no sha256, so that their texts could not be proven ({ids})."


def _warnings_of_marks(remarks: Remarks, file: str, document: str) -> Iterator[Finding]:
    for kind, marks, message in (
        (
            "grapheme",
            remarks.split_graphemes,
            "In {file}, document {document}, {count} marks begin or end between a letter and its vowel sign or inside "
            "another character that is seen as one ({ids}). They are read as they are.",
        ),
        (
            "unproven",
            remarks.unproven,
            "In {file}, document {document}, {count} marks state no text, so that their offsets could not be proven "
            "({ids}).",
        ),
    ):
        if marks:
            ids = " ".join(marks[:_NAMED])
            yield finding("warning", kind, message, file, document, marks[0], count=len(marks), ids=ids)


def write(documents: Iterable[Document], path: Path, options: WriteOptions) -> Writing:
    """Write one line a document, packed if the name ends in .gz or .zst.

    With `options.annotator` only that layer is written. Raises AnnotatorError if the file cannot be written.
    """
    losses: list[Loss] = []
    writing = write_tables(chosen_tables(documents, options.annotator, losses), path, options)
    return replace(writing, losses=tuple(losses))


def write_tables(tables: Iterable[Table], path: Path, _options: WriteOptions) -> Writing:
    """Write the JSON objects of documents as `write` does, with every layer that is in them."""
    write_bytes(path, packed(map(line_from, tables), path))
    return Writing((path,))


def chosen_tables(documents: Iterable[Document], annotator: str | None, losses: list[Loss]) -> Iterator[Table]:
    """Yield the JSON object of each document, with only the annotator's layer if one is named; add what is lost."""
    for document in documents:
        losses.extend(empty_clusters(document))
        yield table_of(replace(document, layers=chosen_layers(document, annotator)) if annotator else document)


def empty_clusters(document: Document) -> Iterator[Loss]:
    """Yield what is lost of clusters that have no mention."""
    for layer in document.layers:
        if layer.clusters:
            yield from unused_clusters(document.name, layer, {mark.cluster for mark in mentions(layer)})


def unused_clusters(document: str, layer: Layer, used: Container[str | None]) -> Iterator[Loss]:
    """Yield what is lost of the layer's clusters if only those of the ids `used` have a mention."""
    empty = tuple(cluster.name for cluster in layer.clusters if cluster.id not in used)
    if empty:
        yield Loss("clusters", "Clusters without a mention are not written.", document, layer.annotator, empty)


def detect(path: Path) -> float:
    """Say how sure it is that the file is of this format: the first line that is not empty decides."""
    if not path.is_file():
        return 0.0
    looks_right = ".jsonl" in path.suffixes
    try:
        for line in read_lines(path, 2**24):
            if line is None or line.strip():
                return _certainty(line, looks_right=looks_right)
    except InputError:
        return 0.0
    return 0.3 if looks_right else 0.0


def _certainty(line: bytes | None, *, looks_right: bool) -> float:
    if line is None:
        return 0.5 if looks_right else 0.0
    if b'"format"' in line and VERSION.partition("/")[0].encode() + b"/" in line:
        return 1.0
    return 0.2 if looks_right else 0.0


FORMAT = Format(
    name="jsonl",
    title="Annotator JSON Lines",
    suffix=".jsonl",
    keeps=frozenset(KEEPS),
    read=read,
    read_chosen=read,
    read_options=(MISFITS,),
    write=write,
    write_tables=write_tables,
    detect=detect,
)
