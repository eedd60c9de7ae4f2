"""What may be connected with what, as the schema says it; what is retired is never offered."""

from dataclasses import replace

import pytest

from annotator.domain.model import Entity, Event
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Span
from annotator.operations.fitting import filler_types, fills, relations_between, roles_to_fill, tail_types, ways

LOOK = 'label = { en = "a" }\ncolour = "#112233"\n'
SCHEMA = read_schema(
    f"""
schema_format = 1
id = "small"
title = {{ en = "Small" }}
[[entity]]
id = "PER"
{LOOK}
[[entity]]
id = "GPE"
{LOOK}
[[entity]]
id = "City"
parent = "GPE"
{LOOK}
[[event]]
id = "Meet"
{LOOK}
[[event.role]]
id = "Topic"
fillers = ["Meet"]
label = {{ en = "topic" }}
[[event.role]]
id = "Place"
fillers = ["GPE", "PER"]
recommended = true
label = {{ en = "place" }}
[[event.role]]
id = "Who"
fillers = ["PER"]
min = 1
label = {{ en = "who" }}
[[relation]]
id = "In"
head = ["PER"]
tail = ["GPE"]
{LOOK}
[[relation]]
id = "Rules"
head = ["PER"]
tail = ["GPE"]
{LOOK}
"""
)
MEET = Event("E1", "Meet", (Span(0, 1),))


def mark(type_id: str) -> Entity:
    return Entity("T1", type_id, (Span(2, 3),))


def without_place(schema: Schema) -> Schema:
    (meet,) = schema.events
    roles = tuple(replace(role, retired=role.id == "Place") for role in meet.roles)
    return replace(schema, events=(replace(meet, roles=roles),))


def test_required_roles_come_first_then_recommended_ones():
    assert [role.id for role in roles_to_fill(SCHEMA, MEET)] == ["Who", "Place", "Topic"]
    assert roles_to_fill(SCHEMA, replace(MEET, type="Other")) == ()


def test_a_retired_role_is_not_offered():
    assert [role.id for role in roles_to_fill(without_place(SCHEMA), MEET)] == ["Who", "Topic"]
    assert ways(without_place(SCHEMA), MEET, mark("GPE")).roles == ()


@pytest.mark.parametrize(
    ("head", "tail", "roles", "relations"),
    [
        (MEET, mark("PER"), ["Who", "Place"], []),
        (MEET, mark("City"), ["Place"], []),
        (MEET, MEET, ["Topic"], []),
        (mark("PER"), mark("City"), [], ["In", "Rules"]),
        (mark("City"), mark("PER"), [], []),
    ],
)
def test_two_marks_are_connected_by_roles_and_by_relations(head, tail, roles, relations):
    found = ways(SCHEMA, head, tail)

    assert [role.id for role in found.roles] == roles
    assert [kind.id for kind in found.relations] == relations


def test_types_that_may_fill_a_role_come_as_the_role_names_them():
    place = roles_to_fill(SCHEMA, MEET)[1]

    assert [kind.id for kind in filler_types(SCHEMA, place)] == ["GPE", "City", "PER"]
    assert fills(SCHEMA, place, "City")
    assert not fills(SCHEMA, place, "Meet")


def test_relations_may_be_asked_for_one_by_one():
    assert [kind.id for kind in relations_between(SCHEMA, "PER", "GPE", "Rules")] == ["Rules"]
    assert tail_types(SCHEMA, "PER", ["PER", "City", "GPE"]) == {"City", "GPE"}
    assert tail_types(SCHEMA, "PER", ["City"], "Else") == frozenset()
