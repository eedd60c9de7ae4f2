import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.domain.span import Span, surface
from annotator.formats import prodigy
from annotator.formats.format import WriteOptions
from tests.formats.losing import apart, assert_equal_but_for_losses, same_again


def stored(folder: Path, *rows: dict[str, object]) -> Path:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path) -> None:
    prodigy.write([sample], tmp_path / "a.jsonl", WriteOptions())
    assert (tmp_path / "a.jsonl").read_bytes() == (golden / "sample.prodigy.jsonl").read_bytes()


def test_tokens_give_back_the_text_and_hold_every_span(golden: Path) -> None:
    for line in (golden / "sample.prodigy.jsonl").read_text("utf-8").split("\n")[:-1]:
        row = json.loads(line)
        assert "".join(token["text"] + " " * token["ws"] for token in row["tokens"]) == row["text"]
        for span in row["spans"]:
            assert row["tokens"][span["token_start"]]["start"] == span["start"]
            assert row["tokens"][span["token_end"]]["end"] == span["end"]
        for relation in row["relations"]:
            assert relation["head"] == relation["head_span"]["token_end"]


FOREIGN = {
    "text": "😀 زار وزير مصر",
    "_input_hash": 1,
    "tokens": [
        {"text": "😀", "start": 0, "end": 1, "id": 0, "ws": True},
        {"text": "زار", "start": 2, "end": 5, "id": 1, "ws": True},
        {"text": "وزير", "start": 6, "end": 10, "id": 2, "ws": True}, {"text": "مصر", "start": 11, "end": 14, "id": 3},
    ],
    "spans": [
        {"start": 6, "end": 14, "token_start": 2, "token_end": 3, "label": "شخص"},
        {"start": 11, "end": 14, "token_start": 3, "token_end": 3, "label": "دولة"},
        {"start": 2, "end": 5, "token_start": 1, "token_end": 1, "label": "فعل"},
    ],
    "relations": [{"head": 1, "child": 3, "label": "من"}],
    "answer": "accept", "meta": {"source": "مثال"}, "_annotator_id": "ليلى",
}  # fmt: skip


def test_relations_name_the_last_token_and_annotators_are_layers(tmp_path: Path) -> None:
    other = {**FOREIGN, "_annotator_id": "سعد", "relations": [], "spans": []}
    (document,), _ = apart(prodigy.read(stored(tmp_path, FOREIGN, other)))
    layer, second = document.layers
    assert (layer.annotator, second.annotator) == ("ليلى", "سعد")
    assert [surface(document.text, mark.spans) for mark in layer.entities] == ["وزير مصر", "مصر", "زار"]
    assert [(relation.head, relation.tail) for relation in layer.relations] == [("T3", "T1")]
    assert document.metadata == {"source": "مثال"}


def test_what_was_rejected_is_no_gold(tmp_path: Path) -> None:
    documents, findings = apart(prodigy.read(stored(tmp_path, {**FOREIGN, "answer": "reject"})))
    assert documents == []
    assert [finding.kind for finding in findings] == ["rejected"]


def test_offsets_in_utf16_units_are_recognised_for_the_whole_file(tmp_path: Path) -> None:
    spans = [{**span, "start": span["start"] + 1, "end": span["end"] + 1} for span in FOREIGN["spans"]]  # type: ignore[attr-defined]
    rows = {**FOREIGN, "spans": spans}, {**FOREIGN, "text": "بلا رموز", "spans": [], "relations": []}
    documents, findings = apart(prodigy.read(stored(tmp_path, *rows)))
    assert documents[0].layers[0].entities[1].spans == (Span(11, 14),)
    assert [finding.values["unit"] for finding in findings if finding.kind == "unit"] == ["UTF-16 units"]


def test_spans_that_fit_in_no_unit_are_named_and_left_out(tmp_path: Path) -> None:
    row = {
        "text": "زار مصر",
        "spans": [{"start": 0, "end": 3, "text": "مصر", "label": "X"}, {"start": 4, "end": 7, "label": "Y"}],
    }
    (document,), findings = apart(prodigy.read(stored(tmp_path, row)))
    assert [mark.type for mark in document.layers[0].entities] == ["Y"]
    assert [finding.kind for finding in findings] == ["surface", "unproven"]


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_what_is_read_back_is_equal_but_for_the_losses(documents, data: st.DataObject) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        writing = prodigy.write([document], path, WriteOptions())
        backs, findings = apart(prodigy.read(path))
        assert [finding for finding in findings if finding.severity == "error"] == []
        assert_equal_but_for_losses(document, backs[0], writing)
        assert (backs[0].name, backs[0].metadata) == (document.name, document.metadata)
        same_again(prodigy, backs, Path(folder) / "b.jsonl")


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 20000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, at: int, byte: int) -> None:
    source = bytearray((golden / "sample.prodigy.jsonl").read_bytes())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.jsonl").write_bytes(source)
        assert [str(item) for item in prodigy.read(Path(folder) / "a.jsonl")]
