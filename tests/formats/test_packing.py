"""Packed files are read and written as a stream, bounded, and the same again."""

from pathlib import Path

import pytest

from annotator.domain.model import Document
from annotator.errors import InputError
from annotator.formats import jsonl
from annotator.formats.format import WriteOptions
from annotator.formats.json_lines import write_json_lines
from annotator.formats.lines import read_lines
from annotator.formats.packing import GZIP, ZSTANDARD, packed

LINES = [f"سطر {number}\n".encode() for number in range(5000)]
PACKINGS = [GZIP, ZSTANDARD]


def write(path: Path, content: list[bytes]) -> None:
    path.write_bytes(b"".join(packed(content, path)))


@pytest.fixture(params=PACKINGS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == ZSTANDARD:
        pytest.importorskip("zstandard")
    return tmp_path / f"a.jsonl{request.param}"


def test_what_was_packed_is_read_line_by_line(path: Path) -> None:
    write(path, LINES)

    assert [(line or b"") + b"\n" for line in read_lines(path, 100)] == LINES
    assert path.stat().st_size < sum(map(len, LINES)) / 4


def test_the_same_content_gives_the_same_bytes(path: Path) -> None:
    write(path, LINES)
    first = path.read_bytes()
    write(path, LINES)

    assert path.read_bytes() == first


def test_several_packed_files_in_one_are_read_through(path: Path) -> None:
    write(path, LINES[:10])
    one = path.read_bytes()
    path.write_bytes(one + one)

    assert len(list(read_lines(path, 100))) == 20


def test_a_file_that_is_cut_off_is_told_after_what_can_be_read(path: Path) -> None:
    write(path, LINES)
    path.write_bytes(path.read_bytes()[:-9])

    with pytest.raises(InputError, match="cut off"):
        list(read_lines(path, 100))


def test_a_file_that_unpacks_to_absurd_size_is_stopped(path: Path) -> None:
    write(path, [b"\n" * 2**20] * 96)

    with pytest.raises(InputError, match="unpacks to more"):
        list(read_lines(path, 100))


def test_documents_go_out_packed_and_come_back(sample: Document, path: Path) -> None:
    jsonl.write([sample], path, WriteOptions())

    assert [item for item in jsonl.read(path) if isinstance(item, Document)] == [sample]
    assert jsonl.detect(path) == 1.0


def test_every_json_lines_format_packs_by_the_name(path: Path) -> None:
    write_json_lines(path, [{"text": "نصّ"}])

    assert list(read_lines(path, 100)) == ['{"text":"نصّ"}'.encode()]
