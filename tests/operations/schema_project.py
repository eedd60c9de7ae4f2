"""A small project in which every kind of schema step has marks to change, and what is compared after it."""

from dataclasses import replace
from pathlib import Path

from annotator.domain.model import Argument, Cluster, Entity, Event, Layer, Relation
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Span
from annotator.store.ids import new_id
from annotator.store.migrations import JOURNALED
from annotator.store.project import Project

LOOK = 'label = { ar = "شيء", en = "thing" }\ncolour = "#112233"\n'
SOURCE = f"""
schema_format = 1
id = "small"
version = "1.0.0"
title = {{ ar = "صغير" }}
[policy]
entity_overlap = "free"
[[attribute]]
id = "class"
label = {{ en = "class" }}
scope = ["entity"]
applies_to = ["PER", "LOC"]
required = true
default = "NAM"
values = [{{ id = "NAM" }}, {{ id = "NOM" }}, {{ id = "PRO" }}]
[[attribute]]
id = "sure"
label = {{ en = "sure" }}
scope = ["entity", "event", "relation"]
kind = "bool"
[[entity]]
id = "PER"
{LOOK}
subtypes = [{{ id = "Group", en = "Group" }}, {{ id = "One", en = "One" }}]
[[entity]]
id = "LOC"
{LOOK}
[[entity]]
id = "GPE"
{LOOK}
parent = "LOC"
subtypes = [{{ id = "Nation" }}]
[[event_group]]
id = "talk"
{LOOK}
[[event]]
id = "Meet"
group = "talk"
{LOOK}
[[event.role]]
id = "Who"
label = {{ en = "who" }}
fillers = ["PER", "GPE", "Meet"]
min = 1
[[event.role]]
id = "Place"
label = {{ en = "place" }}
fillers = ["LOC"]
recommended = true
[[event]]
id = "Say"
{LOOK}
[[event.role]]
id = "Speaker"
label = {{ en = "speaker" }}
fillers = ["PER"]
max = 2
[[relation]]
id = "In"
head = ["PER", "GPE"]
tail = ["LOC"]
{LOOK}
[[relation]]
id = "Near"
symmetric = true
pairs = [["PER", "PER"], ["LOC", "LOC"]]
{LOOK}
"""
SCHEMA = read_schema(SOURCE)
TEXT = "التقى بوتين وكيم في موسكو ثم قال كيم إن موسكو قريبة من بلاده وعاد إليها."


def small_project(path: Path) -> Project:
    """Make the project: three documents, two annotators."""
    project = Project.create(path, schema_source=SOURCE, author="ليلى")
    with project.change("import"):
        for number in range(3):
            document = project.add_document(f"{number}.txt", TEXT + str(number))
            for annotator in ("ليلى", "سعد")[: 1 + number % 2]:
                put_marks(project, project.ensure_layer(document, annotator), number)
    return project


def put_marks(project: Project, layer: str, number: int) -> None:
    """Put marks of every type, with and without subtype, attributes and fillers, into a layer."""
    cluster = Cluster(new_id(), "c-1")
    people = [
        Entity(new_id(), "PER", (Span(6, 11),), "Group", {"class": "NAM", "sure": True}, cluster.id),
        Entity(new_id(), "PER", (Span(13, 16),), None, {"class": "NOM"}, cluster.id),
        Entity(new_id(), "PER", (Span(33, 36),), "One", {"class": ("NAM", "NOM", "PRO")[number]}),
    ]
    places = [
        Entity(new_id(), "GPE", (Span(20, 25),), "Nation", {"class": "NAM"}),
        Entity(new_id(), "LOC", (Span(40, 45),), None, {"class": "NAM", "سمة": "قيمة"}),
    ]
    meet = Event(
        new_id(),
        "Meet",
        (Span(0, 5),),
        (
            Argument("Who", people[0].id),
            Argument("Who", places[0].id),
            Argument("Place", places[1].id),
            Argument("Place", None),
        ),
        {"sure": False},
    )
    say = Event(new_id(), "Say", (Span(29, 32),), (Argument("Speaker", people[2].id),))
    relations = [
        Relation(new_id(), "In", people[0].id, places[0].id),
        Relation(new_id(), "In", places[0].id, places[1].id, {"sure": True}),
        Relation(new_id(), "Near", people[0].id, people[2].id),
    ]
    project.put_many(layer, [cluster, *people, *places, meet, say, *relations])


def rows(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table that is the project's state."""
    connection = project._connection
    return {table: connection.rows(f"SELECT * FROM {table} ORDER BY id") for table in JOURNALED}


def layers(project: Project) -> list[Layer]:
    """Return every layer of the project."""
    return [project.layer(layer.id) for row in project.documents() for layer in row.layers]


def ordered(layer: Layer) -> Layer:
    """Return the layer with attributes as plain tables, so that it can be compared."""
    return replace(
        layer,
        entities=tuple(replace(one, attributes=dict(one.attributes), extra={}) for one in layer.entities),
        events=tuple(
            replace(
                one,
                attributes=dict(one.attributes),
                extra={},
                arguments=tuple(replace(argument, extra={}) for argument in one.arguments),
            )
            for one in layer.events
        ),
        relations=tuple(replace(one, attributes=dict(one.attributes), extra={}) for one in layer.relations),
        extra={},
    )
