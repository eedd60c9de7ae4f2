"""Random documents, and one small document that has one of everything."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from annotator.domain.model import (
    Argument,
    Cluster,
    Comment,
    Document,
    Entity,
    Event,
    Layer,
    Relation,
    State,
)
from annotator.domain.span import Span
from annotator.formats import jsonl
from annotator.formats.format import Finding, Read

LETTERS = "ابتةىيكمنلوه ءَُّــ  abAB19٣،.«»\n\n\u2028\u00a0\u200f😀👨\u200d🚒"
TYPES = ("PER", "شخص", "حدث", "A.B", "A_B", "a b", "type_1")
VALUES = st.one_of(
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([0.5, 1.0, "", "نعم", "لا", "yes", "true", "1", "two words"]),
)
EXTRA = st.dictionaries(st.sampled_from(["x", "مفتاح"]), st.sampled_from([None, 1, "قيمة", [1, {"y": []}]]), max_size=1)
GOLDEN = Path(__file__).resolve().parents[1] / "golden"


@pytest.fixture(scope="session")
def golden() -> Path:
    return GOLDEN


@pytest.fixture(scope="session")
def sample() -> Document:
    """The document of the golden files."""
    return next(item for item in jsonl.read(GOLDEN / "sample.jsonl") if isinstance(item, Document))


@pytest.fixture(scope="session")
def split() -> Callable[[object], tuple[list[Document], list[Finding]]]:
    """Take apart what a reader yields: documents and findings."""

    def apart(items: object) -> tuple[list[Document], list[Finding]]:
        everything: list[Read] = list(items)  # type: ignore[call-overload]
        documents = [item for item in everything if isinstance(item, Document)]
        return documents, [item for item in everything if isinstance(item, Finding)]

    return apart


@pytest.fixture(scope="session")
def documents() -> st.SearchStrategy[Document]:
    return random_documents()


@st.composite
def random_documents(draw: st.DrawFn) -> Document:
    text = draw(st.text(st.sampled_from(LETTERS), min_size=1, max_size=60))
    names = draw(st.lists(st.sampled_from(["gold", "ليلى", "b"]), unique=True, max_size=3))
    return Document(
        id="d1",
        name=draw(st.sampled_from(["d1.txt", "مقال", "a/b.txt"])),
        text=text,
        layers=tuple(draw(random_layers(text, name)) for name in names),
        language=draw(st.sampled_from([None, "ar"])),
        metadata=draw(EXTRA),
        schema=draw(st.sampled_from([None, "news-ere"])),
        extra=draw(EXTRA),
    )


@st.composite
def random_layers(draw: st.DrawFn, text: str, annotator: str) -> Layer:
    entities = tuple(draw(random_entities(text, f"T{n}")) for n in range(draw(st.integers(0, 5))))
    prefix = draw(st.sampled_from(["E", "event-"]))
    event_ids = [f"{prefix}{n}" for n in range(draw(st.integers(0, 3)))]
    ends = [entity.id for entity in entities] + event_ids
    events = tuple(draw(random_events(text, key, ends)) for key in event_ids)
    relations = tuple(draw(random_relations(f"R{n}", ends)) for n in range(draw(st.integers(0, 2)) if ends else 0))
    marks = ends + [relation.id for relation in relations]
    comments = tuple(draw(random_comments(f"C{n}", marks, annotator)) for n in range(draw(st.integers(0, 2))))
    used = dict.fromkeys(mark.cluster for mark in (*entities, *events) if mark.cluster is not None)
    return Layer(
        annotator=annotator,
        state=draw(st.sampled_from(list(State))),
        entities=entities,
        events=events,
        relations=relations,
        clusters=tuple(Cluster(name, name) for name in used),
        comments=comments,
        extra=draw(EXTRA),
    )


@st.composite
def random_spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    edges = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)))
    pairs = [Span(*edges[at : at + 2]) for at in range(0, len(edges) - 1, 2)]
    if draw(st.booleans()) and len(edges) > 2:  # pieces that touch
        return (Span(edges[0], edges[1]), Span(edges[1], edges[2]))
    return tuple(pairs)


@st.composite
def random_entities(draw: st.DrawFn, text: str, key: str) -> Entity:
    return Entity(
        id=key,
        type=draw(st.sampled_from(TYPES)),
        spans=draw(random_spans(text)),
        subtype=draw(st.sampled_from([None, "فرد", "Group"])),
        attributes=draw(st.dictionaries(st.sampled_from(["negated", "صفة", "subtype"]), VALUES, max_size=2)),
        cluster=draw(st.sampled_from([None, "c1", "c2", "Equiv1"])),
        name=key,
        extra=draw(EXTRA),
    )


@st.composite
def random_events(draw: st.DrawFn, text: str, key: str, ends: list[str]) -> Event:
    fillers = st.builds(
        Argument, st.sampled_from(["Agent", "Arg1", "دور"]), st.sampled_from([None, *ends]), st.just(""), EXTRA
    )
    return Event(
        id=key,
        type=draw(st.sampled_from(TYPES)),
        trigger=draw(random_spans(text)),
        arguments=tuple(draw(st.lists(fillers, max_size=3))),
        attributes=draw(st.dictionaries(st.sampled_from(["negated", "صفة"]), VALUES, max_size=2)),
        cluster=draw(st.sampled_from([None, "c1", "ev"])),
        name=key,
        extra=draw(EXTRA),
    )


@st.composite
def random_relations(draw: st.DrawFn, key: str, ends: list[str]) -> Relation:
    attributes = draw(st.dictionaries(st.just("tense"), VALUES, max_size=1))
    head, tail = draw(st.sampled_from(ends)), draw(st.sampled_from(ends))
    return Relation(key, draw(st.sampled_from(TYPES)), head, tail, attributes, key, draw(EXTRA))


@st.composite
def random_comments(draw: st.DrawFn, key: str, marks: list[str], annotator: str) -> Comment:
    return Comment(
        id=key,
        target=draw(st.sampled_from([None, *marks])),
        author=draw(st.sampled_from([annotator, "رنا"])),
        at=draw(st.sampled_from(["", "2026-01-02T03:04:05Z"])),
        text=draw(st.sampled_from(["ملاحظة", "two\nlines", "a\tb", ""])),
        resolved=draw(st.booleans()),
        name=key,
        extra=draw(EXTRA),
    )
