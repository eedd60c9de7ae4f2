"""Sentences in two languages: forms, digits, isolates."""

import pytest

from annotator.errors import AnnotatorError
from annotator.ui.i18n import Translator, plural_form


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (10, "few"), (11, "many"), (99, "many"), (100, "other"),
     (102, "other"), (103, "few"), (111, "many"), (1000, "other")],
)  # fmt: skip
def test_arabic_has_six_plural_forms(number: int, form: str) -> None:
    assert plural_form("ar", number) == form


def test_counts_read_naturally_in_both_languages() -> None:
    arabic, english = Translator("ar"), Translator("en")

    assert [arabic.count("{count} marks", n) for n in (0, 1, 2, 3, 11)] == [
        "بلا وسوم",
        "وسم واحد",
        "وسمان",
        "٣ وسوم",
        "١١ وسماً",
    ]
    assert [english.count("{count} marks", n) for n in (1, 2)] == ["1 mark", "2 marks"]


def test_digits_follow_the_readers_choice() -> None:
    assert Translator("ar").number(1234) == "١,٢٣٤"
    assert Translator("ar", digits="latin").number(1234) == "1,234"
    assert Translator("en").number(1234) == "1,234"


def test_words_from_data_are_isolated() -> None:
    said = Translator("ar")("Exported to {path}.", path="a.jsonl")

    assert said == "صُدّر إلى \u2068a.jsonl\u2069."


def test_braces_in_data_are_not_places() -> None:
    assert "{x}" in Translator("en")("Exported to {path}.", path="{x}")


def test_an_error_is_translated_by_its_template() -> None:
    error = AnnotatorError("Exported to {path}.", path="a")

    assert Translator("ar").error(error).startswith("صُدّر")


def test_a_sentence_without_a_translation_stays_english() -> None:
    assert Translator("ar")("Nobody translated this.") == "Nobody translated this."
