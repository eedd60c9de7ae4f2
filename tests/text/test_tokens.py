import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.graphemes import boundaries
from annotator.text.tokens import sentences, word_at, words

SEEN = """كتاب د م a www. http://x.y a@b.c 12 ٣ َّ ـ . ، , ؟ ! … " » ( ) ' / ? # ۔ 👨 👍🏽 🇸 ℹ क ् é ؁"""
UNSEEN = (" ", "\n", "\r\n", "\u200c", "\u200d", "\u200f", "\u2067", "\u00ad", "\ufe0f")
PIECES = st.sampled_from([*SEEN.split(), *UNSEEN])
TEXTS = st.lists(PIECES, max_size=20).map("".join)


def written(text: str) -> list[str]:
    return [text[span.start : span.end] for span in words(text)]


def told(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("تفقّديّاً وبوتينَ", ["تفقّديّاً", "وبوتينَ"]),
        ("نووية.وتعليقاً", ["نووية", ".", "وتعليقاً"]),
        ('بـ"تعزيز"', ["بـ", '"', "تعزيز", '"']),
        ("الـكتـاب می\u200cخواهم", ["الـكتـاب", "می\u200cخواهم"]),
        ("12,500 و١٢٫٥ 3.5، 12،500 2019،2020.", ["12,500", "و١٢٫٥", "3.5", "،", "12،500", "2019", "،", "2020", "."]),
        ("إلى a.b+c@mail.org.", ["إلى", "a.b+c@mail.org", "."]),
        ("(https://x.org/a?b=1)، www.x.org؟", ["(", "https://x.org/a?b=1", ")", "،", "www.x.org", "؟"]),
        ("موسكو - بيونغ", ["موسكو", "-", "بيونغ"]),
        ("#محمد_علي", ["#", "محمد", "_", "علي"]),
        ("👨\u200d👩\u200d👧🇸🇦نعم", ["👨\u200d👩\u200d👧", "🇸🇦", "نعم"]),
        ("كتا\u200fب\u200f \u2067نعم\u2069", ["كتا\u200fب", "نعم"]),
        ("؁٢٠١٩ \u064b ", ["؁٢٠١٩", " \u064b"]),
        ("\u200cنعم \u200d", ["نعم"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert written(text) == expected


@settings(deadline=None)
@given(TEXTS)
def test_words_split_no_grapheme_and_hold_all_that_is_seen(text: str) -> None:
    found = words(text)
    edges = set(boundaries(text))
    held = {at for span in found for at in range(span.start, span.end)}

    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all({span.start, span.end} <= edges for span in found)
    assert {at for at, character in enumerate(text) if character.isalnum() or character in '.،,؟!…"»()👨👍🇸/?#'} <= held


@settings(deadline=None)
@given(TEXTS)
def test_the_word_at_a_place_is_one_of_the_words(text: str) -> None:
    found = words(text)

    for at in range(len(text) + 1):
        holding = [span for span in found if span.start <= at < span.end]
        ending = [span for span in found if span.end == at]
        assert word_at(text, at) == next(iter(holding + ending), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("هل جاء؟ نعم! ثم عاد… وذهب.", ["هل جاء؟", "نعم!", "ثم عاد…", "وذهب."]),
        ("قال د. محمد وأ.د. علي شيئاً. ثم ذهب", ["قال د. محمد وأ.د. علي شيئاً.", "ثم ذهب"]),
        ("كان ود. سعاد هناك.", ["كان ود. سعاد هناك."]),
        ("قدرات نووية.وتعليقاً على", ["قدرات نووية.", "وتعليقاً على"]),
        ("بلغ 3.5 و٣.٥ في المئة. نعم", ["بلغ 3.5 و٣.٥ في المئة.", "نعم"]),
        ("عام 2019 م. وقال", ["عام 2019 م.", "وقال"]),
        ("عام 1445 هـ. وقال", ["عام 1445 هـ.", "وقال"]),
        ("قال «ذهبت.» ثم عاد", ["قال «ذهبت.»", "ثم عاد"]),
        ('قال "ذهبت." ثم عاد', ['قال "ذهبت."', "ثم عاد"]),
        ('قال."ذهبت"', ["قال.", '"ذهبت"']),
        ("لا بدّ. ثم", ["لا بدّ.", "ثم"]),
        ("عنوان\n\n\nنص", ["عنوان", "نص"]),
        ("1. أولاً\n2. ثانياً", ["1. أولاً", "2. ثانياً"]),
        ("See http://x.org/?q=1.5 and J. Smith, approx. home. End", None),
        ("واو؟! نعم؟!", ["واو؟!", "نعم؟!"]),
        (" \n \u200f\n", []),
    ],
)
def test_sentences(text: str, expected: list[str] | None) -> None:
    ends = ["See http://x.org/?q=1.5 and J. Smith, approx. home.", "End"]

    assert told(text) == (ends if expected is None else expected)


@settings(deadline=None)
@given(TEXTS)
def test_sentences_split_no_word_and_lose_nothing_that_is_seen(text: str) -> None:
    found = sentences(text)
    edges = set(boundaries(text))

    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all({span.start, span.end} <= edges for span in found)
    for word in words(text):
        assert any(span.start <= word.start and word.end <= span.end for span in found)


def test_the_article_has_nineteen_sentences_and_no_word_that_begins_or_ends_with_a_mark(shared: Path) -> None:
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")

    assert len(sentences(text)) == 19
    assert all(text[word.start].isalnum() or len(word) == 1 for word in words(text))


def test_every_mention_of_the_article_lies_between_tokens_or_inside_a_word(shared: Path) -> None:
    document = json.loads((shared / "seed" / "article.gold.jsonl").read_text(encoding="utf-8"))
    found = words(document["text"])
    starts, ends = {word.start for word in found}, {word.end for word in found}
    spans = [span for entity in document["annotations"][0]["entities"] for span in entity["spans"]]

    inside = [(start, end) for start, end in spans if start not in starts or end not in ends]

    assert len(inside) == 54
    assert all(end in ends for _, end in inside)
