import tempfile
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Entity, Layer
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.formats import conll
from annotator.formats.format import Finding, Loss, WriteOptions

Split = Callable[[object], tuple[list[Document], list[Finding]]]
CHOICES = {
    "outermost": {},
    "innermost": {"nested": "innermost"},
    "columns": {"nested": "columns"},
    "words": {"tokens": "words"},
}


def written(document: Document, folder: Path, **options: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    writing = conll.write([document], folder / "a.conll", WriteOptions(options=options))
    losses: list[Loss] = list(writing.losses)
    return (folder / "a.conll").read_text("utf-8"), {loss.kind: loss.ids for loss in losses}


@pytest.mark.parametrize("choice", CHOICES)
def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path, choice: str) -> None:
    made, _ = written(sample, tmp_path, **CHOICES[choice])
    assert made == (golden / f"sample.{choice}.conll").read_text("utf-8")


def test_every_mark_that_is_not_written_is_named(sample: Document, tmp_path: Path) -> None:
    _, losses = written(sample, tmp_path)
    assert losses == {
        "text": (), "discontinuous": ("T8",), "nested": ("T2", "T13", "T5"), "crossing": ("T10",),
        "annotators": ("ليلى",), "events": ("E1", "E2"), "relations": ("R1",), "subtypes": ("T1",),
        "attributes": ("T1", "T3"), "clusters": ("c-kazimi",), "comments": ("C1", "C2"),
        "metadata": ("language", "schema", "source"),
    }  # fmt: skip


def document_of(text: str, *spans: tuple[int, int]) -> Document:
    entities = tuple(Entity(f"T{n}", f"X{n}", (Span(*span),)) for n, span in enumerate(spans, 1))
    return Document("d", "d", text, (Layer("gold", entities=entities),))


def test_a_sentence_does_not_end_inside_an_entity(tmp_path: Path) -> None:
    made, _ = written(document_of("وصل د. علي. ثم غادر.\nوعاد.", (12, 22)), tmp_path)
    assert "غادر I-X1\n. I-X1\nو I-X1\nعاد O" in made


def test_invisible_tokens_and_blanks_are_never_written(tmp_path: Path) -> None:
    made, losses = written(document_of("أ \u200f ب\u00a0ج\u2028د \x07 ه", (2, 3), (4, 7)), tmp_path)
    assert made.split("\n")[2:-2] == ["أ O", "ب B-X2", "ج I-X2", "", "د O", "ه O"]
    assert losses["invisible"] == ("T1",)


def test_entities_that_meet_in_a_word_are_told_when_they_grow(tmp_path: Path) -> None:
    made, losses = written(document_of("وللقاهرة", (0, 1), (3, 8)), tmp_path, tokens="words")
    assert made.split("\n")[2] == "وللقاهرة B-X1"
    assert (losses["sub-token"], losses["same span"]) == (("T1", "T2"), ("T2",))


def test_documents_of_other_annotators_are_left_out_and_named(sample: Document, tmp_path: Path) -> None:
    other = document_of("نص", (0, 2))
    writing = conll.write([sample, other], tmp_path / "a.conll", WriteOptions(annotator="ليلى"))
    assert (tmp_path / "a.conll").read_text("utf-8").count("-DOCSTART-") == 1
    assert [loss.document for loss in writing.losses if loss.kind == "no layer"] == ["d"]


def test_documents_of_one_file_have_the_same_columns(sample: Document, tmp_path: Path) -> None:
    options = WriteOptions(options={"nested": "columns"})
    conll.write([document_of("نص", (0, 2)), sample], tmp_path / "a.conll", options)
    lines = (tmp_path / "a.conll").read_text("utf-8").split("\n")
    assert {line.count(" ") for line in lines if line} == {3}


def test_an_unknown_option_is_told(sample: Document, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="outermost, innermost, columns"):
        written(sample, tmp_path, nested="all")


@settings(max_examples=100, deadline=None)
@given(data=st.data(), choice=st.sampled_from(list(CHOICES)))
def test_the_file_holds_every_entity_that_is_not_named_as_lost(documents, data: st.DataObject, choice: str) -> None:
    document = data.draw(documents)
    layer = next((layer for layer in document.layers if layer.annotator == "gold"), next(iter(document.layers), None))
    with tempfile.TemporaryDirectory() as folder:
        made, losses = written(document, Path(folder), **CHOICES[choice])
    rows = [line.split() for line in made.splitlines()]
    assert all(len(row) in (0, len(rows[0])) for row in rows)
    begun = Counter(tag for row in rows for tag in row[1:] if tag.startswith("B-"))
    gone = {
        key
        for kind in ("nested", "crossing", "same span", "discontinuous", "invisible")
        for key in losses.get(kind, ())
    }
    entities = layer.entities if layer else ()
    assert begun == Counter("B-" + "_".join(e.type.split()) for e in entities if e.id not in gone)
    for column in zip(*[row or ["", "O"] + ["O"] * len(rows[0]) for row in rows], strict=False):
        assert all(now[:2] != "I-" or before[2:] == now[2:] for before, now in pairwise(column))
