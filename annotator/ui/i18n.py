"""Say every sentence of the interface in Arabic or in English, with its values, numbers and plural forms.

The English sentence is the key; `resources/i18n/ar.toml` has its Arabic. A sentence is never joined from pieces, so
word order and agreement are the translator's. Values from data are wrapped in Unicode isolates: a Latin file name in
an Arabic sentence keeps its own order. gettext was refused: its catalogues need a build step and a plural syntax of
their own, and Qt's .ts files need a tool that the wheel does not carry.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from annotator import paths
from annotator.errors import AnnotatorError
from annotator.text.direction import isolate

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
LANGUAGES = ("ar", "en")


def phrase(sentence: str) -> str:
    """Return the sentence as it is; marks a constant that is translated where it is shown."""
    return sentence


def plural_form(language: str, number: int) -> str:
    """Return the plural category of a whole number (Unicode CLDR: six in Arabic, two in English)."""
    if language != "ar":
        return "one" if number == 1 else "other"
    if number in (0, 1, 2):
        return ("zero", "one", "two")[number]
    rest = number % 100
    if 3 <= rest <= 10:
        return "few"
    return "many" if rest >= 11 else "other"


class Translator:
    """Translate sentences into one language; a sentence without a translation stays English."""

    def __init__(self, language: str, *, digits: str = "arabic") -> None:
        self.language = language if language in LANGUAGES else "ar"
        self._sentences, self._plurals = _catalogue(self.language)
        self._arabic_digits = self.language == "ar" and digits == "arabic"

    def __call__(self, sentence: str, /, **values: object) -> str:
        """Return the sentence in this language with its values put in."""
        return self._fill(self._sentences.get(sentence, sentence), values)

    def count(self, sentence: str, number: int, /, **values: object) -> str:
        """Return the sentence in the form that `number` asks for; its place is named {count}."""
        forms = self._plurals.get(sentence, {})
        chosen = forms.get(plural_form(self.language, number)) or forms.get("other") or sentence
        return self._fill(chosen, {"count": number, **values})

    def error(self, error: AnnotatorError) -> str:
        """Return an error's message in this language."""
        return self(error.message, **error.values)

    def number(self, value: float) -> str:
        """Return a number with the digits the reader chose."""
        return self.digits(f"{value:,}" if isinstance(value, int) else f"{value:g}")

    def digits(self, text: str) -> str:
        """Return `text` with its digits as the reader chose them."""
        return text.translate(_ARABIC_DIGITS) if self._arabic_digits else text

    @property
    def is_rtl(self) -> bool:
        """Say whether the interface runs from right to left."""
        return self.language == "ar"

    def _fill(self, sentence: str, values: Mapping[str, object]) -> str:
        return sentence.format_map({name: self._value(value) for name, value in values.items()}) if values else sentence

    def _value(self, value: object) -> str:
        if isinstance(value, bool):
            return str(value)
        if isinstance(value, int | float):
            return self.number(value)
        return isolate(str(value))


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    return read_catalogue(paths.resources() / "i18n" / f"{language}.toml")


def read_catalogue(file: Path) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the sentences and the plural forms of a translation file; an absent file has none."""
    table = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return table.get("sentences", {}), table.get("plurals", {})
