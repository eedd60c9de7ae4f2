"""What an import reads: each file by its own format, in folders, archives and archives in folders."""

import json
import zipfile
from pathlib import Path

import pytest

from annotator.domain.model import Document
from annotator.domain.origin import score_of, suggested_by
from annotator.errors import InputError
from annotator.formats import jsonl, uima
from annotator.formats.format import Finding, WriteOptions
from annotator.formats.members import archive_members, spooled
from annotator.operations.sources import Source, read_source, sources_of
from tests.formats.conftest import GOLDEN
from tests.operations.test_intake import OTHER, brat


def documents(sources: list[Source]) -> list[str]:
    return [item.name for source in sources for item in read_source(source, {}) if isinstance(item, Document)]


def test_text_named_conll_is_text_and_conll_named_text_is_conll(tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text(OTHER, encoding="utf-8")
    (tmp_path / "tagged.txt").write_text("خالد B-PER\nهنا O\n\n" * 4, encoding="utf-8")

    sources, _ = sources_of([tmp_path])

    assert [(source.format.name, source.path.name) for source in sources] == [
        ("text", tmp_path.name),
        ("conll", "tagged.txt"),
    ]


def test_texts_beside_brat_are_documents_without_marks(tmp_path: Path) -> None:
    brat(tmp_path, "one", OTHER, "T1\tPER 12 16\tخالد\n")
    (tmp_path / "two.txt").write_text(OTHER, encoding="utf-8")

    sources, _ = sources_of([tmp_path])

    assert [source.format.name for source in sources] == ["brat"]
    assert documents(sources) == ["one.txt", "two.txt"]


def test_folders_below_keep_their_names(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(OTHER, encoding="utf-8")

    assert documents(sources_of([tmp_path])[0]) == ["a/x.txt", "b/x.txt"]


def test_archive_in_a_folder_is_read_and_one_in_an_archive_is_not(tmp_path: Path) -> None:
    inner, folder = tmp_path / "inner.zip", tmp_path / "in"
    folder.mkdir()
    with zipfile.ZipFile(inner, "w") as packed:
        packed.writestr("x.txt", OTHER)
    with zipfile.ZipFile(folder / "outer.zip", "w") as packed:
        packed.writestr("y.txt", OTHER)
        packed.write(inner, "inner.zip")

    sources, findings = sources_of([folder])

    assert documents(sources) == ["y.txt"]
    assert [(finding.kind, finding.file) for finding in findings] == [("left out", "inner.zip")]


def test_damaged_archive_beside_good_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.zip").write_bytes(b"PK nothing")
    (tmp_path / "good.txt").write_text(OTHER, encoding="utf-8")

    sources, findings = sources_of([tmp_path])

    assert documents(sources) == ["good.txt"]
    assert [finding.severity for finding in findings] == ["error"]


def test_absent_file_beside_a_good_one_is_told_and_alone_it_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(OTHER, encoding="utf-8")

    sources, findings = sources_of([tmp_path / "absent", tmp_path / "good.txt"])

    assert documents(sources) == ["good.txt"]
    assert [finding.severity for finding in findings] == ["error"]
    with pytest.raises(InputError, match="no file or folder"):
        sources_of([tmp_path / "absent"])


def test_member_is_spooled_under_a_name_of_ours_and_goes(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
        packed.writestr("deep/CON.txt", OTHER)

    members = archive_members(tmp_path / "a.zip")
    with spooled(members, "deep/CON.txt") as path:
        assert path.read_text(encoding="utf-8") == OTHER
        assert path.name == "_CON.txt"
    assert not path.exists()


def test_what_a_library_lacks_is_told_and_stops_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.txt").write_text(OTHER, encoding="utf-8")
    (source,) = sources_of([tmp_path / "x.txt"])[0]

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", fail)

    found = list(read_source(source, {}))

    assert [item.severity for item in found if isinstance(item, Finding)] == ["error"]


def test_prodigy_tasks_that_nobody_answered_are_suggestions(tmp_path: Path) -> None:
    span = {"start": 12, "end": 16, "text": "خالد", "label": "PER", "score": 0.6, "source": "model-3"}
    rows = [{"text": OTHER, "spans": [span], "_input_hash": 1}]
    answered = [{"text": OTHER + " ", "spans": [span], "_input_hash": 2, "answer": "accept"}]
    path = tmp_path / "p.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows + answered), encoding="utf-8")

    found = [item for item in read_source(sources_of([path])[0][0], {}) if isinstance(item, Document)]

    assert [suggested_by(document.layers[0].extra) for document in found] == ["model-3", ""]
    assert score_of(found[0].layers[0].entities[0]) == 0.6
    assert score_of(found[1].layers[0].entities[0]) is None


def packed(path: Path, *files: Path, below: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, below + file.name)
    return path


@pytest.mark.parametrize("is_archive", [False, True])
@pytest.mark.parametrize("marks", ["sample.apf.xml", "NW_1.rich_ere.xml"])
def test_texts_beside_files_of_marks_are_no_documents_of_their_own(
    tmp_path: Path, marks: str, is_archive: bool
) -> None:
    pytest.importorskip("defusedxml")
    beside = marks.replace(".apf.xml", ".sgm").replace(".rich_ere.xml", ".txt")
    files = [GOLDEN / "ldc" / marks, GOLDEN / "ldc" / beside]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "other.conll").write_text("خالد B-PER\nهنا O\n\n" * 4, encoding="utf-8")
    for file in files:
        (tmp_path / "in" / file.name).write_bytes(file.read_bytes())
    path = packed(tmp_path / "in.zip", *(tmp_path / "in").iterdir()) if is_archive else tmp_path / "in"

    sources, findings = sources_of([path])

    assert {source.format.name for source in sources} == {"conll", "ace-apf" if "apf" in marks else "rich-ere"}
    assert findings == []
    items = [item for source in sources for item in read_source(source, {})]
    assert len([item for item in items if isinstance(item, Document)]) == 2
    assert [str(item) for item in items if isinstance(item, Finding) and item.severity == "error"] == []


def test_type_systems_beside_their_files_are_no_documents(tmp_path: Path) -> None:
    pytest.importorskip("cassis")
    (sample,) = (item for item in jsonl.read(GOLDEN / "sample.jsonl") if isinstance(item, Document))
    uima.write_xmi([sample], tmp_path / "in" / "cas", WriteOptions())
    (tmp_path / "in" / "other.conll").write_text("خالد B-PER\nهنا O\n\n" * 4, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for file in (tmp_path / "in").rglob("*.*"):
            archive.write(file, file.relative_to(tmp_path / "in").as_posix())
    for path in (tmp_path / "in", tmp_path / "in.zip"):
        sources, findings = sources_of([path])
        items = [item for source in sources for item in read_source(source, {})]
        found = [item for item in items if isinstance(item, Document)]
        assert findings == []
        assert [str(item) for item in items if isinstance(item, Finding) and item.severity == "error"] == []
        assert {document.name: len(document.layers) for document in found} == {"sample.txt": 2, "other": 1}


def test_sources_of_an_archive_read_its_list_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lists: list[object] = []
    known = zipfile.ZipFile._RealGetContents  # type: ignore[attr-defined]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(20):
            archive.writestr(f"{number}.conll", "خالد B-PER\nهنا O\n\n" * 4)
    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", lambda opened: (lists.append(opened), known(opened))[0])
    sources, _ = sources_of([tmp_path / "a.zip"])
    after_sorting = len(lists)

    assert len(documents(sources)) == 20
    assert len(lists) == after_sorting
