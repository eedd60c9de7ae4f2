from pathlib import Path

import pytest

from annotator.errors import AnnotatorError, InputError
from annotator.formats import files


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["نص10.txt", "نص2.txt", "b1.txt", "B2.txt", "a", "نص٣.txt", "10", "9"]
    assert sorted(names, key=files.natural) == ["9", "10", "a", "b1.txt", "B2.txt", "نص2.txt", "نص٣.txt", "نص10.txt"]


def test_hidden_files_and_folders_are_not_walked(tmp_path: Path) -> None:
    for name in ("a10.txt", "a9.txt", ".git/x.txt", "sub/._b.txt", "sub/b.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert files.walk(tmp_path) == ["a9.txt", "a10.txt", "sub/b.txt"]


def test_file_names_are_safe_and_no_twins_in_capitals() -> None:
    names = files.FileNames()
    taken = [names.take(name, ".txt") for name in ("A.txt", "a.txt", "a", "../../x.txt", "CON.txt")]
    assert taken[:3] == ["A.txt", "a_2.txt", "a_3.txt"]
    assert not any("/" in name or name.upper() == "CON.TXT" for name in taken)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    def parts():
        yield "beginning"
        raise AnnotatorError("stop")

    with pytest.raises(AnnotatorError, match="stop"):
        files.write_text(tmp_path / "a.txt", parts())
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_or_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(AnnotatorError, match="cannot be written"):
        files.write_text(tmp_path / "file" / "below", ["x"])
    with pytest.raises(AnnotatorError, match="cannot be made"):
        files.empty_folder(tmp_path / "file")
    with pytest.raises(InputError, match="cannot be read"):
        files.read_bytes(tmp_path / "no")


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(files.SIZE_LIMIT + 1)
    with pytest.raises(InputError, match="256 MB"):
        files.read_bytes(tmp_path / "big.txt")
