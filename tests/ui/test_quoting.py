"""Quoted text keeps its order wherever it is pasted."""

import pytest

from annotator.domain.model import Entity, Layer
from annotator.domain.span import Span
from annotator.ui.editor.marks import Marks
from annotator.ui.quoting import quote

TEXT = "محمد زار القاهرة\nثم عاد"


def marks(*found: tuple[str, int, int]) -> Marks:
    made = (Entity(str(number), kind, (Span(start, end),)) for number, (kind, start, end) in enumerate(found))
    return Marks(Layer("a", entities=tuple(made)))


def bare(text: str) -> str:
    return text.translate(dict.fromkeys(range(0x2066, 0x206A)))


@pytest.mark.parametrize(
    ("found", "quoted"),
    [
        ((), "محمد زار القاهرة"),
        ((("PER", 0, 4), ("GPE", 9, 16)), "[PER محمد] زار [GPE القاهرة]"),
        ((("X", 0, 8), ("PER", 0, 4)), "[X [PER محمد] زار] القاهرة"),
        ((("X", 0, 8), ("Y", 5, 16)), "[X محمد زار] القاهرة"),
        ((("X", 5, 19),), "محمد زار القاهرة"),
    ],
)
def test_marks_stand_in_brackets(found: tuple[tuple[str, int, int], ...], quoted: str) -> None:
    assert bare(quote(TEXT, marks(*found), Span(0, 16))) == quoted


def test_every_group_and_every_line_is_an_isolate_of_its_own() -> None:
    quoted = quote(TEXT, marks(("PER", 0, 4), ("X", 5, 19)), Span(0, len(TEXT)))

    assert "\u2067[PER \u2068محمد\u2069]\u2069" in quoted
    for line in quoted.split("\n"):
        opened = [letter for letter in line if "\u2066" <= letter <= "\u2068"]
        assert len(opened) == line.count("\u2069")


def test_a_latin_text_runs_from_left_to_right() -> None:
    assert quote("Ada met", marks(("PER", 0, 3)), Span(0, 7)).startswith("\u2068\u2066[PER \u2068Ada\u2069]\u2069 met")
