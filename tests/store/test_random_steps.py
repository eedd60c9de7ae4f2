"""Random work: what is undone is as it was, the journal replays to the tables, and a restart changes nothing."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from annotator.domain.model import Argument, Cluster, Comment, Document, Entity, Event, Relation, State
from annotator.domain.span import Span
from annotator.store.ids import new_id
from annotator.store.project import Project

SCHEMA = 'schema_format = 1\nid = "small"\ntitle = { en = "Small" }\n[policy]\n'
TEXT = "كتب"
picks = st.integers(0, 1000)


class RandomWork(RuleBasedStateMachine):
    """One author's steps; `past` holds what the project was before each step that can be undone."""

    @initialize()
    def create(self):
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project.create(self.folder / "x.annotator", schema_source=SCHEMA, author="منى")
        self.past: list[list[Document]] = []
        self.future: list[list[Document]] = []

    def teardown(self):
        while self.past:
            self.undo()
        assert self.project.undo() is None
        assert self.state() == []
        assert self.project.verify() == []
        self.project.close()
        shutil.rmtree(self.folder)

    def state(self) -> list[Document]:
        return [self.project.document(row.id) for row in self.project.documents()]

    def layers(self):
        return [layer for document in self.state() for layer in document.layers]

    def do(self, step):
        before = self.state()
        with self.project.change("step") as change:
            step()
        if change.record:
            self.past.append(before)
            self.future.clear()

    @rule()
    def import_document(self):
        def step():
            document = self.project.add_document(new_id(), TEXT)
            self.project.ensure_layer(document, "منى")

        self.do(step)

    def some_layer(self, pick: int):
        layers = self.layers()
        return layers[pick % len(layers)]

    @precondition(lambda self: self.layers())
    @rule(pick=picks, kind=st.sampled_from(["PER", "ORG"]), start=st.integers(0, 2))
    def add_entity(self, pick, kind, start):
        layer = self.some_layer(pick)
        self.do(lambda: self.project.put(layer.id, Entity(new_id(), kind, (Span(start, 3),))))

    @precondition(lambda self: self.layers())
    @rule(pick=picks)
    def add_cluster_of_all(self, pick):
        layer = self.some_layer(pick)
        group = Cluster(new_id(), "c")

        def step():
            for one in layer.entities:
                self.project.put(layer.id, Entity(one.id, one.type, one.spans, cluster=group.id))
            self.project.put(layer.id, group)

        self.do(step)

    @precondition(lambda self: self.layers())
    @rule(pick=picks, amount=st.integers(0, 3))
    def put_event(self, pick, amount):
        layer = self.some_layer(pick)
        targets = [None, *(one.id for one in layer.entities)]
        known = layer.events[pick % len(layer.events)] if layer.events else None
        arguments = [Argument("A", targets[(pick + i) % len(targets)]) for i in range(amount)]
        kept = known.arguments[1:] if known else ()
        key = known.id if known else new_id()
        self.do(lambda: self.project.put(layer.id, Event(key, "Meet", (Span(0, 1),), (*kept, *arguments))))

    @precondition(lambda self: any(layer.entities for layer in self.layers()))
    @rule(pick=picks)
    def link_and_comment(self, pick):
        layer = next(layer for layer in self.layers() if layer.entities)
        key = layer.entities[pick % len(layer.entities)].id
        items = (Relation(new_id(), "Knows", key, key), Comment(new_id(), key, "منى", "2026", "؟"))
        self.do(lambda: self.project.put_many(layer.id, items))

    @precondition(lambda self: any(layer.entities for layer in self.layers()))
    @rule(pick=picks)
    def delete_entity(self, pick):
        layer = next(layer for layer in self.layers() if layer.entities)
        key = layer.entities[pick % len(layer.entities)].id

        def step():
            for table, found in self.project.referring(key):
                self.project.delete(table, found)
            self.project.delete("entity", key)

        self.do(step)

    @precondition(lambda self: self.layers())
    @rule(pick=picks, state=st.sampled_from(State))
    def set_state(self, pick, state):
        layer = self.some_layer(pick)
        self.do(lambda: self.project.set_state(layer.id, state, "سبب"))

    @precondition(lambda self: self.state())
    @rule(pick=picks)
    def delete_document(self, pick):
        documents = self.state()
        self.do(lambda: self.project.delete_document(documents[pick % len(documents)].id))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self):
        self.future.append(self.state())
        assert self.project.undo() is not None
        assert self.state() == self.past.pop()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        self.past.append(self.state())
        assert self.project.redo() is not None
        assert self.state() == self.future.pop()

    @rule()
    def restart(self):
        before = self.state()
        self.project.close()
        self.project = Project.open(self.folder / "x.annotator", author="منى")
        assert self.state() == before


TestRandomWork = RandomWork.TestCase
TestRandomWork.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
