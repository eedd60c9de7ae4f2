"""Refuse XML that could do more than state content: a document type, entities, or letters hidden by an odd encoding."""

import re

from annotator.formats.refusal import RefusedError

_DECLARED = re.compile(rb"""\A<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_KNOWN = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii", "iso-8859-1"})
MARKUP_LIMIT = 10_000_000
_UNFIT = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_xml(source: bytes) -> None:
    """Raise RefusedError unless the bytes are XML without a document type, in an encoding that hides nothing."""
    plain = source.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if not plain.lstrip().startswith(b"<"):
        raise RefusedError("syntax", "{file} is not XML. Export it again.")
    declared = _DECLARED.match(plain)
    if declared and declared[1].decode("ascii").lower() not in _KNOWN:
        raise RefusedError(
            "encoding",
            "{file} is XML in {encoding}, which is not read. Save it as UTF-8.",
            encoding=declared[1].decode("ascii"),
        )
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise RefusedError(
            "document type",
            "{file} declares a document type or entities, by which XML can grow without limit or read other files. "
            "It was not read; remove the declaration if you trust the file.",
        )


def check_size(source: bytes) -> None:
    """Raise RefusedError for XML with so many elements that they would fill the memory, each of a few letters."""
    if source.count(b"<") > MARKUP_LIMIT:
        message = "{file} has more than {limit} elements of XML, as no text has. Split it."
        raise RefusedError("size", message, limit=MARKUP_LIMIT)


def fits_xml(text: str) -> bool:
    """Say whether XML can hold the text: it has no place for most control characters."""
    return _UNFIT.search(text) is None
