"""What is written is what was read: for the presets and for any schema at all."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.schema import (
    AttributeOption,
    AttributeType,
    Authority,
    Condition,
    EntityType,
    EventGroup,
    EventType,
    Overlap,
    Policy,
    RelationType,
    Role,
    Schema,
    Subtype,
    Wording,
)
from annotator.domain.schema_rules import takes
from annotator.domain.schema_toml import read_schema
from annotator.domain.schema_write import write_schema
from annotator.errors import SchemaError

PRESETS = sorted((Path(__file__).resolve().parents[2] / "resources" / "presets").glob("*.toml"))

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = st.builds(Wording, TEXTS, TEXTS)
IDS = st.text("AbcXYZ.-_ 019'\"\\", min_size=1, max_size=6)
NAMES = st.lists(IDS, max_size=2, unique=True).map(tuple)
LINES = st.lists(TEXTS, max_size=2).map(tuple)
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
FLAGS = st.booleans()
ABOUT = {"retired": FLAGS, "examples": LINES, "counterexamples": LINES}
SUBTYPES = st.builds(Subtype, IDS, WORDS, WORDS, LINES, FLAGS)
OPTIONS = st.builds(AttributeOption, IDS, WORDS, TEXTS, LINES, FLAGS)


def several(make, key=lambda one: one.id):
    return st.lists(make, max_size=3, unique_by=key).map(tuple)


@st.composite
def schemas(draw) -> Schema:
    entities = draw(
        several(
            st.builds(
                EntityType,
                IDS,
                WORDS,
                COLOURS,
                TEXTS,
                WORDS,
                several(SUBTYPES),
                LINES,
                FLAGS,
                **ABOUT,
            )
        )
    )
    types = [kind.id for kind in entities]
    among = st.lists(st.sampled_from(types), max_size=2).map(tuple) if types else st.just(())
    roles = st.builds(
        Role, IDS, WORDS, among, st.integers(0, 2), st.none() | st.integers(2, 5), FLAGS, LINES, WORDS, LINES, FLAGS
    )
    others = IDS.filter(lambda name: name not in types)
    events = draw(
        several(
            st.builds(EventType, others, WORDS, COLOURS, TEXTS, TEXTS, WORDS, several(roles), LINES, FLAGS, **ABOUT)
        )
    )
    pairs = (
        st.lists(st.tuples(st.sampled_from(types), st.sampled_from(types)), max_size=2).map(tuple) if types else among
    )
    relations = draw(
        several(
            st.builds(
                RelationType,
                IDS,
                WORDS,
                COLOURS,
                TEXTS,
                TEXTS,
                WORDS,
                FLAGS,
                among,
                among,
                pairs,
                LINES,
                FLAGS,
                **ABOUT,
            )
        )
    )
    bases = draw(several(st.builds(Authority, IDS, WORDS, TEXTS, TEXTS)))
    return Schema(
        draw(IDS),
        draw(WORDS),
        draw(TEXTS),
        draw(TEXTS),
        draw(TEXTS),
        draw(WORDS),
        draw(LINES),
        draw(POLICIES),
        draw(attributes(types)),
        entities,
        relations,
        draw(several(st.builds(EventGroup, IDS, WORDS, COLOURS))),
        events,
        bases,
    )


def attributes(types: list[str]):
    conditions = st.none() | st.builds(Condition, st.just(""), st.just(()), NAMES)
    kinds = st.sampled_from(
        [("bool", True), ("text", "نصّ"), ("number", 1.5), ("number", 3), ("date", "2024-05"), ("enum", None)]
    )
    applied = (st.lists(st.sampled_from(types), min_size=1, max_size=2).map(tuple) if types else st.just(())) | st.just(
        ("*",)
    )
    make = st.builds(
        lambda key, words, on, kind, options, shown, flags: AttributeType(
            key,
            words,
            ("entity", "event")[: 1 + flags],
            on or ("*",),
            kind[0],
            flags,
            kind[1],
            options,
            words,
            shown,
            "",
            (),
            flags,
        ),
        IDS,
        WORDS,
        applied,
        kinds,
        several(OPTIONS),
        conditions,
        FLAGS,
    )
    return several(make)


POLICIES = st.builds(
    Policy,
    FLAGS,
    FLAGS,
    st.sampled_from(Overlap),
    st.sampled_from(Overlap),
    FLAGS,
    FLAGS,
    st.lists(st.sampled_from("وفبلكس"), max_size=3).map(tuple),
    FLAGS,
    FLAGS,
    FLAGS,
    FLAGS,
    FLAGS,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schemas())
def test_any_schema_is_read_back_as_it_was_written(schema):
    written = write_schema(schema)
    assert read_schema(written) == schema
    assert write_schema(read_schema(written)) == written


@pytest.mark.parametrize("preset", PRESETS, ids=lambda path: path.stem)
def test_presets_are_written_and_read_back(preset):
    schema = read_schema(preset.read_text(encoding="utf-8"))
    assert read_schema(write_schema(schema)) == schema


def test_it_reads_well():
    kind = EntityType("PER", Wording("شخص", "Person"), "#112233", subtypes=(Subtype("Group", Wording("جماعة")),))
    written = write_schema(Schema("x", Wording("س"), entities=(kind,)))
    assert written.endswith(
        '[[entity]]\nid = "PER"\nlabel = { ar = "شخص", en = "Person" }\nkind = "entity"\ncolour = "#112233"\n'
        'subtypes = [\n  { id = "Group", ar = "جماعة" },\n]\n'
    )


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("number", 1.5, True),
        ("date", "2024-02-29", "29/2/2024"),
        ("date", "-0500", 2024),
        ("link", "Q7747 فلاديمير بوتين", " Q7747"),
        ("text", "أي شيء", False),
        ("bool", False, "false"),
    ],
)
def test_each_kind_of_attribute_takes_its_values_only(kind, good, bad):
    attribute = AttributeType("a", Wording(), ("entity",), kind=kind)
    assert takes(attribute, good)
    assert not takes(attribute, bad)


HEAD = 'schema_format = 1\nid = "x"\ntitle = {}\n'
LOOK = 'label = {}\ncolour = "#112233"\n'


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (f'[[entity]]\nid = "A"\nparent = "B"\n{LOOK}', "B names no type"),
        (f'[[entity]]\nid = "A"\nparent = "A"\n{LOOK}', "above itself"),
        ('[[attribute]]\nid = "a"\nlabel = {}\nscope = []\nshown_if = { attribute = "b" }', "no other attribute"),
        ('[[attribute]]\nid = "a"\nlabel = {}\nscope = []\nshown_if = { values = [[]] }', "values of shown_if"),
        ('[[attribute]]\nid = "a"\nlabel = {}\nscope = []\nkind = "link"\nbase = "w"', "no knowledge base"),
        ('[[attribute]]\nid = "a"\nlabel = {}\nscope = []\nkind = "date"\ndefault = "soon"', "none of its values"),
        (f'[[event_group]]\nid = "g"\n{LOOK}[[event_group]]\nid = "g"\n{LOOK}', "group id g twice"),
    ],
)
def test_what_a_schema_cannot_say_is_refused(source, message):
    with pytest.raises(SchemaError, match=message):
        read_schema(HEAD + source)


def test_a_default_is_given_only_where_the_attribute_is_shown():
    first = AttributeType(
        "class", Wording(), ("entity",), required=True, default="NAM", options=(AttributeOption("NAM", Wording()),)
    )
    shown = AttributeType(
        "sex", Wording(), ("entity",), kind="text", required=True, default="?", shown_if=Condition("class", ("NOM",))
    )
    kind = EntityType("PER", Wording(), "#112233")
    schema = Schema("x", Wording(), attributes=(first, shown), entities=(kind,))
    assert schema.defaults("entity", "PER") == {"class": "NAM"}
    assert shown.is_shown({"class": "NOM"})


def test_children_have_what_their_parents_have():
    place = EntityType("LOC", Wording(), "#112233")
    city = EntityType("CITY", Wording(), "#112233", parent="LOC")
    size = AttributeType("size", Wording(), ("entity",), ("LOC",), "number")
    near = RelationType("Near", Wording(), "#112233", head=("LOC",), tail=("LOC",))
    schema = Schema("x", Wording(), attributes=(size,), entities=(place, city), relations=(near,))
    assert schema.lineage("CITY") == ("CITY", "LOC")
    assert list(schema.attributes_of("entity", "CITY")) == [size]
    assert schema.relations_between("CITY", "LOC") == [near]
    assert not schema.accepts(("CITY",), "LOC")
