"""Changing a schema in use: what is shown beforehand, what is done, what is refused, what old files become."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.schema import AttributeOption, EntityType, Role, Wording
from annotator.domain.schema_toml import read_schema
from annotator.errors import SchemaError
from annotator.operations.exporting import export_files
from annotator.operations.importing import import_files
from annotator.operations.schema_edit import apply, preview
from annotator.operations.schema_effect import becoming
from annotator.operations.schema_history import present_names, schema_history
from annotator.operations.schema_revise import next_version
from annotator.operations.schema_steps import (
    Define,
    Delete,
    Merge,
    Move,
    Rename,
    ReplaceSchema,
    Retire,
    SetPolicy,
    SetValues,
    SplitByAttribute,
    SplitByFiller,
    Target,
)
from annotator.operations.schema_usage import usage_of
from annotator.store.project import Project
from tests.operations.schema_project import SCHEMA, layers, rows, small_project


@pytest.fixture
def project(tmp_path: Path):
    made = small_project(tmp_path / "x.annot")
    yield made
    made.close()


def types(project: Project) -> Counter:
    return usage_of(project).types


def test_the_editor_sees_counts_of_everything_in_one_look(project):
    usage = usage_of(project)
    assert usage.of(Target("entity", "PER")) == 12
    assert usage.of(Target("subtype", "Group", "PER")) == 4
    assert usage.of(Target("event", "Meet")) == 4
    assert usage.of(Target("role", "Who", "Meet")) == 8
    assert usage.of(Target("relation", "In")) == 8
    assert usage.of(Target("attribute", "class")) == 20
    assert usage.of(Target("value", "NOM", "class")) == 6
    assert usage.of(Target("group", "talk")) == 0
    assert usage.unknown(SCHEMA) == []


def test_a_merge_says_how_many_marks_where_and_whose_and_is_one_step_of_undo(project):
    before, source = rows(project), project.schema_source()
    step = Merge("entity", ("LOC",), "GPE")
    impact = preview(project, step)
    assert (impact.changed.reach.marks, impact.changed.reach.documents) == (4, 3)
    assert impact.changed.reach.annotators == {"سعد": 1, "ليلى": 3}
    assert len({place.id for place in impact.changed.places(project)}) == 4
    assert rows(project) == before

    change = apply(project, step)

    assert change.kind == "merge types"
    assert types(project)["entity", "GPE"] == 8
    merged = project.schema()
    assert merged.entity("LOC") is None
    assert merged.event("Meet").role("Place").fillers == ("GPE",)
    assert merged.entity("GPE").parent == ""
    assert merged.version == "1.1.0"
    project.undo()
    assert rows(project) == before
    assert project.schema_source() == source


def test_a_merge_maps_subtypes_roles_and_attributes(project):
    apply(project, Merge("entity", ("LOC",), "GPE", subtypes=(("LOC", "Nation"),)))
    assert usage_of(project).subtypes["GPE", "Nation"] == 8
    apply(project, Merge("event", ("Say",), "Meet", roles=(("Say", "Speaker", "Who"),)))
    assert usage_of(project).roles == {("Meet", "Who"): 12, ("Meet", "Place"): 8}
    assert project.schema().event("Meet").role("Who").aliases == ("Speaker",)


def test_cancelling_leaves_nothing_behind(project):
    before = rows(project)

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        apply(project, Merge("entity", ("PER",), "LOC"), progress=stop)
    assert rows(project) == before
    assert project.verify() == []


def test_a_role_is_split_by_what_fills_it(project):
    step = SplitByFiller("role", "Meet", "Who", ((("GPE",), "Country"),))
    assert preview(project, step).changed.reach.marks == 4
    apply(project, step)
    assert usage_of(project).roles["Meet", "Country"] == 4
    roles = {role.id: role.fillers for role in project.schema().event("Meet").roles}
    assert roles == {"Who": ("PER", "Meet"), "Country": ("GPE",), "Place": ("LOC",)}


def test_a_type_is_split_by_an_attribute_and_named_wherever_the_old_one_was(project):
    apply(project, SplitByAttribute("entity", "PER", "class", (("NOM", "ROLE"),)))
    assert types(project)["entity", "ROLE"] == 6
    schema = project.schema()
    assert schema.relation("In").head == ("PER", "ROLE", "GPE")
    assert [kind.id for kind in schema.entities][:2] == ["PER", "ROLE"]
    assert all(
        "class" not in one.attributes for layer in layers(project) for one in layer.entities if one.type == "ROLE"
    )


def test_forbidding_a_filler_shows_the_events_that_become_a_problem(project):
    who = SCHEMA.event("Meet").role("Who")
    step = Define(replace(who, fillers=("PER",), min=3), within="Meet")
    impact = preview(project, step)
    assert impact.changed.reach.marks == 0
    assert impact.problems == {"illegal filler": 4, "missing role": 4}
    assert impact.is_sure
    assert {place.table for place in impact.breaking.places(project)} == {"event"}
    assert Counter(found.problem.kind for found in becoming(project, step)) == impact.problems


def test_a_policy_is_checked_document_by_document(project):
    step = SetPolicy(replace(SCHEMA.policy, discontinuous=False, subtoken=False))
    assert not preview(project, step).is_sure
    done = []
    found = list(becoming(project, step, lambda number, total: done.append((number, total))))
    assert {(one.problem.kind, one.name) for one in found} == {("part of a word", "T2")}
    assert done == [(1, 3), (2, 3), (3, 3)]


def test_nothing_that_is_used_can_be_deleted_without_saying_what_it_becomes(project):
    for target in (Target("entity", "PER"), Target("role", "Who", "Meet"), Target("value", "NAM", "class")):
        with pytest.raises(SchemaError, match="used by"):
            preview(project, Delete(target))
    with pytest.raises(SchemaError, match="used by 4 marks"):
        apply(project, Define(replace(SCHEMA.event("Say"), roles=())))
    apply(project, Delete(Target("value", "PRO", "class"), "NOM"))
    apply(project, Delete(Target("group", "talk")))
    apply(project, Delete(Target("relation", "Near"), "In"))
    assert types(project)["relation", "In"] == 12
    assert project.schema().relation("Near") is None


def test_a_retired_type_is_kept_and_no_longer_offered(project):
    apply(project, Retire(Target("relation", "In")))
    schema = project.schema()
    assert schema.relation("In").retired
    assert schema.relations_between("PER", "GPE") == []
    assert types(project)["relation", "In"] == 8


def test_values_that_go_are_mapped(project):
    options = (AttributeOption("NAME", Wording("اسم", "Name")), AttributeOption("NOM", Wording("وصف", "Nominal")))
    with pytest.raises(SchemaError, match="NAM is used by"):
        preview(project, SetValues("class", options))
    apply(project, SetValues("class", options, (("NAM", "NAME"), ("PRO", ""))))
    assert usage_of(project).values["class", "NAME"] == 13
    assert usage_of(project).attributes["class"] == 19
    assert project.schema().attribute("class").default == "NAME"


def test_a_subtype_moves_with_its_marks(project):
    apply(project, Move(Target("subtype", "Group", "PER"), "LOC"))
    assert usage_of(project).subtypes["LOC", "Group"] == 4
    with pytest.raises(SchemaError, match="above itself"):
        apply(project, Move(Target("entity", "LOC"), "GPE"))


def test_a_file_from_before_comes_in_under_the_new_names(project, tmp_path):
    old = tmp_path / "old.jsonl"
    export_files(project, old, "jsonl")
    apply(project, Rename(Target("entity", "PER"), "PERSON"))
    apply(project, Rename(Target("role", "Who", "Meet"), "Party"))
    apply(project, Rename(Target("value", "NOM", "class"), "NOMINAL"))
    apply(project, Merge("entity", ("LOC",), "GPE", subtypes=(("LOC", "Nation"),)))
    expected = usage_of(project)
    names = [row.id for row in project.documents()]
    with project.change("delete documents"):
        for name in names:
            project.delete_document(name)

    report = import_files(project, [old])

    assert usage_of(project) == expected
    assert {finding.kind for finding in report.findings} == {"alias"}
    assert present_names(project.schema())[Target("entity", "PER")] == "PERSON"


def test_the_history_says_who_changed_what_and_its_numbers_rise(project):
    apply(project, Rename(Target("event", "Say"), "Speak"))
    apply(project, Define(EntityType("NEW", Wording("جديد", "New"), "#123456")))
    project.undo()
    history = schema_history(project)
    assert [version.number for version in history] == ["1.0.0", "1.1.0", "1.2.0", "1.1.0"]
    assert [(d.change, d.target.id) for d in history[1].differences][-2:] == [
        ("removed", "Say"),
        ("removed", "Speaker"),
    ]
    assert (history[2].record.kind, history[2].record.author) == ("define in schema", "ليلى")
    assert history[3].record.step == "undo"
    assert history[2].schema.entity("NEW") is not None


def test_another_schema_shows_what_it_lacks(project):
    fresh = read_schema('schema_format = 1\nid = "other"\nversion = "9"\ntitle = { en = "Other" }\n')
    impact = preview(project, ReplaceSchema(fresh))
    assert impact.problems["unknown entity type"] == 20
    apply(project, ReplaceSchema(fresh))
    assert project.schema() == fresh
    assert len(usage_of(project).unknown(fresh)) == 7


@pytest.mark.parametrize(
    "step",
    [
        Rename(Target("entity", "PER"), "LOC"),
        Rename(Target("entity", "nobody"), "X"),
        Rename(Target("entity", "PER"), "شخص"),
        Merge("entity", ("PER",), "PER"),
        Merge("entity", ("PER",), "nobody"),
        SplitByAttribute("entity", "PER", "class", (("NOM", "PER"),)),
        Define(Role("x", Wording(en="x"), ("nobody",)), within="Meet"),
        Retire(Target("group", "talk")),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(project, step):
    before = rows(project)
    with pytest.raises(SchemaError):
        apply(project, step)
    assert rows(project) == before


@pytest.mark.parametrize(
    ("version", "place", "expected"),
    [
        ("1.2.3", 1, "1.3.0"),
        ("1.2.3", 2, "1.2.4"),
        ("7", 1, "7.1.0"),
        ("draft", 1, "draft.1"),
        ("draft.4", 2, "draft.5"),
    ],
)
def test_versions_rise(version, place, expected):
    assert next_version(version, place) == expected
