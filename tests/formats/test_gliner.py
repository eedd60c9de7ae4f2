import json
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Entity, Layer, Relation
from annotator.domain.span import Span, surface
from annotator.formats import gliner, glirel
from annotator.formats.format import WriteOptions
from tests.formats.losing import apart, assert_equal_but_for_losses, ids, same_again


def test_the_sample_gives_its_golden_files(sample: Document, golden: Path, tmp_path: Path) -> None:
    gliner.write([sample], tmp_path / "a.json", WriteOptions())
    glirel.write([sample], tmp_path / "b.jsonl", WriteOptions(options={"unit": "sentence"}))
    assert (tmp_path / "a.json").read_bytes() == (golden / "sample.gliner.json").read_bytes()
    assert (tmp_path / "b.jsonl").read_bytes() == (golden / "sample.glirel.jsonl").read_bytes()


def test_ranges_are_inclusive_and_relations_name_places(tmp_path: Path) -> None:
    row = {
        "tokenized_text": ["زار", "وزير", "مصر"],
        "ner": [[1, 2, "شخص"], [2, 2, "دولة"]],
        "relations": [[0, 1, "وزير"]],
    }
    (tmp_path / "a.json").write_text(json.dumps([row]), "utf-8")
    (document,), findings = apart(gliner.read(tmp_path / "a.json"))
    (layer,) = document.layers
    assert [surface(document.text, mark.spans) for mark in layer.entities] == ["وزير مصر", "مصر"]
    assert [(relation.head, relation.tail) for relation in layer.relations] == [("T1", "T2")]
    assert [finding.kind for finding in findings] == ["rebuilt"]


def test_marks_that_cannot_be_placed_are_left_out_and_named(tmp_path: Path) -> None:
    row = {
        "tokenized_text": ["أ", "ب"],
        "ner": [[0, 5, "X"], [1, 1, "X"], ["a"]],
        "relations": [[0, 1, "r"], [1, 1, "r"]],
    }
    (tmp_path / "a.json").write_text(json.dumps([row]), "utf-8")
    (document,), findings = apart(gliner.read(tmp_path / "a.json"))
    assert [mark.id for mark in document.layers[0].entities] == ["T2"]
    assert [relation.id for relation in document.layers[0].relations] == ["R2"]
    assert [(finding.kind, finding.id) for finding in findings[1:]] == [
        ("offset", "T1"),
        ("shape", "T3"),
        ("shape", "R1"),
    ]


def test_what_the_trainer_leaves_out_is_named(tmp_path: Path) -> None:
    spans = [Span(0, 11), Span(0, 3), Span(0, 3), Span(12, 13)]
    marks = tuple(Entity(f"T{n}", f"X{n}", (span,)) for n, span in enumerate(spans, 1))
    item = Document("d", "d", "أ ب ج د ه و ز", (Layer("gold", entities=marks),))
    options = WriteOptions(options={"width": "5", "length": "6"})
    losses = gliner.write([item], tmp_path / "a.json", options).losses
    assert ids(losses, "trainer: wide") == {"T1"}
    assert ids(losses, "trainer: same span") == {"T2"}
    assert ids(losses, "trainer: long") == {"T4"}


def test_links_over_sentences_are_named(sample: Document, tmp_path: Path) -> None:
    marks = (Entity("T1", "X", (Span(0, 2),)), Entity("T2", "X", (Span(5, 7),)))
    layer = Layer("gold", entities=marks, relations=(Relation("R1", "r", "T1", "T2"),))
    item = Document("d", "d", "أب. ود.", (layer,))
    losses = gliner.write([item], tmp_path / "a.json", WriteOptions(options={"unit": "sentence"})).losses
    assert ids(losses, "far") == {"R1"}


ROUND = [{}, {"edges": "words"}, {"edges": "leave", "tokens": "white space"}, {"pieces": "hull"}]


@settings(max_examples=100, deadline=None)
@given(data=st.data(), choice=st.sampled_from(ROUND))
def test_what_is_read_back_is_equal_but_for_the_losses(documents, data: st.DataObject, choice: dict[str, str]) -> None:
    item = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        writing = gliner.write([item], path, WriteOptions(options=choice))
        backs, findings = apart(gliner.read(path))
        assert [finding for finding in findings if finding.severity == "error"] == []
        if backs:
            assert_equal_but_for_losses(item, backs[0], writing, rebuilt=True)
            same_again(gliner, backs, Path(folder) / "b.json", **choice)
