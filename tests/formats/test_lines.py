import gzip
from pathlib import Path

import pytest

from annotator.errors import InputError
from annotator.formats import packing
from annotator.formats.lines import read_lines


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes("a\u2028b\u0085c\x0bd\r\n\ne".encode())
    assert list(read_lines(path, 100)) == ["a\u2028b\u0085c\x0bd\r".encode(), b"", b"e"]


def test_lines_across_chunks_are_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "CHUNK", 4)
    path = tmp_path / "a"
    path.write_bytes(b"abcdefghij\nk\n\nlmnop\n")
    assert list(read_lines(path, 100)) == [b"abcdefghij", b"k", b"", b"lmnop"]


def test_a_line_above_the_limit_is_passed_over_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "CHUNK", 4)
    path = tmp_path / "a"
    path.write_bytes(b"abcdefghijkl\nab\n0123456789")
    assert list(read_lines(path, 5)) == [None, b"ab", None]


def test_packed_files_are_read_and_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    packed = gzip.compress(b"one\ntwo\n" * 100)
    path.write_bytes(packed)
    assert len(list(read_lines(path, 100))) == 200
    path.write_bytes(packed[:-12])
    with pytest.raises(InputError, match="damaged"):
        list(read_lines(path, 100))
    path.write_bytes(b"not packed")
    with pytest.raises(InputError, match="cannot be read"):
        list(read_lines(path, 100))


def test_a_file_that_unpacks_to_absurd_size_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "CHUNK", 2**14)
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(b"\n" * 2**23))
    with pytest.raises(InputError, match="unpacks to more"):
        list(read_lines(path, 100))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no\.jsonl cannot be read"):
        list(read_lines(tmp_path / "no.jsonl", 100))
