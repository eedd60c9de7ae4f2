"""Romanizing: an ASCII word that stands for a name in another script where only such words may be ids.

Readable and short, and not a transliteration that could be turned back: the name itself stays beside it.
"""

import re
import unicodedata

_LETTERS = dict(zip("ابتجحدرزسصضطظعفقكلمنهويىةءأإآؤئپگکی", "abtjhdrzssdtzafqklmnhwyaaaaiauipgky", strict=True)) | {
    "ث": "th",
    "خ": "kh",
    "ذ": "dh",
    "ش": "sh",
    "غ": "gh",
    "چ": "ch",
    "ژ": "zh",
}
_BETWEEN = re.compile(r"[^0-9A-Za-z]+")


def romanized(name: str) -> str:
    """Return a word of ASCII letters, digits and “_” for a name, "" if nothing of it can be written so."""
    letters = (_LETTERS.get(character, character) for character in unicodedata.normalize("NFKC", name))
    plain = unicodedata.normalize("NFKD", "".join(letters))
    visible = "".join(character for character in plain if not unicodedata.combining(character))
    return _BETWEEN.sub("_", visible).strip("_")
