from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.span import Span
from annotator.text import graphemes

TEXTS = st.text(
    st.sampled_from("aا ًّـ\r\n\u200c\u200d\u200f؁٢👍🏽🇸🇦👨❤\ufe0fबक््िガᄀ가ᅡᆨ각\U000e0067é\u0301ℹ©\x07"),
    min_size=1,
    max_size=16,
)


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("شَدَّة", ["شَ", "دَّ", "ة"]),
        ("👨\u200d👩\u200d👧x", ["👨\u200d👩\u200d👧", "x"]),
        ("🇸🇦🇪🇬", ["🇸🇦", "🇪🇬"]),
        ("👍🏽❤\ufe0f", ["👍🏽", "❤\ufe0f"]),
        ("a\r\nb", ["a", "\r\n", "b"]),
        ("؁٢٠", ["؁٢", "٠"]),
        ("می\u200cخ", ["م", "ی\u200c", "خ"]),
    ],
)
def test_clusters_are_what_a_reader_sees_as_one_character(text: str, clusters: list[str]) -> None:
    found = graphemes.boundaries(text)

    assert [text[start:end] for start, end in pairwise(found)] == clusters


@settings(deadline=None)
@given(TEXTS)
def test_looking_near_one_place_gives_the_boundaries_of_the_whole_text(text: str) -> None:
    every = graphemes.boundaries(text)

    for at in range(len(text) + 1):
        assert graphemes.is_boundary(text, at) == (at in every)
        assert graphemes.next_boundary(text, at) == min((edge for edge in every if edge > at), default=len(text))
        assert graphemes.previous_boundary(text, at) == max((edge for edge in every if edge < at), default=0)


@settings(deadline=None)
@given(st.text(st.sampled_from(sorted(graphemes.LONE)), max_size=50))
def test_lone_characters_are_clusters_beside_one_another(text: str) -> None:
    assert graphemes.boundaries(text) == tuple(range(len(text) + 1))


@settings(deadline=None)
@given(TEXTS, st.data())
def test_snapping_grows_a_span_to_the_nearest_boundaries(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    every = graphemes.boundaries(text)

    snapped = graphemes.snap(text, Span(start, end))

    assert snapped.start == max(edge for edge in every if edge <= start)
    assert snapped.end == min(edge for edge in every if edge >= end)


@settings(deadline=None)
@given(TEXTS)
def test_grapheme_offsets_round_trip(text: str) -> None:
    for count, at in enumerate(graphemes.boundaries(text)):
        assert graphemes.to_graphemes(text, at) == count
        assert graphemes.from_graphemes(text, count) == at


def test_the_text_is_read_only_near_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting:
        steps = 0

        def match(self, text: str, at: int) -> object:
            self.steps += 1
            return original.match(text, at)

    original, counting = graphemes._CLUSTER, Counting()
    monkeypatch.setattr(graphemes, "_CLUSTER", counting)
    text = "سَلام 👨\u200d👩\u200d👧 " * 100_000

    for at in range(len(text) - 1000, len(text)):
        graphemes.next_boundary(text, at)

    assert counting.steps < 3000


def test_there_is_no_cluster_outside_the_text() -> None:
    with pytest.raises(IndexError):
        graphemes.cluster("نعم", 3)
