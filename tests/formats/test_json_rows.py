import gzip
from pathlib import Path

import pytest

from annotator.formats.format import Finding
from annotator.formats.json_rows import json_rows, keys_of

OBJECTS = [{"a": 1}, {"b": {"c": 2}}]
FILES = {
    "lines": b'{"a": 1}\n\n{"b": {"c": 2}}',
    "lines with a mark": b'\xef\xbb\xbf{"a": 1}\r\n{"b": {"c": 2}}\r\n',
    "a list": b'[{"a": 1}, {"b": {"c": 2}}]',
    "a list over lines": b'[\n{"a": 1},\n{"b":\n{"c": 2}}\n]\n',
}


@pytest.mark.parametrize("kind", FILES)
def test_objects_are_read_from_lines_and_lists(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.json").write_bytes(FILES[kind])
    rows = list(json_rows(tmp_path / "a.json"))
    assert [row.table for row in rows if not isinstance(row, Finding)] == OBJECTS
    assert len(rows) == 2


def test_one_object_over_several_lines_is_one_row(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{\n"a": 1\n}\n')
    assert [row.table for row in json_rows(tmp_path / "a.json") if not isinstance(row, Finding)] == [{"a": 1}]


def test_packed_lines_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(FILES["lines"]))
    assert len(list(json_rows(tmp_path / "a.jsonl.gz"))) == 2
    assert keys_of(tmp_path / "a.jsonl.gz") == {"a"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"5", "shape"),
        (b'{"a": NaN}', "number"),
        (b'{"a": 1, "a": 2}', "key twice"),
        (b'{"a": "\\ud83d"}', "surrogate"),
        (b"\xff", "encoding"),
        (b"{", "syntax"),
        (b'{"a": ' + b"[" * 100 + b"]" * 100 + b"}", "depth"),
    ],
)
def test_what_is_no_sound_object_is_told_and_the_rest_read(tmp_path: Path, line: bytes, kind: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"first": 1}\n' + line + b'\n{"last": 1}\n')
    first, found, last = json_rows(tmp_path / "a.jsonl")
    assert isinstance(found, Finding)
    assert (found.kind, found.values["line"]) == (kind, 2)
    assert not isinstance(first, Finding)
    assert not isinstance(last, Finding)


def test_a_file_without_objects_is_told(tmp_path: Path) -> None:
    for content in (b"", b"\n \n", b"[]"):
        (tmp_path / "a.json").write_bytes(content)
        assert [row.kind for row in json_rows(tmp_path / "a.json") if isinstance(row, Finding)] == ["empty"]
