import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Cluster, Comment, Document, Entity, Event, Layer, Relation, State
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.errors import AnnotatorError, InputError
from annotator.formats import brat, jsonl
from annotator.formats.brat_pieces import one_line
from annotator.formats.format import Finding, Loss, WriteOptions

Split = Callable[[object], tuple[list[Document], list[Finding]]]


def written(documents: Iterable[Document], folder: Path, **options: object) -> list[Loss]:
    return list(brat.write(documents, folder, WriteOptions(**options)).losses)  # type: ignore[arg-type]


def bent(document: Document, losses: Iterable[Loss], read: Document) -> Document:
    """Return the document with exactly the named losses applied; `read` supplies the new ids where ids are lost."""
    of = {(loss.annotator, loss.kind): loss.ids for loss in losses if loss.kind != "schema"}
    facts = of.pop(("", "metadata"), ())
    name = read.name if "name" in facts else document.name
    layers = []
    for layer, other in zip(document.layers, read.layers, strict=True):
        own = {kind: ids for (annotator, kind), ids in of.items() if annotator == layer.annotator}
        layers.append(bent_layer(layer, own, other))
    return replace(
        document,
        id=read.id if "id" in facts else document.id,
        name=name,
        language=None if "language" in facts else document.language,
        schema=None if "schema" in facts else document.schema,
        metadata={key: value for key, value in document.metadata.items() if key not in facts},
        extra={key: value for key, value in document.extra.items() if key not in facts},
        layers=tuple(layers),
    )


def bent_layer(layer: Layer, lost: dict[str, tuple[str, ...]], read: Layer) -> Layer:
    gone = set(lost.get("invisible", ())) | set(lost.get("comments", ()))
    strange = set(lost.get("extra", ()))
    layer = replace(layer, state=State.NEW if "state" in lost else layer.state)
    layer = replace(layer, extra={} if layer.annotator in strange else layer.extra)
    alive = {mark.id for mark in layer.marks() if mark.id not in gone}
    entities = [mark for mark in layer.entities if mark.id in alive]
    events = [bent_event(mark, lost, alive) for mark in layer.events if mark.id in alive]
    relations = [bent_relation(mark, lost) for mark in layer.relations if mark.id in alive]
    comments = [bent_comment(mark, lost, layer.annotator) for mark in layer.comments if mark.id not in gone]
    clusters = renamed_clusters([*entities, *events], lost)
    layer = replace(
        layer,
        entities=tuple(replace(mark, cluster=clusters.get(mark.cluster or "")) for mark in entities),
        events=tuple(replace(mark, cluster=clusters.get(mark.cluster or "")) for mark in events),
        relations=tuple(relations),
        comments=tuple(comments),
    )
    layer = without_extra(layer, strange)
    used = dict.fromkeys(mark.cluster for mark in (*layer.entities, *layer.events) if mark.cluster is not None)
    return renamed(replace(layer, clusters=tuple(Cluster(name, name) for name in used)), lost, read)


def bent_event(event: Event, lost: dict[str, tuple[str, ...]], alive: set[str]) -> Event:
    arguments = tuple(
        argument
        for argument in event.arguments
        if not (argument.target is None and event.id in lost.get("pro-drop", ()))
        and not (argument.target not in alive and argument.target is not None and event.id in lost.get("arguments", ()))
    )
    return replace(event, arguments=arguments)


def bent_relation(relation: Relation, lost: dict[str, tuple[str, ...]]) -> Relation:
    return replace(relation, attributes={}) if relation.id in lost.get("relation attributes", ()) else relation


def bent_comment(comment: Comment, lost: dict[str, tuple[str, ...]], annotator: str) -> Comment:
    if comment.id in lost.get("comment details", ()):
        comment = replace(comment, author=annotator, at="", resolved=False, parent=None)
    return replace(comment, text=one_line(comment.text)) if comment.id in lost.get("comment lines", ()) else comment


def renamed_clusters(marks: list[Entity | Event], lost: dict[str, tuple[str, ...]]) -> dict[str, str | None]:
    names: dict[str, str | None] = dict.fromkeys(lost.get("single clusters", ()))
    number = 0
    for name in dict.fromkeys(mark.cluster for mark in marks if mark.cluster is not None):
        if name not in names:
            number += 1
            names[name] = f"Equiv{number}" if name in lost.get("cluster names", ()) else name
    return names


def without_extra(layer: Layer, strange: set[str]) -> Layer:
    def plain(mark):
        return replace(mark, extra={}) if mark.id in strange else mark

    events = []
    for event in map(plain, layer.events):
        arguments = [replace(argument, extra={}) if event.id in strange else argument for argument in event.arguments]
        events.append(replace(event, arguments=tuple(arguments)))
    return replace(
        layer,
        entities=tuple(map(plain, layer.entities)),
        events=tuple(events),
        relations=tuple(map(plain, layer.relations)),
        comments=tuple(map(plain, layer.comments)),
    )


