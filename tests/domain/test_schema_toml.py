"""Schemas: the presets as they are shipped, and a message for each way to break one."""

from itertools import permutations
from pathlib import Path

import pytest

from annotator.domain.schema import Overlap, Schema, Wording
from annotator.domain.schema_toml import read_schema
from annotator.errors import SchemaError

PRESETS = Path(__file__).resolve().parents[2] / "resources" / "presets"
NAMES = sorted(file.stem for file in PRESETS.glob("*.toml"))

HEAD = 'schema_format = 1\nid = "x"\ntitle = { en = "X" }\n'
LOOK = 'label = { en = "a" }\ncolour = "#112233"\n'
ENTITY = f'[[entity]]\nid = "A"\n{LOOK}'
EVENT = f'[[event]]\nid = "E"\n{LOOK}'
RELATION = f'[[relation]]\nid = "R"\n{LOOK}'
ROLE = EVENT + '[[event.role]]\nid = "Place"\nlabel = { en = "p" }\n'
ATTRIBUTE = '[[attribute]]\nid = "t"\nlabel = { en = "a" }\nscope = ["entity"]\n'


def preset(name: str) -> Schema:
    return read_schema((PRESETS / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("conll4", (4, 0, 0, 0, 0, 0, 0)),
        ("wojood", (21, 31, 43, 9, 0, 0, 0)),
        ("ace2005", (14, 48, 18, 4, 33, 158, 10)),
        ("news-ere", (16, 45, 22, 6, 44, 203, 7)),
        ("factuality-time", (8, 7, 20, 2, 7, 42, 9)),
    ],
)
def test_a_preset_holds_as_many_types_as_the_manual_says(name, counts):
    schema = preset(name)
    assert schema.id == name
    assert counts == (
        len(schema.entities),
        sum(len(kind.subtypes) for kind in schema.entities),
        len(schema.relations),
        sum(kind.symmetric for kind in schema.relations),
        len(schema.events),
        sum(len(kind.roles) for kind in schema.events),
        len(schema.attributes),
    )


def test_every_preset_is_counted():
    assert NAMES == ["ace2005", "conll4", "factuality-time", "news-ere", "wojood"]


def test_the_news_preset_has_38_events_of_the_standard_and_6_of_ours():
    assert sum(kind.extension for kind in preset("news-ere").events) == 6


@pytest.mark.parametrize("name", NAMES)
def test_every_preset_is_worded_in_arabic_and_english(name):
    schema = preset(name)
    kinds = [*schema.entities, *schema.relations, *schema.events, *schema.attributes]
    wordings = [schema.title, schema.description, *(kind.label for kind in kinds)]
    wordings += [kind.description for kind in kinds]
    wordings += [role.label for event in schema.events for role in event.roles]
    wordings += [group.label for group in schema.groups]
    wordings += [subtype.label for kind in schema.entities for subtype in kind.subtypes]
    wordings += [option.label for attribute in schema.attributes for option in attribute.options]
    assert [wording for wording in wordings if not (wording.ar and wording.en)] == []


@pytest.mark.parametrize("name", NAMES)
def test_colours_of_entity_types_are_distinct(name):
    colours = [kind.colour for kind in preset(name).entities]
    assert len(set(colours)) == len(colours)


@pytest.mark.parametrize("name", NAMES)
def test_no_hotkey_is_a_prefix_of_another_in_one_context(name):
    schema = preset(name)
    contexts = {
        "span": [kind.hotkey for kind in (*schema.entities, *schema.events)],
        "arc": [kind.hotkey for kind in schema.relations],
        "attribute": [option.hotkey for attribute in schema.attributes for option in attribute.options],
    }
    for keys in contexts.values():
        strokes = [key.split(", ") for key in keys if key]
        assert [(one, other) for one, other in permutations(strokes, 2) if other[: len(one)] == one] == []


def test_the_policy_is_read_word_for_word():
    policy = preset("ace2005").policy
    assert policy.entity_overlap is Overlap.NESTED
    assert not policy.discontinuous
    assert not policy.argument_in_document
    assert policy.exclude_proclitics == ("و", "ف", "ب", "ل", "ك", "س")
    assert not preset("conll4").policy.several_types_on_one_span


def test_types_are_found_by_id_and_roles_by_variant(news):
    assert news.entity("PER").label == Wording("شخص", "Person")
    assert news.entity("nothing") is None
    assert news.event("Life.Marry").role("Time-Within") is news.event("Life.Marry").role("Time")
    assert news.event("Life.Marry").role("nothing") is None


def test_symmetric_relations_and_pairs_limit_what_may_be_linked(news):
    family, artifact = news.relation("PER-SOC.Family"), next(kind for kind in news.relations if kind.pairs)
    assert family.allows("PER", "PER")
    assert artifact.allows("VEH", "VEH")
    assert not artifact.allows("VEH", "WEA")
    assert family in news.relations_between("PER", "PER")
    assert family not in news.relations_between("PER", "GPE")


