"""Documents made for reading (.docx, .odt, .html, .pdf, .epub), read only: their text; what is dropped is reported.

Bombs and hostile XML are refused before anything is parsed. Word and OpenDocument are read from their XML, because the
libraries for them leave out insertions, fields and boxes without a word.
"""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from annotator.domain.model import Document
from annotator.errors import InputError
from annotator.formats import docx_text, epub_text, html_text, odt_text, pdf_text
from annotator.formats.charset import join_line_ends
from annotator.formats.document_parts import Extract, findings
from annotator.formats.files import read_bytes, walk
from annotator.formats.format import Finding, Format, Read
from annotator.formats.guarded_zip import open_checked
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.refusal import RefusedError, finding

KEEPS = frozenset({"text"})
_CHECK = "{file} is a PDF, which does not say in which order its letters are read. Check the text before you mark it."
_PAGES = (".html", ".htm", ".xhtml")


def _docx(path: Path) -> list[Extract]:
    return docx_text.extract(open_checked(path))


def _odt(path: Path) -> list[Extract]:
    return odt_text.extract(open_checked(path))


def _epub(path: Path) -> list[Extract]:
    return epub_text.extract(open_checked(path, allow_doctype=True))


def _html(path: Path) -> list[Extract]:
    return [html_text.extract(read_bytes(path))]


def _pdf(path: Path) -> list[Extract]:
    return [pdf_text.extract(read_bytes(path))]


def _read(path: Path, suffixes: tuple[str, ...], take: Callable[[Path], list[Extract]]) -> Iterator[Read]:
    """Yield the documents of a file, or of all such files in a folder; raises InputError if nothing is there."""
    if path.is_file():
        yield from _read_file(path, path.name, take)
        return
    if not path.is_dir():
        raise InputError("{file} is not there. Check the name.", file=path.name)
    for name in walk(path):
        if name.lower().endswith(suffixes):
            yield from _read_file(path / name, name, take)


def _read_file(path: Path, name: str, take: Callable[[Path], list[Extract]]) -> Iterator[Read]:
    try:
        extracts = take(path)
    except RefusedError as refusal:
        yield refusal.finding(name, name)
        return
    except InputError as error:
        yield Finding("error", "unreadable", error.message, name, name, values=dict(error.values))
        return
    if take is _pdf:
        yield finding("warning", "order", _CHECK, name, name)
    for found in extracts:
        yield from _document(found, name, f"{name}/{found.part}" if found.part else name)


def _document(found: Extract, file: str, name: str) -> Iterator[Read]:
    text = join_line_ends(found.text)
    try:
        html_text.text_or_refuse(found)
        check_text(text)
    except RefusedError as refusal:
        yield refusal.finding(file, name)
        return
    yield from findings(found.dropped, file, name)
    yield from inspect_text(text, file, name)
    yield Document(name, name, text, metadata=dict(found.metadata))


def _detect(path: Path, suffixes: tuple[str, ...], is_sure: Callable[[Path], bool]) -> float:
    if path.is_dir():
        return 0.45 if any(name.lower().endswith(suffixes) for name in walk(path)) else 0.0
    try:
        return 0.9 if path.is_file() and is_sure(path) else 0.0
    except (OSError, ValueError, zipfile.BadZipFile):
        return 0.0


def _holds(path: Path, member: str, start: bytes = b"") -> bool:
    with zipfile.ZipFile(path) as archive:
        if member not in archive.namelist():
            return False
        with archive.open(member) as file:
            return file.read(len(start)) == start


def _is_html(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(1024).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or (path.suffix.lower() in _PAGES and b"<" in head)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


DOCX = Format(
    name="docx",
    title="Word document (.docx)",
    suffix=".docx",
    keeps=KEEPS,
    read=lambda path: _read(path, (".docx",), _docx),
    detect=lambda path: _detect(path, (".docx",), lambda file: _holds(file, docx_text.BODY)),
    needs="documents",
)
ODT = Format(
    name="odt",
    title="OpenDocument text (.odt)",
    suffix=".odt",
    keeps=KEEPS,
    read=lambda path: _read(path, (".odt",), _odt),
    detect=lambda path: _detect(
        path, (".odt",), lambda file: _holds(file, "mimetype", b"application/vnd.oasis.opendocument.text")
    ),
    needs="documents",
)
EPUB = Format(
    name="epub",
    title="Electronic book (.epub)",
    suffix=".epub",
    keeps=KEEPS,
    read=lambda path: _read(path, (".epub",), _epub),
    detect=lambda path: _detect(path, (".epub",), lambda file: _holds(file, "mimetype", b"application/epub+zip")),
    needs="documents",
)
HTML = Format(
    name="html",
    title="Web page (HTML)",
    suffix=".html",
    keeps=KEEPS,
    read=lambda path: _read(path, _PAGES, _html),
    detect=lambda path: _detect(path, _PAGES, _is_html),
)
PDF = Format(
    name="pdf",
    title="PDF file",
    suffix=".pdf",
    keeps=KEEPS,
    read=lambda path: _read(path, (".pdf",), _pdf),
    detect=lambda path: _detect(path, (".pdf",), _is_pdf),
    needs="documents",
)
