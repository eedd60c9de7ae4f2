"""Propose stable ASCII ids for what a schema gets, from the English name or, where there is none, from the Arabic."""

import re
import unicodedata
from collections.abc import Collection

from annotator.domain.schema import Wording
from annotator.text.normalize import fold_text

_WORDS = re.compile(r"[A-Za-z0-9]+")
_MARKUP = re.compile(r"[\s\u00a0]+")
_LETTERS = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئ",
        [
            *("a", "b", "t", "th", "j", "h", "kh", "d", "dh", "r", "z", "s", "sh", "s", "d", "t", "z", "a", "gh"),
            *("f", "q", "k", "l", "m", "n", "h", "w", "y", "a", "a", "", "a", "i", "a", "u", "i"),
        ],
        strict=True,
    )
)
_LONGEST = 40


def proposed_id(name: Wording, taken: Collection[str], *, group: str = "", nothing: str = "New") -> str:
    """Return an id that is not taken: "HeadOfState" for "head of state", "Life.Marry" in a group "Life".

    A short name in capitals stays as it is; without any name it is `nothing`.
    """
    words = _WORDS.findall(_ascii(name.en)) or _WORDS.findall(_spelled(name.ar))
    stem = "".join(word if word.isupper() else word[:1].upper() + word[1:] for word in words)[:_LONGEST] or nothing
    first = f"{group}.{stem}" if group else stem
    if first not in taken:
        return first
    return next(one for number in range(2, len(taken) + 3) if (one := f"{first}{number}") not in taken)


def _ascii(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")


def _spelled(name: str) -> str:
    """Return an Arabic name in Latin letters, so that it can still be recognised; no scholar's transliteration."""
    folded = "".join(_LETTERS.get(letter, letter) for letter in fold_text(name))
    return _ascii(_MARKUP.sub(" ", folded))
