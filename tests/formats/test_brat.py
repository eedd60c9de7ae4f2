import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.errors import AnnotatorError, InputError
from annotator.formats import brat
from annotator.formats.format import Finding, Loss, WriteOptions

Split = Callable[[object], tuple[list[Document], list[Finding]]]


def written(documents: Iterable[Document], folder: Path, **options: object) -> list[Loss]:
    return list(brat.write(documents, folder, WriteOptions(**options)).losses)  # type: ignore[arg-type]


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def pair(folder: Path, text: str | bytes, ann: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "d.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "d.ann").write_bytes(ann.encode())
    return folder


def test_offsets_in_utf16_units_are_proven_for_the_whole_file(tmp_path: Path, split: Split) -> None:
    folder = pair(tmp_path / "in", "😀 بغداد 😀 دمشق", "T1\tGPE 3 8\tبغداد\nT2\tGPE 12 16\tدمشق\n")

    (read,), findings = split(brat.read(folder))

    assert [(e.spans[0].start, e.spans[0].end) for e in read.layers[0].entities] == [(2, 7), (10, 14)]
    assert [(f.kind, f.values["unit"]) for f in findings if f.severity == "warning"] == [("unit", "UTF-16 units")]


@pytest.mark.parametrize(
    ("text", "offsets", "unit"),
    [
        (b"a\r\nbag\r\ncat", "2 5;6 9", "code points, CR LF as one"),
        (b"\xef\xbb\xbfa bag cat", "3 6;7 10", "code points, with the byte order mark"),
        (b"a bag cat", "3 6;7 10", "code points, one too large"),
        (b"a bag cat", "1 4;5 8", "code points, one too small"),
        (b"a\r\nbag\r\ncat", "3 6;8 11", None),
    ],
)
def test_other_ways_of_counting_are_found(tmp_path: Path, split: Split, text, offsets, unit) -> None:
    one, other = offsets.split(";")
    folder = pair(tmp_path / "in", text, f"T1\tX {one}\tbag\nT2\tX {other}\tcat\n")

    (read,), findings = split(brat.read(folder))

    assert [read.text[e.spans[0].start : e.spans[0].end] for e in read.layers[0].entities] == ["bag", "cat"]
    assert [f.values["unit"] for f in findings if f.kind == "unit"] == ([unit] if unit else [])


def test_single_wrong_offsets_are_listed_and_what_points_at_them_too(tmp_path: Path, split: Split) -> None:
    ann = "T1\tX 0 3\tabc\nT2\tX 5 7\tef\nT3\tEv 8 9\th\nE1\tEv:T3 A:T1 B:T2\nR1\tRel Arg1:T1 Arg2:T2\t\nA1\tNeg T2\n"
    folder = pair(tmp_path / "in", "abc ef h", ann.replace("8 9", "7 8"))

    (read,), findings = split(brat.read(folder))

    layer = read.layers[0]
    assert [entity.id for entity in layer.entities] == ["T1"]
    assert [(a.role, a.target) for a in layer.events[0].arguments] == [("A", "T1")]
    assert layer.relations == ()
    assert [(f.kind, f.id) for f in findings] == [
        ("surface", "T2"), ("dangling", "R1"), ("dangling", "A1"), ("dangling", "E1"),
    ]  # fmt: skip
    assert all(str(finding) for finding in findings)


def test_every_kind_of_line_is_read(tmp_path: Path, split: Split) -> None:
    ann = (
        "T1\tORG 0 4;9 13\tabcd jklm\nT2\tORG 5 8\tfgh\nT3\tMeet 14 16\tno\n"
        "E1\tMeet:T3 Visitor:T1 Visitor2:T2 \nR1\tLike From:T1 To:T3\nA1\tConf E1 High\nM1\tNeg E1\n"
        "N1\tReference T1 Wikidata:Q1\tName\n#1\tAnnotatorNotes T2\ta note\twith tab\n*\tEquiv T1 T2\n"
    )
    folder = pair(tmp_path / "in", "abcd fgh jklm no", ann)

    (read,), findings = split(brat.read(folder))

    layer = read.layers[0]
    assert findings == []
    assert [(a.role, a.target) for a in layer.events[0].arguments] == [("Visitor", "T1"), ("Visitor", "T2")]
    assert (layer.relations[0].head, layer.relations[0].tail) == ("T1", "E1")
    assert layer.events[0].attributes == {"Conf": "High", "Neg": True}
    assert layer.entities[0].cluster == layer.entities[1].cluster == "Equiv1"
    assert (layer.comments[0].id, layer.comments[0].text) == ("C1", "a note\twith tab")
    again = tmp_path / "again"
    written([read], again)
    lines = (again / "d.ann").read_text("utf-8").split("\n")
    assert {"N1\tReference T1 Wikidata:Q1\tName", "R1\tLike From:T1 To:E1\t"} <= set(lines)


def test_split_files_are_read_together(tmp_path: Path, split: Split) -> None:
    (tmp_path / "d.txt").write_text("abc def", "utf-8")
    (tmp_path / "d.a1").write_text("T1\tX 0 3\tabc", "utf-8")
    (tmp_path / "d.a2").write_text("T2\tEv 4 7\tdef\nE1\tEv:T2 Theme:T1\n", "utf-8")

    (read,), findings = split(brat.read(tmp_path))

    assert findings == []
    assert read.layers[0].events[0].arguments[0].target == "T1"


def test_a_mention_over_a_line_break_is_joined_and_a_real_gap_is_not(tmp_path: Path, split: Split) -> None:
    folder = pair(tmp_path / "in", "ab\ncd ef", "T1\tX 0 2;3 5\tab cd\nT2\tX 3 5;6 8\tcd ef\nT3\tX 0 5\tab cd\n")

    (read,), _ = split(brat.read(folder))

    spans = [[(span.start, span.end) for span in entity.spans] for entity in read.layers[0].entities]
    assert spans == [[(0, 5)], [(3, 5), (6, 8)], [(0, 5)]]


def test_folders_with_the_same_texts_are_annotators(tmp_path: Path, split: Split) -> None:
    pair(tmp_path / "ali", "abc", "T1\tX 0 3\tabc\n")
    pair(tmp_path / "mona", "abc", "")

    (read,), _ = split(brat.read(tmp_path))

    assert (read.name, [layer.annotator for layer in read.layers]) == ("d.txt", ["ali", "mona"])


def test_folders_with_other_texts_are_folders(tmp_path: Path, split: Split) -> None:
    pair(tmp_path / "test", "abc", "")
    pair(tmp_path / "train", "abd", "")

    read, _ = split(brat.read(tmp_path))

    assert [document.name for document in read] == ["test/d.txt", "train/d.txt"]


@pytest.mark.parametrize("name", ["d.ann", "d.txt"])
def test_one_pair_is_read_by_either_name(tmp_path: Path, split: Split, name: str) -> None:
    pair(tmp_path, "abc", "T1\tX 0 3\tabc\n")
    (tmp_path / "other.txt").write_text("x", "utf-8")

    (read,), _ = split(brat.read(tmp_path / name))

    assert (read.name, len(read.layers[0].entities)) == ("d.txt", 1)


def test_an_archive_is_read_without_being_unpacked(sample: Document, tmp_path: Path, split: Split) -> None:
    written([sample], tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in files(tmp_path / "out"):
            archive.write(path, path.relative_to(tmp_path / "out").as_posix())
        archive.writestr("../evil.txt", "x")

    from_folder, _ = split(brat.read(tmp_path / "out"))
    from_archive, findings = split(brat.read(tmp_path / "a.zip"))

    assert from_archive == from_folder
    assert [f.file for f in findings if f.kind == "unsafe name"] == ["../evil.txt"]


def test_marks_without_text_and_lines_that_are_not_brat_are_listed(tmp_path: Path, split: Split) -> None:
    pair(tmp_path, "abc", "T1 X 0 3 abc\nnonsense\nT1\tX 0 3\tabc\nT1\tX 0 3\tabc\nT9\tX 0 999999999999\tabc\n")
    (tmp_path / "alone.ann").write_text("", "utf-8")

    (read,), findings = split(brat.read(tmp_path))

    assert len(read.layers[0].entities) == 1
    assert [finding.kind for finding in findings] == ["line", "line", "id twice", "line", "no text"]


def test_the_schema_is_read_with_the_documents(shared: Path, tmp_path: Path) -> None:
    schema = read_schema((shared / "presets" / "news-ere.toml").read_text("utf-8"))
    written([], tmp_path / "out", schema=schema)
    items = list(brat.read(tmp_path / "out"))
    (read,) = [item for item in items if isinstance(item, Schema)]
    assert [kind.id for kind in read.events] == [kind.id for kind in schema.events]
    assert [kind.label for kind in read.entities] == [kind.label for kind in schema.entities]


def test_what_is_not_there_and_what_is_not_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not there"):
        list(brat.read(tmp_path / "nothing"))
    (tmp_path / "x").write_text("x", "utf-8")
    with pytest.raises(AnnotatorError, match="not empty"):
        written([], tmp_path)


@settings(max_examples=60, deadline=None)
@given(ann=st.binary(max_size=60), text=st.binary(max_size=20), conf=st.binary(max_size=60))
def test_random_bytes_only_give_findings(ann: bytes, text: bytes, conf: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in (("d.ann", ann), ("d.txt", text), ("annotation.conf", conf), ("visual.conf", conf)):
            (folder / file).write_bytes(content)
        assert all(str(item) for item in brat.read(folder))


LINES = (
    (
        "T1 X 0_2 ab|T2 X 3_5 cd|T2 X 0_1;1_2 a_b|T3 Y 9_9 |E1 Y:T1_A:T2_A2:E1|E2 Y:T9|A1 N_T1|A2 N_T1_v|* Equiv_T1_T2"
        "|* Equiv_T2_E1|R1 L_Arg2:T1_Arg1:E1|R1 L_a:T1|#1 AnnotatorSpans_T1 [[0,2]]|N1 R_T2_a:b x|| |* |R3 |E3 _"
        "|#2 AnnotatorSpans_T2 [[9e9,1]]|T4 \u202eX_0_2 ab|T5 X_0_2|T6 X_0_2;1_2 ab_b|T7 X_0_2 ab|E4 Y:T7|E5 Y:T7_A:T7"
    )
    .replace("T5 X_", "T5 X ")
    .replace(" X ", " X_")
    .replace(" Y ", " Y_")
    .replace(" ", "\t")
    .replace("_", " ")
    .split("|")
)


@settings(max_examples=100, deadline=None)
@given(lines=st.lists(st.sampled_from(LINES), max_size=12))
def test_any_order_of_lines_gives_a_sound_document_and_findings(split: Split, lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pair(Path(name), "ab cd", "\n".join(lines))
        (read,), findings = split(brat.read(folder))
        assert all(map(str, findings))
        written([read], folder / "again")
        again, _ = split(brat.read(folder / "again"))
        assert [len(layer.entities) for layer in again[0].layers] == [len(layer.entities) for layer in read.layers]


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("d.txt", "abc" * 1000)
    (tmp_path / "a.zip").write_bytes(buffer.getvalue()[:60])
    with pytest.raises(InputError):
        list(brat.read(tmp_path / "a.zip"))
