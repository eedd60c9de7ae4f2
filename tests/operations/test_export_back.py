"""What an export reads back is what it wrote but for the losses: no format gives a false alarm, every fault is told."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Argument, Comment, Document, Entity, Event, Layer, Relation, State
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.formats import jsonl
from annotator.formats.format import Format, Read
from annotator.paths import resources
from annotator.registry import discover
from tests.formats.conftest import GOLDEN, random_documents
from tests.formats.hostile import hostile_document
from tests.formats.losing import apart
from tests.formats.reading_back import differences
from tests.formats.seeds import NEEDS
from tests.formats.ways import Way, ways

FORMATS = discover("annotator.formats", Format)
BOTH = [name for name, known in FORMATS.items() if known.read and known.write and known.reads_back]
WAYS = [(name, way) for name in BOTH for way in ways(FORMATS[name])]
SAMPLE = apart(jsonl.read(GOLDEN / "sample.jsonl"))[0][0]
ARGUMENTS = SAMPLE.layers[0].events[0].arguments


def known_format(name: str) -> Format:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    return FORMATS[name]


@pytest.mark.parametrize(("name", "way"), WAYS, ids=str)
def test_what_is_read_back_is_never_a_false_alarm(shared: Path, tmp_path: Path, name: str, way: Way) -> None:
    (article,), _ = apart(jsonl.read(shared / "seed" / "article.gold.jsonl"))
    schema = read_schema((shared / "presets" / "news-ere.toml").read_text("utf-8"))

    assert differences(known_format(name), [article, hostile_document(), SAMPLE], tmp_path, way, schema=schema) == []


@pytest.mark.parametrize("name", BOTH)
def test_neither_is_it_for_any_documents(name: str) -> None:
    known = known_format(name)
    chosen = st.sampled_from(list(ways(known)))

    @settings(max_examples=20, deadline=None)
    @given(documents=st.lists(random_documents(), min_size=1, max_size=3), way=chosen)
    def check(documents: list[Document], way: Way) -> None:
        named = [replace(each, id=f"d{at}", name=f"{at}-{each.name}") for at, each in enumerate(documents)]
        with tempfile.TemporaryDirectory() as folder:
            assert differences(known, named, Path(folder), way) == []

    check()


def one_of_each(schema: Schema) -> Document:
    """Return a document with a mark of each type of a schema, every role filled."""
    count = len(schema.entities) + len(schema.events)
    spans = [Span(at * 6, at * 6 + 5) for at in range(count)]
    entities = tuple(
        Entity(f"T{at}", kind.id, (span,)) for at, (kind, span) in enumerate(zip(schema.entities, spans, strict=False))
    )
    events = tuple(
        Event(f"E{at}", kind.id, (span,), tuple(Argument(role.id, "T0") for role in kind.roles))
        for at, (kind, span) in enumerate(zip(schema.events, spans[len(entities) :], strict=True))
    )
    relations = tuple(Relation(f"R{at}", kind.id, "T0", "T1") for at, kind in enumerate(schema.relations))
    layer = Layer("gold", entities=entities, events=events, relations=relations)
    return Document("d", "d.txt", " ".join("كلمات" for _ in range(count)), (layer,))


@pytest.mark.parametrize("preset", sorted(path.stem for path in (resources() / "presets").glob("*.toml")))
@pytest.mark.parametrize("name", BOTH)
def test_names_of_types_are_no_false_alarm_under_any_preset(tmp_path: Path, name: str, preset: str) -> None:
    schema = read_schema((resources() / "presets" / f"{preset}.toml").read_text("utf-8"))

    assert differences(known_format(name), [one_of_each(schema)], tmp_path, {}, schema=schema) == []


def first_layer(document: Document, change: Callable[[Layer], Layer]) -> Document:
    first, *others = document.layers
    return replace(document, layers=(change(first), *others))


def first_entity(**changes: object) -> Callable[[Document], Document]:
    def change(layer: Layer) -> Layer:
        first, *others = layer.entities
        return replace(layer, entities=(replace(first, **changes), *others))  # type: ignore[arg-type]

    return lambda document: first_layer(document, change)


def first_event(**changes: object) -> Callable[[Document], Document]:
    def change(layer: Layer) -> Layer:
        first, *others = layer.events
        return replace(layer, events=(replace(first, **changes), *others))  # type: ignore[arg-type]

    return lambda document: first_layer(document, change)


def first_relation(**changes: object) -> Callable[[Document], Document]:
    def change(layer: Layer) -> Layer:
        return replace(layer, relations=tuple(replace(item, **changes) for item in layer.relations))  # type: ignore[arg-type]

    return lambda document: first_layer(document, change)


def of_layer(**changes: object) -> Callable[[Document], Document]:
    return lambda document: first_layer(document, lambda layer: replace(layer, **changes))  # type: ignore[arg-type]


def without_first_entity(layer: Layer) -> Layer:
    """Return the layer without its first entity and what points at it; a writer needs both ends."""
    first, *others = layer.entities
    relations = tuple(item for item in layer.relations if first.id not in (item.head, item.tail))
    events = tuple(
        replace(event, arguments=tuple(item for item in event.arguments if item.target != first.id))
        for event in layer.events
    )
    comments = tuple(item for item in layer.comments if item.target != first.id)
    return replace(layer, entities=tuple(others), relations=relations, events=events, comments=comments)


FAULTS: dict[str, tuple[Callable[[Document], Document], str]] = {
    "an entity is gone": (
        lambda document: first_layer(document, without_first_entity),
        "sample.txt, gold: T1 (PER “رئيس وزراء العراق”) did not come back",
    ),
    "an entity is new": (
        lambda document: first_layer(
            document, lambda layer: replace(layer, entities=(*layer.entities, Entity("T99", "X", (Span(0, 3),))))
        ),
        "T99 (X 0–3) came back and was never written",
    ),
    "another type": (first_entity(type="ORG"), "T1 (PER “رئيس وزراء العراق”) came back as T1 (ORG 4–21)"),
    "another place": (first_entity(spans=(Span(4, 14),)), "came back as T1 (PER 4–14)"),
    "more pieces": (first_entity(spans=(Span(4, 8), Span(9, 21))), "came back as T1 (PER 4–8, 9–21)"),
    "another subtype": (first_entity(subtype="Group"), "the subtype of T1 (PER “رئيس وزراء العراق”) was “Individual”"),
    "no attribute": (first_entity(attributes={}), "T1 (PER “رئيس وزراء العراق”) came back with other attributes"),
    "an attribute of another kind": (
        lambda document: first_layer(
            document,
            lambda layer: replace(
                layer,
                entities=tuple(
                    replace(mark, attributes=dict.fromkeys(mark.attributes, 1) if mark.id == "T3" else mark.attributes)
                    for mark in layer.entities
                ),
            ),
        ),
        "T3 (PER “مصطفى الكاظميّ”) came back with other attributes",
    ),
    "another cluster": (first_entity(cluster="c-other"), "was in the cluster “c-kazimi” and came back in “c-other”"),
    "no cluster": (first_entity(cluster=None), "was in the cluster “c-kazimi” and came back in “–”"),
    "another trigger": (first_event(trigger=(Span(66, 74),)), "E1 (Contact.Meet “لقاء”) came back as E1"),
    "another event type": (first_event(type="X"), "E1 (Contact.Meet “لقاء”) came back as E1 (X"),
    "no arguments": (first_event(arguments=()), "E1 (Contact.Meet “لقاء”) came back with other arguments"),
    "another role": (
        first_event(arguments=(*ARGUMENTS[:2], Argument("Time", "T7"), Argument("Time", None))),
        "E1 (Contact.Meet “لقاء”) came back with other arguments",
    ),
    "another filler": (
        first_event(arguments=(Argument("Entity", "T5"), *ARGUMENTS[1:])),
        "E1 (Contact.Meet “لقاء”) came back with other arguments",
    ),
    "another attribute of an event": (first_event(attributes={"polarity": "no"}), "E1 (Contact.Meet “لقاء”) came back"),
    "another type of a relation": (first_relation(type="X"), "the relation R1 (ORG-AFF.Leadership) did not come back"),
    "another end": (first_relation(tail="T4"), "the relation R1 (ORG-AFF.Leadership) from T1"),
    "the ends the other way": (first_relation(head="T2", tail="T1"), "the relation R1 (ORG-AFF.Leadership) did not"),
    "no attribute of a relation": (first_relation(attributes={}), "the relation R1 (ORG-AFF.Leadership) did not"),
    "no relation": (of_layer(relations=()), "the relation R1 (ORG-AFF.Leadership) did not come back as it was"),
    "no comment": (of_layer(comments=SAMPLE.layers[0].comments[1:]), "the comment C1 did not come back as it was"),
    "another comment": (
        of_layer(comments=(*SAMPLE.layers[0].comments, Comment("C9", "T1", "a", "", "?"))),
        "the comment C9 did not come back as it was",
    ),
    "another state": (of_layer(state=State.NEW), "the layer was “done” and came back as “new”"),
    "another annotator": (of_layer(annotator="b"), "sample.txt: marks of “b” came back that were never written"),
    "no layer": (lambda document: replace(document, layers=document.layers[:1]), "sample.txt, ليلى: T1 (PER"),
    "another language": (lambda document: replace(document, language="fa"), "“language” was “ar” and came back"),
    "no metadata": (lambda document: replace(document, metadata={}), "“source” was “مثال” and came back as “–”"),
    "another name": (lambda document: replace(document, name="x"), "“name” was “sample.txt” and came back as “x”"),
    "another text": (
        lambda document: replace(document, text=document.text.replace("قال", "قيل")),
        "The text of sample.txt came back changed.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_told_with_document_and_mark(tmp_path: Path, fault: str) -> None:
    break_it, told = FAULTS[fault]

    found = differences(FORMATS["jsonl"], [SAMPLE], tmp_path, {}, spoil=lambda items: map(break_it, items))  # type: ignore[arg-type]

    assert any(told in line for line in found), found


KINDS = {
    "entities": ("an entity is gone", "an entity is new", "another type", "another place"),
    "subtypes": ("another subtype",),
    "attributes": ("no attribute",),
    "clusters": ("no cluster",),
    "events": ("another trigger", "another event type", "no arguments", "another role", "another filler"),
    "relations": ("another type of a relation", "the ends the other way", "no relation"),
    "comments": ("no comment", "another comment"),
    "annotators": ("another annotator", "no layer"),
    "metadata": ("no metadata",),
}
BREAKABLE = [
    (name, fault)
    for name in BOTH
    for kind, faults in KINDS.items()
    for fault in faults
    if kind in FORMATS[name].keeps and not (FORMATS[name].holds_one and fault == "no layer")
]


@pytest.mark.parametrize(("name", "fault"), BREAKABLE)
def test_a_writer_that_was_broken_is_told(tmp_path: Path, name: str, fault: str) -> None:
    known, (break_it, _) = known_format(name), FAULTS[fault]
    write = known.write
    assert write is not None
    broken = replace(known, write=lambda documents, path, options: write(map(break_it, documents), path, options))

    found = differences(broken, [SAMPLE], tmp_path, {})

    assert any("sample" in line for line in found), found


@pytest.mark.parametrize("name", ["jsonl", "dygie"])
def test_documents_that_are_gone_changed_or_new_are_told(tmp_path: Path, name: str) -> None:
    documents = [
        replace(hostile_document(), name=f"n{at}", text=f"{hostile_document().text} خبر {at}") for at in range(4)
    ]

    def spoiled(items: Iterable[Read]) -> Iterator[Read]:
        read, _ = apart(items)
        yield read[0]
        yield replace(read[2], text=read[2].text.replace("خبر", "نبأ"))
        yield from (read[3], replace(read[3], name="n9", text="شيء آخر"))

    found = differences(FORMATS[name], documents, tmp_path, {}, spoil=spoiled)

    assert len([line for line in found if "n1" in line or "n2" in line]) == 2, found
    assert any("was never written" in line for line in found)
    assert not any("n0" in line or "n3" in line for line in found)


@settings(max_examples=60, deadline=None)
@given(document=random_documents(), data=st.data())
def test_no_change_of_a_lossless_file_escapes(document: Document, data: st.DataObject) -> None:
    break_it = data.draw(st.sampled_from([change for change, _ in FAULTS.values()]))
    try:
        broken = break_it(document)
    except (ValueError, AnnotatorError):  # there is nothing to break
        return

    with tempfile.TemporaryDirectory() as folder:
        found = differences(FORMATS["jsonl"], [document], Path(folder), {}, spoil=lambda _items: [broken])

    assert bool(found) == (repr(broken) != repr(document))
