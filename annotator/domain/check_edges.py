"""Where a span may begin and end: rules about the letters at its edges, and the span that would keep them.

Words are judged by the letters on both sides of an edge, not by a tokeniser, so that this stays on the standard
library and costs the same in a text of any length.
"""

import re
from collections.abc import Iterator
from unicodedata import category

from annotator.domain.span import Fragments, Span, fragments

TATWEEL = "\u0640"
_JOINERS = "\u200c\u200d"
_BRACKETS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_CLOSERS = frozenset(_BRACKETS.values())
# Quotation marks that open and close alike, or that Arabic texts use either way round: one class each.
_QUOTES = {'"': '"', "“": "“", "”": "“", "„": "“", "‟": "“", "'": "'", "‘": "‘", "’": "‘", "﴾": "﴾", "﴿": "﴾"}
_PAIRED = re.compile("[" + re.escape("".join({*_BRACKETS, *_CLOSERS, *_QUOTES})) + "]")
_DEPTH = 16  # pairs inside pairs; a limit keeps a text of nothing but brackets cheap
_STOPS = frozenset(".,:;!?…،؛؟۔'\"")


def is_mark(letter: str) -> bool:
    """Say whether the code point belongs to the letter before it: a vowel sign, shadda, or a joiner to it."""
    return category(letter)[0] == "M" or letter == "\u200d"


def is_inside_word(text: str, offset: int) -> bool:
    """Say whether an edge at `offset` has letters, digits or their marks on both sides."""
    return 0 < offset < len(text) and _is_word(text[offset - 1]) and _is_word(text[offset])


def _is_word(letter: str) -> bool:
    return letter.isalnum() or is_mark(letter) or letter in _JOINERS


def has_edge_space(text: str, spans: Fragments) -> bool:
    """Say whether a fragment begins or ends with white space."""
    return any(text[span.start].isspace() or text[span.end - 1].isspace() for span in spans)


def has_edge_tatweel(text: str, spans: Fragments) -> bool:
    """Say whether a fragment begins or ends with a tatweel that is not that of هـ, the Hijri year."""
    return any(
        _is_loose_tatweel(text, span.start, span) or _is_loose_tatweel(text, span.end - 1, span) for span in spans
    )


def _is_loose_tatweel(text: str, at: int, span: Span) -> bool:
    if text[at] != TATWEEL:
        return False
    is_hijri = at > span.start and text[at - 1] == "ه" and not is_inside_word(text, at - 1)
    return not is_hijri or is_inside_word(text, at + 1)


def splits_letter(text: str, spans: Fragments) -> bool:
    """Say whether an edge lies between a letter and a mark on it."""
    return any(_is_split(text, offset) for span in spans for offset in (span.start, span.end))


