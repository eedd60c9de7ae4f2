"""A draft: edits that can be taken back, and the short list of steps that they come to."""

from dataclasses import replace

import pytest

from annotator.domain.schema import EntityType, Schema, Wording
from annotator.domain.schema_toml import read_schema
from annotator.errors import SchemaError
from annotator.operations.projects import preset_source
from annotator.operations.schema_revise import revised
from annotator.operations.schema_steps import (
    Define,
    Delete,
    Merge,
    Recolour,
    Rename,
    ReplaceSchema,
    Target,
    together,
)
from annotator.ui.schema_editor.draft import Draft, touches_marks


@pytest.fixture
def schema() -> Schema:
    return read_schema(preset_source("news-ere"))


def named(schema: Schema, type_id: str, name: str) -> Define:
    kind = schema.entity(type_id)
    assert kind is not None
    return Define(replace(kind, label=Wording(name, name)))


def after(schema: Schema, draft: Draft) -> Schema:
    return revised(schema, together(draft.steps()))


def test_nothing_waits_at_first(schema: Schema) -> None:
    draft = Draft(schema)

    assert draft.steps() == ()
    assert draft.count() == 0


def test_typing_a_name_is_one_edit(schema: Schema) -> None:
    draft = Draft(schema)

    for name in ("ش", "شخ", "شخص ما"):
        draft.do(named(draft.schema, "PER", name), about="name of PER")

    assert draft.edits == 1
    assert draft.count() == 1
    assert after(schema, draft).entity("PER").label.ar == "شخص ما"


def test_definitions_come_to_one_step(schema: Schema) -> None:
    draft = Draft(schema)

    draft.do(named(schema, "PER", "أ"))
    draft.do(Define(EntityType("NEW", Wording("جديد"), "#123456")))
    draft.do(named(draft.schema, "ORG", "ب"))

    (step,) = draft.steps()
    assert isinstance(step, ReplaceSchema)
    assert draft.count() == 3
    made = after(schema, draft)
    assert made.entity("NEW")
    assert made.entity("ORG").label.ar == "ب"
    assert made.version == "1.1.0"


def test_looks_raise_only_the_last_number(schema: Schema) -> None:
    draft = Draft(schema)

    draft.do(Recolour(((Target("entity", "PER"), "#112233"),)))
    draft.do(Recolour(((Target("entity", "ORG"), "#332211"),)))

    assert after(schema, draft).version == "1.0.1"


def test_what_changes_marks_stays_a_step_in_its_place(schema: Schema) -> None:
    draft = Draft(schema)

    draft.do(named(schema, "PER", "إنسان"))
    draft.do(Rename(Target("entity", "PER"), "HUMAN"))
    draft.do(Merge("entity", ("FAC",), "LOC"))
    draft.do(named(draft.schema, "HUMAN", "بشر"))

    first, rename, merge, last = draft.steps()
    assert isinstance(first, ReplaceSchema)
    assert isinstance(last, ReplaceSchema)
    assert (rename, merge) == (Rename(Target("entity", "PER"), "HUMAN"), Merge("entity", ("FAC",), "LOC"))
    made = after(schema, draft)
    assert made.entity("HUMAN").label.ar == "بشر"
    assert "PER" in made.entity("HUMAN").aliases
    assert made.entity("FAC") is None


def test_a_new_thing_is_renamed_without_a_trace(schema: Schema) -> None:
    draft = Draft(schema)

    draft.do(Define(EntityType("NEW", Wording("جديد"), "#123456")))
    draft.do(Rename(Target("entity", "NEW"), "NEWER"))

    assert draft.schema.entity("NEWER").aliases == ()
    assert not any(touches_marks(step) for step in draft.steps())


def test_a_new_thing_that_is_deleted_leaves_nothing(schema: Schema) -> None:
    draft = Draft(schema)

    draft.do(Define(EntityType("NEW", Wording("جديد"), "#123456")))
    draft.do(Delete(Target("entity", "NEW")))

    assert draft.steps() == ()


def test_what_the_rules_refuse_changes_nothing(schema: Schema) -> None:
    draft = Draft(schema)

    with pytest.raises(SchemaError):
        draft.do(Rename(Target("entity", "PER"), "ORG"))

    assert draft.schema == schema


def test_edits_are_taken_back_one_by_one(schema: Schema) -> None:
    draft = Draft(schema)
    draft.do(named(schema, "PER", "أ"))
    draft.do(named(draft.schema, "ORG", "ب"))

    assert draft.take_back()
    assert draft.schema.entity("ORG") == schema.entity("ORG")
    assert draft.take_back()
    assert draft.schema == schema
    assert not draft.take_back()
