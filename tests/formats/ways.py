"""The ways to write a format: its options as they are, each choice by itself, and some of them together."""

from collections.abc import Iterator

from annotator.formats.format import Format

Way = dict[str, str]
_LIMITED: tuple[Way, ...] = ({"longest": "9"}, {"longest": "9", "overlap": "3"}, {"longest": "9", "unit": "sentence"})
_TOGETHER: tuple[Way, ...] = (
    {"edges": "words", "pieces": "hull", "tokens": "white space"},
    {"edges": "shrink", "pieces": "first", "tokens": "clitics"},
    {"edges": "leave", "tokens": "white space"},
    {"nested": "columns", "scheme": "BIOES", "pieces": "hull"},
    {"nested": "innermost", "columns": "4", "documents": "unmarked", "comments": "ids"},
    {"mode": "trainable", "edges": "words"},
    {"unit": "sentence", "empty": "drop", "longest": "7", "overlap": "2"},
    {"offsets": "graphemes", "pieces": "hull"},
)


def ways(known: Format) -> Iterator[Way]:
    """Yield the ways to write a format, those that need spaCy left out."""
    yield {}
    for option in known.write_options:
        yield from ({option.name: choice} for choice in option.choices or () if choice not in (option.default, "spacy"))
    names = {option.name for option in known.write_options}
    yield from (way for way in (*_LIMITED, *_TOGETHER) if way.keys() <= names)
