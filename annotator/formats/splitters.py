"""Splitters: how a text falls into tokens, by our own rules and by the published patterns of the trainers.

A model sees at work the tokens of its trainer's splitter; so an export for it uses that very pattern. GLiNER's `\\w` is
false for vowel signs, by which مصرَ becomes two tokens; GLiNER2 took marks and joiners into its words.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, TypeAlias

from annotator.domain.span import Span
from annotator.formats.extras import load
from annotator.text.clitics import likely_edges
from annotator.text.tokens import words

Splitter: TypeAlias = Callable[[str], list[Span]]

_GLINER = re.compile(r"\w+(?:[-_]\w+)*|\S")
_VISIBLE = re.compile(r"\S+")
_BLANKS = re.compile(r"[^ \n]+")
_ARABIC = re.compile("[\u0620-\u066f]")


def gliner(text: str) -> list[Span]:
    """Return the tokens of GLiNER's default splitter (gliner 0.2), which GLiREL shares."""
    return _spans(_GLINER, text)


def gliner2(text: str) -> list[Span]:
    """Return the tokens of GLiNER2's default splitter (gliner2 2.1)."""
    return _spans(_gliner2_pattern(), text)


def blanks(text: str) -> list[Span]:
    """Return what stands between blanks and line feeds; only these two separate."""
    return _spans(_BLANKS, text)


def white_space(text: str) -> list[Span]:
    """Return what stands between white space of any kind."""
    return _spans(_VISIBLE, text)


def clitics(text: str) -> list[Span]:
    """Return our words cut at their likely clitics, but for the article, as Arabic treebanks cut them."""
    return [part for word in words(text) for part in _parts(text, word)]


def _parts(text: str, word: Span) -> Iterator[Span]:
    start = word.start
    for edge in _edges(text[word.start : word.end]):
        yield Span(start, word.start + edge)
        start = word.start + edge
    yield Span(start, word.end)


@lru_cache(maxsize=2**16)
def _edges(word: str) -> tuple[int, ...]:
    return likely_edges(word) if _ARABIC.match(word) else ()


def spacy(text: str) -> list[Span]:
    """Return the tokens of spaCy's blank Arabic pipeline; raises MissingExtraError if spaCy is not installed."""
    found = ((token.idx, token.idx + len(token)) for token in _spacy_tokenizer()(text) if not token.is_space)
    return [Span(start, end) for start, end in found]


SPLITTERS: dict[str, Splitter] = {
    "words": words,
    "white space": white_space,
    "blanks": blanks,
    "clitics": clitics,
    "gliner": gliner,
    "gliner2": gliner2,
    "spacy": spacy,
}


def _spans(pattern: "re.Pattern[str]", text: str) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(text)]


@cache
def _spacy_tokenizer() -> Callable[[str], Iterable[Any]]:  # Any: spaCy's Token; its library may be absent
    tokenizer: Callable[[str], Iterable[Any]] = load("spacy", "spacy").blank("ar").tokenizer
    return tokenizer


@cache
def _gliner2_pattern() -> "re.Pattern[str]":
    marks = "".join(chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] == "M")
    word = rf"[\w{marks}\u200c\u200d]"
    return re.compile(
        rf"""(?:https?://[^\s]+|www\.[^\s]+)
        |[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{{2,}}
        |@[a-z0-9_]+
        |{word}+(?:[-_]{word}+)*
        |\S""",
        re.VERBOSE | re.IGNORECASE,
    )
