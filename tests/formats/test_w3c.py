import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.errors import AnnotatorError
from annotator.formats import w3c
from annotator.formats.format import WriteOptions


def page_of(document: Document, folder: Path, **options: object) -> dict:
    w3c.write([document], folder / "a.jsonld", WriteOptions(**options))  # type: ignore[arg-type]
    return json.loads((folder / "a.jsonld").read_text("utf-8"))


def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path) -> None:
    writing = w3c.write([sample], tmp_path / "sample.jsonld", WriteOptions())
    made = (tmp_path / "sample.jsonld").read_text("utf-8")
    assert made == (golden / "sample.jsonld").read_text("utf-8")
    assert (tmp_path / "sample.txt").read_text("utf-8") == sample.text
    assert {loss.kind for loss in writing.losses} == {"state"}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_mark_has_its_place_in_code_points(documents, data: st.DataObject) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        page = page_of(document, Path(folder))
        text = (Path(folder) / "a.txt").read_bytes().decode("utf-8")
    assert text == document.text
    marks = [mark for layer in document.layers for mark in (*layer.marks(), *layer.comments)]
    assert len(page["items"]) == len(marks)
    assert len({item["id"] for item in page["items"]}) == len(marks)
    spans = []
    for item in page["items"]:
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            if isinstance(target, dict):
                place, quotation = target["selector"]
                start, end = place["start"], place["end"]
                assert text[start:end] == quotation["exact"]
                assert text[:start].endswith(quotation["prefix"])
                assert text[end:].startswith(quotation["suffix"])
                spans.append((start, end))
    stated = [s for layer in document.layers for e in layer.entities for s in e.spans]
    stated += [s for layer in document.layers for e in layer.events for s in e.trigger]
    assert sorted(spans) == sorted((s.start, s.end) for s in stated)


def test_links_name_annotations_of_the_page(sample: Document, tmp_path: Path) -> None:
    page = page_of(sample, tmp_path, annotator="gold")
    ids = {item["id"] for item in page["items"]}
    links = [
        body["source"]
        for item in page["items"]
        if isinstance(item["body"], list)
        for body in item["body"]
        if "ann:role" in body and "source" in body
    ]
    assert links
    assert set(links) <= ids


def test_several_documents_need_a_folder(sample: Document, tmp_path: Path) -> None:
    writing = w3c.write([sample, sample], tmp_path / "out", WriteOptions())
    assert [path.name for path in writing.files] == [
        "sample.txt.jsonld",
        "sample.txt.txt",
        "sample.txt_2.jsonld",
        "sample.txt_2.txt",
    ]
    with pytest.raises(AnnotatorError, match="several documents"):
        w3c.write([sample, sample], tmp_path / "a.jsonld", WriteOptions())
