"""Splitters: how a text falls into tokens, by our own rules and by the published patterns of the trainers.

A model sees at work the tokens of its trainer's splitter; so an export for it uses that very pattern. GLiNER's `\\w` is
false for vowel signs, by which مصرَ becomes two tokens; GLiNER2 took marks and joiners into its words.
"""

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from annotator.domain.span import Span
from annotator.text.tokens import words

Splitter: TypeAlias = Callable[[str], list[Span]]

_GLINER = re.compile(r"\w+(?:[-_]\w+)*|\S")
_VISIBLE = re.compile(r"\S+")
_BLANKS = re.compile(r"[^ \n]+")


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


SPLITTERS: dict[str, Splitter] = {
    "words": words,
    "white space": white_space,
    "blanks": blanks,
    "gliner": gliner,
    "gliner2": gliner2,
}


def _spans(pattern: "re.Pattern[str]", text: str) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(text)]


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
