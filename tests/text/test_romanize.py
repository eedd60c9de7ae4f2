"""Names of any script become ASCII words for ids."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.romanize import romanized


@pytest.mark.parametrize(
    ("name", "word"),
    [("شخص", "shkhs"), ("مكان_عامّ", "mkan_aam"), ("PER", "PER"), ("Größe", "Gro_e"), ("人", ""), (" - ", "")],
)
def test_names_become_words(name: str, word: str) -> None:
    assert romanized(name) == word


@settings(max_examples=100)
@given(st.text(max_size=20))
def test_whatever_comes_it_is_an_ascii_word(name: str) -> None:
    assert re.fullmatch(r"[0-9A-Za-z_]*", romanized(name), re.ASCII)
