"""The MISC column of CoNLL-U: attributes, the blanks behind a word, and the brackets of `Entity`.

Blanks follow UDPipe (`SpaceAfter=No`, `SpacesAfter=\\s\\n`), entities CorefUD: `(e1-PER-1-id:T1` opens, `e1)` closes,
`(e1[1/2]-…` is one of several pieces; without a header of fields a bracket holds the type alone: `(ORG)`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

FIELDS = "eid-etype-head-other"
_ESCAPED = {"\\": "\\\\", " ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "|": "\\p"}
_LETTERS = {escape[1]: character for character, escape in _ESCAPED.items()}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_BRACKET = re.compile(r"\(([^()]+)(\)?)|([^()]+)\)")
_PIECE = re.compile(r"\[(\d{1,6})/(\d{1,6})\]\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bracket:
    """A bracket: `opens`, `closes` or both; the entity's key, which piece of how many it is, and its fields."""

    key: str
    opens: bool
    closes: bool
    piece: int = 1
    pieces: int = 1
    type: str = ""
    other: str = ""


def attributes(misc: str) -> dict[str, str]:
    """Return the attributes of the column."""
    pairs = (part.partition("=") for part in misc.split("|")) if misc != "_" else ()
    return {name: value for name, equals, value in pairs if equals}


def escape_blanks(blanks: str) -> str:
    """Return what stands between two words as a value of `SpacesAfter`."""
    return "".join(_ESCAPED.get(character) or _code(character) for character in blanks)


def _code(character: str) -> str:
    if character.isprintable() and not character.isspace():
        return character
    return f"\\u{ord(character):04X}" if ord(character) < 0x10000 else f"\\U{ord(character):08X}"


def unescape_blanks(value: str) -> str:
    """Return what `SpacesAfter` stands for."""
    return _ESCAPE.sub(_unescaped, value)


def _unescaped(match: "re.Match[str]") -> str:
    code = match[1] or match[2]
    if code is None:
        return _LETTERS.get(match[3], match[0])
    number = int(code, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else match[0]


def escape_name(name: str) -> str:
    """Return a name without the characters that mean something in a bracket."""
    return "".join(quote(c) if c.isspace() or not c.isprintable() else _quoted(c) for c in name)


def _quoted(character: str) -> str:
    return f"%{ord(character):02X}" if character in "%-()[]|=,:/" else character


def unescape_name(name: str) -> str:
    """Return the name that `escape_name` was given."""
    return unquote(name)


def brackets(value: str, fields: tuple[str, ...]) -> Iterator[Bracket]:
    """Yield the brackets of an `Entity` attribute; `fields` is what `# global.Entity` says, empty if nothing."""
    for match in _BRACKET.finditer(value):
        if match[3] is not None:
            key, piece, pieces = _piece(match[3])
            yield Bracket(key, opens=False, closes=True, piece=piece, pieces=pieces)
        else:
            yield _opening(match[1], fields, closes=bool(match[2]))


def _opening(content: str, fields: tuple[str, ...], *, closes: bool) -> Bracket:
    parts = content.split("-")
    names = fields or (("etype",) if len(parts) == 1 else ("eid", "etype"))
    if fields and len(parts) > len(names):  # the last field may hold hyphens
        parts = [*parts[: len(names) - 1], "-".join(parts[len(names) - 1 :])]
    stated = dict(zip(names, parts, strict=False))
    key, piece, pieces = _piece(stated.get("eid") or stated.get("etype") or content)
    kind = unescape_name(stated.get("etype", "")) or "Mention"
    return Bracket(key, True, closes, piece, pieces, _PIECE.sub("", kind), stated.get("other", ""))


def _piece(key: str) -> tuple[str, int, int]:
    match = _PIECE.search(key)
    if match is None:
        return key, 1, 1
    return key[: match.start()], int(match[1]), int(match[2])
