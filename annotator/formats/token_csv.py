"""Tokens and tags in a comma-separated table, as CANERCorpus and GMB have them, put into columns with TABs between.

A first line whose last cell stands nowhere else in its column is a heading. It may name the column of the tokens and
that of the sentences, in which a new value, or any after empty ones, begins a sentence.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice

from annotator.formats.conll_lines import are_tags

_SAMPLE = 2000
_TOKENS = frozenset({"word", "words", "token", "tokens", "form", "كلمة", "الكلمة", "الكلمات"})
_SENTENCES = ("sentence", "sent", "جملة", "الجملة")


def tabbed(text: str) -> str:
    """Return the text with TABs between the columns if it is a comma-separated table of tokens, else as it is."""
    rows = _rows(text, _SAMPLE)
    width = len(rows[0]) if rows else 0
    if width < 2 or any(len(row) != width for row in rows):
        return text
    has_heading = all(row[-1] != rows[0][-1] for row in rows[1:])
    heading = [cell.strip().casefold() for cell in rows[0]] if has_heading else []
    token = next((at for at, cell in enumerate(heading) if cell in _TOKENS), 0)
    body = rows[has_heading:]
    are_words = sum(" " in row[token].strip() for row in body) * 20 <= len(body)
    if not are_words or not are_tags([row[-1] for row in body]):
        return text
    sentence = next((at for at, cell in enumerate(heading) if cell.startswith(_SENTENCES) and at != token), None)
    return "\n".join(_lines(_rows(text, None)[has_heading:], token, sentence))


def _rows(text: str, most: int | None) -> list[list[str]]:
    """Return the rows of the table, none if it is no such table."""
    try:
        return [row for row in islice(csv.reader(text.split("\n"), strict=True), most) if row]
    except csv.Error:
        return []


def _lines(rows: Iterable[list[str]], token: int, sentence: int | None) -> Iterator[str]:
    before = ""
    for row in rows:
        begun = row[sentence].strip() if sentence is not None and sentence < len(row) else ""
        if begun and begun != before:
            yield ""
            before = begun
        yield f"{row[token].strip()}\t{row[-1].strip()}" if token < len(row) else ""
