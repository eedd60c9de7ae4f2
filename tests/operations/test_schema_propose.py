"""Proposals: colours that stay apart, keys that do not clash, a schema from what is marked or from brat's files."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from annotator.domain.colours import contrast, even
from annotator.domain.model import Argument, Document, Entity, Event, Layer, Relation
from annotator.domain.schema import Schema, Wording
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, InputError
from annotator.operations.projects import preset_names, preset_source
from annotator.operations.schema_colours import BLINDNESS, PAGES, SHOWN, distance, proposed_colours, recolouring, seen
from annotator.operations.schema_keys import clashes, proposed_keys
from annotator.operations.schema_propose import (
    completed_schema,
    schema_of_brat,
    schema_of_documents,
    schema_of_files,
    schema_of_project,
)
from annotator.operations.schema_revise import revised
from tests.operations.schema_project import SCHEMA, small_project


def test_proposed_colours_stay_apart_to_every_eye_on_both_pages():
    colours = proposed_colours(8)
    for lightness, page in zip(SHOWN, PAGES, strict=True):
        shown = [even(colour, lightness, 0.09) for colour in colours]
        assert min(contrast(one, page) for one in shown) >= 3
        assert min(distance(one, other) for one, other in combinations(shown, 2)) > 0.05
        for kind in BLINDNESS:
            blind = [seen(one, kind) for one in shown[:6]]
            assert min(distance(one, other) for one, other in combinations(blind, 2)) > 0.015


def test_new_colours_keep_away_from_those_that_are_taken():
    taken = proposed_colours(5)
    fresh = proposed_colours(3, taken)
    assert fresh == proposed_colours(8)[5:]
    assert len({*taken, *fresh}) == 8


def test_the_blind_see_red_and_green_alike_and_greys_as_they_are():
    assert (
        distance(seen("#cc4444", "deuteranopia"), seen("#808000", "deuteranopia")) < distance("#cc4444", "#808000") / 2
    )
    assert all(distance(seen("#777777", kind), "#777777") < 0.01 for kind in BLINDNESS)


def test_recolouring_gives_events_the_colour_of_their_group():
    news = read_schema(preset_source("news-ere"))
    fresh = revised(news, recolouring(news))
    groups = {group.id: group.colour for group in fresh.groups}
    assert all(kind.colour == groups[kind.group] for kind in fresh.events)
    assert len({kind.colour for kind in fresh.entities} | set(groups.values())) == len(fresh.entities) + len(groups)


@pytest.mark.parametrize("name", preset_names())
def test_keys_are_proposed_for_all_and_never_clash(name):
    schema = read_schema(preset_source(name))
    assert clashes(schema) == []
    bare = replace(
        schema,
        entities=tuple(replace(kind, hotkey="") for kind in schema.entities),
        events=tuple(replace(kind, hotkey="") for kind in schema.events),
        relations=tuple(replace(kind, hotkey="") for kind in schema.relations),
    )
    step = proposed_keys(bare, reserved={"N", "P"})
    fresh = revised(bare, step)
    assert clashes(fresh) == []
    assert [target.id for target, key in step.keys if not key] == []
    assert not {"N", "P"} & {kind.hotkey for kind in fresh.entities}


def test_a_key_that_does_no_harm_stays_and_a_clashing_one_is_replaced():
    keyed = [replace(kind, hotkey=key) for kind, key in zip(SCHEMA.entities, ("L", "L, B", "7"), strict=True)]
    schema = replace(SCHEMA, entities=tuple(keyed), events=(), attributes=(), relations=())
    assert [(one.id, other.id) for one, other in clashes(schema)] == [("PER", "LOC")]
    assert [(target.id, key) for target, key in proposed_keys(schema).keys] == [("LOC", "1")]


def document() -> Document:
    person = Entity("T1", "PERSON", (Span(0, 3),), "Group", {"class": "NAM", "age": 30})
    town = Entity("T2", "مدينة", (Span(4, 7),))
    meet = Event("E1", "Meet", (Span(8, 10),), (Argument("Who", "T1"), Argument("Where", "T2"), Argument("Who", None)))
    layer = Layer("a", entities=(person, town), events=(meet,), relations=(Relation("R1", "At", "T1", "E1"),))
    return Document("d", "d", "نصّ فيه كلمات", (layer,))


def test_a_schema_is_proposed_from_what_is_marked():
    schema = schema_of_documents([document()], "بيانات")
    (person,) = schema.entities
    assert (person.id, [sub.id for sub in person.subtypes], person.hotkey) == ("PERSON", ["Group"], "1")
    roles = {role.id: (role.fillers, role.max) for role in schema.events[0].roles}
    assert roles == {"Who": (("PERSON",), None), "Where": ((), 1)}
    assert (schema.relations[0].head, schema.relations[0].tail) == (("PERSON",), ("Meet",))
    assert {attribute.id: attribute.kind for attribute in schema.attributes} == {"class": "enum", "age": "number"}
    assert schema.title == Wording("بيانات", "بيانات")


def test_a_known_schema_is_kept_and_completed():
    schema = schema_of_documents([document()], "x", known=SCHEMA)
    assert [kind.id for kind in schema.entities] == ["PER", "LOC", "GPE", "PERSON"]
    assert [kind.id for kind in schema.events] == ["Meet", "Say"]
    assert schema.policy == SCHEMA.policy


BRAT = {
    "annotation.conf": "[entities]\nPlace\n\tCity\nPerson\n[relations]\nIn\tArg1:Person, Arg2:Place\n"
    "[events]\nMeet\tWho+:Person\n[attributes]\nSure\tArg:<EVENT>\n",
    "visual.conf": "[labels]\nPerson | شخص | Person\n[drawing]\nPerson\tbgColor:#aabbcc\n",
    "kb_shortcuts.conf": "P\tPerson\nC Place\nm\tMeet\n",
}


def test_a_schema_is_read_from_brats_three_files(tmp_path: Path):
    for name, text in BRAT.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    schema = schema_of_brat(tmp_path / "annotation.conf")
    assert schema.entity("Person").label == Wording("شخص", "Person")
    assert schema.entity("City").parent == "Place"
    assert [kind.hotkey for kind in (schema.entity("Person"), schema.entity("Place"), schema.event("Meet"))] == [
        "P",
        "C",
        "M",
    ]
    assert schema.entity("City").hotkey
    assert clashes(schema) == []
    assert schema.event("Meet").roles[0].min == 1
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(InputError, match=r"no annotation\.conf"):
        schema_of_brat(empty)


def test_a_schema_comes_from_files_and_from_another_project(tmp_path: Path):
    path = tmp_path / "x.annot"
    with small_project(path) as project:
        assert completed_schema(project) == revised(SCHEMA, proposed_keys(SCHEMA))
    assert schema_of_project(path, author="x") == SCHEMA
    (tmp_path / "a.txt").write_text("نصّ", encoding="utf-8")
    with pytest.raises(AnnotatorError, match="Nothing is marked"):
        schema_of_files([tmp_path / "a.txt"])
    assert isinstance(SCHEMA, Schema)