def _is_split(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and is_mark(text[offset])


def whole_letters(text: str, spans: Fragments) -> Fragments:
    """Return the fragments grown until no edge parts a letter from its marks."""
    return fragments(_whole(text, span) for span in spans)


def _whole(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while _is_split(text, start):
        start -= 1
    while _is_split(text, end):
        end += 1
    return Span(start, end)


def has_edge_punctuation(text: str, spans: Fragments) -> bool:
    """Say whether a fragment begins or ends with punctuation that has no partner inside it."""
    return any(
        _is_edge_punctuation(text, at, span) and at not in pairs(text, span)[0]
        for span in spans
        for at in (span.start, span.end - 1)
    )


def _is_edge_punctuation(text: str, at: int, span: Span) -> bool:
    letter = text[at]
    kind = category(letter)
    if kind == "Pd":  # a minus sign before a number belongs to it
        return not (at == span.start and text[at + 1 : at + 2].isdigit())
    if letter == "." and at > span.start:  # د. and U.S. keep their full stop
        return not text[at - 1].isalpha() or is_inside_word(text, at - 1)
    return letter in _STOPS or kind in ("Ps", "Pe", "Pi", "Pf")


def is_unbalanced(text: str, spans: Fragments) -> bool:
    """Say whether a quotation mark or bracket within a fragment, away from its edges, has no partner in it."""
    return any(span.start < at < span.end - 1 for span in spans for at in pairs(text, span)[1])


def pairs(text: str, span: Span) -> tuple[frozenset[int], frozenset[int]]:
    """Return the offsets of the quotation marks and brackets in a span: those with a partner, those without."""
    matched: set[int] = set()
    waiting: list[tuple[str, int]] = []  # what would close the pair, and where it was opened
    alone: set[int] = set()
    for match in _PAIRED.finditer(text, span.start, span.end):
        letter, at = match.group(), match.start()
        if _is_apostrophe(text, at):
            continue
        closing = _QUOTES.get(letter, letter)
        deepest = max(len(waiting) - _DEPTH, 0)
        opened = next((n for n in range(len(waiting) - 1, deepest - 1, -1) if waiting[n][0] == closing), None)
        if opened is not None and letter not in _BRACKETS:
            matched |= {waiting[opened][1], at}
            alone |= {offset for _, offset in waiting[opened + 1 :]}
            del waiting[opened:]
        elif letter in _CLOSERS:
            alone.add(at)
        else:
            waiting.append((_BRACKETS.get(letter, closing), at))
    return frozenset(matched), frozenset(alone | {offset for _, offset in waiting})


def _is_apostrophe(text: str, at: int) -> bool:
    """Say whether the sign stands inside a word: l’Est, or the gershayim of a Hebrew acronym."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in "'’":
        return before.isalpha() and after.isalpha()
    return text[at] == '"' and "א" <= before <= "ת" and "א" <= after <= "ת"


def trimmed(text: str, spans: Fragments, *, punctuation: bool) -> Fragments:
    """Return the fragments without white space, tatweel and, if asked, loose punctuation at their edges; maybe ()."""
    pieces = [piece for span in spans for piece in _trimmed(text, span, punctuation=punctuation)]
    return fragments(pieces) if pieces else ()


def _trimmed(text: str, span: Span, *, punctuation: bool) -> Iterator[Span]:
    partnered = pairs(text, span)[0] if punctuation else frozenset()
    kept = span
    while at := _loose_edge(text, kept, partnered, punctuation=punctuation):
        if len(kept) == 1:
            return
        kept = Span(kept.start + 1, kept.end) if at == "start" else Span(kept.start, kept.end - 1)
    yield kept


def _loose_edge(text: str, span: Span, partnered: frozenset[int], *, punctuation: bool) -> str:
    for name, at in (("start", span.start), ("end", span.end - 1)):
        if text[at].isspace() or _is_loose_tatweel(text, at, span):
            return name
        if punctuation and at not in partnered and _is_edge_punctuation(text, at, span):
            return name
    return ""


def completed(text: str, spans: Fragments) -> Fragments:
    """Return one span grown by the one letter that completes its quotation marks and brackets; () if none does."""
    if len(spans) == 1:
        start, end = spans[0].start, spans[0].end
        for grown in ((start, end + 1), (start - 1, end)):
            if grown[0] >= 0 and grown[1] <= len(text) and not pairs(text, Span(*grown))[1]:
                return (Span(*grown),)
    return ()


def without_proclitics(text: str, spans: Fragments, proclitics: tuple[str, ...]) -> Iterator[Fragments]:
    """Yield the fragments less one, two and three attached particles, if they begin where a word begins.

    A particle is one letter of `proclitics` with the marks and tatweels after it; three letters always remain.
    """
    first, rest = spans[0], spans[1:]
    if is_inside_word(text, first.start):
        return
    start = first.start
    for _ in range(3):
        if text[start] not in proclitics:
            return
        start += 1
        while start < first.end and (is_mark(text[start]) or text[start] == TATWEEL):
            start += 1
        if first.end - start < 3 or not text[start].isalpha():
            return
        yield (Span(start, first.end), *rest)
