import json
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats import safe_json
from annotator.formats.refusal import RefusedError

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text('ا"\\[{é😀'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text('ab]}"'), inner, max_size=3),
    max_leaves=10,
)


@given(VALUES)
def test_sound_json_is_what_the_standard_parser_says(value: object) -> None:
    assert safe_json.parse(json.dumps(value, ensure_ascii=False).encode()) == value
    assert safe_json.parse(json.dumps(value).encode()) == value


@given(VALUES)
def test_what_the_program_wrote_is_what_the_standard_parser_says(value: object) -> None:
    source = msgspec.json.encode(value)
    assert repr(safe_json.parse(source)) == repr(json.loads(source))


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (b'{"a": NaN}', "number"),
        (b"[-Infinity]", "number"),
        (b"[1e999]", "number"),
        (b"[" + b"9" * 5000 + b"]", "number"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "key twice"),
        (b'{"a":1,"a":1}', "key twice"),
        (b'{"":[{"c":1,"c":2}]}', "key twice"),
        (b'["\\ud83d"]', "surrogate"),
        (b'["\xed\xa0\xbd"]', "encoding"),
        (b'{"\\uDC00": 1}', "surrogate"),
        (b"[" * 5000 + b"]" * 5000, "depth"),
        (b'{"a":' * 5_000_000, "depth"),
        (b"\xff\xfe", "encoding"),
        (b'{"a": }', "syntax"),
        (b"", "syntax"),
        (b'"' + b"\\" * 1001, "syntax"),
        (b"1 2", "syntax"),
    ],
)
def test_what_is_odd_is_refused_by_kind(source: bytes, kind: str) -> None:
    with pytest.raises(RefusedError) as caught:
        safe_json.parse(source)
    assert caught.value.kind == kind


def test_brackets_in_texts_do_not_count_as_depth() -> None:
    assert safe_json.parse(json.dumps(["[" * 1000 + '"' + "\\"]).encode()) == ["[" * 1000 + '"' + "\\"]


@given(st.binary(max_size=80))
def test_random_bytes_are_parsed_or_refused(source: bytes) -> None:
    with suppress(RefusedError):
        json.dumps(safe_json.parse(source), ensure_ascii=False, allow_nan=False).encode()