def renamed(layer: Layer, lost: dict[str, tuple[str, ...]], read: Layer) -> Layer:
    ids: dict[str, str] = {}
    for group in ("entities", "events", "relations", "comments"):
        for mark, other in zip(getattr(layer, group), getattr(read, group), strict=True):
            if mark.id in lost.get("ids", ()):
                ids[mark.id] = other.id
    new = lambda key: ids.get(key, key)  # noqa: E731
    named = lambda mark: replace(mark, id=new(mark.id), name=new(mark.id))  # noqa: E731
    return replace(
        layer,
        entities=tuple(map(named, layer.entities)),
        events=tuple(
            replace(named(event), arguments=tuple(replace(a, target=new(a.target)) for a in event.arguments))
            for event in layer.events
        ),
        relations=tuple(replace(named(mark), head=new(mark.head), tail=new(mark.tail)) for mark in layer.relations),
        comments=tuple(replace(named(mark), target=new(mark.target)) for mark in layer.comments),
    )


def test_the_gold_article_comes_back_but_for_the_losses_named(shared: Path, tmp_path: Path, split: Split) -> None:
    (gold,), _ = split(jsonl.read(shared / "seed" / "article.gold.jsonl"))
    schema = read_schema((shared / "presets" / "news-ere.toml").read_text("utf-8"))

    losses = written([gold], tmp_path / "out", schema=schema)
    (read,), findings = split(brat.read(tmp_path / "out"))

    assert read == bent(gold, losses, read)
    assert [finding for finding in findings if finding.severity != "note"] == []
    counts = {loss.kind: len(loss.ids) for loss in losses}
    singles = {mark.cluster for mark in (*read.layers[0].entities, *read.layers[0].events)}
    assert counts == {
        "schema": 1,
        "metadata": 3,
        "state": 1,
        "cluster names": len(singles - {None}),
        "single clusters": len(gold.layers[0].clusters) - len(singles - {None}),
    }


def test_the_sample_gives_its_golden_files(sample: Document, golden: Path, tmp_path: Path) -> None:
    written([sample], tmp_path / "out", language="ar")

    made = {path.relative_to(tmp_path / "out"): path.read_text("utf-8") for path in files(tmp_path / "out")}
    stored = {path.relative_to(golden / "brat"): path.read_text("utf-8") for path in files(golden / "brat")}
    assert made == stored


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_golden_files_come_back_but_for_the_losses_named(
    sample: Document, golden: Path, tmp_path: Path, split: Split
) -> None:
    losses = written([sample], tmp_path / "out")

    (read,), _ = split(brat.read(golden / "brat"))

    assert read == bent(sample, losses, read)
    assert {loss.kind for loss in losses} == {
        "metadata", "state", "cluster names", "pro-drop", "relation attributes", "comments", "comment details",
        "comment lines",
    }  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_document_comes_back_but_for_the_losses_named(documents, split: Split, data: st.DataObject) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "out"
        losses = written([document], folder)
        read_documents, findings = split(brat.read(folder))

        assert [finding for finding in findings if finding.severity == "error"] == []
        (read,) = read_documents
        if not document.layers:
            assert ("", "annotators") in {(loss.annotator, loss.kind) for loss in losses}
            read = replace(read, layers=())
        assert read == bent(document, losses, read)


