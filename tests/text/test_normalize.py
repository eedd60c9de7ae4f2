import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.text.graphemes import is_boundary
from annotator.text.normalize import describe_unusual, find_all, fold, fold_text

TEXTS = st.text(st.sampled_from("اأإآٱىيیةهؤوئكک ًَّـٰ\u200c\u200d\u200f١۲3ﻻﷲﻣﺮﷺßŉİéE\u0301👨👩🏽\n\u00a0؁"), max_size=25)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=25)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("فى المدرسة", "في المدرسه"),
        ("سؤال بيئة", "سوال بييه"),
        ("ا\u0654و\u0654", "او"),
        ("المُنتظَرُ", "المنتظر"),
        ("العـــربية", "العربيه"),
        ("هٰذا قُرۡءَان", "هذا قرءان"),
        ("ایران گفت", "ايران كفت"),
        ("٠١٢٣۴۵", "012345"),
        ("ﻣﺮﺣﺒﺎ ﷲ ﻻ", "مرحبا الله لا"),
        ("Straße ÉTÉ e\u0301", "strasse ete e"),
        ("می\u200cخواهم\u200f", "ميخواهم"),
        ("ب\u00a0ت", "ب ت"),
        ("كورﯾﺎ ﹰ", "كوريا "),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold_text(text) == folded
    assert fold(text).text == folded


@settings(deadline=None)
@given(st.one_of(TEXTS, ANY))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@settings(deadline=None)
@given(st.one_of(TEXTS, ANY))
def test_every_folded_character_comes_from_where_the_map_says(text: str) -> None:
    folded = fold(text)

    assert folded.text == fold_text(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(folded.origins)
    for character, origin in zip(folded.text, folded.origins, strict=True):
        assert character in fold_text(text[origin])


@settings(deadline=None)
@given(TEXTS, st.data())
def test_a_hit_folds_to_the_query_and_splits_no_grapheme(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, max(len(text) - 1, 0)))
    query = text[start : start + data.draw(st.integers(1, 4))]

    for span in find_all(fold(text), query):
        assert fold_text(text[span.start : span.end]) == fold_text(query)
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)


@settings(deadline=None)
@given(TEXTS)
def test_what_lies_between_spaces_is_found_where_it_is(text: str) -> None:
    folded = fold(f"{text} كتابٌ {text}")

    assert Span(len(text) + 1, len(text) + 6) in find_all(folded, "كتاب")


def test_a_hit_grows_over_the_marks_behind_it() -> None:
    text = "كان اللقاء المُنتظَرُ بين"

    assert [text[span.start : span.end] for span in find_all(fold(text), "المنتظَر")] == ["المُنتظَرُ"]


def test_hits_do_not_overlap() -> None:
    assert find_all(fold("هههه"), "هه") == [Span(0, 2), Span(2, 4)]


def test_a_piece_of_a_ligature_or_of_an_emoji_is_no_hit() -> None:
    assert find_all(fold("سﻻم 👨\u200d👩"), "سل") == []
    assert find_all(fold("سﻻم 👨\u200d👩"), "👨") == []
    assert find_all(fold("سﻻم"), "سلا") == [Span(0, 2)]


@pytest.mark.parametrize("query", ["", " ", "َّ", "ـ\u200f"])
def test_a_query_that_folds_to_nothing_occurs_nowhere(query: str) -> None:
    assert find_all(fold("كتاب َّ ـ"), query) == []


def test_an_import_report_counts_what_is_unusual() -> None:
    text = "\ufeffنص\r\n\u202eمـرحبا\u0651\u064e ﻣﺮ \u064b\u00a0\ue000\ufffd\x07\ud800\ufdd0"

    assert describe_unusual(text) == {
        "control characters": 1,
        "carriage returns": 1,
        "direction controls": 1,
        "zero-width characters": 1,
        "presentation forms": 2,
        "tatweel": 1,
        "special spaces": 1,
        "marks without a letter": 1,
        "private use characters": 1,
        "unassigned characters": 1,
        "replacement characters": 1,
        "lone surrogates": 1,
        "words not in normal form": 1,
    }


def test_an_ordinary_text_has_nothing_unusual() -> None:
    assert describe_unusual("استبق الزعيمُ الكوريّ لقاءَه، في 2019.\nنعم") == {}
