"""Folding: the form of a text in which spellings that a searcher means alike are equal, with the way back.

Marks, tatweel and invisible characters are dropped; أإآٱ→ا, ى→ي, ة→ه, ؤ→و, ئ→ي and the Persian letters become Arabic;
digits become 0-9, other letters lose case and accents, presentation forms become what they stand for. pyarabic's
folding is refused (see annotator.text.letters).
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import compress

import regex

from annotator.domain.span import Span
from annotator.text.graphemes import snap
from annotator.text.letters import (
    ALEF,
    ALEF_HAMZA_ABOVE,
    ALEF_HAMZA_BELOW,
    ALEF_MADDA,
    ALEF_MAKSURA,
    ALEF_WASLA,
    FARSI_YEH,
    HEH,
    KAF,
    TEH_MARBUTA,
    WAW,
    WAW_HAMZA,
    YEH,
    YEH_HAMZA,
)

_FOLDS_TO = {
    ALEF: (ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, ALEF_MADDA, ALEF_WASLA, "\u0672", "\u0673", "\u0675"),
    YEH: (ALEF_MAKSURA, YEH_HAMZA, FARSI_YEH, "\u06d0", "\u06d2", "\u06d3"),
    HEH: (TEH_MARBUTA, "\u06be", "\u06c0", "\u06c1", "\u06c2", "\u06c3", "\u06d5"),
    WAW: (WAW_HAMZA,),
    KAF: ("\u06a9", "\u06aa", "\u06af"),
}
_LETTERS = {letter: kept for kept, letters in _FOLDS_TO.items() for letter in letters}
# Nonspacing marks of the scripts whose readers write without them, tatweel, what nobody sees, and marks that stand
# alone as presentation forms.
_DROPPED = re.compile(
    r"[\u0300-\u036F\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F"
    r"\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u0711\u0730-\u074A\u0897-\u089F\u08CA-\u08E1\u08E3-\u08FF"
    r"\u1AB0-\u1ACE\u1DC0-\u1DFF\u20D0-\u20F0\uFC5E-\uFC63\uFCF2-\uFCF4\uFE20-\uFE2F\uFE70-\uFE7F"
    r"\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFE00-\uFE0F\uFEFF]"
)
_PRESENTATION = r"\uFB00-\uFDCF\uFDF0-\uFDFF\uFE70-\uFEFC"
_TABLED = (*range(0x3001), *range(0xFB00, 0xFF00))
_NOTHING = "\0"  # takes the place of a dropped character for a moment; documents hold none


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `origins[i]` is the code point offset in `source` of what became `text[i]`."""

    text: str
    source: str
    origins: "array[int]"

    def original(self, start: int, end: int) -> Span:
        """Return the span of `source` behind `text[start:end]`: whole graphemes, so with the marks that follow.

        Raises AnnotatorError unless start < end, IndexError if they lie outside the folded text.
        """
        return snap(self.source, Span(self.origins[start], self.origins[end - 1] + 1))

    def is_whole(self, start: int, end: int) -> bool:
        """Say whether `original(start, end)` holds nothing that folds to more than `text[start:end]`."""
        span = self.original(start, end)
        before = self.origins[start - 1] if start else -1
        after = self.origins[end] if end < len(self.origins) else len(self.source)
        return before < span.start and span.end <= after


def fold(text: str) -> Folded:
    """Fold `text` and keep the origin of every character."""
    even, starts = _even(text)
    holed = even.translate(_table())
    kept = memoryview(holed.encode("utf-32-le", "surrogatepass")).cast("I")
    origins = array("Q", compress(starts if starts is not None else range(len(even)), kept))
    return Folded(holed.replace(_NOTHING, ""), text, origins)


def fold_text(text: str) -> str:
    """Return the folded form alone, as a key to compare by; folding it again changes nothing."""
    return _even(text)[0].translate(_table()).replace(_NOTHING, "")


