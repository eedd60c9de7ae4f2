from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.schema import Wording
from annotator.domain.schema_toml import read_schema as read_toml
from annotator.formats.brat_conf_read import read_schema, role_names
from annotator.formats.brat_conf_write import annotation_conf, register, visual_conf
from annotator.formats.brat_names import BratNames, read_names
from annotator.formats.brat_usage import Usage

ANNOTATION = """
# a comment
[entities]
!Living
\tPerson|human
\tAnimal
-----
GPE
[relations]
<POG>=Person|GPE
Located\tArg1:Person, Arg2:GPE
Located\tArg1:Animal, Arg2:Person
Family Arg1:Person, Arg2:Person, <REL-TYPE>:symmetric-transitive
Equiv Arg1:<POG>, Arg2:<POG>, <REL-TYPE>:symmetric-transitive
<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>
[events]
!Life
\tBorn\tPerson:Living, Place?:GPE
\tDie Victim+:<ENTITY>, Cause*:<EVENT>, Arg1{2}:GPE, Other{1-3}:Person
[attributes]
Negated Arg:<EVENT>
Certainty Arg:<EVENT>|<ENTITY>, Value:High|Low
Name Arg:Person, Value:NAM
Broken Arg
"""
VISUAL = "[labels]\nPerson | شخص | Person | Per\nGPE | مكان\n[drawing]\nPerson\tbgColor:#ffccaa, fgColor:black\n"


def test_every_sign_of_the_configuration_is_understood() -> None:
    schema, refusals = read_schema(ANNOTATION, VISUAL, BratNames(), "x")
    assert [kind.id for kind in schema.entities] == ["Person", "Animal", "GPE"]
    assert schema.entities[0].aliases == ("human",)
    assert (schema.entities[0].label, schema.entities[0].colour) == (Wording("شخص", "Person"), "#FFCCAA")
    assert [(kind.id, kind.group) for kind in schema.events] == [("Born", "Life"), ("Die", "Life")]
    roles = {role.id: (role.fillers, role.min, role.max) for event in schema.events for role in event.roles}
    assert roles == {
        "Person": (("Person", "Animal"), 1, 1),
        "Place": (("GPE",), 0, 1),
        "Victim": (("Person", "Animal", "GPE"), 1, None),
        "Cause": (("Born", "Die"), 0, None),
        "Arg1": (("GPE",), 2, 2),
        "Other": (("Person",), 1, 3),
    }
    located, family = schema.relations
    assert located.pairs == (("Person", "GPE"), ("Animal", "Person"))
    assert family.symmetric
    kinds = [(a.id, a.kind, a.scope, a.applies_to, len(a.options)) for a in schema.attributes]
    assert kinds == [
        ("Negated", "bool", ("event",), ("*",), 0),
        ("Certainty", "enum", ("event", "entity"), ("*",), 2),
        ("Name", "enum", ("entity",), ("Person",), 1),
    ]
    assert [refusal.values["found"] for refusal in refusals] == ["Broken Arg"]
    assert {"Arg1", "Person"} <= role_names(ANNOTATION)


def test_the_presets_come_back_with_types_labels_colours_and_cardinalities(shared: Path) -> None:
    for preset in sorted((shared / "presets").glob("*.toml")):
        schema = read_toml(preset.read_text("utf-8"))
        usage = Usage()
        register(schema, usage.names)
        visual = visual_conf(schema, usage, "ar")
        read, refusals = read_schema(annotation_conf(schema, usage), visual, read_names(visual), "x")
        assert refusals == []
        assert [(k.id, k.label, k.colour) for k in read.entities] == [
            (k.id, k.label, k.colour.upper()) for k in schema.entities
        ]
        assert {k.id: (k.group, roles(k.roles)) for k in read.events} == {
            k.id: (k.group, roles(k.roles)) for k in schema.events
        }
        assert {k.id: (k.symmetric, set(k.head), set(k.tail), set(k.pairs)) for k in read.relations if not k.pairs} == {
            k.id: (k.symmetric, set(k.head), set(k.tail), set(k.pairs)) for k in schema.relations if not k.pairs
        }
        assert read.direction == schema.direction


def roles(found) -> list[tuple[object, ...]]:
    return [(role.id, role.fillers, role.min, role.max) for role in found]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([*ANNOTATION.split("\n"), "[labels]", "<A>=<A><A>", "<A>", "\t\tX", "!", "|", "A {2}:"]))
)
def test_any_order_of_lines_gives_a_schema(lines: list[str]) -> None:
    schema, refusals = read_schema("[entities]\n" + "\n".join(lines), "\n".join(lines), BratNames(), "x")
    assert schema.id == "brat"
    assert all(map(str, refusals))


def test_lines_outside_every_section_are_told_once_for_each_place() -> None:
    garbage = "\x00\x01 PK what is this\nmore of it\n[entities]\nPerson\n[unheard of]\nx\ny\n"
    schema, refusals = read_schema(garbage, "", BratNames(), "x")
    assert [kind.id for kind in schema.entities] == ["Person"]
    assert [refusal.finding("annotation.conf").values["line"] for refusal in refusals] == [1, 6]


def test_an_empty_configuration_is_nothing_to_tell_of() -> None:
    assert read_schema("\n# nothing here\n\n", "", BratNames(), "x")[1] == []
