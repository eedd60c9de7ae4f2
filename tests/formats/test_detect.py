import gzip
import zipfile
from pathlib import Path

import pytest

from annotator.formats.detect import detect
from annotator.formats.format import Format
from annotator.registry import discover

FORMATS = discover("annotator.formats", Format)


def test_the_formats_are_found() -> None:
    assert {"brat", "conll", "jsonl", "text"} <= set(FORMATS)


@pytest.mark.parametrize(
    ("files", "path", "name"),
    [
        ({"a.txt": b"x"}, "a.txt", "text"),
        ({"a.txt": b"x", "sub/b.txt": b"y"}, ".", "text"),
        ({"a.txt": b"x", "a.ann": b""}, ".", "brat"),
        ({"a.txt": b"x", "a.ann": b""}, "a.ann", "brat"),
        ({"a.txt": b"x", "a.ann": b""}, "a.txt", "text"),
        ({"a.jsonl": b'\n{"format": "annotator/1", "id": "d"}'}, "a.jsonl", "jsonl"),
        ({"a.json": b'{"id": "d", "format": "annotator/1"}'}, "a.json", "jsonl"),
        ({"a.gz": gzip.compress(b'{"format": "annotator/1"}')}, "a.gz", "jsonl"),
        ({"notes": b"plain words"}, "notes", "text"),
        ({"a.json": b'{"a": 1}'}, "a.json", None),
        ({"a.xml": b"<a/>"}, "a.xml", None),
        ({"a.jsonl": b'{"text": "x", "meta": {}}\n'}, "a.jsonl", "prodigy"),
        ({"a.jsonl": b'{"id": 1, "data": "x", "label": [[0, 1, "A"]]}\n'}, "a.jsonl", "doccano"),
        ({"image": b"\x89PNG\0\0"}, "image", None),
        ({"image/x.png": b""}, ".", None),
        ({}, "missing.txt", "text"),
        ({}, "missing.jsonl", None),
    ],
)
def test_the_content_says_the_format(tmp_path: Path, files: dict[str, bytes], path: str, name: str | None) -> None:
    for file, content in files.items():
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes(content)
    found = detect(tmp_path / path, FORMATS)
    assert (found.name if found else None) == name


def test_an_archive_with_standoff_is_brat(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("d/a.ann", "")
    found = detect(tmp_path / "a.zip", FORMATS)
    assert found is not None
    assert found.name == "brat"
