import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.domain.span import Span
from annotator.formats import ace_apf, rich_ere
from annotator.formats.format import Finding

pytest.importorskip("defusedxml")

Split = Callable[[object], tuple[list[Document], list[Finding]]]


def test_ace_files_are_read_without_their_tags(golden: Path, split: Split) -> None:
    (document,), findings = split(ace_apf.read(golden / "ldc" / "sample.apf.xml"))
    (layer,) = document.layers
    assert document.name == "ALHURRA_1"
    assert "AT&amp;T" in document.text
    covered = {e.id: (e.type, e.subtype, document.text[e.spans[0].start : e.spans[0].end]) for e in layer.entities}
    assert covered == {
        "E1-1": ("PER", "Individual", "رئيس شركة AT&amp;T"), "E1-2": ("PER", "Individual", "ه"),
        "E2-1": ("ORG", "Commercial", "AT&amp;T"), "V1-1": ("MONEY", "Money", "١٠ دولارات"),
        "T1-1": ("TIME", None, "أمس"),
    }  # fmt: skip
    assert {e.id: e.cluster for e in layer.entities if e.cluster} == {"E1-1": "E1", "E1-2": "E1"}
    assert layer.entities[0].attributes == {"mention_class": "NOM", "entity_class": "SPC"}
    (event,) = layer.events
    assert (event.type, document.text[event.trigger[0].start : event.trigger[0].end]) == (
        "Transaction.Transfer-Money",
        "دفع",
    )
    assert [(a.role, a.target) for a in event.arguments] == [
        ("Giver", "E1-1"),
        ("Money", "V1-1"),
        ("Time-Within", "T1-1"),
    ]
    (relation,) = layer.relations
    assert (relation.type, relation.head, relation.tail) == ("ORG-AFF.Employment", "E1-1", "E2-1")
    assert relation.attributes == {"rel_modality": "asserted", "rel_tense": "unspecified"}
    assert [f for f in findings if f.severity != "note"] == []
    assert ace_apf.FORMAT.detect(golden / "ldc" / "sample.apf.xml") > 0.9


def test_rich_ere_is_read_with_its_tags(golden: Path, split: Split) -> None:
    (document,), findings = split(rich_ere.read(golden / "ldc"))
    (layer,) = document.layers
    assert document.name == "NW_1"
    covered = {e.id: (e.type, document.text[e.spans[0].start : e.spans[0].end]) for e in layer.entities}
    assert covered == {"m-1": ("PER", "الوزير"), "m-2": ("PER", "ه"), "m-3": ("GPE", "القاهرة"), "f-1": ("time", "أمس")}
    assert layer.entities[0].extra == {"head": {"offsets": [24, 30], "text": "الوزير"}}
    assert [(e.type, e.cluster, [(a.role, a.target) for a in e.arguments]) for e in layer.events] == [
        ("contact.meet", "h-1", [("entity", "m-1"), ("time", "f-1")]), ("contact.meet", "h-1", []),
    ]  # fmt: skip
    assert [(r.type, r.head, r.tail) for r in layer.relations] == [("physical.locatednear", "m-1", "m-3")]
    assert {f.kind for f in findings if f.severity != "note"} == {"dangling"}
    assert rich_ere.FORMAT.detect(golden / "ldc" / "NW_1.rich_ere.xml") > 0.9


APF = (
    '<source_file><document DOCID="d"><entity ID="E1" TYPE="PER"><entity_mention ID="E1-1" TYPE="NAM">'
    '<extent><charseq START="{}" END="{}">{}</charseq></extent></entity_mention></entity></document></source_file>'
)


def pair(folder: Path, apf: str | bytes, text: str | bytes = "<DOC>أحمد &amp; علي</DOC>") -> Path:
    (folder / "a.apf.xml").write_bytes(apf if isinstance(apf, bytes) else apf.encode())
    (folder / "a.sgm").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder / "a.apf.xml"


def test_ends_are_inclusive_and_proven_by_the_text(tmp_path: Path, split: Split) -> None:
    (document,), _ = split(ace_apf.read(pair(tmp_path, APF.format(11, 13, "علي"))))
    assert document.layers[0].entities[0].spans == (Span(11, 14),)
    (document,), findings = split(ace_apf.read(pair(tmp_path, APF.format(4, 6, "علي"))))
    assert document.layers[0].entities == ()
    assert [finding.kind for finding in findings] == ["surface"]


def test_a_file_that_counts_otherwise_is_found_out(tmp_path: Path, split: Split) -> None:
    text = "<DOC>\n😀 علي\r\n</DOC>"
    (document,), findings = split(ace_apf.read(pair(tmp_path, APF.format(4, 6, "علي"), text)))
    assert document.layers[0].entities[0].spans == (Span(3, 6),)
    assert "unit" in {finding.kind for finding in findings}


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><source_file>&b;</source_file>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><source_file>&a;</source_file>'


@pytest.mark.parametrize(
    ("apf", "kind"),
    [
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        ("<source_file", "syntax"),
        (b"\xff\xfe\x00", "syntax"),
        (APF.format("x", 3, "علي"), "offset"),
        (APF.format("9" * 30, 3, "علي"), "offset"),
        (APF.replace("charseq", "nothing").format(1, 2, ""), "shape"),
        (APF.format(0, 3, "أحمد").replace('"PER"', '"a\u202eb"'), "unsafe name"),
        (
            APF.replace("<entity ", "<entity>" + "<x>" * 5000 + "</x>" * 5000 + "</entity><entity ").format(
                0, 3, "أحمد"
            ),
            "",
        ),
    ],
)
def test_what_is_hostile_or_wrong_is_told(tmp_path: Path, split: Split, apf: str | bytes, kind: str) -> None:
    documents, findings = split(ace_apf.read(pair(tmp_path, apf)))
    assert (kind == "") == (findings == [])
    assert not kind or kind in {finding.kind for finding in findings}
    assert all(str(finding) for finding in findings)
    assert not documents or documents[0].text == "أحمد &amp; علي"


def test_the_document_type_that_every_ace_file_names_is_taken(tmp_path: Path, split: Split) -> None:
    source = '<?xml version="1.0"?>\n<!DOCTYPE source_file SYSTEM "apf.v5.1.1.dtd">\n' + APF.format(0, 3, "أحمد")
    (document,), _ = split(ace_apf.read(pair(tmp_path, source)))
    assert len(document.layers[0].entities) == 1


def test_a_file_without_its_text_is_named(tmp_path: Path, split: Split) -> None:
    path = pair(tmp_path, APF.format(0, 3, "أحمد"))
    (tmp_path / "a.sgm").unlink()
    assert [finding.kind for finding in split(ace_apf.read(path))[1]] == ["no text", "no document"]


@pytest.mark.parametrize(("module", "name"), [(ace_apf, "sample.apf.xml"), (rich_ere, "NW_1.rich_ere.xml")])
@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, module, name: str, at: int, byte: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for path in (golden / "ldc").iterdir():
            (Path(folder) / path.name).write_bytes(path.read_bytes())
        source = bytearray((golden / "ldc" / name).read_bytes())
        source[at % len(source)] = byte
        (Path(folder) / name).write_bytes(source)
        assert all(str(item) for item in module.read(Path(folder) / name))
