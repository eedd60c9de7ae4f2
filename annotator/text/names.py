"""File names: from what a document or project is called to a name that every file system takes.

Exports make their file names here only. Names that differ by case alone become one on Windows and macOS: the caller
compares casefolded names and numbers the twins.
"""

import unicodedata

import regex

from annotator.text.direction import unsafe_characters
from annotator.text.graphemes import previous_boundary

LONGEST = 180  # bytes of UTF-8; file systems take 255, and the caller may add a number or another suffix

_NAMELESS = "document"
_FORBIDDEN = regex.compile(r'[\\/:*?"<>|]|\.{2,}')
_RESERVED = regex.compile(r"(?i)(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³]) *(?:\.|\Z)")
_SUFFIX = regex.compile(r"\.[A-Za-z0-9]{1,10}\Z")


def safe_name(name: str) -> str:
    """Return a file name for `name`: one path component, at most LONGEST bytes; a safe one is returned as it is."""
    unsafe = unsafe_characters(name)
    visible = "".join("_" if character in unsafe else character for character in unicodedata.normalize("NFC", name))
    plain: str = _FORBIDDEN.sub("_", visible.strip(" .")).strip(" .")
    if not plain.strip("_ ."):
        return _NAMELESS
    return _shortened(f"_{plain}" if _RESERVED.match(plain) or plain.startswith(("-", "~")) else plain)


def _shortened(name: str) -> str:
    """Cut the name before its suffix, between graphemes."""
    if _size(name) <= LONGEST:
        return name
    found = _SUFFIX.search(name)
    suffix: str = found.group() if found else ""
    stem = name[: len(name) - len(suffix)]
    end = len(stem) if len(stem) <= LONGEST else previous_boundary(stem, LONGEST + 1)
    while _size(stem[:end]) + len(suffix) > LONGEST:
        end = previous_boundary(stem, end)
    return (stem[:end].rstrip(" .") or _NAMELESS) + suffix


def _size(name: str) -> int:
    return len(name.encode("utf-8", "surrogatepass"))
