"""Random work on copies of one project: every kind of edit, undo, partial merges, and clocks that jump back."""

import os
import random
from pathlib import Path

import pytest

from annotator.domain.model import Argument, Cluster, Comment, Entity, Event, Relation, State
from annotator.domain.people import Role
from annotator.domain.span import Span
from annotator.errors import ConflictError
from annotator.store import connection
from annotator.store.ids import new_id
from annotator.store.migrations import JOURNALED
from annotator.store.project import Project, merger
from annotator.store.usage import Form

SCHEMA = """
schema_format = 1
id = "small"
title = {{ en = "{title}" }}
[policy]
[[entity]]
id = "{type}"
label = {{ en = "Person" }}
colour = "#336699"
aliases = ["PER"]
"""
TEXT = "كتب الكاتب كتابا في المكتبة"
PEOPLE = ("منى", "سلمى")


def as_is(_schema):
    """No name of the schema changed."""
    return lambda form: form


def by_alias(schema):
    """Give entities the name that the schema has for PER."""
    new = next((kind.id for kind in schema.entities if "PER" in kind.aliases), "PER")
    return lambda form: Form("entity", new, form.subtype, form.attributes) if form.type == "PER" else form


def trust_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing wait for the disk: these tests ask what is written, not what a power failure leaves."""
    prepare = connection._prepare_writing

    def fast(opened: connection.Connection) -> None:
        prepare(opened)
        opened.execute("PRAGMA synchronous = OFF")

    monkeypatch.setattr(connection, "_prepare_writing", fast)
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)


class Clock:
    """A clock that goes on by a little and now and then jumps, by up to a day, mostly back."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.now = 1_800_000_000_000

    def __call__(self) -> int:
        self.now += self._rng.choice((0, 1, 1, 7, 1000))
        if self._rng.random() < 0.05:
            self.now -= self._rng.randint(-1000, 86_400_000)
        return self.now


def dump(project: Project) -> dict[str, list]:
    """Return every row of the project's state."""
    return {table: project._connection.rows(f"SELECT * FROM {table} ORDER BY id") for table in JOURNALED}


