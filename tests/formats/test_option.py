"""Options that formats declare: values are checked, unknown ones are named, readers get all of them."""

from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.formats.format import Format
from annotator.formats.option import Option, chosen_options

UNIT = Option("unit", "Unit", ("a", "b"), "a")
SIZE = Option("size", "Size", default="12", kind="number")
FLAG = Option("flag", "Flag", default="yes", kind="flag")
WORDS = Option("words", "Words", kind="text")


def test_every_option_has_a_value() -> None:
    assert chosen_options({"unit": "b", "words": "x=y"}, (UNIT, SIZE, FLAG, WORDS)) == {
        "unit": "b",
        "size": "12",
        "flag": "yes",
        "words": "x=y",
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"unit": "c"}, "cannot be c"),
        ({"size": "0"}, "whole number"),
        ({"size": "٣"}, "whole number"),
        ({"flag": "perhaps"}, "yes, no"),
        ({"other": "x"}, "no option other"),
    ],
)
def test_what_cannot_be_is_refused(given: dict[str, str], said: str) -> None:
    with pytest.raises(AnnotatorError, match=said):
        chosen_options(given, (UNIT, SIZE, FLAG, WORDS))


def test_reader_gets_what_was_chosen_and_one_without_options_nothing() -> None:
    got: list[dict[str, str]] = []
    choosing = Format(
        "x",
        "X",
        ".x",
        frozenset(),
        read=lambda _path: iter(()),
        read_chosen=lambda _path, options: iter(got.append(dict(options)) or ()),
        read_options=(UNIT,),
    )

    list(choosing.reading(Path("f"), {"unit": "b"}))

    assert got == [{"unit": "b"}]
    with pytest.raises(AnnotatorError, match="no option"):
        Format("y", "Y", ".y", frozenset(), read=lambda _path: iter(())).reading(Path("f"), {"unit": "b"})
