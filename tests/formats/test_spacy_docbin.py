import struct
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.domain.span import surface
from annotator.errors import InputError
from annotator.formats import spacy_docbin
from annotator.formats.format import WriteOptions
from tests.formats.losing import apart, ids

NAMES = [
    ("outermost", {"T1", "T3", "T4", "T6", "T7", "T9", "T11", "T12"}),
    ("innermost", {"T2", "T3", "T4", "T5", "T6", "T7", "T9", "T10"}),
]


def test_its_absence_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy.tokens", None)
    with pytest.raises(InputError, match=r"pip install annotator\[spacy\]"):
        spacy_docbin.write([], tmp_path / "a.spacy", WriteOptions())


@pytest.fixture(scope="module")
def tokens():
    return pytest.importorskip("spacy.tokens")


@pytest.mark.parametrize(("nested", "expected"), NAMES)
def test_spacy_reads_entities_and_spans_on_our_text(tokens, sample: Document, tmp_path: Path, nested, expected) -> None:
    from spacy.vocab import Vocab

    writing = spacy_docbin.write([sample], tmp_path / "a.spacy", WriteOptions(options={"nested": nested}))
    (doc,) = tokens.DocBin().from_disk(tmp_path / "a.spacy").get_docs(Vocab())
    assert doc.text == sample.text
    assert {span.id_ for span in doc.ents} == expected
    assert len(doc.spans["sc"]) == 12
    assert [span.label_ for span in doc.spans["ليلى"]] == ["PER"]
    texts = {entity.id: surface(sample.text, entity.spans) for entity in sample.layers[0].entities}
    assert all(span.text == texts[span.id_] for span in doc.spans["sc"])
    assert ids(writing.losses, "trainer: ents") == {f"T{n}" for n in range(1, 14)} - expected


def test_examples_for_training_can_be_made(tokens, sample: Document, tmp_path: Path) -> None:
    from spacy.training import Example
    from spacy.vocab import Vocab

    spacy_docbin.write([sample], tmp_path / "a.spacy", WriteOptions())
    vocab = Vocab()
    (doc,) = tokens.DocBin().from_disk(tmp_path / "a.spacy").get_docs(vocab)
    example = Example(tokens.Doc(vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc]), doc)
    assert sum(tag[0] in "BU" for tag in example.get_aligned_ner()) == len(doc.ents)


def test_everything_comes_back(tokens, sample: Document, tmp_path: Path) -> None:
    spacy_docbin.write([sample], tmp_path / "a.spacy", WriteOptions())
    assert apart(spacy_docbin.read(tmp_path / "a.spacy")) == ([sample], [])


def test_spans_that_others_changed_win_over_what_was_kept(tokens, sample: Document, tmp_path: Path) -> None:
    from spacy.vocab import Vocab

    spacy_docbin.write([sample], tmp_path / "a.spacy", WriteOptions())
    (doc,) = tokens.DocBin(store_user_data=True).from_disk(tmp_path / "a.spacy").get_docs(Vocab())
    doc.spans["sc"] = [doc.spans["sc"][0]]
    doc.ents = []
    changed = tokens.DocBin(store_user_data=True, docs=[doc])
    changed.to_disk(tmp_path / "b.spacy")
    (document,), findings = apart(spacy_docbin.read(tmp_path / "b.spacy"))
    assert [mark.id for mark in document.layers[0].entities] == ["T1"]
    assert "changed" in {finding.kind for finding in findings}


def test_a_file_of_others_is_read_by_ents_and_groups(tokens, tmp_path: Path) -> None:
    from spacy.vocab import Vocab

    doc = tokens.Doc(Vocab(), words=["زار", "مصر"], spaces=[True, False])
    doc.ents = [tokens.Span(doc, 1, 2, "GPE")]
    doc.spans["أخطاء"] = [tokens.Span(doc, 0, 2, "X")]
    tokens.DocBin(docs=[doc]).to_disk(tmp_path / "a.spacy")
    (document,), _ = apart(spacy_docbin.read(tmp_path / "a.spacy"))
    marks = {
        layer.annotator: [(mark.type, mark.spans[0].start) for mark in layer.entities] for layer in document.layers
    }
    assert marks == {"أخطاء": [("X", 0)], "": [("GPE", 4)]}


@pytest.mark.parametrize("content", [b"", b"x", zlib.compress(b"x"), zlib.compress(b"\0" * 2**29)[:-1]])
def test_damaged_files_are_told(tokens, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.spacy").write_bytes(content)
    assert [finding.kind for finding in apart(spacy_docbin.read(tmp_path / "a.spacy"))[1]] == ["damaged"]


def impossible(number: Callable[[str], int]) -> dict[str, tuple[bytes, bytes]]:
    """Return what stands in the file and what in its place makes spans that spaCy cannot have."""
    place = struct.pack(">llll", 0, 1, 0, 3)  # first and last token, first and last letter
    kind = number("KKK")
    span = struct.pack(">QQQ", 0, 0, kind)  # id, entry in a knowledge base, type
    begins, goes_on = (struct.pack("<QQ", at, number("GPX")) for at in (3, 1))
    return {
        "type of an entity not in the file": (b"\xa3GPX", b"\xa3GPY"),
        "type of a span not in the file": (span, struct.pack(">QQQ", 0, 0, 2**60 + 7)),
        "id not in the file": (span, struct.pack(">QQQ", 2**60 + 7, 0, kind)),
        "last letter far behind the text": (place, struct.pack(">llll", 0, 1, 0, 536_870_955)),
        "first token far behind the last": (place, struct.pack(">llll", 5_767_188, 21, 0, 3)),
        "first letter before the text": (place, struct.pack(">llll", 0, 1, -3, 2)),
        "entity that never began": (begins, goes_on),
    }


@pytest.mark.parametrize("name", impossible(len))
def test_spans_that_spacy_cannot_have_are_told(tokens, tmp_path: Path, name: str) -> None:
    from spacy.vocab import Vocab

    doc = tokens.Doc(Vocab(), words=["زار", "مصر"], spaces=[True, False])
    doc.ents = [tokens.Span(doc, 1, 2, "GPX")]
    doc.spans["sc"] = [tokens.Span(doc, 0, 1, "KKK")]
    source = zlib.decompress(tokens.DocBin(docs=[doc]).to_bytes())
    old, new = impossible(doc.vocab.strings.__getitem__)[name]
    assert old in source
    (tmp_path / "a.spacy").write_bytes(zlib.compress(source.replace(old, new)))
    documents, findings = apart(spacy_docbin.read(tmp_path / "a.spacy"))
    assert ([finding.kind for finding in findings], documents) == (["damaged"], [])


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_document_comes_back_whole(tokens, documents, data: st.DataObject) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.spacy"
        spacy_docbin.write([document], path, WriteOptions())
        backs, _ = apart(spacy_docbin.read(path))
        assert [replace(back, id="", extra={}) for back in backs] == [replace(document, id="", extra={})]
