"""Words and sentences of Arabic text, and of what is written among it.

A word is never cut at a mark, at tatweel or at a joiner: Python's `\\w` would make three words of تفقّديّاً. Clitics stay
with their word; annotator.text.clitics offers to cut them off. No token and no sentence splits a grapheme cluster.

A line end and «؟ ! … .» end a sentence, also without a space before the next Arabic letter (نووية.وتعليقاً). A full stop
does not after an abbreviation or a single letter (د. أ.د. م.), within a number or an address, after the number of a
list item, or before a small Latin letter; «م.» and «هـ.» behind a year do. Closing quotes go with the sentence before.
"""

from collections.abc import Iterator

import regex

from annotator.domain.span import Span
from annotator.text.graphemes import is_boundary, snap
from annotator.text.letters import COMMA, DECIMAL, FULL_STOP, HEH, MEEM, QAF, QUESTION, TATWEEL, THOUSANDS

# What clings to the character before it, and what a word consists of; tatweel is a letter by its category.
_CLINGING = r"\p{M}\u200C\u200D\p{GCB=Extend}\p{GCB=SpacingMark}"
_INSIDE = rf"[\p{{L}}\p{{N}}{_CLINGING}\p{{GCB=Prepend}}]--\p{{ExtPict}}"
# Invisible characters that keep a word whole when they stand within it: soft hyphen, direction marks, word joiner.
_INVISIBLE = r"\u00AD\u061C\u200E\u200F\u2060\uFEFF"

_TOKEN = regex.compile(
    rf"""(?: (?i:https?://|www\.) [\x21\x23-\x3B\x3D\x3F-\x7E]* [A-Za-z0-9/]
           | [A-Za-z0-9] [A-Za-z0-9._%+-]{{0,63}} @ [A-Za-z0-9-]+ (?: \.[A-Za-z0-9-]+ )*
         ) (?![{_INSIDE}])
      | \p{{Zs}} [\u200C\u200D]* \p{{M}} [{_CLINGING}]*
      | (?P<gap> \p{{Zs}} [{_CLINGING}]+ | [\u200C\u200D\uFE00-\uFE0F]++ (?![{_CLINGING}]) )
      | [{_INSIDE}]+
        (?: [{_INVISIBLE}]+ [{_INSIDE}]+
          | (?<=\p{{Nd}}) [.,{DECIMAL}{THOUSANDS}] (?=\p{{Nd}}) [{_INSIDE}]+
          | (?<=(?<!\p{{Nd}})\p{{Nd}}{{1,3}}) {COMMA} (?=\p{{Nd}}{{3}}(?!\p{{Nd}})) [{_INSIDE}]+
        )*
        (?: (?<=\p{{GCB=Prepend}}) (?![\p{{GCB=Control}}\r\n]) \X )?
      | (?![\s\p{{Cc}}\p{{Cf}}]) \X""",
    regex.VERBOSE | regex.VERSION1,
)
_SPACE = regex.compile(r"(?<!\p{GCB=Prepend})\s")
_LAST_SPACE = regex.compile(r"(?<!\p{GCB=Prepend})\s", regex.REVERSE)

_CLOSER = r"""[»”’)\]}›\u061C\u200E\u200F\u202C\u2069] | ["'](?![\p{L}\p{N}])"""
_END = regex.compile(
    rf"""(?P<line> [\n\r\v\f\x85\u2028\u2029]+ )
      | (?P<stop> [.!?{QUESTION}{FULL_STOP}…‼⁇⁈⁉]+ ) [{_CLINGING}]* (?: (?:{_CLOSER}) [{_CLINGING}]* )*""",
    regex.VERBOSE | regex.VERSION1,
)
# What may stand behind an end: nothing, a space, anything but ASCII (addresses go on in ASCII), an opened bracket.
_NEXT = regex.compile(r"""\s | \Z | [^\x21-\x7E] | ["'(\[]+\p{Arabic}""", regex.VERBOSE | regex.VERSION1)
_SMALL = regex.compile(r"""\s+["'(\[]*\p{Ll}""")
_WORD_BEFORE = regex.compile(rf"[{_INSIDE}]+", regex.VERSION1 | regex.REVERSE)
_ERA = regex.compile(rf"\p{{Nd}}\s*(?:{HEH}{TATWEEL}?|{MEEM}|{QAF})", regex.REVERSE)
_LIST_NUMBER = regex.compile(r"\s*\p{Nd}+")
_NOT_LETTERS = regex.compile(rf"[\p{{M}}{TATWEEL}\u200C\u200D]+")
_CONJUNCTION = regex.compile(r"^[وفل](?=[دأ]$)")
_VISIBLE = regex.compile(r"[^\s\p{C}]|\p{GCB=Prepend}")
_LISTED_ABBREVIATIONS = "أد صص مج تح Mr Mrs Ms Dr Prof St Mt Gen Col Lt vs No Nos Jr Sr Inc Ltd Co Corp Fig vol pp cf"
_ABBREVIATIONS = frozenset(_LISTED_ABBREVIATIONS.split())


def words(text: str) -> list[Span]:
    """Return the tokens of `text` in order: words, numbers, addresses; every other visible character is its own.

    Numbers keep their inner separators (12,500 ١٢٫٥ 3.5). Spaces and lone control characters belong to no token.
    """
    return [Span(*match.span()) for match in _TOKEN.finditer(text) if match.lastgroup is None]


def word_at(text: str, offset: int) -> Span | None:
    """Return the token that holds the character at `offset`, else the one that ends there, else None."""
    before = _LAST_SPACE.search(text, 0, max(offset - 1, 0))
    after = _SPACE.search(text, offset + 1)
    start = before.start() if before else 0
    end = after.start() if after else len(text)
    near = [Span(start + token.start, start + token.end) for token in words(text[start:end])]
    holding = (token for token in near if token.start <= offset < token.end)
    return next(holding, None) or next((token for token in near if token.end == offset), None)


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order, without the spaces around them; blank ones are left out."""
    return [snap(text, span) for span in (_trimmed(text, *cut) for cut in _cuts(text)) if span]


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match["line"] or _ends(text, start, match):
            yield start, match.end()
            start = match.end()
    yield start, len(text)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    piece = text[start:end]
    if not _VISIBLE.search(piece):
        return None
    return Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))


def _ends(text: str, start: int, match: "regex.Match[str]") -> bool:
    """Say whether the stop of `match` ends the sentence that begins at `start`."""
    if not _NEXT.match(text, match.end()) or not is_boundary(text, match.end()):
        return False
    if match["stop"] != ".":
        return True
    if _LIST_NUMBER.fullmatch(text, start, match.start()) or _SMALL.match(text, match.end()):
        return False
    if text[match.start() - 1 : match.start()].isdecimal() and text[match.end() : match.end() + 1].isdecimal():
        return False
    return bool(_ERA.match(text, start, match.start())) or not _is_abbreviated(text, start, match.start())


def _is_abbreviated(text: str, start: int, stop: int) -> bool:
    before = _WORD_BEFORE.match(text, start, stop)
    if not before:
        return False
    word = _NOT_LETTERS.sub("", before.group())
    return (len(word) == 1 and word.isalpha()) or word in _ABBREVIATIONS or bool(_CONJUNCTION.match(word))
