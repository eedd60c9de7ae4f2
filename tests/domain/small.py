"""A small schema in which every rule can be broken, and a layer that breaks none."""

from dataclasses import replace

from annotator.domain.check import problems
from annotator.domain.model import Argument, Entity, Event, Layer, Relation
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Span

LOOK = 'label = { en = "a" }\ncolour = "#112233"\n'
SCHEMA = read_schema(
    f"""
schema_format = 1
id = "small"
title = {{ en = "Small" }}
[policy]
exclude_proclitics = ["و", "ف", "ب", "ل"]
entity_overlap = "nested"
trigger_overlap = "free"
[[attribute]]
id = "class"
scope = ["entity"]
applies_to = ["PER"]
required = true
default = "NAM"
values = [{{ id = "NAM" }}, {{ id = "NOM" }}]
label = {{ en = "class" }}
[[attribute]]
id = "sure"
scope = ["event", "relation"]
kind = "bool"
label = {{ en = "sure" }}
[[entity]]
id = "PER"
{LOOK}
subtypes = [{{ id = "Group" }}]
[[entity]]
id = "GPE"
{LOOK}
[[event]]
id = "Meet"
{LOOK}
[[event.role]]
id = "Entity"
fillers = ["PER", "GPE", "Meet"]
min = 1
max = 2
label = {{ en = "entity" }}
[[event.role]]
id = "Place"
fillers = ["GPE"]
recommended = true
variants = ["Place-Near"]
label = {{ en = "place" }}
[[event]]
id = "Say"
{LOOK}
[[relation]]
id = "In"
head = ["PER"]
tail = ["GPE"]
{LOOK}
[[relation]]
id = "Family"
head = ["PER"]
tail = ["PER"]
symmetric = true
{LOOK}
"""
)
TEXT = "التقى بوتين وكيم في موسكو. وقال «كيم جونغ» إن وموسكو قريبة."


def policy(**rules: object) -> Schema:
    return replace(SCHEMA, policy=replace(SCHEMA.policy, **rules))


def at(words: str, text: str = TEXT, after: int = 0) -> tuple[Span, ...]:
    start = text.index(words, after)
    return (Span(start, start + len(words)),)


def per(id_: str, spans: tuple[Span, ...], **more: object) -> Entity:
    return Entity(id_, "PER", spans, **{"attributes": {"class": "NAM"}} | more)


def gpe(id_: str, spans: tuple[Span, ...], **more: object) -> Entity:
    return Entity(id_, "GPE", spans, **more)


PUTIN, KIM, MOSCOW = per("T1", at("بوتين")), per("T2", at("كيم")), gpe("T3", at("موسكو"))
MEET = Event("E1", "Meet", at("التقى"), (Argument("Entity", "T1"), Argument("Entity", "T2"), Argument("Place", "T3")))
ALL = Layer("leila", entities=(PUTIN, KIM, MOSCOW), events=(MEET,), relations=(Relation("R1", "In", "T1", "T3"),))


def layer(*marks: object, **more: object) -> Layer:
    """The good layer with these marks instead of those that have the same id, or besides them."""
    ids = {mark.id for mark in marks}

    def kept(known: tuple, kind: type) -> tuple:
        return tuple(m for m in known if m.id not in ids) + tuple(m for m in marks if isinstance(m, kind))

    return Layer(
        "leila",
        entities=kept(ALL.entities, Entity),
        events=kept(ALL.events, Event),
        relations=kept(ALL.relations, Relation),
        **more,
    )


def kinds(marked: Layer, schema: Schema = SCHEMA, text: str = TEXT, **more: object) -> list[tuple[str, str]]:
    return [(problem.kind, problem.target) for problem in problems(text, marked, schema, **more)]


def only(marked: Layer, schema: Schema = SCHEMA, text: str = TEXT, **more: object):
    """The one problem there is."""
    (problem,) = problems(text, marked, schema, **more)
    return problem
