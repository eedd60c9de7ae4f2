import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.domain.span import surface
from annotator.formats import textee
from annotator.formats.format import WriteOptions
from tests.formats.losing import apart, assert_equal_but_for_losses, same_again


@pytest.mark.parametrize("form", ["textee", "oneie"])
def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path, form: str) -> None:
    textee.write([sample], tmp_path / "a.jsonl", WriteOptions(options={"form": form}))
    assert (tmp_path / "a.jsonl").read_bytes() == (golden / f"sample.{form}.jsonl").read_bytes()


FOREIGN = [
    {
        "doc_id": "d", "wnd_id": "d-0", "text": "زار وزيرُ مصرَ.", "lang": "ar", "tokens": ["زار", "وزيرُ", "مصرَ", "."],
        "entity_mentions": [
            {"id": "d-1", "entity_type": "PER", "text": "وزيرُ مصرَ", "start": 1, "end": 3},
            {"id": "d-2", "entity_type": "GPE", "text": "مصرَ", "start": 2, "end": 3},
        ],
        "relation_mentions": [{"id": "d-r", "relation_type": "ORG-AFF", "arguments": [
            {"entity_id": "d-2", "role": "Arg-2", "text": "مصرَ"},
            {"entity_id": "d-1", "role": "Arg-1", "text": "وزيرُ مصرَ"},
        ]}],
        "event_mentions": [{"id": "d-e", "event_type": "Move", "trigger": {"text": "زار", "start": 0, "end": 1},
            "arguments": [{"entity_id": "d-1", "role": "Agent", "text": "وزيرُ مصرَ", "start": 1, "end": 3}]}],
    },
    {"doc_id": "d", "wnd_id": "d-1", "text": "عاد", "tokens": ["عاد"], "entity_mentions": [], "event_mentions": []},
]  # fmt: skip


def stored(folder: Path, *rows: object) -> Path:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_windows_of_one_document_are_put_together(tmp_path: Path) -> None:
    (document,), findings = apart(textee.read(stored(tmp_path, *FOREIGN)))
    (layer,) = document.layers
    assert (document.text, document.language) == ("زار وزيرُ مصرَ.\nعاد", "ar")
    assert [(mark.id, surface(document.text, mark.spans)) for mark in layer.entities] == [
        ("d-1", "وزيرُ مصرَ"), ("d-2", "مصرَ"),
    ]  # fmt: skip
    assert [(argument.role, argument.target) for argument in layer.events[0].arguments] == [("Agent", "d-1")]
    assert [(relation.head, relation.tail) for relation in layer.relations] == [("d-1", "d-2")]
    assert [finding for finding in findings if finding.severity != "note"] == []


def test_ids_that_start_again_in_each_window_are_kept_apart(tmp_path: Path) -> None:
    (document,), _ = apart(textee.read(stored(tmp_path, FOREIGN[0], {**FOREIGN[0], "wnd_id": "d-1"})))
    (layer,) = document.layers
    assert [mark.id for mark in layer.entities] == ["d-1", "d-2", "d-1-2", "d-2-2"]
    assert [(relation.head, relation.tail) for relation in layer.relations] == [("d-1", "d-2"), ("d-1-2", "d-2-2")]


def test_wrong_offsets_and_ends_are_named_and_left_out(tmp_path: Path) -> None:
    entities = [
        {"id": "1", "entity_type": "X", "text": "ب", "start": 0, "end": 1},
        {"id": "2", "entity_type": "X", "start": 0, "end": 5},
        {"id": "3", "entity_type": "X", "start": 1, "end": 2},
    ]
    events = [
        {
            "id": "e",
            "event_type": "E",
            "trigger": {"start": 0, "end": 1},
            "arguments": [{"entity_id": "1", "role": "r"}],
        }
    ]
    row = {"doc_id": "d", "tokens": ["أ", "ب"], "entity_mentions": entities, "event_mentions": events}
    (document,), findings = apart(textee.read(stored(tmp_path, row)))
    assert document.text == "أ ب"
    assert [mark.id for mark in document.layers[0].entities] == ["3"]
    assert [finding.kind for finding in findings] == ["rebuilt", "surface", "offset", "dangling"]


ROUND = [{}, {"unit": "document"}, {"edges": "words", "form": "oneie"}, {"edges": "leave"}, {"pieces": "hull"}]


@settings(max_examples=100, deadline=None)
@given(data=st.data(), choice=st.sampled_from(ROUND))
def test_what_is_read_back_is_equal_but_for_the_losses(documents, data: st.DataObject, choice: dict[str, str]) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        writing = textee.write([document], path, WriteOptions(options=choice))
        backs, findings = apart(textee.read(path))
        assert [finding for finding in findings if finding.severity == "error"] == []
        if document.layers:
            is_inexact = any(loss.kind == "text" for loss in writing.losses)
            assert_equal_but_for_losses(document, backs[0], writing, rebuilt=is_inexact)
            same_again(textee, backs, Path(folder) / "b.jsonl", **choice)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 20000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, at: int, byte: int) -> None:
    source = bytearray((golden / "sample.textee.jsonl").read_bytes())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.jsonl").write_bytes(source)
        assert [str(item) for item in textee.read(Path(folder) / "a.jsonl")]