def find_all(folded: Folded, query: str) -> list[Span]:
    """Return where `query` occurs, in the source's offsets, without overlaps; blank queries occur nowhere.

    What would cut through a grapheme cluster or a ligature character is no hit, so each hit folds to the query's fold.
    """
    sought = fold_text(query)
    if not sought.strip():
        return []
    hits: list[Span] = []
    start = folded.text.find(sought)
    while start >= 0:
        end = start + len(sought)
        is_hit = folded.is_whole(start, end)
        if is_hit:
            hits.append(folded.original(start, end))
        start = folded.text.find(sought, end if is_hit else start + 1)
    return hits


def _even(text: str) -> tuple[str, "array[int] | None"]:
    """Write out each character that folds to several; return the origins too, or None if there is no such one."""
    pieces: list[str] = []
    origins = array("Q")
    at = 0
    for match in _uneven().finditer(text):
        written = _folded_character(match.group())
        pieces += text[at : match.start()], written
        origins.extend(range(at, match.start()))
        origins.extend([match.start()] * len(written))
        at = match.end()
    if not pieces:
        return text, None
    origins.extend(range(at, len(text)))
    return "".join(pieces) + text[at:], origins


def _folded_character(character: str) -> str:
    """Return what one character folds to, "" if it is dropped."""
    if _DROPPED.match(character):
        return ""
    plain = unicodedata.normalize("NFKC", character) if "\ufb00" <= character <= "\ufefc" else character
    letters = unicodedata.normalize("NFD", plain.casefold())
    return "".join(map(_folded_letter, _DROPPED.sub("", letters)))


def _folded_letter(letter: str) -> str:
    if letter.isspace() and unicodedata.category(letter) == "Zs":
        return " "
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    return _LETTERS.get(letter, letter)


@cache
def _table() -> dict[int, int]:
    """Return the folds of single characters that differ from them, the dropped ones as _NOTHING."""
    folds = ((code, _folded_character(chr(code)) or _NOTHING) for code in _TABLED)
    return {code: ord(folded) for code, folded in folds if len(folded) == 1 and folded != chr(code)} | {0: ord(" ")}


@cache
def _uneven() -> re.Pattern[str]:
    """Return the pattern of the characters that fold to more than one; `re` seeks so large a set 60 times faster."""
    return re.compile(f"[{''.join(chr(code) for code in _TABLED if len(_folded_character(chr(code))) > 1)}]")


# What an import report counts, in the words it is shown in; each is a pattern of one occurrence.
_UNUSUAL = {
    "control characters": r"[\p{Cc}--[\t\n\r]]",
    "carriage returns": r"\r",
    "direction controls": r"[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]",
    "zero-width characters": r"[\u00AD\u034F\u180E\u200B-\u200D\u2060-\u2064\uFEFF]",
    "presentation forms": rf"[{_PRESENTATION}]",
    "tatweel": r"\u0640",
    "special spaces": r"[\p{Zs}\p{Zl}\p{Zp}--[ ]]",
    "marks without a letter": r"(?<![\p{L}\p{M}\p{N}\p{S}\u200C\u200D])\p{Mn}",
    "private use characters": r"\p{Co}",
    "unassigned characters": r"\p{Cn}",
    "replacement characters": r"\uFFFD",
    "lone surrogates": r"\p{Cs}",
}


@cache
def _unusual_patterns() -> dict[str, "regex.Pattern[str]"]:
    return {kind: regex.compile(pattern, regex.VERSION1) for kind, pattern in _UNUSUAL.items()}


def describe_unusual(text: str) -> dict[str, int]:
    """Count what an import report should mention, by kind; kinds that do not occur are left out.

    "words not in normal form" are those that NFC would change, such as a shadda typed before its fatha.
    """
    counts = {kind: sum(1 for _ in pattern.finditer(text)) for kind, pattern in _unusual_patterns().items()}
    if not unicodedata.is_normalized("NFC", text):
        counts["words not in normal form"] = sum(not unicodedata.is_normalized("NFC", word) for word in text.split())
    return {kind: count for kind, count in counts.items() if count}
