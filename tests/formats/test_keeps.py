"""What `annotator formats --json` states that a format keeps is what comes back of it, and no more is stated."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli import main
from annotator.domain.model import Argument, Cluster, Comment, Document, Entity, Event, Layer, Relation
from annotator.domain.span import Span, surface
from annotator.formats.format import KEEPS, Format
from annotator.registry import discover
from tests.formats.losing import apart
from tests.formats.reading_back import written
from tests.formats.seeds import NEEDS

FORMATS = discover("annotator.formats", Format)
BOTH = [name for name, known in FORMATS.items() if known.read and known.write and known.reads_back]
TEXT = "زار وزير خارجية مصر القاهرة أمس،  ثم التقى وبوتين."
PERSON, PLACE = Entity("T1", "PER", (Span(4, 19),)), Entity("T2", "GPE", (Span(20, 27),))
VISIT = Event("E1", "Visit", (Span(0, 3),), (Argument("visitor", "T1"), Argument("place", "T2")))
LAYER = Layer("gold", entities=(PERSON, PLACE))
PLAIN = Document("a.txt", "a.txt", TEXT, (LAYER,))


def with_entities(*entities: Entity) -> Document:
    return replace(PLAIN, layers=(replace(LAYER, entities=entities),))


def with_layer(**changes: object) -> Document:
    return replace(PLAIN, layers=(replace(LAYER, **changes),))  # type: ignore[arg-type]


def words(document: Document) -> object:
    """Return what entities cover, blanks aside: texts that are put together anew have others."""
    entities = first(document).entities
    pieces = [["".join(surface(document.text, (span,)).split()) for span in mark.spans] for mark in entities]
    return sorted(zip((mark.type for mark in entities), pieces, strict=True))


def first(document: Document) -> Layer:
    return document.layers[0] if document.layers else Layer("")


PROBES: dict[str, tuple[Document, Callable[[Document], object]]] = {
    "text": (PLAIN, lambda document: document.text),
    "entities": (PLAIN, words),
    "nested": (with_entities(PERSON, Entity("T3", "GPE", (Span(16, 19),))), words),
    "crossing": (with_entities(PERSON, Entity("T3", "ORG", (Span(9, 27),))), words),
    "discontinuous": (with_entities(Entity("T3", "PER", (Span(4, 8), Span(16, 19)))), words),
    "sub-token": (with_entities(Entity("T3", "PER", (Span(44, 49),))), words),
    "same span": (with_entities(PERSON, Entity("T3", "ORG", PERSON.spans)), words),
    "subtypes": (
        with_entities(replace(PERSON, subtype="فرد"), PLACE),
        lambda document: sorted(str(mark.subtype) for mark in first(document).entities),
    ),
    "events": (
        with_layer(events=(VISIT,)),
        lambda document: [(event.type, {item.role for item in event.arguments}) for event in first(document).events],
    ),
    "relations": (
        with_layer(relations=(Relation("R1", "near", "T1", "T2"),)),
        lambda document: [relation.type for relation in first(document).relations],
    ),
    "attributes": (
        with_entities(replace(PERSON, attributes={"sex": "m"}), PLACE),
        lambda document: [dict(mark.attributes) for mark in first(document).entities if mark.attributes],
    ),
    "clusters": (
        with_layer(
            entities=(replace(PERSON, cluster="c1"), replace(PLACE, cluster="c1")), clusters=(Cluster("c1", "c1"),)
        ),
        lambda document: [mark.cluster is not None for mark in first(document).entities],
    ),
    "comments": (
        with_layer(comments=(Comment("C1", "T1", "gold", "", "من؟"),)),
        lambda document: [(comment.target, comment.text) for comment in first(document).comments],
    ),
    "annotators": (
        replace(PLAIN, layers=(LAYER, replace(LAYER, annotator="ليلى"))),
        lambda document: sorted(layer.annotator for layer in document.layers),
    ),
    "metadata": (replace(PLAIN, metadata={"source": "وكالة"}), lambda document: document.metadata.get("source")),
}  # fmt: skip


def kept(known: Format, folder: Path) -> set[str]:
    """Return what comes back of each thing that a format may keep."""
    found = set()
    for feature, (document, seen) in PROBES.items():
        path, _ = written(known, [document], folder / feature, {})
        assert known.read is not None
        backs, _ = apart(known.read(path))
        found |= {feature} if len(backs) == 1 and seen(backs[0]) == seen(document) else set()
    return found


def test_there_is_a_probe_for_everything_that_may_be_kept() -> None:
    assert set(PROBES) == set(KEEPS)


@pytest.mark.parametrize("name", BOTH)
def test_what_is_stated_is_what_comes_back(tmp_path: Path, name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])

    stated = {row["name"]: row for row in json.loads(CliRunner().invoke(main, ["formats", "--json"]).output)}

    assert (stated[name]["reads"], stated[name]["writes"]) == (True, True)
    found = kept(FORMATS[name], tmp_path)
    assert (found, found) == (set(stated[name]["read_keeps"]), set(stated[name]["write_keeps"]))
