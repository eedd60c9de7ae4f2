"""Apposition: where a name and its description meet in some words: الرئيس | فلاديمير بوتين, بوتين، | الرئيس الروسي.

It is a proposal that one key moves or turns round; nothing is applied by itself.
"""

from collections.abc import Container, Sequence
from itertools import takewhile

from annotator.domain.span import Span
from annotator.text.clitics import ARTICLE
from annotator.text.stops import first_form


def places(found: Sequence[Span], text: str) -> list[int]:
    """Return the numbers of the words at which the second part may begin; punctuation begins none."""
    return [number for number in range(1, len(found)) if _has_letter(text, found[number])]


def meeting(found: Sequence[Span], text: str, known: Container[str]) -> int | None:
    """Return the number of the word at which the second part most probably begins, None for fewer than two words.

    That is after a comma or dash, else where a known form begins, else behind the words with an article that lead.
    """
    options = places(found, text)
    if not options:
        return None
    sign = next((number for number in options if not _has_letter(text, found[number - 1])), None)
    if sign is not None:
        return sign
    forms = [first_form(text[word.start : word.end]) for word in found]
    of_known = next((number for number in options if forms[number] in known), None)
    if of_known is not None and forms[0] not in known:
        return of_known
    leading = len(list(takewhile(lambda form: form.startswith(ARTICLE), forms)))
    return leading if leading in options else options[0]


def parts(found: Sequence[Span], text: str, at: int) -> tuple[Span, Span]:
    """Return the two parts that meet at a word, without the punctuation at their edges."""
    return _trimmed(found[:at], text), _trimmed(found[at:], text)


def name_of(halves: tuple[Span, Span], text: str, known: Container[str]) -> int:
    """Return which of the two is the name: 0 or 1; the other describes it."""
    forms = [first_form(text[half.start : half.end]) for half in halves]
    definite = [form.startswith(ARTICLE) and form not in known for form in forms]
    if definite[0] != definite[1]:
        return int(definite[0])
    return 1 if text[halves[0].end : halves[1].start].isspace() else 0


def _trimmed(words: Sequence[Span], text: str) -> Span:
    inside = [word for word in words if _has_letter(text, word)] or list(words)
    return Span(inside[0].start, inside[-1].end)


def _has_letter(text: str, word: Span) -> bool:
    return any(letter.isalnum() for letter in text[word.start : word.end])
