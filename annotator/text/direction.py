"""Direction: which way a text reads, and how to quote it without disturbing what stands around it (UAX 9).

Names of types, people and documents take no invisible character, because `مستند<U+202E>gnp.exe` shows as …exe.png; in
documents such characters are text, never removed, and can be shown.
"""

from typing import Literal, TypeAlias

import regex

Direction: TypeAlias = Literal["rtl", "ltr"]

FSI = "\u2068"
PDI = "\u2069"

_LANDMARK = regex.compile(
    r"(?P<ltr>\p{bc=L})|(?P<rtl>[\p{bc=R}\p{bc=AL}])|(?P<open>[\u2066-\u2068])|(?P<close>\u2069)|(?P<line>\p{bc=B})",
    regex.VERSION1,
)
_LINE = regex.compile(r"(\r\n|\p{bc=B})", regex.VERSION1)
_ISOLATE = regex.compile(r"[\u2066-\u2069]")
_INVISIBLE = regex.compile(r"[[\p{C}\p{Zl}\p{Zp}\u034F\u115F\u1160\u3164\uFFA0]--[\t\n\r]]", regex.VERSION1)
# ZWNJ is part of Persian spelling (علی‌رضا), so it may stand between two Arabic letters.
_UNSAFE = regex.compile(
    r"(?!(?<=[\p{Arabic}&&[\p{L}\p{M}]])\u200C(?=[\p{Arabic}&&\p{L}]))[\p{C}\p{Zl}\p{Zp}\u034F\u115F\u1160\u3164\uFFA0]",
    regex.VERSION1,
)
_ABBREVIATIONS = {
    "\t": "TAB",
    "\u00a0": "NBSP",
    "\u00ad": "SHY",
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u202f": "NNBSP",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}


def base_direction(text: str, *, default: Direction = "rtl") -> Direction:
    """Return the direction of the first strong character outside isolates (rules P2 and P3), or `default`."""
    depth = 0
    for match in _LANDMARK.finditer(text):
        match match.lastgroup:
            case "open":
                depth += 1
            case "close":
                depth = max(depth - 1, 0)
            case "line":
                depth = 0
            case "ltr" | "rtl" if not depth:
                return "rtl" if match.lastgroup == "rtl" else "ltr"
    return default


def isolate(text: str) -> str:
    """Return `text` so that it can stand within any other text: each line in FSI … PDI, isolates within balanced."""
    pieces: list[str] = _LINE.split(text)
    pieces[::2] = map(_isolated_line, pieces[::2])
    return "".join(pieces)


def _isolated_line(line: str) -> str:
    if not line:
        return line
    missing = opened = 0
    for match in _ISOLATE.finditer(line):
        if match.group() != PDI:
            opened += 1
        elif opened:
            opened -= 1
        else:
            missing += 1
    return FSI * (missing + 1) + line + PDI * (opened + 1)


def show_controls(text: str) -> str:
    """Return `text` with each invisible character but tab and line end as its name in brackets: ⟨RLM⟩, ⟨U+0007⟩."""
    shown: str = _INVISIBLE.sub(lambda match: f"⟨{control_name(match.group())}⟩", text)
    return shown


def control_name(character: str) -> str:
    """Return the short name by which an invisible character is known: RLM, ZWNJ, U+0007."""
    return _ABBREVIATIONS.get(character, f"U+{ord(character):04X}")


def unsafe_characters(name: str) -> tuple[str, ...]:
    """Return the characters that no name may hold, each once: controls, invisible, private, unassigned; tab too."""
    return tuple(dict.fromkeys(_UNSAFE.findall(name)))


def is_safe_name(name: str) -> bool:
    """Say whether a type, person or document may be called so: not blank, and nothing invisible in it."""
    return bool(name.strip()) and not unsafe_characters(name)
