"""Corpus: one article repeated to any length, with marks as dense as a careful annotator's, in a project of its own."""

import json
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.model import Entity, Mark, Relation
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.operations.projects import new_project, sample_files
from annotator.store.ids import new_id
from annotator.store.project import Project
from annotator.text.tokens import words

CHECKOUT = Path(__file__).resolve().parents[2]
AUTHOR = "ليلى"
ENTITY_EVERY = 25  # code points
RELATION_EVERY = 100


def article() -> str:
    """Return the seed article where it is beside the checkout, else the sample's texts in a row."""
    seed = CHECKOUT.parent / "shared" / "seed" / "article.txt"
    if seed.is_file():
        return seed.read_text(encoding="utf-8")
    lines = [file.read_text(encoding="utf-8").splitlines()[0] for file in sample_files()]
    return "\n".join(str(json.loads(line)["text"]) for line in lines)


def text_of(size: int) -> str:
    """Return the article, repeated and cut to exactly `size` code points."""
    whole = article().rstrip("\n") + "\n"
    return (whole * (size // len(whole) + 1))[:size]


def marks_of(text: str, schema: Schema) -> list[Mark]:
    """Return an entity per 25 code points, on a word, and a relation per 100, between neighbours the schema allows."""
    entities = list(_entities(text, schema))
    return [*entities, *_relations(entities, len(text) // RELATION_EVERY, schema)]


def _entities(text: str, schema: Schema) -> Iterator[Entity]:
    _, head, tail = _legal(schema)
    types = [head, tail, *(other.id for other in schema.entities if other.id not in (head, tail))][:4]
    length = len(article().rstrip("\n")) + 1
    slots = [span for span in words(text[:length]) if span.end - span.start > 2]
    at, number = 0, 0
    while (start := at * length) < len(text):
        wanted = 0
        for span in slots:
            if span.start < wanted or start + span.end > len(text):
                continue
            number += 1
            spans = (Span(start + span.start, start + span.end),)
            yield Entity(new_id(), types[number % len(types)], spans, name=f"T{number}")
            wanted += ENTITY_EVERY
        at += 1


def _relations(entities: list[Entity], wanted: int, schema: Schema) -> Iterator[Relation]:
    """Yield evenly spread relations: every fourth over a group's end, which makes some arcs long or over two lines."""
    kind, head, tail = _legal(schema)
    heads = [entity for entity in entities if entity.type == head]
    tails = [entity for entity in entities if entity.type == tail]
    for number in range(1, min(wanted, len(heads), len(tails) - 1) + 1):
        other = tails[number if number % 4 == 0 else number - 1]
        yield Relation(new_id(), kind, heads[number - 1].id, other.id, name=f"R{number}")


def _legal(schema: Schema) -> tuple[str, str, str]:
    """Return a relation type with two entity types that it may link."""
    types = [kind.id for kind in schema.entities]
    return next(
        (relation.id, head, tail)
        for head in types
        for tail in types
        for relation in schema.relations_between(head, tail)
        if head != tail
    )


def make_project(path: Path, size: int, *, documents: int = 1) -> Project:
    """Make a project whose first document has `size` code points and its marks; others are empty of marks."""
    project = new_project(path, author=AUTHOR)
    text = text_of(size)
    with project.change("import"):
        document_id = project.add_document(f"{size}.txt", text)
        project.put_many(project.ensure_layer(document_id, AUTHOR), marks_of(text, project.schema()))
        for number in range(1, documents):
            project.add_document(f"{number}.txt", "نص قصير.")
    return project
