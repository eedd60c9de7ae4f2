import gzip
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, digest
from annotator.formats import jsonl
from annotator.formats.format import Finding, WriteOptions

Split = Callable[[object], tuple[list[Document], list[Finding]]]


def test_the_gold_article_comes_back_key_by_key(shared: Path, tmp_path: Path, split: Split) -> None:
    source = shared / "seed" / "article.gold.jsonl"
    (gold,), findings = split(jsonl.read(source))
    writing = jsonl.write([gold], tmp_path / "out.jsonl", WriteOptions())
    assert findings == []
    assert writing.losses == ()
    stated, made = json.loads(source.read_text("utf-8")), json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    assert json.dumps(made) == json.dumps(stated)  # the order of the keys too


def test_the_sample_is_its_golden_file(sample: Document, golden: Path, tmp_path: Path) -> None:
    jsonl.write([sample], tmp_path / "out.jsonl", WriteOptions())
    assert (tmp_path / "out.jsonl").read_bytes() == (golden / "sample.jsonl").read_bytes()


@settings(max_examples=100, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_any_document_comes_back(documents, split: Split, suffix: str, data: st.DataObject) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        jsonl.write([document, document], path, WriteOptions())
        read, findings = split(jsonl.read(path))
    assert read == [document, document]
    assert [finding.kind for finding in findings if finding.kind != "grapheme"] == ["document twice"]


def test_unknown_keys_are_kept_at_every_level(tmp_path: Path, split: Split) -> None:
    table = one_document()
    layer = table["annotations"][0]
    event = layer["events"][0]
    for place in (table, layer, layer["entities"][0], event, event["trigger"], event["arguments"][0]):
        place["x-unknown"] = {"deep": [1, None, "نص"]}
    layer["entities"][0]["attributes"] = {"list": [1], "none": None, "plain": "a"}
    path = stored(tmp_path, table)
    (document,), _ = split(jsonl.read(path))
    jsonl.write([document], tmp_path / "out.jsonl", WriteOptions())
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8")) == table


def test_only_the_chosen_annotator_is_written(sample: Document, tmp_path: Path, split: Split) -> None:
    jsonl.write([sample], tmp_path / "a.jsonl", WriteOptions(annotator="ليلى"))
    (document,), _ = split(jsonl.read(tmp_path / "a.jsonl"))
    assert [layer.annotator for layer in document.layers] == ["ليلى"]


def one_document() -> dict:
    text = "قال الرئيسُ إنّه سيلتقي الوزير"
    entity = {"id": "T1", "type": "PER", "spans": [[4, 11]], "text": "الرئيسُ"}
    trigger = {"spans": [[17, 23]], "text": "سيلتقي"}
    event = {"id": "E1", "type": "Meet", "trigger": trigger, "arguments": [{"role": "Entity", "target": "T1"}]}
    layer = {
        "annotator": "gold",
        "state": "done",
        "entities": [entity],
        "relations": [{"id": "R1", "type": "Rel", "head": "T1", "tail": "E1"}],
        "events": [event],
        "comments": [{"id": "C1", "target": "T1", "author": "a", "at": "", "text": "t", "resolved": False}],
    }
    head = {"format": "annotator/1", "id": "d", "name": "d.txt", "text": text, "sha256": digest(text)}
    return {**head, "metadata": {}, "annotations": [layer]}


def stored(folder: Path, *tables: object) -> Path:
    path = folder / "in.jsonl"
    lines = [table if isinstance(table, bytes) else json.dumps(table).encode() for table in tables]
    path.write_bytes(b"\n".join(lines))
    return path


def set_in(table: dict, path: str, value: object) -> dict:
    *places, last = path.split(".")
    inner: object = table
    for place in places:
        inner = inner[int(place)] if place.isdigit() else inner[place]  # type: ignore[index]
    inner[int(last) if last.isdigit() else last] = value  # type: ignore[index]
    return table


LAYER = "annotations.0."


@pytest.mark.parametrize(
    ("path", "value", "kind", "mark"),
    [
        ("format", "annotator/2", "version", ""),
        ("text", "نص آخر", "digest", ""),
        ("text", "", "empty", ""),
        ("text", "a\0b", "nul", ""),
        ("sha256", "00", "digest", ""),
        ("id", "", "shape", ""),
        ("name", "a\u202eb", "unsafe name", ""),
        ("metadata", [], "shape", ""),
        ("annotations", {}, "shape", ""),
        (LAYER + "annotator", None, "shape", ""),
        (LAYER + "state", "lost", "shape", "gold"),
        (LAYER + "entities.0", 5, "shape", "gold"),
        (LAYER + "entities.0.text", "الرئيس", "surface", "T1"),
        (LAYER + "entities.0.spans", [[4, 99]], "offset", "T1"),
        (LAYER + "entities.0.spans", [[-1, 3]], "offset", "T1"),
        (LAYER + "entities.0.spans", [[4, 4]], "offset", "T1"),
        (LAYER + "entities.0.spans", [[5, 7], [4, 5]], "order", "T1"),
        (LAYER + "entities.0.spans", [[4.0, 11]], "shape", "T1"),
        (LAYER + "entities.0.spans", [[True, 11]], "shape", "T1"),
        (LAYER + "entities.0.spans", [], "shape", "T1"),
        (LAYER + "entities.0.type", "P\u200eER", "unsafe name", "T1"),
        (LAYER + "events.0.id", "T1", "id twice", "T1"),
        (LAYER + "events.0.trigger", None, "shape", "E1"),
        (LAYER + "events.0.arguments.0.target", "T9", "dangling", "E1"),
        (LAYER + "events.0.arguments.0.target", "R1", "dangling", "E1"),
        (LAYER + "relations.0.tail", "C1", "dangling", "R1"),
        (LAYER + "comments.0.target", "T7", "dangling", "C1"),
        (LAYER + "comments.0.resolved", "no", "shape", "C1"),
    ],
)
def test_a_document_that_breaks_its_promise_is_refused_and_the_next_is_read(
    tmp_path: Path, split: Split, path: str, value: object, kind: str, mark: str
) -> None:
    file = stored(tmp_path, set_in(one_document(), path, value), one_document())
    (document,), (finding,) = split(jsonl.read(file))
    assert document.id == "d"
    assert (finding.severity, finding.kind, finding.id) == ("error", kind, mark)
    assert "in.jsonl" in str(finding)
    assert "{" not in str(finding)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (b"\xff\xfe{}", "encoding"),
        (b"[" * 5000, "depth"),
        (b"nothing", "syntax"),
        (b"[1]", "shape"),
        (b'{"format": "annotator/1", "format": "annotator/1"}', "key twice"),
        (b'{"id": NaN}', "number"),
        (b'{"text": "\\ud83d"}', "surrogate"),
    ],
)
def test_a_line_that_is_no_document_is_refused_and_the_next_is_read(
    tmp_path: Path, split: Split, line: bytes, kind: str
) -> None:
    (_,), (finding,) = split(jsonl.read(stored(tmp_path, line, one_document())))
    assert finding.kind == kind
    assert "in.jsonl" in str(finding)


