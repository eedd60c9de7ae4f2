import pytest

from annotator.text.apposition import meeting, name_of, parts, places
from annotator.text.tokens import words

KNOWN = frozenset({"فلاديمير", "بوتين"})


def halves(text: str, known: frozenset[str] = frozenset()) -> list[str]:
    found = words(text)
    at = meeting(found, text, known)
    return [] if at is None else [text[part.start : part.end] for part in parts(found, text, at)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الرئيس فلاديمير بوتين", ["الرئيس", "فلاديمير بوتين"]),
        ("الرئيس الروسي فلاديمير بوتين", ["الرئيس الروسي", "فلاديمير بوتين"]),
        ("بوتين، الرئيس الروسي", ["بوتين", "الرئيس الروسي"]),
        ("بوتين (الرئيس الروسي)", ["بوتين", "الرئيس الروسي"]),
        ("أحمد الشرع", ["أحمد", "الشرع"]),
        ("الرئيس", []),
        ("،", []),
        ("", []),
    ],
)
def test_the_parts_meet_at_a_sign_or_behind_the_words_with_an_article(text: str, expected: list[str]) -> None:
    assert halves(text) == expected


def test_a_known_form_begins_the_second_part() -> None:
    assert halves("رئيس روسيا فلاديمير بوتين", KNOWN) == ["رئيس روسيا", "فلاديمير بوتين"]
    assert halves("رئيس روسيا فلاديمير بوتين") == ["رئيس", "روسيا فلاديمير بوتين"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("الرئيس فلاديمير بوتين", "فلاديمير بوتين"),
        ("بوتين، الرئيس الروسي", "بوتين"),
        ("رئيس الوزراء", "رئيس"),
        ("وزير خارجية", "خارجية"),
        ("موسكو، عاصمة روسيا", "موسكو"),
    ],
)
def test_the_name_is_the_part_without_an_article_else_the_second_or_before_a_comma_the_first(
    text: str, name: str
) -> None:
    found = words(text)
    both = parts(found, text, meeting(found, text, KNOWN) or 1)
    chosen = both[name_of(both, text, KNOWN)]
    assert text[chosen.start : chosen.end] == name


def test_no_part_begins_with_punctuation() -> None:
    text = "بوتين، الرئيس"
    assert places(words(text), text) == [2]