class Copy:
    """One copy of the project, and what somebody does to it."""

    def __init__(self, path: Path, rng: random.Random, author: str) -> None:
        self.path, self.rng, self.author = path, rng, author
        self.project = Project.open(path, author=author)

    def step(self, others: "list[Copy]") -> None:
        rng = self.rng
        kind = rng.random()
        if kind < 0.07 and others:
            merger(self.project).take_in(rng.choice(others).path, by_alias)
        elif kind < 0.17:
            self.back()
        else:
            with self.project.change("step"):
                rng.choice(_EDITS)(self)

    def back(self) -> None:
        try:
            (self.project.undo if self.rng.random() < 0.7 else self.project.redo)()
        except ConflictError:
            return

    def any(self, table: str, where: str = "1") -> str | None:
        rows = self.project._connection.rows(f"SELECT id FROM {table} WHERE {where} ORDER BY id")
        return self.rng.choice(rows)[0] if rows else None

    def layer(self) -> str:
        document = self.any("document")
        if document is None:
            document = self.project.add_document(f"d{self.rng.randint(1, 4)}-{new_id()}", TEXT)
        return self.project.ensure_layer(document, self.rng.choice(PEOPLE))

    def span(self) -> tuple[Span, ...]:
        start = self.rng.randint(0, 20)
        spans = (Span(start, start + self.rng.randint(1, 3)),)
        return spans if self.rng.random() < 0.8 else (*spans, Span(25, 27))

    def mark(self, layer: str) -> str | None:
        return self.any(self.rng.choice(("entity", "event")), f"layer = '{layer}'")

    def add_document(self) -> None:
        name = f"doc{self.rng.randint(1, 3)}"
        if self.project.find_document(name) is None:
            self.project.add_document(name, TEXT)

    def rename_document(self) -> None:
        key, name = self.any("document"), f"doc{self.rng.randint(1, 4)}"
        if key and self.project.find_document(name) is None:
            self.project.rename_document(key, name)

    def delete_document(self) -> None:
        if self.rng.random() < 0.3 and (key := self.any("document")):
            self.project.delete_document(key)

    def put_entity(self) -> None:
        layer = self.layer()
        known = self.any("entity", f"layer = '{layer}'") if self.rng.random() < 0.5 else None
        cluster = self.any("cluster", f"layer = '{layer}'") if self.rng.random() < 0.3 else None
        kind = self.rng.choice(("PER", "ORG", "LOC"))
        self.project.put(layer, Entity(known or new_id(), kind, self.span(), cluster=cluster))

    def put_event(self) -> None:
        layer = self.layer()
        known = self.any("event", f"layer = '{layer}'") if self.rng.random() < 0.4 else None
        targets = [None, *filter(None, (self.mark(layer) for _ in range(3)))]
        kept = self.project.find("event", known).arguments[1:] if known else ()
        fresh = tuple(Argument("A", self.rng.choice(targets)) for _ in range(self.rng.randint(0, 3)))
        self.project.put(layer, Event(known or new_id(), "Meet", self.span(), (*kept, *fresh)))

    def put_relation(self) -> None:
        layer = self.layer()
        head, tail = self.mark(layer), self.mark(layer)
        if head and tail:
            self.project.put(layer, Relation(new_id(), "Knows", head, tail))

    def put_comment(self) -> None:
        layer = self.layer()
        parent = self.any("comment", f"layer = '{layer}'") if self.rng.random() < 0.5 else None
        self.project.put(layer, Comment(new_id(), self.mark(layer), self.author, "2026", "؟", parent=parent))

    def put_cluster(self) -> None:
        layer = self.layer()
        known = self.any("cluster", f"layer = '{layer}'") if self.rng.random() < 0.4 else None
        name = self.project.next_name(layer, "c-") if self.rng.random() < 0.6 else "بوتين"
        self.project.put(layer, Cluster(known or new_id(), name))

    def delete_mark(self) -> None:
        table = self.rng.choice(("entity", "event", "cluster", "comment", "relation"))
        key = self.any(table)
        if key:
            self._delete(table, key)

    def _delete(self, table: str, key: str) -> None:
        for other, found in self.project.referring(key):
            if other == "event":
                event = self.project.find("event", found)
                kept = tuple(one for one in event.arguments if one.target != key)
                layer = self.project.layer_of("event", found)
                self.project.put(layer, Event(found, event.type, event.trigger, kept))
            elif self.project.find(other, found):
                self._delete(other, found)
        self.project.delete(table, key)

    def set_state(self) -> None:
        self.project.set_state(self.layer(), self.rng.choice(list(State)), "سبب")

    def put_schema(self) -> None:
        kind = self.rng.choice(("PER", "PERSON", "HUMAN"))
        self.project.put_schema(SCHEMA.format(title=self.author, type=kind))
        forms = self.project.usage.forms()
        old = {form: Form("entity", kind, form.subtype, form.attributes) for form in forms if form.type == "PER"}
        self.project.bulk.rewrite(old, lambda _done, _total: None)

    def people(self) -> None:
        people = self.project.people
        name = self.rng.choice(("هدى", "ليلى", *PEOPLE))
        if self.rng.random() < 0.5:
            people.put(name, self.rng.choice(list(Role)))
        elif people.all():
            old = self.rng.choice(people.all()).name
            if people.find(name) is None:
                people.rename(old, name)

    def title(self) -> None:
        self.project.put_title(self.rng.choice(("أ", "ب", "ج")))


_EDITS = (
    [Copy.put_entity] * 6
    + [Copy.put_event, Copy.put_relation] * 3
    + [Copy.delete_mark, Copy.put_comment, Copy.put_cluster] * 2
    + [Copy.add_document, Copy.rename_document, Copy.delete_document, Copy.set_state, Copy.put_schema]
    + [Copy.people, Copy.title]
)


def copies(folder: Path, rng: random.Random, amount: int = 3) -> list[Copy]:
    """Return open copies of a project in which a little is done."""
    first = folder / "0.annotator"
    Project.create(first, schema_source=SCHEMA.format(title="s", type="PER"), author="منى").close()
    made = [Copy(first, rng, "منى")]
    for _ in range(6):
        made[0].step([])
    for number in range(1, amount):
        path = folder / f"{number}.annotator"
        made[0].project.save_copy(path)
        made.append(Copy(path, rng, PEOPLE[number % 2]))
    return made