def test_a_new_mark_starts_with_the_defaults_of_required_attributes(news):
    assert news.defaults("entity", "PER") == {"mention_class": "NAM"}
    assert news.defaults("entity", "TIME") == {}
    assert news.defaults("relation", "PER-SOC.Family") == {}
    assert news.defaults("event", "Life.Die")["tense"] == "unspecified"


def test_the_smallest_schema_is_empty():
    schema = read_schema(HEAD)
    assert (schema.entities, schema.events, schema.relations, schema.language) == ((), (), (), "ar")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("x", "The schema is not valid TOML"),
        ("a = " + "[" * 5000, "The schema is not valid TOML"),
        ("", "schema_format = None; this program reads 1"),
        ("schema_format = 2", "schema_format = 2; this program reads 1"),
        ("schema_format = 1", "In schema the key id is missing"),
        ('schema_format = 1\nid = "x"', "In schema the key title is missing"),
        ('schema_format = 1\nid = "x"\ntitle = "X"', "In schema a value has the wrong kind: 'X' must be a table"),
        ('schema_format = 1\nid = "x\\u202e"\ntitle = {}', "must be ASCII text"),
        (HEAD + "entity = 1", "In schema a value has the wrong kind: entity must be a list"),
        (HEAD + "entity = [1]", "In entity 1 a value has the wrong kind: 1 must be a table"),
        (HEAD + "policy = 1", "In policy a value has the wrong kind: 1 must be a table"),
        (HEAD + '[policy]\nsubtoken = "no"', "In policy .*: subtoken must be true or false"),
        (HEAD + '[policy]\nentity_overlap = "x"', "entity_overlap must be one of free, nested, flat"),
        (HEAD + '[policy]\nsame_span_types = "two"', "same_span_types must be one of multiple, single"),
        (HEAD + '[policy]\nargument_scope = "page"', "argument_scope must be one of document, sentence"),
        (HEAD + ENTITY.replace("#112233", "red"), "In entity A .*: colour 'red' must be written #RRGGBB"),
        (HEAD + ENTITY.replace('"A"', "1"), "In entity 1 .*: id 1 must be ASCII text"),
        (HEAD + ENTITY.replace("label", "lable"), "In entity A the key label is missing"),
        (HEAD + ENTITY + 'kind = "word"', "In entity A .*: kind must be one of entity, value"),
        (HEAD + ENTITY + ENTITY, "The schema uses the type id A twice"),
        (HEAD + ENTITY + EVENT.replace('"E"', '"A"'), "The schema uses the type id A twice"),
        (HEAD + ENTITY + 'subtypes = [{ id = "s" }, { id = "s" }]', "uses the subtype of A id s twice"),
        (HEAD + ROLE + 'fillers = ["B"]', "In event E, role Place, B names no type of the schema"),
        (HEAD + ROLE + 'fillers = "E"', "In role Place .*: fillers must be a list"),
        (HEAD + ROLE + "min = 2\nmax = 1", "In event E, role Place, max is below min"),
        (HEAD + ROLE + "max = 0", "In event E, role Place, max is below min or below one"),
        (HEAD + ROLE + ROLE[len(EVENT) :], "The schema uses the role of E id Place twice"),
        (HEAD + RELATION + RELATION, "The schema uses the relation id R twice"),
        (HEAD + RELATION + 'head = ["B"]', "In relation R, B names no type of the schema"),
        (HEAD + ENTITY + RELATION + 'pairs = [["A", "B"]]', "In relation R, B names no type of the schema"),
        (HEAD + RELATION + 'pairs = [["A"]]', "In relation R a value has the wrong kind"),
        (HEAD + ATTRIBUTE + ATTRIBUTE, "The schema uses the attribute id t twice"),
        (HEAD + ATTRIBUTE + 'applies_to = ["B"]', "In attribute t, B names no type of the schema"),
        (HEAD + ATTRIBUTE.replace('["entity"]', '["word"]'), "In attribute t, scope word must be"),
        (HEAD + ATTRIBUTE + 'kind = "colour"', "In attribute t .*: kind must be one of enum, bool, text"),
        (HEAD + ATTRIBUTE + 'default = "z"\nvalues = [{ id = "a" }]', "In attribute t, the default z is none of"),
        (HEAD + ATTRIBUTE + 'kind = "bool"\ndefault = "yes"', "In attribute t, the default yes is none of"),
        (HEAD + ATTRIBUTE + 'values = [{ id = "a" }, { id = "a" }]', "uses the value of t id a twice"),
    ],
)
def test_a_broken_schema_is_refused_with_its_place(source, message):
    with pytest.raises(SchemaError, match=message):
        read_schema(source)
