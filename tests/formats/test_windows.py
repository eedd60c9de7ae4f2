"""Examples of limited length: none cuts a mention, neighbours share what was asked for, all of the text is in one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.formats.splitters import white_space
from annotator.formats.windows import Limit, crossed, cut_units, limit_of, windows

RANGES = st.lists(st.tuples(st.integers(0, 58), st.integers(1, 9)), max_size=12)


@given(RANGES, st.integers(1, 25), st.integers(0, 24))
def test_no_mention_is_cut_and_no_token_is_left_out(stated: list[tuple[int, int]], longest: int, overlap: int) -> None:
    mentions = {str(n): (first, min(first + length, 60)) for n, (first, length) in enumerate(stated)}
    limit = Limit(longest, min(overlap, longest - 1))

    found = list(cut_units([(0, 60)], limit, mentions.values()))

    assert found[0][0] == 0
    assert found[-1][1] == 60
    for (begin, end), (later, last) in pairwise(found):
        assert begin < later <= end < last
        assert end - later <= limit.overlap
    for first, last in mentions.values():
        assert any(begin <= first and last <= end for begin, end in found)
        assert not any(first < edge < last for edge, _ in found)
    for unit in found:
        assert unit[1] - unit[0] <= longest or crossed(unit, limit, mentions)


def test_without_a_limit_units_stay() -> None:
    assert list(cut_units([(0, 5), (5, 90)], Limit(), [])) == [(0, 5), (5, 90)]


def test_windows_overlap_by_whole_tokens_and_hold_mentions_whole() -> None:
    text = " ".join(f"ك{number}" for number in range(10))
    mention = Span(text.index("ك3"), text.index("ك5") + 2)

    found = windows(Document("d", "d", text), "document", white_space, {"T1": mention}, Limit(4, 1))

    assert [text[span.start : span.end].split() for span in found.spans] == [
        ["ك0", "ك1", "ك2"],
        ["ك2", "ك3", "ك4", "ك5"],
        ["ك6", "ك7", "ك8", "ك9"],
    ]
    assert found.numbers_of(mention) == {1}


def test_a_mention_longer_than_the_limit_makes_its_example_longer() -> None:
    text = "واحد اثنان ثلاثة أربعة خمسة"

    found = windows(Document("d", "d", text), "document", white_space, {"T1": Span(0, 22)}, Limit(2))

    assert text[found.spans[0].start : found.spans[0].end] == "واحد اثنان ثلاثة أربعة"
    assert found.long == ("T1",)


def test_an_overlap_must_be_smaller_than_the_example() -> None:
    assert limit_of({"longest": "", "overlap": ""}) == Limit()
    with pytest.raises(AnnotatorError, match="cannot share"):
        limit_of({"longest": "5", "overlap": "5"})


@given(st.text("كلم.؟ \u2028\n", max_size=40), st.data(), st.sampled_from(["document", "sentence"]), st.integers(0, 4))
def test_every_mention_is_in_a_window_also_one_of_blanks(
    text: str, data: st.DataObject, unit: str, longest: int
) -> None:
    text = f"ك {text}"
    edges = st.integers(0, len(text) - 1)
    starts = data.draw(st.lists(edges, max_size=6))
    mentions = {str(at): Span(start, data.draw(st.integers(start + 1, len(text)))) for at, start in enumerate(starts)}

    found = windows(Document("d", "d", text), unit, white_space, mentions, Limit(longest))

    assert all(found.numbers_of(span) for span in mentions.values())
    assert list(found.spans) == sorted(found.spans)


def test_a_mention_of_blanks_after_the_last_sentence_goes_with_it() -> None:
    found = windows(Document("d", "d", "11111\u2028"), "sentence", white_space, {"T1": Span(5, 6)})

    assert found.spans == (Span(0, 6),)
