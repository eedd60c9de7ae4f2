import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.domain.span import surface
from annotator.formats import dygie
from annotator.formats.format import WriteOptions
from tests.formats.losing import apart, assert_equal_but_for_losses, ids, same_again


def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path) -> None:
    dygie.write([sample], tmp_path / "a.jsonl", WriteOptions())
    assert (tmp_path / "a.jsonl").read_bytes() == (golden / "sample.dygie.jsonl").read_bytes()


FOREIGN = {
    "doc_key": "مقال",
    "dataset": "ace",
    "sentences": [["زار", "وزير", "مصر", "."], ["عاد", "الوزير"]],
    "ner": [[[1, 2, "PER"], [2, 2, "GPE"]], [[5, 5, "PER"]]],
    "relations": [[[1, 2, 2, 2, "ORG-AFF"]], []],
    "events": [[[[0, "Move"], [1, 2, "Agent"], [2, 2, "Place"]]], [[[4, "Move"], [5, 5, "Agent"]]]],
    "clusters": [[[1, 2], [5, 5]]],
    "event_clusters": [[[0, 0], [4, 4]]],
}


def test_numbers_count_through_the_document_and_are_inclusive(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(FOREIGN), "utf-8")
    (document,), findings = apart(dygie.read(tmp_path / "a.jsonl"))
    (layer,) = document.layers
    assert document.name == "مقال"
    assert document.text == "زار وزير مصر .\nعاد الوزير"
    assert [surface(document.text, mark.spans) for mark in layer.entities] == ["وزير مصر", "مصر", "الوزير"]
    assert [mark.cluster for mark in layer.entities] == ["c1", None, "c1"]
    assert [(a.role, a.target) for a in layer.events[0].arguments] == [("Agent", "T1"), ("Place", "T2")]
    assert [event.cluster for event in layer.events] == ["ev1", "ev1"]
    assert [(relation.head, relation.tail) for relation in layer.relations] == [("T1", "T2")]
    assert [finding.kind for finding in findings] == ["rebuilt"]


def test_a_foreign_file_goes_out_as_it_came_in(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(FOREIGN), "utf-8")
    writing = dygie.write(apart(dygie.read(tmp_path / "a.jsonl"))[0], tmp_path / "b.jsonl", WriteOptions())
    row = json.loads((tmp_path / "b.jsonl").read_text("utf-8"))
    assert {key: value for key, value in row.items() if key[0] != "_"} == {**FOREIGN, "dataset": "annotator"}
    assert {loss.kind for loss in writing.losses} == {"cluster names"}


def test_marks_outside_the_tokens_are_named(tmp_path: Path) -> None:
    row = {"doc_key": "d", "sentences": [["أ"]], "ner": [[[0, 3, "X"], [0, 0, "Y"], "z"]], "events": [[[[0, 1]]]]}
    (tmp_path / "a.jsonl").write_text(json.dumps(row), "utf-8")
    (document,), findings = apart(dygie.read(tmp_path / "a.jsonl"))
    assert [mark.type for mark in document.layers[0].entities] == ["Y"]
    assert [finding.kind for finding in findings] == ["rebuilt", "offset", "shape", "shape"]


def test_an_empty_token_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"doc_key": "d", "sentences": [["أ", ""]]}), "utf-8")
    assert [finding.kind for finding in apart(dygie.read(tmp_path / "a.jsonl"))[1]] == ["empty token"]


def test_links_over_sentences_and_long_triggers_are_named(sample: Document, tmp_path: Path) -> None:
    losses = dygie.write([sample], tmp_path / "a.jsonl", WriteOptions()).losses
    assert ids(losses, "far") == {"E1", "E2"}
    losses = dygie.write([sample], tmp_path / "a.jsonl", WriteOptions(options={"unit": "document"})).losses
    assert ids(losses, "far") == set()


ROUND = [{}, {"unit": "document"}, {"edges": "words"}, {"edges": "leave"}, {"pieces": "first"}, {"trigger": "last"}]


@settings(max_examples=100, deadline=None)
@given(data=st.data(), choice=st.sampled_from(ROUND))
def test_what_is_read_back_is_equal_but_for_the_losses(documents, data: st.DataObject, choice: dict[str, str]) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        writing = dygie.write([document], path, WriteOptions(options=choice))
        backs, findings = apart(dygie.read(path))
        assert [finding for finding in findings if finding.severity == "error"] == []
        if document.layers:
            assert_equal_but_for_losses(document, backs[0], writing)
            if not ids(writing.losses, "triggers"):  # one cut to a word may have held two sentences together
                same_again(dygie, backs, Path(folder) / "b.jsonl", **choice)


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 20000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, at: int, byte: int) -> None:
    source = bytearray((golden / "sample.dygie.jsonl").read_bytes())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.jsonl").write_bytes(source)
        assert [str(item) for item in dygie.read(Path(folder) / "a.jsonl")]
