import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.offsets import Utf16Map, from_bytes, to_bytes

TEXTS = st.text(st.sampled_from("aنَّـ\u200d👨👩🏽🇸🇦é\n𐤀"), max_size=30)


@settings(deadline=None)
@given(TEXTS)
def test_utf16_offsets_are_those_of_the_encoding(text: str) -> None:
    offsets = Utf16Map(text)

    for at in range(len(text) + 1):
        unit = len(text[:at].encode("utf-16-le")) // 2
        assert offsets.to_utf16(at) == unit
        assert offsets.to_codepoint(unit) == at


@settings(deadline=None)
@given(TEXTS)
def test_byte_offsets_are_those_of_the_encoding(text: str) -> None:
    for at in range(len(text) + 1):
        offset = len(text[:at].encode("utf-8"))
        assert to_bytes(text, at) == offset
        assert from_bytes(text, offset) == at


def test_an_offset_inside_a_surrogate_pair_is_the_start_of_the_pair() -> None:
    offsets = Utf16Map("س👍🏽ص")

    assert [offsets.to_codepoint(unit) for unit in range(7)] == [0, 1, 1, 2, 2, 3, 4]


def test_an_offset_inside_the_bytes_of_a_letter_is_its_start() -> None:
    assert [from_bytes("س👍", offset) for offset in range(7)] == [0, 0, 1, 1, 1, 1, 2]


def test_a_text_of_the_basic_plane_counts_alike_both_ways() -> None:
    assert Utf16Map("وبوتينَ").is_identity
    assert not Utf16Map("وبوتينَ👍").is_identity


@pytest.mark.parametrize("offset", [-1, 4])
def test_offsets_outside_the_text_are_refused(offset: int) -> None:
    offsets = Utf16Map("نعم")

    for convert in (offsets.to_utf16, offsets.to_codepoint, lambda at: to_bytes("abc", at)):
        with pytest.raises(IndexError):
            convert(offset)
    with pytest.raises(IndexError):
        from_bytes("abc", offset)
