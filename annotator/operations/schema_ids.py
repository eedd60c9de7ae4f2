"""Propose stable ASCII ids for what a schema gets, from the English name or, where there is none, from the Arabic."""

import re
from collections.abc import Collection

from annotator.domain.schema import Wording
from annotator.text.romanize import romanized

_WORDS = re.compile(r"[A-Za-z0-9]+")
_LONGEST = 40


def proposed_id(name: Wording, taken: Collection[str], *, group: str = "", nothing: str = "New") -> str:
    """Return an id that is not taken: "HeadOfState" for "head of state", "Life.Marry" in a group "Life".

    A short name in capitals stays as it is; without any name it is `nothing`.
    """
    words = _WORDS.findall(romanized(name.en)) or _WORDS.findall(romanized(name.ar))
    stem = "".join(word if word.isupper() else word[:1].upper() + word[1:] for word in words)[:_LONGEST] or nothing
    first = f"{group}.{stem}" if group else stem
    if first not in taken:
        return first
    return next(one for number in range(2, len(taken) + 3) if (one := f"{first}{number}") not in taken)
