"""The words of the agreement report in Arabic and English, its numbers, and the names of types."""

import tomllib
from functools import lru_cache
from html import escape

from annotator import paths
from annotator.domain.schema import Schema, Wording

GROUPS = ("entities", "events", "arguments", "relations", "attributes", "clusters", "text")
_DIGITS = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, Wording]]:
    source = (paths.resources() / "agreement" / "words.toml").read_text(encoding="utf-8")
    return {
        part: {key: Wording(said["ar"], said["en"]) for key, said in words.items()}
        for part, words in tomllib.loads(source).items()
    }


class Words:
    """What is said in one language, ready to stand in HTML and SVG."""

    def __init__(self, language: str, schema: Schema) -> None:
        self.language = language
        self._schema = schema

    @property
    def is_rtl(self) -> bool:
        """Say whether the page runs from right to left."""
        return self.language == "ar"

    def word(self, name: str, **values: object) -> str:
        """Return a fixed word or sentence."""
        shown = _table()["words"][name].text(self.language)
        return escape(shown.format(**values) if values else shown)

    def group(self, name: str) -> str:
        """Return the heading of a group of measures."""
        return escape(_table()["groups"][name].text(self.language))

    def text(self, wording: Wording) -> str:
        """Return a wording in this language."""
        return escape(wording.text(self.language))

    def figure(self, value: float | None) -> str:
        """Return a figure to three places, whole numbers as they are; the word for undefined."""
        if value is None:
            return self.word("undefined")
        sign = "−" if value < 0 else ""
        shown = f"{abs(value):.0f}" if value == int(value) and abs(value) > 1 else f"{abs(value):.3f}"
        return sign + (shown.translate(_DIGITS) if self.is_rtl else shown)

    def number(self, value: float) -> str:
        """Return a count."""
        shown = f"{value:.0f}"
        return shown.translate(_DIGITS) if self.is_rtl else shown

    def type_name(self, type_id: str) -> str:
        """Return what a type, role or attribute is called, its id where the schema does not know it, for HTML."""
        return escape(self.plain_name(type_id))

    def plain_name(self, type_id: str) -> str:
        """Return what a type, role or attribute is called, as it is."""
        schema = self._schema
        kind = schema.entity(type_id) or schema.event(type_id) or schema.relation(type_id) or schema.attribute(type_id)
        label = kind.label if kind else _role(schema, type_id)
        return (label.text(self.language) if label else "") or type_id


def _role(schema: Schema, role_id: str) -> Wording | None:
    roles = (role for event in schema.events for role in event.roles)
    return next((role.label for role in roles if role.id == role_id), None)
