import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Cluster, Comment, Document, Entity, Event, Layer, Relation, State
from annotator.domain.schema_toml import read_schema
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
