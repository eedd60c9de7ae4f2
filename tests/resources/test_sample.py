"""The sample project: every line says what its text says, and nothing that the preset does not allow."""

import json
import unicodedata
from hashlib import sha256
from pathlib import Path

import pytest

from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FILES = sorted((RESOURCES / "sample").glob("*.jsonl"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def document(request):
    (line,) = request.param.read_text(encoding="utf-8").splitlines()
    return json.loads(line)


@pytest.fixture
def layer(document):
    (layer,) = document["annotations"]
    return layer


@pytest.fixture(scope="module")
def schema() -> Schema:
    return read_schema((RESOURCES / "presets" / "news-ere.toml").read_text(encoding="utf-8"))


def stretches(layer):
    yield from ((entity["spans"], entity["text"]) for entity in layer["entities"])
    yield from ((event["trigger"]["spans"], event["trigger"]["text"]) for event in layer["events"])


def types_of(layer):
    return {mark["id"]: mark["type"] for mark in (*layer["entities"], *layer["events"])}


def test_there_are_five_documents_of_different_names():
    names = [json.loads(path.read_text(encoding="utf-8"))["name"] for path in FILES]

    assert len(set(names)) == len(names) == 5


def test_head_states_format_schema_and_digest_of_the_text(document, layer):
    assert (document["format"], document["schema"], document["language"]) == ("annotator/1", "news-ere", "ar")
    assert document["sha256"] == sha256(document["text"].encode("utf-8")).hexdigest()
    assert (layer["annotator"], layer["state"]) == ("gold", "done")


def test_every_stretch_covers_the_text_it_states(document, layer):
    for spans, stated in stretches(layer):
        assert " ".join(document["text"][start:end] for start, end in spans) == stated


def test_no_piece_has_a_loose_edge(document, layer):
    text = document["text"]
    for start, end in (span for spans, _ in stretches(layer) for span in spans):
        assert text[start:end] == text[start:end].strip(" \n\tـ")
        assert not unicodedata.combining(text[start])
        assert end == len(text) or not unicodedata.combining(text[end])


def test_one_piece_mentions_nest_and_never_cross(layer):
    solid = sorted(entity["spans"][0] for entity in layer["entities"] if len(entity["spans"]) == 1)

    crossing = [(one, other) for one in solid for other in solid if one[0] < other[0] < one[1] < other[1]]

    assert crossing == []


def test_ids_are_numbered_in_the_order_of_the_text(layer):
    for key, letter in (("entities", "T"), ("events", "E"), ("relations", "R"), ("comments", "C")):
        assert [mark["id"] for mark in layer[key]] == [f"{letter}{n}" for n in range(1, len(layer[key]) + 1)]
    entities = [(entity["spans"][0][0], -entity["spans"][-1][1]) for entity in layer["entities"]]
    events = [event["trigger"]["spans"][0][0] for event in layer["events"]]
    assert (entities, events) == (sorted(entities), sorted(events))


def test_types_and_subtypes_are_those_of_the_preset(layer, schema):
    for entity in layer["entities"]:
        kind = schema.entity(entity["type"])
        assert entity.get("subtype") in {None, *(subtype.id for subtype in kind.subtypes)}
    assert all(schema.event(event["type"]) for event in layer["events"])


@pytest.mark.parametrize("scope", ["entity", "event", "relation"])
def test_attributes_are_allowed_and_required_ones_given(layer, schema, scope):
    for mark in layer[{"entity": "entities", "event": "events", "relation": "relations"}[scope]]:
        known = {attribute.id: attribute for attribute in schema.attributes_of(scope, mark["type"])}
        given = mark.get("attributes", {})
        assert {name for name, attribute in known.items() if attribute.required} <= set(given) <= set(known)
        assert all(value in {option.id for option in known[name].options} for name, value in given.items())


def test_every_argument_fills_a_role_that_takes_it(layer, schema):
    types = types_of(layer)
    for event in layer["events"]:
        filled = [(argument["role"], argument["target"]) for argument in event["arguments"]]
        assert len(filled) == len(set(filled))
        for name, target in filled:
            role = schema.event(event["type"]).role(name)
            assert target is None or types[target] in role.fillers


def test_every_relation_joins_types_that_it_may_join(layer, schema):
    types = types_of(layer)
    ends = [(relation["type"], relation["head"], relation["tail"]) for relation in layer["relations"]]

    assert len(ends) == len(set(ends))
    assert all(schema.relation(kind).allows(types[head], types[tail]) for kind, head, tail in ends)


def test_a_cluster_holds_marks_of_one_type(layer):
    clusters: dict[str, set[str]] = {}
    for mark in (*layer["entities"], *layer["events"]):
        if "cluster" in mark:
            clusters.setdefault(mark["cluster"], set()).add(mark["type"])

    assert {name: kinds for name, kinds in clusters.items() if len(kinds) > 1} == {}


def test_comments_point_at_marks_or_at_the_document(layer):
    known = {None, *types_of(layer), *(relation["id"] for relation in layer["relations"])}

    assert {comment["target"] for comment in layer["comments"]} <= known


def test_together_they_use_every_type_of_entity_and_of_relation(schema):
    layers = [json.loads(path.read_text(encoding="utf-8"))["annotations"][0] for path in FILES]

    assert {e["type"] for layer in layers for e in layer["entities"]} == {kind.id for kind in schema.entities}
    assert {r["type"] for layer in layers for r in layer["relations"]} == {kind.id for kind in schema.relations}
