"""Each preset at work: one of every type, subtype, role and relation gives no problem, and comes back from a file."""

from pathlib import Path

import pytest

from annotator.domain.compare import same_content
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.operations.attributes import set_attribute
from annotator.operations.checking import project_problems
from annotator.operations.entities import add_entity, retype_entity
from annotator.operations.events import add_event, fill_role
from annotator.operations.exporting import export_files
from annotator.operations.importing import import_files
from annotator.operations.projects import new_project, preset_names
from annotator.operations.relations import link
from annotator.store.project import Project

WORDS = 3_000
IN_A_SENTENCE = 30


class Marker:
    """Marks one word after the other; `sentence` goes on to the next sentence."""

    def __init__(self, project: Project) -> None:
        self.project, self.schema = project, project.schema()
        self.text, self.words = _text()
        self.next = 0
        self.marked: dict[tuple[str, int], str] = {}
        with project.change("import"):
            document = project.add_document("كلمات.txt", self.text)
            self.layer = project.ensure_layer(document, "ليلى")

    def sentence(self) -> None:
        self.next = -(-self.next // IN_A_SENTENCE) * IN_A_SENTENCE
        self.marked.clear()

    def one(self, type_id: str, number: int = 0) -> str:
        """Return a mark of this sentence, made if there are not so many yet."""
        if (type_id, number) not in self.marked:
            self.marked[type_id, number] = self.mark(type_id)
        return self.marked[type_id, number]

    def word(self) -> list[Span]:
        self.next += 1
        return [self.words[self.next - 1]]

    def mark(self, type_id: str) -> str:
        if self.schema.entity(type_id):
            made = add_entity(self.project, self.layer, type_id, self.word()).id
            self.complete("entity", type_id, made)
            return made
        return self.event(type_id)

    def event(self, type_id: str) -> str:
        made = add_event(self.project, self.layer, type_id, self.word()).id
        self.complete("event", type_id, made)
        for role in self.schema.event(type_id).roles:
            filler = plain_type(self.schema, role.fillers)
            for number in range(max(role.min, 1)):
                fill_role(self.project, made, role.id, self.one(filler, number))
        return made

    def complete(self, scope: str, type_id: str, made: str) -> None:
        given = self.schema.defaults(scope, type_id)
        for attribute in self.schema.attributes_of(scope, type_id):
            if attribute.required and attribute.id not in given and attribute.is_shown(given):
                value = attribute.options[0].id if attribute.options else True
                set_attribute(self.project, [made], attribute.id, value)


def _text() -> tuple[str, list[Span]]:
    text, spans = "", []
    for number in range(WORDS):
        start = len(text)
        text += f"مد{number}"
        spans.append(Span(start, len(text)))
        text += ".\n" if number % IN_A_SENTENCE == IN_A_SENTENCE - 1 else " "
    return text, spans


def plain_type(schema: Schema, types: tuple[str, ...]) -> str:
    """Return the entity type among these, else an event type that entities alone fill."""
    entities = [one for one in types if schema.entity(one)]
    if entities:
        return entities[0]
    return next(one for one in types if all(any(map(schema.entity, role.fillers)) for role in schema.event(one).roles))


@pytest.mark.parametrize("name", preset_names())
def test_one_of_everything_is_no_problem_and_comes_back_from_a_file(name: str, tmp_path: Path) -> None:
    with new_project(tmp_path / "a.annot", preset=name, author="ليلى") as project:
        marker = Marker(project)
        schema = marker.schema
        for kind in schema.entities:
            marker.mark(kind.id)
            for subtype in kind.subtypes:
                retype_entity(project, marker.mark(kind.id), kind.id, subtype=subtype.id)
        for event in schema.events:
            marker.sentence()
            marker.event(event.id)
        marker.sentence()
        for relation in schema.relations:
            pairs = relation.pairs or ((plain_type(schema, relation.head), plain_type(schema, relation.tail)),)
            for head, tail in pairs:
                marker.complete(
                    "relation", relation.id, link(project, relation.id, marker.one(head), marker.one(tail, 1)).id
                )

        assert [str(found.problem) for found in project_problems(project)] == []
        export_files(project, tmp_path / "out.jsonl", "jsonl")
        with new_project(tmp_path / "b.annot", preset=name, author="سعد") as other:
            report = import_files(other, [tmp_path / "out.jsonl"])
            assert report.findings == ()
            (one,) = [project.document(row.id) for row in project.documents()]
            (back,) = [other.document(row.id) for row in other.documents()]
            assert same_content(one.layers[0], back.layers[0]).is_same
            assert (one.text, one.layers[0].annotator) == (back.text, back.layers[0].annotator)
            export_files(other, tmp_path / "again.jsonl", "jsonl")
        assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "out.jsonl").read_bytes()
