import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Entity, Layer
from annotator.domain.span import Span
from annotator.formats import conllu
from annotator.formats.format import Finding, Loss, WriteOptions

Split = Callable[[object], tuple[list[Document], list[Finding]]]


def written(document: Document, folder: Path) -> tuple[Path, dict[str, tuple[str, ...]]]:
    writing = conllu.write([document], folder / "a.conllu", WriteOptions())
    losses: list[Loss] = list(writing.losses)
    return folder / "a.conllu", {loss.kind: loss.ids for loss in losses}


def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path) -> None:
    path, losses = written(sample, tmp_path)
    assert path.read_text("utf-8") == (golden / "sample.conllu").read_text("utf-8")
    assert set(losses) == {"annotators", "events", "relations", "subtypes", "attributes", "comments"}


def test_the_sample_comes_back_but_for_what_is_named(sample: Document, tmp_path: Path, split: Split) -> None:
    path, _ = written(sample, tmp_path)
    (back,), _ = split(conllu.read(path))
    assert replace(back, layers=()) == replace(sample, layers=())
    assert seen(back.layers[0]) == seen(sample.layers[0])
    assert (back.layers[0].annotator, back.layers[0].state) == ("gold", sample.layers[0].state)


def seen(layer: Layer) -> set[tuple[object, ...]]:
    return {(entity.id, entity.type, entity.spans, entity.cluster) for entity in layer.entities}


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_document_comes_back_but_for_what_is_named(documents, data: st.DataObject, split: Split) -> None:
    document = data.draw(documents)
    layer = next(
        (layer for layer in document.layers if layer.annotator == "gold"), next(iter(document.layers), Layer("a"))
    )
    with tempfile.TemporaryDirectory() as folder:
        path, losses = written(document, Path(folder))
        found, findings = split(conllu.read(path))
    if not found:  # no token in the text
        assert "no document" in {finding.kind for finding in findings}
        return
    (back,) = found
    assert back.text == document.text
    bent = {key for kind in ("invisible", "blanks") for key in losses.get(kind, ())}
    alone = set(losses.get("crossing clusters", ()))
    assert {row for row in seen(back.layers[0]) if row[0] not in bent} == {
        (e.id, e.type, e.spans, None if e.id in alone else e.cluster) for e in layer.entities if e.id not in bent
    }
    assert {finding.severity for finding in findings} <= {"note", "warning"}
    assert {finding.kind for finding in findings} <= {"unusual", "blank"}


def test_the_library_conllu_reads_what_is_written(sample: Document, tmp_path: Path) -> None:
    library = pytest.importorskip("conllu")
    path, _ = written(sample, tmp_path)
    sentences = library.parse(path.read_text("utf-8"))
    assert sentences[0].metadata["newdoc id"] == "sample"
    entities = [
        token["misc"]["Entity"] for sentence in sentences for token in sentence if (token["misc"] or {}).get("Entity")
    ]
    assert sum(value.count("(") for value in entities) == sum(len(e.spans) for e in sample.layers[0].entities)
    assert any(isinstance(token["id"], tuple) for sentence in sentences for token in sentence)


ROW = "{}\t{}\t_\t_\t_\t_\t_\t_\t_\t{}\n"


def rows(*cells: tuple[object, str, str]) -> str:
    return "".join(ROW.format(*cell) for cell in cells) + "\n"


def read_source(source: str, folder: Path, split: Split) -> tuple[list[Document], list[Finding]]:
    (folder / "b.conllu").write_text(source, "utf-8")
    return split(conllu.read(folder / "b.conllu"))


def test_clitics_without_multiword_tokens_are_aligned_with_the_text(tmp_path: Path, split: Split) -> None:
    source = "# text = حب للشعر.\n" + rows(
        (1, "حب", "_"), (2, "ل", "_"), (3, "ال", "Entity=(e1-WORK-"), (4, "شعر", "SpaceAfter=No|Entity=e1)"),
        (5, ".", "_"),
    )  # fmt: skip
    (document,), findings = read_source(source, tmp_path, split)
    (entity,) = document.layers[0].entities
    assert document.text == "حب للشعر."
    assert (entity.type, entity.spans) == ("WORK", (Span(4, 8),))
    assert [finding.kind for finding in findings] == ["aligned"]


def test_a_treebank_without_text_is_put_together(tmp_path: Path, split: Split) -> None:
    source = "# newdoc id = a\n" + rows(
        (1, "قال", "_"), ("2-3", "لهم", "SpaceAfter=No"), (2, "ل", "_"), (3, "هم", "Entity=(PER)"), (4, ".", "_")
    )
    source += (
        rows((1, "ب", "Entity=(LOC"), ("1.1", "_", "_"), (2, "ت", "Entity=LOC)"))
        + "# newdoc id = b\n"
        + rows((1, "ج", "_"))
    )
    documents, findings = read_source(source, tmp_path, split)
    assert [(document.name, document.text) for document in documents] == [("a", "قال لهم.\nب ت"), ("b", "ج")]
    assert [(e.type, e.spans[0], e.cluster) for e in documents[0].layers[0].entities] == [
        ("PER", Span(5, 7), None), ("LOC", Span(9, 12), None),
    ]  # fmt: skip
    assert {finding.kind for finding in findings} == {"rebuilt"}


def test_corefud_names_become_clusters_and_pieces_one_mention(tmp_path: Path, split: Split) -> None:
    source = "# global.Entity = eid-etype-head-other\n# text = ا ب ج د\n" + rows(
        (1, "ا", "Entity=(e1-person-1-)(e2[1/2]-place-1-)"), (2, "ب", "Entity=(e1-person-1-)"),
        (3, "ج", "Entity=(e2[2/2]-place-1-)"), (4, "د", "Entity=(e3-x%2Dy-1-)"),
    )  # fmt: skip
    (document,), _ = read_source(source, tmp_path, split)
    assert [(e.type, len(e.spans), e.cluster) for e in document.layers[0].entities] == [
        ("person", 1, "e1"), ("place", 2, None), ("person", 1, "e1"), ("x-y", 1, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("", "no document"),
        ("1\tا\n", "line"),
        ("x\tا" + "\t_" * 8 + "\n", "line"),
        (rows((1, "ا", "Entity=e1)")), "bracket"),
        (rows((1, "ا", "Entity=(e1-X")), "bracket"),
        (rows((1, "a\0b", "_")), "nul"),
        ("# newdoc id = a\u202eb\n" + rows((1, "ا", "_")), "unsafe name"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, split: Split, source: str, kind: str) -> None:
    _, findings = read_source(source, tmp_path, split)
    assert kind in {finding.kind for finding in findings}
    assert all(str(finding) for finding in findings)


def test_mentions_of_one_cluster_that_cross_are_named(tmp_path: Path) -> None:
    entities = (Entity("T1", "X", (Span(0, 3),), cluster="c"), Entity("T2", "X", (Span(2, 5),), cluster="c"))
    _, losses = written(Document("d", "d", "ا ب ج", (Layer("gold", entities=entities),)), tmp_path)
    assert losses == {"crossing clusters": ("T2",)}


def test_it_is_detected_by_its_columns(golden: Path, tmp_path: Path) -> None:
    assert conllu.FORMAT.detect(golden / "sample.conllu") == 0.9
    assert conllu.FORMAT.detect(golden / "sample.words.conll") == 0.0


@settings(max_examples=100, deadline=None)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, at: int, byte: int) -> None:
    source = bytearray((golden / "sample.conllu").read_bytes())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.conllu"
        path.write_bytes(source)
        assert all(str(item) for item in conllu.read(path))
