import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Entity, Layer
from annotator.domain.span import Span, surface
from annotator.formats import doccano
from annotator.formats.format import WriteOptions
from tests.formats.losing import apart, assert_equal_but_for_losses, ids

OPTIONS = [{}, {"offsets": "graphemes"}, {"form": "labels"}, {"offsets": "code points", "pieces": "hull"}]


@pytest.mark.parametrize("choice", range(3))
def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path, choice: int) -> None:
    doccano.write([sample], tmp_path / "a.jsonl", WriteOptions(options=OPTIONS[choice]))
    assert (tmp_path / "a.jsonl").read_bytes() == (golden / f"sample.doccano.{choice}.jsonl").read_bytes()


TEXT = "👨🏻‍🚒 زار الوزيرُ القاهرةَ اليوم"
SPANS = {"UTF-16 units": (8, 11), "code points": (5, 8), "graphemes": (2, 5)}


@pytest.mark.parametrize("unit", SPANS)
def test_the_unit_is_told_from_where_words_end_in_the_whole_file(tmp_path: Path, unit: str) -> None:
    start, end = SPANS[unit]
    far = {"UTF-16 units": (20, 28), "code points": (17, 25), "graphemes": (13, 20)}[unit]
    rows = [{"id": 1, "text": TEXT, "label": [[start, end, "فعل"], [*far, "مدينة"]], "source": "مثال"}]
    rows.append({"id": 2, "text": "بلا رموز", "label": [[0, 3, "X"]]})
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    documents, findings = apart(doccano.read(tmp_path / "a.jsonl"))
    marks = documents[0].layers[0].entities
    assert [surface(TEXT, mark.spans) for mark in marks] == ["زار", "القاهرةَ"]
    assert documents[0].metadata == {"source": "مثال"}
    assert (
        [finding.severity for finding in findings if finding.kind == "unit"] == []
        if unit == "code points"
        else ["note"]
    )


def test_a_unit_that_cannot_be_told_is_a_warning(tmp_path: Path) -> None:
    row = {"text": "أ😀ب ج د ه", "label": [[0, 9, "X"]]}
    (tmp_path / "a.jsonl").write_text(json.dumps({**row, "label": [[4, 6, "X"]]}), "utf-8")
    _, findings = apart(doccano.read(tmp_path / "a.jsonl"))
    assert [finding.severity for finding in findings if finding.kind == "unit"] == ["warning"]


def test_relations_and_spans_that_do_not_fit_are_named(tmp_path: Path) -> None:
    entities = [
        {"id": 7, "label": "X", "start_offset": 0, "end_offset": 2},
        {"id": 8, "label": "X", "start_offset": 2, "end_offset": 90},
    ]
    relations = [{"id": 1, "from_id": 7, "to_id": 8, "type": "r"}, {"id": 2, "from_id": 7, "to_id": 7, "type": "s"}]
    row = {"text": "نص قصير", "entities": entities, "relations": relations}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")
    (document,), findings = apart(doccano.read(tmp_path / "a.jsonl"))
    assert [mark.id for mark in document.layers[0].entities] == ["T7"]
    assert [relation.type for relation in document.layers[0].relations] == ["s"]
    assert {finding.kind for finding in findings} >= {"offset", "dangling"}


def test_mentions_inside_a_grapheme_are_named_where_graphemes_are_counted(tmp_path: Path) -> None:
    item = Document("d", "d", "مصرَ", (Layer("gold", entities=(Entity("T1", "X", (Span(0, 3),)),)),))
    writing = doccano.write([item], tmp_path / "a.jsonl", WriteOptions(options={"offsets": "graphemes"}))
    assert ids(writing.losses, "graphemes") == {"T1"}


@settings(max_examples=100, deadline=None)
@given(data=st.data(), choice=st.sampled_from(OPTIONS))
def test_what_is_read_back_is_equal_but_for_the_losses(documents, data: st.DataObject, choice: dict[str, str]) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        writing = doccano.write([document], path, WriteOptions(options=choice))
        backs, findings = apart(doccano.read(path))
        assert [finding for finding in findings if finding.severity == "error"] == []
        if document.layers:
            assert_equal_but_for_losses(document, backs[0], writing)
        assert (backs[0].name, backs[0].metadata) == (document.name, document.metadata)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 5000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, at: int, byte: int) -> None:
    source = bytearray((golden / "sample.doccano.0.jsonl").read_bytes())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.jsonl").write_bytes(source)
        assert [str(item) for item in doccano.read(Path(folder) / "a.jsonl")]


OLD = {
    "labels": [[4, 7, "PER"]],
    "annotation_approver": None,
    "meta": {},
}
NUMBERED = {
    "annotations": [
        {"label": 3, "start_offset": 4, "end_offset": 7, "user": 1},
        {"label": 4, "start_offset": 8, "end_offset": 13, "user": 2},
    ],
    "annotation_approver": "admin",
}


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [(OLD, [("", "PER", "كيم")]), (NUMBERED, [("1", "3", "كيم"), ("2", "4", "موسكو")])],
    ids=["labels", "users"],
)
def test_exports_of_old_releases_are_found_and_read(
    tmp_path: Path, stated: dict[str, object], wanted: list[tuple[str, str, str]]
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"id": 1, "text": "زار كيم موسكو", **stated}, ensure_ascii=False) + "\n", "utf-8")

    (document,), _ = apart(doccano.read(path))

    assert doccano.detect(path) > 0.5
    assert [
        (layer.annotator, mark.type, document.text[mark.spans[0].start : mark.spans[0].end])
        for layer in document.layers
        for mark in layer.entities
    ] == wanted


def test_a_file_may_be_named_after_its_annotator(tmp_path: Path) -> None:
    row = {"id": 1, "text": "زار كيم", "label": [[4, 7, "PER"]]}
    (tmp_path / "amal.jsonl").write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    names = [
        (document.name, [layer.annotator for layer in document.layers])
        for options in ({}, {"whose": "file"})
        for document in apart(doccano.read(tmp_path / "amal.jsonl", options))[0]
    ]
    assert names == [("amal", [""]), ("doccano-1", ["amal"])]
