import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.text.graphemes import is_boundary
from annotator.text.names import LONGEST, safe_name

NAMES = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("./\\ ~-CONcon1:*\u202e\u200c\x00سَّ👍🏽"), max_size=20),
    st.text(st.sampled_from("a\u0301س👨\u200d"), min_size=100, max_size=300),
)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("مقال الصباح.txt", "مقال الصباح.txt"),
        ("CON.txt", "_CON.txt"),
        ("lpt1", "_lpt1"),
        ("../../x", "___x"),
        ("C:\\Users\\x", "C__Users_x"),
        ("س" * 500 + ".jsonl", "س" * 87 + ".jsonl"),
        ("a/b*c?d", "a_b_c_d"),
        (" .hidden. ", "hidden"),
        ("..", "document"),
        ("", "document"),
        ("مستند\u202egnp.exe", "مستند_gnp.exe"),
        ("a\x00b\nc", "a_b_c"),
        ("e\u0301te", "éte"),
        ("-rf", "_-rf"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@settings(deadline=None)
@given(NAMES)
def test_a_safe_name_is_one_short_component_and_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)

    assert safe_name(safe) == safe
    assert 0 < len(safe.encode("utf-8")) <= LONGEST
    assert not set(safe) & set('/\\:*?"<>|\x00')
    assert safe == safe.strip(" .")


@settings(deadline=None)
@given(st.integers(170, 190), st.sampled_from(["َّ", "q\u0301", "👍🏽", "🇸🇦"]))
def test_a_long_name_is_cut_between_graphemes(length: int, tail: str) -> None:
    name = "ـ" * 60 + "b" * (length - 120) + tail * 5

    assert is_boundary(name, len(safe_name(name)))
