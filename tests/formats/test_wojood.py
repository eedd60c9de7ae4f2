import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Entity, Layer
from annotator.domain.span import Span, surface
from annotator.formats import wojood
from annotator.formats.format import WriteOptions
from tests.formats.losing import apart, assert_equal_but_for_losses, ids


@pytest.mark.parametrize("mode", ["faithful", "trainable"])
def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path, mode: str) -> None:
    wojood.write([sample], tmp_path / "a.txt", WriteOptions(options={"mode": mode}))
    assert (tmp_path / "a.txt").read_text("utf-8") == (golden / f"sample.wojood.{mode}.txt").read_text("utf-8")


SOURCE = """افتتاح B-EVENT
معرض I-EVENT B-ORG
جامعة I-EVENT I-ORG B-ORG
القدس I-EVENT I-ORG I-ORG B-GPE
في O
القدس B-GPE

انتهى O
"""


def test_stacks_with_nesting_of_one_type_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SOURCE, "utf-8")
    (document,), _ = apart(wojood.read(tmp_path / "a.txt"))
    marks = [(mark.type, surface(document.text, mark.spans)) for mark in document.layers[0].entities]
    assert marks == [
        ("EVENT", "افتتاح معرض جامعة القدس"), ("ORG", "معرض جامعة القدس"), ("ORG", "جامعة القدس"), ("GPE", "القدس"),
        ("GPE", "القدس"),
    ]  # fmt: skip
    assert wojood.detect(tmp_path / "a.txt") > 0.7


def test_the_faithful_file_is_the_one_that_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SOURCE, "utf-8")
    writing = wojood.write(apart(wojood.read(tmp_path / "a.txt"))[0], tmp_path / "b.txt", WriteOptions())
    assert (tmp_path / "b.txt").read_text("utf-8").rstrip() == SOURCE.rstrip()
    assert {loss.kind for loss in writing.losses} == {"text", "names"}


def loader(lines: str) -> set[tuple[str, str]]:
    """What Wojood's reference loader takes: for each type a flat tag sequence of the first tag of that type."""
    seen: set[tuple[str, str]] = set()
    rows = [line.split() for line in lines.splitlines()]
    for kind in {tag[2:] for row in rows for tag in row[1:] if tag != "O"}:
        flat = [
            (row[0], next((tag[0] for tag in row[1:] if tag[2:] == kind), "O")) if row else ("", "O") for row in rows
        ]
        words: list[str] = []
        for word, prefix in [*flat, ("", "O")]:
            if prefix != "I" and words:
                seen.add((kind, " ".join(words)))
                words = []
            words += [word] if prefix != "O" else []
    return seen


def test_trainable_is_what_the_reference_loader_sees_and_names_the_difference(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SOURCE, "utf-8")
    documents, _ = apart(wojood.read(tmp_path / "a.txt"))
    writing = wojood.write(documents, tmp_path / "b.txt", WriteOptions(options={"mode": "trainable"}))
    assert ids(writing.losses, "trainer: same type") == {"T3"}
    assert loader((tmp_path / "b.txt").read_text("utf-8")) == {
        ("EVENT", "افتتاح معرض جامعة القدس"), ("ORG", "معرض جامعة القدس"), ("GPE", "القدس"),
    }  # fmt: skip


def test_entities_of_one_type_that_cross_are_named(tmp_path: Path) -> None:
    spans = [Span(0, 5), Span(3, 8)]
    marks = tuple(Entity(f"T{n}", "X", (span,)) for n, span in enumerate(spans, 1))
    document = Document("d", "d", "أب جد هو", (Layer("gold", entities=marks),))
    writing = wojood.write([document], tmp_path / "a.txt", WriteOptions())
    assert ids(writing.losses, "crossing") == {"T2"}


@settings(max_examples=100, deadline=None)
@given(data=st.data(), mode=st.sampled_from(["faithful", "trainable"]), edges=st.sampled_from(["split", "words"]))
def test_what_is_read_back_is_equal_but_for_the_losses(documents, data: st.DataObject, mode: str, edges: str) -> None:
    document = data.draw(documents)
    options = WriteOptions(options={"mode": mode, "edges": edges})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        writing = wojood.write([document], path, options)
        backs, _ = apart(wojood.read(path))
        if not backs:
            return
        assert_equal_but_for_losses(document, backs[0], writing, rebuilt=True, name=lambda kind: "_".join(kind.split()))
        again = wojood.write(backs, Path(folder) / "b.txt", options)
        assert {loss.kind for loss in again.losses} <= {"text", "names"}
        after, _ = apart(wojood.read(Path(folder) / "b.txt"))
        assert [replace(back, id="", name="") for back in backs] == [replace(back, id="", name="") for back in after]
