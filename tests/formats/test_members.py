import zipfile
from pathlib import Path

import pytest

from annotator.errors import InputError
from annotator.formats import members
from annotator.formats.members import archive_members, belonging, folder_members, is_inside


def archive(path: Path, contents: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in contents.items():
            file.writestr(name, content)
    return path


def test_folder_and_archive_give_the_same_names_and_bytes(tmp_path: Path) -> None:
    contents = {"b2.txt": b"2", "b10.txt": b"10", "مجلد/أ.txt": "أ".encode()}
    for name, content in contents.items():
        (tmp_path / "f" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "f" / name).write_bytes(content)
    packed = archive_members(archive(tmp_path / "a.zip", contents))
    folder = folder_members(tmp_path / "f")
    assert packed.names == folder.names == ("b2.txt", "b10.txt", "مجلد/أ.txt")
    assert [packed.read(name) for name in packed.names] == [folder.read(name) for name in folder.names]


@pytest.mark.parametrize("name", ["../a", "/a", "a/../../b", "C:\\a", "..\\a", "C:a"])
def test_names_that_lead_out_are_unsafe(name: str) -> None:
    assert not is_inside(name)


def test_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "a.zip", {"d.txt": b"\0" * 2**23})
    with pytest.raises(InputError, match="larger than a text"):
        archive_members(path).read("d.txt")
    monkeypatch.setattr(members, "TOTAL_LIMIT", 2**20)
    with pytest.raises(InputError, match="more than"):
        archive_members(path)


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(InputError, match="not a ZIP archive"):
        archive_members(tmp_path / "a.zip")


def test_the_list_of_an_archive_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "a.zip", {f"{number}.txt": b"x" for number in range(50)})
    lists: list[str] = []
    known = zipfile.ZipFile._RealGetContents  # type: ignore[attr-defined]

    def counted(opened: zipfile.ZipFile) -> None:
        lists.append(str(opened.filename))
        known(opened)

    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", counted)
    packed = archive_members(path)
    assert {packed.read(name) for name in packed.names} == {b"x"}
    assert len(lists) == 1


@pytest.mark.parametrize(("among", "found"), [(["a/x.txt", "b/y.txt"], {"a/x.txt"}), (["b/x.txt"], {"b/x.txt"})])
def test_what_belongs_together_stands_beside_or_elsewhere_under_one_name(among: list[str], found: set[str]) -> None:
    assert belonging(["a/x.xml"], lambda name: (name.replace(".xml", ".txt"),), ["a/x.xml", *among]) == found
