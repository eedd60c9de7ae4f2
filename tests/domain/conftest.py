"""What the tests of the domain share: the hand-made article, and a small schema in which every rule can be broken."""

import json
from pathlib import Path

import pytest

from annotator.domain.model import Argument, Cluster, Document, Entity, Event, Layer, Relation
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Span

PRESETS = Path(__file__).resolve().parents[2] / "resources" / "presets"


@pytest.fixture(scope="session")
def news() -> Schema:
    """The preset for Arabic news."""
    return read_schema((PRESETS / "news-ere.toml").read_text(encoding="utf-8"))


@pytest.fixture
def article(shared: Path) -> Document:
    """The hand-made annotation of the sample article, read with as little as it takes."""
    line = json.loads((shared / "seed" / "article.gold.jsonl").read_text(encoding="utf-8"))
    marked = line["annotations"][0]
    clusters = dict.fromkeys(mark["cluster"] for mark in marked["entities"] + marked["events"] if mark.get("cluster"))
    layer = Layer(
        marked["annotator"],
        entities=tuple(
            Entity(e["id"], e["type"], _spans(e), attributes=e.get("attributes", {}), cluster=e.get("cluster"))
            for e in marked["entities"]
        ),
        events=tuple(
            Event(
                e["id"],
                e["type"],
                _spans(e["trigger"]),
                tuple(Argument(argument["role"], argument["target"]) for argument in e["arguments"]),
                e.get("attributes", {}),
                e.get("cluster"),
            )
            for e in marked["events"]
        ),
        relations=tuple(
            Relation(r["id"], r["type"], r["head"], r["tail"], r.get("attributes", {})) for r in marked["relations"]
        ),
        clusters=tuple(Cluster(name, name) for name in clusters),
    )
    return Document(line["id"], line["name"], line["text"], (layer,))


def _spans(mark: dict) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in mark["spans"])