def test_two_layers_of_one_annotator_are_refused(tmp_path: Path, split: Split) -> None:
    table = one_document()
    table["annotations"] *= 2
    _, (finding,) = split(jsonl.read(stored(tmp_path, table)))
    assert finding.kind == "annotator twice"


def test_what_could_not_be_proven_and_ends_inside_a_character_are_warnings(tmp_path: Path, split: Split) -> None:
    table = one_document()
    del table["sha256"]
    entity = table["annotations"][0]["entities"][0]
    entity |= {"spans": [[4, 10]]}
    del entity["text"]
    (document,), findings = split(jsonl.read(stored(tmp_path, table)))
    assert document.layers[0].entities[0].spans[0].end == 10
    assert [(f.severity, f.kind, f.id) for f in findings] == [
        ("warning", "grapheme", "T1"), ("warning", "unproven", "T1"), ("warning", "no digest", ""),
    ]  # fmt: skip


def test_documents_without_a_digest_are_told_once(tmp_path: Path, split: Split) -> None:
    tables = [one_document() | {"id": f"d{number}"} for number in range(30)]
    for table in tables:
        del table["sha256"]
    documents, (finding,) = split(jsonl.read(stored(tmp_path, *tables)))
    assert len(documents) == 30
    assert (finding.kind, finding.values["count"]) == ("no digest", 30)
    assert str(finding).endswith("d18 d19 …).")


def test_an_empty_file_is_told(tmp_path: Path, split: Split) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n \n")
    assert [finding.kind for finding in split(jsonl.read(tmp_path / "a.jsonl"))[1]] == ["empty"]


@settings(max_examples=100, deadline=None)
@given(at=st.integers(0, 1500), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_document_or_a_finding(at: int, byte: int) -> None:
    source = bytearray(json.dumps(one_document(), ensure_ascii=False).encode())
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("a.jsonl", bytes(source)), ("a.jsonl.gz", gzip.compress(bytes(source)))):
            path = Path(folder) / name
            path.write_bytes(content)
            assert [str(item) for item in jsonl.read(path)]
