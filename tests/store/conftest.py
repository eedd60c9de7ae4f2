"""A small project for the store's tests, and the marks to put into it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotator.domain.model import Argument, Entity, Event, Relation
from annotator.domain.span import Span
from annotator.store.ids import new_id
from annotator.store.project import Project

SCHEMA = """
schema_format = 1
id = "small"
version = "1"
title = { ar = "صغير", en = "Small" }
[policy]
[[entity]]
id = "PER"
label = { ar = "شخص", en = "Person" }
colour = "#336699"
"""
TEXT = "وسيكون اللقاء المنتظَر بين بوتين وكيم بمثابة تتويج لمسار"


@dataclass(frozen=True)
class Work:
    """An open project with one document and one layer, and short ways to mark in it."""

    project: Project
    document: str
    layer: str

    def add_entity(self, start: int = 27, end: int = 32, **values: object) -> Entity:
        entity = Entity(new_id(), "PER", (Span(start, end),), **values)
        with self.project.change("add entity"):
            self.project.put(self.layer, entity)
        return self.project.find("entity", entity.id)

    def add_event(self, *targets: str | None) -> Event:
        arguments = tuple(Argument("Participant", target) for target in targets)
        event = Event(new_id(), "Meet", (Span(7, 13),), arguments)
        with self.project.change("add event"):
            self.project.put(self.layer, event)
        return self.project.find("event", event.id)

    def add_relation(self, head: str, tail: str) -> Relation:
        relation = Relation(new_id(), "Knows", head, tail)
        with self.project.change("link"):
            self.project.put(self.layer, relation)
        return self.project.find("relation", relation.id)


def start(project: Project) -> Work:
    with project.change("import"):
        document = project.add_document("article.txt", TEXT)
        layer = project.ensure_layer(document, "منى")
    return Work(project, document, layer)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "مشروع.annotator"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    with Project.create(path, schema_source=SCHEMA, title="تجربة", author="منى") as opened:
        yield opened


@pytest.fixture
def work(project: Project) -> Work:
    return start(project)


@pytest.fixture
def schema_source() -> str:
    return SCHEMA


@pytest.fixture
def closed(path: Path) -> Path:
    """A project file with one entity that nobody has open."""
    with Project.create(path, schema_source=SCHEMA, author="منى") as opened:
        start(opened).add_entity()
    return path
