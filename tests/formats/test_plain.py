import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.errors import AnnotatorError, InputError
from annotator.formats import plain
from annotator.formats.format import Finding, WriteOptions

Split = Callable[[object], tuple[list[Document], list[Finding]]]


def test_a_folder_is_read_with_its_sub_folders_in_natural_order(tmp_path: Path, split: Split) -> None:
    for name in ("b10.txt", "b9.txt", "مجلد/أ.TXT", "c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    documents, findings = split(plain.read(tmp_path))
    assert [document.name for document in documents] == ["b9.txt", "b10.txt", "مجلد/أ.TXT"]
    assert findings == []


def test_line_ends_and_the_mark_are_taken_off_and_told_and_the_rest_is_exact(tmp_path: Path, split: Split) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffسطر\r\nآخر\rثالث\u2028\u200f\x0c ".encode())
    (document,), findings = split(plain.read(tmp_path / "a.txt"))
    assert document.text == "سطر\nآخر\nثالث\u2028\u200f\x0c "
    assert {finding.kind for finding in findings} == {"byte order mark", "line ends", "unusual"}


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", "empty"), (b"\xef\xbb\xbf", "empty"), (b"%PDF-", "binary"), (b"ab\0cd", "nul"), (bytes(200), "binary")],
)
def test_a_file_that_cannot_be_taken_is_named_and_the_rest_is_read(
    tmp_path: Path, split: Split, content: bytes, kind: str
) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text("نص", "utf-8")
    (document,), (finding,) = split(plain.read(tmp_path))
    assert document.name == "good.txt"
    assert (finding.severity, finding.kind, finding.file) == ("error", kind, "bad.txt")
    assert "bad.txt" in str(finding)


def test_a_huge_file_is_named(tmp_path: Path, split: Split) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(2**28 + 1)
    _, (finding,) = split(plain.read(tmp_path))
    assert "huge.txt is larger than 256 MB" in str(finding)


def test_a_folder_without_text_and_a_missing_path_are_told(tmp_path: Path, split: Split) -> None:
    assert [finding.kind for finding in split(plain.read(tmp_path))[1]] == ["no text"]
    with pytest.raises(InputError, match="not there"):
        list(plain.read(tmp_path / "no.txt"))


def test_the_text_is_written_exactly_and_all_else_is_a_loss(sample: Document, tmp_path: Path) -> None:
    writing = plain.write([sample], tmp_path / "out.txt", WriteOptions(annotator="gold"))
    assert (tmp_path / "out.txt").read_bytes() == sample.text.encode()
    assert {loss.kind: len(loss.ids) for loss in writing.losses} == {
        "entities": 13, "events": 2, "relations": 1, "comments": 2, "state": 1, "metadata": 4,
    }  # fmt: skip


def test_several_documents_need_a_folder_that_is_empty(sample: Document, tmp_path: Path) -> None:
    writing = plain.write([sample, sample], tmp_path / "out", WriteOptions())
    assert [path.name for path in writing.files] == ["sample.txt", "sample_2.txt"]
    with pytest.raises(AnnotatorError, match="several documents"):
        plain.write([sample, sample], tmp_path / "one.txt", WriteOptions())
    with pytest.raises(AnnotatorError, match="not empty"):
        plain.write([sample], tmp_path / "out", WriteOptions())


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_are_text_or_a_finding(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_bytes(content)
        assert all(str(item) for item in plain.read(path))