def pair(folder: Path, text: str | bytes, ann: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "d.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "d.ann").write_bytes(ann.encode())
    return folder


def test_offsets_in_utf16_units_are_proven_for_the_whole_file(tmp_path: Path, split: Split) -> None:
    folder = pair(tmp_path / "in", "😀 بغداد 😀 دمشق", "T1\tGPE 3 8\tبغداد\nT2\tGPE 12 16\tدمشق\n")

    (read,), findings = split(brat.read(folder))

    assert [(e.spans[0].start, e.spans[0].end) for e in read.layers[0].entities] == [(2, 7), (10, 14)]
    assert [(f.kind, f.values["unit"]) for f in findings if f.severity == "warning"] == [("unit", "UTF-16 units")]


@pytest.mark.parametrize(
    ("text", "offsets", "unit"),
    [
        (b"a\r\nbag\r\ncat", "2 5;6 9", "code points, CR LF as one"),
        (b"\xef\xbb\xbfa bag cat", "3 6;7 10", "code points, with the byte order mark"),
        (b"a bag cat", "3 6;7 10", "code points, one too large"),
        (b"a bag cat", "1 4;5 8", "code points, one too small"),
        (b"a\r\nbag\r\ncat", "3 6;8 11", None),
    ],
)
def test_other_ways_of_counting_are_found(tmp_path: Path, split: Split, text, offsets, unit) -> None:
    one, other = offsets.split(";")
    folder = pair(tmp_path / "in", text, f"T1\tX {one}\tbag\nT2\tX {other}\tcat\n")

    (read,), findings = split(brat.read(folder))

    assert [read.text[e.spans[0].start : e.spans[0].end] for e in read.layers[0].entities] == ["bag", "cat"]
    assert [f.values["unit"] for f in findings if f.kind == "unit"] == ([unit] if unit else [])


def test_single_wrong_offsets_are_listed_and_what_points_at_them_too(tmp_path: Path, split: Split) -> None:
    ann = "T1\tX 0 3\tabc\nT2\tX 5 7\tef\nT3\tEv 8 9\th\nE1\tEv:T3 A:T1 B:T2\nR1\tRel Arg1:T1 Arg2:T2\t\nA1\tNeg T2\n"
    folder = pair(tmp_path / "in", "abc ef h", ann.replace("8 9", "7 8"))

    (read,), findings = split(brat.read(folder))

    layer = read.layers[0]
    assert [entity.id for entity in layer.entities] == ["T1"]
    assert [(a.role, a.target) for a in layer.events[0].arguments] == [("A", "T1")]
    assert layer.relations == ()
    assert [(f.kind, f.id) for f in findings] == [
        ("surface", "T2"), ("dangling", "R1"), ("dangling", "A1"), ("dangling", "E1"),
    ]  # fmt: skip
    assert all(str(finding) for finding in findings)


def test_every_kind_of_line_is_read(tmp_path: Path, split: Split) -> None:
    ann = (
        "T1\tORG 0 4;9 13\tabcd jklm\nT2\tORG 5 8\tfgh\nT3\tMeet 14 16\tno\n"
        "E1\tMeet:T3 Visitor:T1 Visitor2:T2 \nR1\tLike From:T1 To:T3\nA1\tConf E1 High\nM1\tNeg E1\n"
        "N1\tReference T1 Wikidata:Q1\tName\n#1\tAnnotatorNotes T2\ta note\twith tab\n*\tEquiv T1 T2\n"
    )
    folder = pair(tmp_path / "in", "abcd fgh jklm no", ann)

    (read,), findings = split(brat.read(folder))

    layer = read.layers[0]
    assert findings == []
    assert [(a.role, a.target) for a in layer.events[0].arguments] == [("Visitor", "T1"), ("Visitor", "T2")]
    assert (layer.relations[0].head, layer.relations[0].tail) == ("T1", "E1")
    assert layer.events[0].attributes == {"Conf": "High", "Neg": True}
    assert layer.entities[0].cluster == layer.entities[1].cluster == "Equiv1"
    assert (layer.comments[0].id, layer.comments[0].text) == ("C1", "a note\twith tab")
    again = tmp_path / "again"
    written([read], again)
    lines = (again / "d.ann").read_text("utf-8").split("\n")
    assert {"N1\tReference T1 Wikidata:Q1\tName", "R1\tLike From:T1 To:E1\t"} <= set(lines)


def test_split_files_are_read_together(tmp_path: Path, split: Split) -> None:
    (tmp_path / "d.txt").write_text("abc def", "utf-8")
    (tmp_path / "d.a1").write_text("T1\tX 0 3\tabc", "utf-8")
    (tmp_path / "d.a2").write_text("T2\tEv 4 7\tdef\nE1\tEv:T2 Theme:T1\n", "utf-8")

    (read,), findings = split(brat.read(tmp_path))

    assert findings == []
    assert read.layers[0].events[0].arguments[0].target == "T1"


def test_a_mention_over_a_line_break_is_joined_and_a_real_gap_is_not(tmp_path: Path, split: Split) -> None:
    folder = pair(tmp_path / "in", "ab\ncd ef", "T1\tX 0 2;3 5\tab cd\nT2\tX 3 5;6 8\tcd ef\nT3\tX 0 5\tab cd\n")

    (read,), _ = split(brat.read(folder))

    spans = [[(span.start, span.end) for span in entity.spans] for entity in read.layers[0].entities]
    assert spans == [[(0, 5)], [(3, 5), (6, 8)], [(0, 5)]]


def test_folders_with_the_same_texts_are_annotators(tmp_path: Path, split: Split) -> None:
    pair(tmp_path / "ali", "abc", "T1\tX 0 3\tabc\n")
    pair(tmp_path / "mona", "abc", "")

    (read,), _ = split(brat.read(tmp_path))

    assert (read.name, [layer.annotator for layer in read.layers]) == ("d.txt", ["ali", "mona"])


def test_folders_with_other_texts_are_folders(tmp_path: Path, split: Split) -> None:
    pair(tmp_path / "test", "abc", "")
    pair(tmp_path / "train", "abd", "")

    read, _ = split(brat.read(tmp_path))

    assert [document.name for document in read] == ["test/d.txt", "train/d.txt"]


@pytest.mark.parametrize("name", ["d.ann", "d.txt"])
def test_one_pair_is_read_by_either_name(tmp_path: Path, split: Split, name: str) -> None:
    pair(tmp_path, "abc", "T1\tX 0 3\tabc\n")
    (tmp_path / "other.txt").write_text("x", "utf-8")

    (read,), _ = split(brat.read(tmp_path / name))

    assert (read.name, len(read.layers[0].entities)) == ("d.txt", 1)


def test_an_archive_is_read_without_being_unpacked(sample: Document, tmp_path: Path, split: Split) -> None:
    written([sample], tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in files(tmp_path / "out"):
            archive.write(path, path.relative_to(tmp_path / "out").as_posix())
        archive.writestr("../evil.txt", "x")

    from_folder, _ = split(brat.read(tmp_path / "out"))
    from_archive, findings = split(brat.read(tmp_path / "a.zip"))

    assert from_archive == from_folder
    assert [f.file for f in findings if f.kind == "unsafe name"] == ["../evil.txt"]


def test_marks_without_text_and_lines_that_are_not_brat_are_listed(tmp_path: Path, split: Split) -> None:
    pair(tmp_path, "abc", "T1 X 0 3 abc\nnonsense\nT1\tX 0 3\tabc\nT1\tX 0 3\tabc\nT9\tX 0 999999999999\tabc\n")
    (tmp_path / "alone.ann").write_text("", "utf-8")

    (read,), findings = split(brat.read(tmp_path))

    assert len(read.layers[0].entities) == 1
    assert [finding.kind for finding in findings] == ["line", "line", "id twice", "line", "no text"]


def test_the_schema_is_read_with_the_documents(shared: Path, tmp_path: Path) -> None:
    schema = read_schema((shared / "presets" / "news-ere.toml").read_text("utf-8"))
    written([], tmp_path / "out", schema=schema)
    items = list(brat.read(tmp_path / "out"))
    (read,) = [item for item in items if isinstance(item, Schema)]
    assert [kind.id for kind in read.events] == [kind.id for kind in schema.events]
    assert [kind.label for kind in read.entities] == [kind.label for kind in schema.entities]


def test_what_is_not_there_and_what_is_not_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not there"):
        list(brat.read(tmp_path / "nothing"))
    (tmp_path / "x").write_text("x", "utf-8")
    with pytest.raises(AnnotatorError, match="not empty"):
        written([], tmp_path)


@settings(max_examples=60, deadline=None)
@given(ann=st.binary(max_size=60), text=st.binary(max_size=20), conf=st.binary(max_size=60))
def test_random_bytes_only_give_findings(ann: bytes, text: bytes, conf: bytes) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in (("d.ann", ann), ("d.txt", text), ("annotation.conf", conf), ("visual.conf", conf)):
            (folder / file).write_bytes(content)
        assert all(str(item) for item in brat.read(folder))


LINES = [
    "T1\tX 0 2\tab", "T2\tX 3 5\tcd", "T2\tX 0 1;1 2\ta b", "T3\tY 9 9\t", "E1\tY:T1 A:T2 A2:E1", "E2\tY:T9", "A1\tN T1",
    "A2\tN T1 v", "*\tEquiv T1 T2", "*\tEquiv T2 E1", "R1\tL Arg2:T1 Arg1:E1", "R1\tL a:T1", "#1\tAnnotatorSpans T1\t[[0,2]]",
    "#2\tAnnotatorSpans T2\t[[9e9,1]]", "N1\tR T2 a:b\tx", "T4\t\u202eX 0 2\tab", "", "\t", "*\t", "R3\t", "E3\t ",
]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(lines=st.lists(st.sampled_from(LINES), max_size=12))
def test_any_order_of_lines_gives_a_sound_document_and_findings(split: Split, lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pair(Path(name), "ab cd", "\n".join(lines))
        (read,), findings = split(brat.read(folder))
        assert all(map(str, findings))
        written([read], folder / "again")
        again, _ = split(brat.read(folder / "again"))
        assert [len(layer.entities) for layer in again[0].layers] == [len(layer.entities) for layer in read.layers]


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("d.txt", "abc" * 1000)
    (tmp_path / "a.zip").write_bytes(buffer.getvalue()[:60])
    with pytest.raises(InputError):
        list(brat.read(tmp_path / "a.zip"))
