import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Layer
from annotator.formats import webanno_tsv
from annotator.formats.format import Finding

Split = Callable[[object], tuple[list[Document], list[Finding]]]

HEADER = "#FORMAT=WebAnno TSV 3.3\n"


def layer_of(source: str, folder: Path, split: Split, **options: str) -> tuple[Layer, list[Finding]]:
    (folder / "a.tsv").write_text(HEADER + source, "utf-8")
    (document,), findings = split(webanno_tsv.read(folder / "a.tsv", options))
    return document.layers[0], findings


def test_the_golden_file_is_read(golden: Path, split: Split) -> None:
    (document,), findings = split(webanno_tsv.read(golden / "webanno.tsv"))
    (layer,) = document.layers
    covered = {e.id: (e.type, document.text[e.spans[0].start : e.spans[0].end]) for e in layer.entities}
    assert document.text == "😀 زار وزير الخارجية القاهرة\nوالتقى بنظيره هناك."
    assert covered == {
        "T1": ("PER", "وزير الخارجية"), "T2": ("ORG", "الخارجية"), "T3": ("Place", "القاهرة"),
        "T4": ("PER", "نظيره"), "T5": ("PRO", "ه"),
    }  # fmt: skip
    (visit,) = layer.events
    assert (visit.type, [(a.role, a.target) for a in visit.arguments]) == ("زيارة", [("Who", "T1"), ("Where", "T3")])
    assert [(r.type, r.head, r.tail, dict(r.attributes)) for r in layer.relations] == [
        ("At", "T1", "T3", {}), ("Knows|well", "T1", "T4", {}),
    ]  # fmt: skip
    assert {e.id: e.cluster for e in layer.entities if e.cluster} == {"T1": "c1", "T5": "c1"}
    assert layer.entities[0].attributes == {"identifier": "http://x/_1"}
    assert {f.kind for f in findings} == {"layer"}


def test_stacked_and_sub_token_spans_keep_their_ends(tmp_path: Path, split: Split) -> None:
    source = (
        "#T_SP=webanno.custom.Span|value\n\n\n#Text=aaaaaa bbbbbb\n"
        "1-1\t0-6\taaaaaa\tx[1]|y[2]\t\n1-1.1\t3-6\taaa\tz[3]|w\t\n1-2\t7-13\tbbbbbb\tx[1]|z[3]\t\n1-2.1\t9-9\t\t*\t\n"
    )
    layer, findings = layer_of(source, tmp_path, split)
    spans = {(e.type, e.spans[0].start, e.spans[0].end) for e in layer.entities}
    assert spans == {("x", 0, 13), ("y", 0, 6), ("z", 3, 13), ("w", 3, 6)}
    assert [finding.kind for finding in findings] == ["zero width"]


def test_escapes_line_feeds_and_tabs(tmp_path: Path, split: Split) -> None:
    source = (
        "#T_SP=custom.Span|value|note\n\n\n#Text=a\\tb|\n#Text=_ c\\\\\n1-1\t0-1\ta\tv\\[1\\]\\|\\_\tn\\;\\*\t\n"
        "1-2\t2-4\tb\\|\t*\t*\t\n1-3\t5-6\t_\t\\_\t_\t\n1-4\t7-9\tc\\\\\t_\t_\t\n"
    )
    (tmp_path / "a.tsv").write_text(HEADER + source, "utf-8")
    (document,), _ = split(webanno_tsv.read(tmp_path / "a.tsv"))
    assert document.text == "a\tb|\n_ c\\"
    assert [(e.type, dict(e.attributes)) for e in document.layers[0].entities] == [
        ("v[1]|_", {"note": "n;*"}), ("Span", {}), ("_", {}),
    ]  # fmt: skip


def test_a_file_that_counts_code_points_is_found_out(tmp_path: Path, split: Split) -> None:
    source = (
        "#T_SP=custom.Span|value\n\n\n#Text=😀 a\n1-1\t0-1\t😀\t_\t\n1-2\t2-3\ta\tX\t\n\n#Text=b\n2-1\t4-5\tb\t_\t\n"
    )
    layer, findings = layer_of(source, tmp_path, split)
    assert [(e.spans[0].start, e.spans[0].end) for e in layer.entities] == [(2, 3)]
    assert [finding.kind for finding in findings] == ["unit"]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("", "empty"),
        ("#Text=ab\n1-1\t1-9\tab\t\n", "surface"),
        ("#Text=ab\n1-1\t0-2\tXX\t\n", "surface"),
        ("#Text=ab\nnonsense\n", "line"),
        ("#Text=ab\n1-1\t0-2\tab\t\n#Text=c\n2-1\t1-2\tc\t\n", "surface"),
        ("#Text=a\n1-1\t999999999-1000000000\ta\t\n", "line"),
        ("#Text=a\n1-1\t899999998-899999999\ta\t\n", "surface"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, split: Split, source: str, kind: str) -> None:
    (tmp_path / "a.tsv").write_text(HEADER + source, "utf-8")
    documents, findings = split(webanno_tsv.read(tmp_path / "a.tsv"))
    assert documents == []
    assert findings[0].kind == kind
    assert all(str(finding) for finding in findings)


def test_another_file_is_refused_and_not_detected(tmp_path: Path, split: Split) -> None:
    (tmp_path / "a.tsv").write_text("a\tb\n", "utf-8")
    assert split(webanno_tsv.read(tmp_path / "a.tsv"))[1][0].kind == "header"
    assert webanno_tsv.FORMAT.detect(tmp_path / "a.tsv") == 0.0


def test_links_to_what_is_no_mark_are_told(tmp_path: Path, split: Split) -> None:
    source = (
        "#T_SP=custom.Span|value\n#T_RL=custom.Rel|label|BT_custom.Span\n\n\n#Text=a b\n"
        "1-1\t0-1\ta\tX\tr\t1-2\t\n1-2\t2-3\tb\t_\t_\tnonsense\t\n"
    )
    layer, findings = layer_of(source, tmp_path, split)
    assert layer.relations == ()
    assert sorted(finding.kind for finding in findings) == ["cell", "dangling"]


@settings(max_examples=100, deadline=None)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(golden: Path, at: int, byte: int) -> None:
    source = bytearray((golden / "webanno.tsv").read_bytes())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.tsv"
        path.write_bytes(source)
        assert all(str(item) for item in webanno_tsv.read(path))
