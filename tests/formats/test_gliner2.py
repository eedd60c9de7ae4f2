import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.domain.schema import EntityType, EventType, RelationType, Role, Schema, Wording
from annotator.domain.span import Span, surface
from annotator.formats import gliner2
from annotator.formats.format import WriteOptions
from tests.formats.losing import apart, assert_equal_but_for_losses, ids, same_again


def stored(folder: Path, *rows: object) -> Path:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path) -> None:
    gliner2.write([sample], tmp_path / "a.jsonl", WriteOptions())
    assert (tmp_path / "a.jsonl").read_bytes() == (golden / "sample.gliner2.jsonl").read_bytes()


def test_a_string_stands_for_all_its_occurrences_as_tokens(tmp_path: Path) -> None:
    output = {"entities": {"مدينة": ["القاهرة"], "شخص": []}}
    path = stored(tmp_path, {"input": "القاهرة وللقاهرة ثم القاهرة", "output": output})
    (document,), findings = apart(gliner2.read(path))
    assert [mark.spans[0].start for mark in document.layers[0].entities] == [0, 20]
    assert findings == []


def test_a_sub_token_string_is_told_because_the_trainer_finds_nothing(tmp_path: Path) -> None:
    path = stored(tmp_path, {"input": "للقاهرة", "output": {"entities": {"مدينة": ["قاهرة"]}}})
    (document,), findings = apart(gliner2.read(path))
    assert not document.layers[0].entities
    assert [finding.kind for finding in findings] == ["not found"]


def test_records_are_events_by_their_anchor_and_ends_without_type_are_told(tmp_path: Path) -> None:
    choice = {"value": "a", "choices": ["a"]}
    output = {
        "json_structures": [{"زيارة": {"من": "الوزير", "trigger": "زار", "إلى": ["مصر"], "نوع": choice}}],
        "record_metadata": {"زيارة": {"mode": "natural", "anchor": "trigger"}},
        "relations": [{"وزير": {"head": "الوزير", "tail": "مصر"}}],
        "classifications": [{"task": "x", "labels": ["y"], "true_label": ["y"]}],
    }  # fmt: skip
    path = stored(tmp_path, {"input": "زار الوزير مصر", "output": output})
    (document,), findings = apart(gliner2.read(path))
    (layer,) = document.layers
    assert surface(document.text, layer.events[0].trigger) == "زار"
    assert layer.events[0].attributes == {"نوع": "a"}
    assert [(a.role, a.target) for a in layer.events[0].arguments] == [("من", "T1"), ("إلى", "T2")]
    assert [(r.head, r.tail) for r in layer.relations] == [("T1", "T2")]
    assert [finding.kind for finding in findings] == ["untyped"]
    assert "classifications" in document.extra["gliner2"]


def test_offsets_in_utf16_units_are_recognised(tmp_path: Path) -> None:
    output = {"entities": {"X": [{"text": "مصر", "start": 3, "end": 6}]}}
    (document,), findings = apart(gliner2.read(stored(tmp_path, {"input": "😀 مصر", "output": output})))
    assert document.layers[0].entities[0].spans == (Span(2, 5),)
    assert [finding.values["unit"] for finding in findings if finding.kind == "unit"] == ["UTF-16 units"]


def test_types_go_out_by_their_names_and_absent_ones_are_listed(sample: Document, tmp_path: Path) -> None:
    word = Wording(ar="شخص مهمّ", en="person")
    schema = Schema(
        "s",
        Wording(en="s"),
        entities=(EntityType("PER", word, "#111111"), EntityType("XX", Wording(ar="غائب"), "#111111")),
        relations=(RelationType("ORG-AFF.Leadership", Wording(ar="رئاسة"), "#111111"),),
        events=(EventType("Contact.Meet", Wording(ar="لقاء"), "#1", roles=(Role("Entity", Wording(ar="طرف"), ()),)),),
    )
    writing = gliner2.write([sample], tmp_path / "a.jsonl", WriteOptions(schema=schema, language="ar"))
    output = json.loads((tmp_path / "a.jsonl").read_text("utf-8"))["output"]
    assert output["entities"]["غائب"] == []
    assert len(output["entities"]["شخص مهمّ"]) == 3
    assert "رئاسة" in output["relations"][0]
    assert set(output["json_structures"][0]["لقاء"]) == {"trigger", "طرف", "Place"}
    assert ids(writing.losses, "type names") == {"T1", "T3", "T6", "R1", "E1"}


def test_marks_off_the_trainers_tokens_are_named(sample: Document, tmp_path: Path) -> None:
    writing = gliner2.write([sample], tmp_path / "a.jsonl", WriteOptions())
    assert ids(writing.losses, "trainer: tokens") == {"T6", "T7", "T9", "E1"}


def test_sentences_are_examples_of_their_own(sample: Document, tmp_path: Path) -> None:
    writing = gliner2.write([sample], tmp_path / "a.jsonl", WriteOptions(options={"unit": "sentence"}))
    documents, findings = apart(gliner2.read(tmp_path / "a.jsonl"))
    assert len(documents) == 2
    assert {finding.kind for finding in findings} == {"unusual"}
    assert ids(writing.losses, "far") == {"E1", "E2"}


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_what_is_read_back_is_equal_but_for_the_losses(documents, data: st.DataObject) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        writing = gliner2.write([document], path, WriteOptions())
        backs, findings = apart(gliner2.read(path))
        if not document.layers:
            return
        assert [finding for finding in findings if finding.severity == "error"] == []
        assert_equal_but_for_losses(document, backs[0], writing)
        same_again(gliner2, backs, Path(folder) / "b.jsonl")


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 2000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, at: int, byte: int) -> None:
    source = bytearray((golden / "sample.gliner2.jsonl").read_bytes())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.jsonl").write_bytes(source)
        assert [str(item) for item in gliner2.read(Path(folder) / "a.jsonl")]
