import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.text.clitics import Cut, bare, cuts
from annotator.text.graphemes import boundaries
from annotator.text.tokens import words

WORDS = st.text(st.sampled_from("وفبلكسأاالرئيسهمنتةى َّـ\u200cﻻﻭa1👍🏽"), min_size=1, max_size=12)


def pieces(token: str, **options: object) -> list[str]:
    return [token[cut.start : cut.end] for cut in cuts(token, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("وبوتين", ["بوتين", "وتين", "وبوتين"]),
        ("وللرئيس", ["للرئيس", "لرئيس", "رئيس", "وللرئيس"]),
        ("للأسلحة", ["لأسلحة", "أسلحة", "للأسلحة"]),
        ("بالبنادق", ["البنادق", "بنادق", "بالبنادق"]),
        ("وسيكون", ["سيكون", "يكون", "وسيكون"]),
        ("لموسكو", ["موسكو", "لموسكو"]),
        ("أليس", ["ليس", "يس", "أليس"]),
        ("وهي", ["هي", "وهي"]),
        ("لقاءه", ["لقاء", "ه", "قاءه", "قاء", "لقاءه"]),
        ("بلادهم", ["بلاد", "هم", "لادهم", "لاد", "بلادهم"]),
        ("ورسائله", ["رسائله", "ه", "رسائل", "ورسائل", "ورسائله"]),
        ("لاستخدامها", ["استخدامها", "ها", "استخدام", "لاستخدام", "لاستخدامها"]),
        ("لها", ["ها", "لها"]),
        ("معهم", ["هم", "مع", "معهم"]),
        ("كيم", ["يم", "كيم"]),
        ("أسلحة", ["أسلحة"]),
        ("ألمانيا", ["ألمانيا"]),
        ("2019", ["2019"]),
        ("Putin", ["Putin"]),
        ("", []),
    ],
)
def test_cuts_in_the_order_in_which_they_are_offered(token: str, expected: list[str]) -> None:
    assert pieces(token) == expected


@pytest.mark.parametrize("token", ["الله", "وجه", "هذه", "وزير", "كان", "فلسطين", "بنك", "مياه", "وَجْهٌ", "لكن"])
def test_a_false_friend_is_offered_whole_first(token: str) -> None:
    assert pieces(token)[0] == token


@pytest.mark.parametrize(
    ("token", "first"), [("والوجه", "الوجه"), ("والله", "الله"), ("وزيرها", "وزير"), ("وجهه", "وجه"), ("رحلته", "رحلت")]
)
def test_a_known_stem_decides_what_comes_first(token: str, first: str) -> None:
    assert pieces(token)[0] == first


def test_marks_and_tatweel_stay_with_their_letter() -> None:
    assert pieces("وَلـِكُورِيا")[:2] == ["لـِكُورِيا", "كُورِيا"]
    assert pieces("ضمّها")[:2] == ["ضمّ", "ها"]


def test_a_vowel_that_no_proclitic_has_forbids_the_cut() -> None:
    assert pieces("وِزارة") == ["وِزارة"]
    assert pieces("بَينهم")[:2] == ["هم", "بَين"]


def test_a_cut_names_what_it_leaves_off() -> None:
    assert cuts("وللرئيس")[2] == Cut(3, 7, ("و", "ل", "ال"))
    assert cuts("لقاءه")[:2] == (Cut(0, 4, (), "ه"), Cut(4, 5, (), "ه"))


def test_a_form_the_project_knows_comes_first() -> None:
    assert pieces("وسام", known={"وسام"}) == ["وسام", "سام"]
    assert pieces("وللرئيس", known={"رئيس"})[0] == "رئيس"
    assert pieces("لأُحُد", known={"احد"})[0] == "أُحُد"


@settings(deadline=None)
@given(WORDS)
def test_every_edge_is_a_grapheme_boundary_and_the_whole_is_offered_once(token: str) -> None:
    edges = boundaries(token)

    offered = cuts(token)

    assert {edge for cut in offered for edge in (cut.start, cut.end)} <= set(edges)
    assert all(cut.start < cut.end for cut in offered)
    assert [(cut.start, cut.end) for cut in offered].count((0, len(token))) == 1
    assert len({(cut.start, cut.end) for cut in offered}) == len(offered)


@settings(deadline=None)
@given(WORDS)
def test_the_bare_form_is_its_own(token: str) -> None:
    assert bare(bare(token)) == bare(token)


def steps(text: str, start: int, end: int, found: list[Span]) -> int:
    """Count the cuts that one key goes through from whole words to the mention; 99 if it is not reached."""
    first = next(word for word in found if word.start <= start < word.end)
    last = next(word for word in found if word.start < end <= word.end)
    if first == last:
        offered = [(first.start + cut.start, first.start + cut.end) for cut in cuts(text[first.start : first.end])]
        reached = [(first.start, first.end), *(place for place in offered if place != (first.start, first.end))]
        return reached.index((start, end)) if (start, end) in reached else 99
    cut_off = [first.start + cut.start for cut in cuts(text[first.start : first.end]) if cut.start]
    reached_starts = [first.start, *dict.fromkeys(cut_off)]
    return reached_starts.index(start) if end == last.end and start in reached_starts else 99


def test_every_mention_and_trigger_of_the_article_is_two_cuts_away_at_most(shared: Path) -> None:
    document = json.loads((shared / "seed" / "article.gold.jsonl").read_text(encoding="utf-8"))
    text, layer = document["text"], document["annotations"][0]
    found = words(text)
    entities = [span for entity in layer["entities"] for span in entity["spans"]]
    triggers = [span for event in layer["events"] for span in event["trigger"]["spans"]]

    of_entities = [steps(text, start, end, found) for start, end in entities]
    of_triggers = [steps(text, start, end, found) for start, end in triggers]

    assert [of_entities.count(1), of_entities.count(2)] == [41, 13]
    assert [of_triggers.count(1), of_triggers.count(2)] == [14, 0]
    assert max(of_entities + of_triggers) == 2
