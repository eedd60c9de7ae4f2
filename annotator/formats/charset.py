"""Decode a file of text: UTF-8 first, then what its first bytes or its statistics say; every conversion is reported.

A file that is UTF-8 except for a few broken bytes is refused rather than read as something else: a damaged copy would
otherwise turn into a text of nonsense letters.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

from annotator.formats.format import Finding
from annotator.formats.refusal import RefusedError, finding

SAMPLE = 2**19

_MARKS = (  # UTF-32 before UTF-16: the little-endian mark of one begins with that of the other
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KINDS = (
    (b"PK\x03\x04", "ZIP, DOCX or ODT"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "DOC"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "GZIP"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3", "SQLite"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file with its line ends as they were; how it was encoded, and how sure that is (0 to 1)."""

    text: str
    encoding: str
    certainty: float
    has_mark: bool  # a byte order mark stood in front and was taken off


def decode(source: bytes) -> Decoded:
    """Return the text of the bytes; raises RefusedError of kind "binary" or "encoding" if they are none."""
    for kind, name in _KINDS:
        if source.startswith(kind):
            raise _binary(name)
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return Decoded(_strict(source[len(mark) :], encoding), encoding, 1.0, has_mark=True)
    if b"\0" not in source[:SAMPLE]:
        try:
            return Decoded(source.decode("utf-8"), "utf-8", 1.0, has_mark=False)
        except UnicodeDecodeError as error:
            _refuse_broken_utf8(source, error)
    return _guess(source)


def _strict(source: bytes, encoding: str) -> str:
    try:
        return source.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(encoding, error.start, 1) from error


def _refuse_broken_utf8(source: bytes, error: UnicodeDecodeError) -> None:
    text = source[:SAMPLE].decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - broken
    if sound > 10 * broken or error.start > SAMPLE:
        raise _broken("utf-8", error.start, max(broken, 1)) from error


def _broken(encoding: str, offset: int, count: int) -> RefusedError:
    return RefusedError(
        "encoding",
        "{file} is {encoding}, but damaged: {count} places cannot be read, the first at byte {offset}. "
        "Copy the file again or repair it.",
        encoding=encoding.upper(),
        count=count,
        offset=offset,
    )


def _binary(program: str) -> RefusedError:
    message = "{file} is not plain text. Open it in its own program and save it as plain text, UTF-8."
    if program:
        message = "{file} is a {program} file and not plain text. Open it in its own program and save it as plain text."
    return RefusedError("binary", message, program=program)


def _guess(source: bytes) -> Decoded:
    for match in from_bytes(source[:SAMPLE]):
        try:
            text = source.decode(match.encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text and _controls(text[:SAMPLE]) < 0.02:
            certainty = (1 - match.chaos) * (1.0 if match.coherence > 0.2 else 0.5)
            return Decoded(text.removeprefix("\ufeff"), match.encoding, certainty, has_mark=text[:1] == "\ufeff")
    return _with_controls(source)


def _with_controls(source: bytes) -> Decoded:
    """Return UTF-8 that holds a NUL but few other controls, so that the NUL can be named."""
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _binary("") from error
    if _controls(text[:SAMPLE]) > 0.02 and len(text) > 50:
        raise _binary("")
    return Decoded(text, "utf-8", 1.0, has_mark=False)


def _controls(text: str) -> float:
    return sum(character < " " and character not in "\t\n\r\f" for character in text) / max(len(text), 1)


def join_line_ends(text: str) -> str:
    """Return the text with every CR LF and every CR as one line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def conversions(decoded: Decoded, file: str, document: str) -> Iterator[Finding]:
    """Yield what was changed on the way from the bytes to the stored text."""
    if decoded.encoding != "utf-8":
        yield finding(
            "warning" if decoded.certainty < 1 else "note",
            "encoding",
            "{file} is not UTF-8. It was read as {encoding} ({percent} % sure): check that its letters are right.",
            file,
            document,
            encoding=decoded.encoding.replace("_", "-").upper(),
            percent=round(100 * decoded.certainty),
        )
    if decoded.has_mark:
        yield finding(
            "note", "byte order mark", "The byte order mark at the beginning of {file} was removed.", file, document
        )
    if "\r" in decoded.text:
        yield finding(
            "note",
            "line ends",
            "In {file}, {count} line ends (CR LF or CR) were turned into line feeds.",
            file,
            document,
            count=decoded.text.count("\r"),
        )
