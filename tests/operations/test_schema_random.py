"""Random schema changes: what the store did is what the plan says, every mark stays, and undo gives all back."""

import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.schema import AttributeOption, EntityType, Overlap, Role, Schema, Wording
from annotator.domain.schema_toml import read_schema
from annotator.domain.schema_write import write_schema
from annotator.errors import SchemaError
from annotator.operations.schema_edit import apply, preview
from annotator.operations.schema_effect import becoming
from annotator.operations.schema_plan import plans_of, rewritten
from annotator.operations.schema_revise import unversioned
from annotator.operations.schema_steps import (
    KINDS,
    Define,
    Delete,
    Describe,
    Merge,
    Move,
    Recolour,
    Rename,
    Reorder,
    ReplaceSchema,
    Retire,
    SetKeys,
    SetPolicy,
    SetValues,
    Several,
    SplitByAttribute,
    SplitByFiller,
    Step,
    Target,
)
from annotator.store import sweep_back
from annotator.store.project import Project
from tests.operations.schema_project import SCHEMA, layers, ordered, rows, small_project

picks = st.integers(0, 10_000)


def one_of(pick: int, things):
    return things[pick % len(things)] if things else None


def targets(schema: Schema) -> list[Target]:
    found = [Target("entity", kind.id) for kind in schema.entities]
    found += [Target("subtype", sub.id, kind.id) for kind in schema.entities for sub in kind.subtypes]
    found += [Target("event", kind.id) for kind in schema.events]
    found += [Target("role", role.id, kind.id) for kind in schema.events for role in kind.roles]
    found += [Target("relation", kind.id) for kind in schema.relations]
    found += [Target("group", kind.id) for kind in schema.groups]
    found += [Target("attribute", kind.id) for kind in schema.attributes]
    found += [Target("value", option.id, kind.id) for kind in schema.attributes for option in kind.options]
    return found


STEPS = 22  # ways to make a step


def two_of(schema: Schema, a: int, b: int) -> Step | None:
    """Return two steps as one, the second made for what the first leaves."""
    first = step_of(schema, a % (STEPS - 1), b, a)
    try:
        second = step_of(unversioned(schema, first), b % (STEPS - 1), a, b) if first else None
    except SchemaError:
        return None
    return Several((first, second)) if first and second else None


def step_of(schema: Schema, kind: int, a: int, b: int) -> Step | None:
    """Return a step that may or may not be possible, made from four numbers."""
    target = one_of(a, targets(schema))
    siblings = [other for other in targets(schema) if (other.scope, other.within) == (target.scope, target.within)]
    other = one_of(b, siblings)
    types = [one for one in targets(schema) if one.scope in ("entity", "event", "relation")]
    chosen = one_of(a, types)
    others = [one.id for one in types if one.scope == chosen.scope and one.id != chosen.id]
    attribute = one_of(b, schema.attributes)
    values = [option.id for option in attribute.options] if attribute else []
    event = one_of(a, [kind for kind in schema.events if kind.roles])
    role = one_of(b, event.roles) if event else None
    steps = [
        lambda: Rename(target, f"New{b % 50}"),
        lambda: Merge(chosen.scope, (chosen.id,), one_of(b, others)) if others else None,
        lambda: (
            SplitByAttribute(chosen.scope, chosen.id, attribute.id, tuple((v, f"S{v}{b % 9}") for v in values[:2]))
            if values
            else None
        ),
        lambda: SplitByAttribute("entity", "PER", "", (("Group", f"Groups{b % 9}"),)),
        lambda: SplitByFiller("role", event.id, role.id, ((("PER",), f"Part{b % 9}"),)) if role else None,
        lambda: SplitByFiller("event", event.id, role.id, ((("GPE", ""), f"Ev{b % 9}"),)) if role else None,
        lambda: SplitByFiller("relation", "In", ("head", "tail")[b % 2], ((("PER", "LOC"), f"Rel{b % 9}"),)),
        lambda: Move(target, one_of(b, ["", *(kind.id for kind in schema.entities)])),
        lambda: Retire(target, bool(b % 2)),
        lambda: Delete(target, other.id if other != target and b % 3 else None),
        lambda: Delete(target, "" if b % 2 else None),
        lambda: Define(replace(one_of(a, schema.entities), label=Wording("اسم", "name"), examples=("زار [بوتين]",))),
        lambda: Define(EntityType(f"T{b % 9}", Wording("نوع"), "#445566")),
        lambda: Define(Role(f"r{b % 5}", Wording("دور"), ("PER",), min=b % 2), event.id) if event else None,
        lambda: (
            SetValues(attribute.id, (AttributeOption("X", Wording("س")), *attribute.options[1:]), ((values[0], "X"),))
            if values
            else None
        ),
        lambda: SetPolicy(replace(schema.policy, entity_overlap=one_of(b, list(Overlap)))),
        lambda: Reorder("entity", tuple(kind.id for kind in schema.entities[::-1])),
        lambda: Recolour(((chosen, f"#{b:06d}"),)),
        lambda: SetKeys(((chosen, f"Shift+{b % 10}"),)),
        lambda: Describe(Wording("عنوان", "Title"), Wording(), "ar", "rtl"),
        lambda: ReplaceSchema(
            replace(SCHEMA, entities=SCHEMA.entities[b % 2 :], relations=(), events=(), attributes=())
        ),
        lambda: two_of(schema, a, b),
    ]
    return steps[kind % len(steps)]()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, STEPS - 1), picks, picks), min_size=1, max_size=7), st.sampled_from([0, 99_999])
)
def test_steps_do_what_is_planned_and_undo_gives_everything_back(numbers, many):
    """With `many` 0 undo goes set by set wherever it can, else row by row."""
    folder = Path(tempfile.mkdtemp())
    project = small_project(folder / "x.annot")
    with patch.object(sweep_back, "MANY", many):
        try_steps(project, numbers)
    shutil.rmtree(folder)


def try_steps(project: Project, numbers) -> None:
    try:
        past = []
        for kind, a, b in numbers:
            before = rows(project)
            if try_step(project, step_of(project.schema(), kind, a, b)):
                past.append(before)
        assert project.verify() == []
        for before in reversed(past):
            project.undo()
            assert rows(project) == before
        assert project.verify() == []
    finally:
        project.close()


def test_every_kind_of_step_is_tried():
    made = {type(step) for number in range(STEPS) for a in range(40) if (step := step_of(SCHEMA, number, a, a))}

    assert made == set(KINDS)


def try_step(project: Project, step: Step | None) -> bool:
    """Do a step if it is possible and compare it with its plan; say whether it changed anything."""
    if step is None:
        return False
    schema, marked = project.schema(), layers(project)
    before = rows(project)
    try:
        impact = preview(project, step)
        foreseen = Counter(found.problem.kind for found in becoming(project, step))
    except SchemaError:
        assert rows(project) == before
        return False
    plans = plans_of(project.usage, schema, step)
    expected = [ordered(rewritten(layer, *plans)) for layer in marked]
    change = apply(project, step)

    assert [ordered(layer) for layer in layers(project)] == expected
    assert project.schema() == impact.schema == read_schema(write_schema(impact.schema))
    differing = {key for table in ("entity", "event", "relation") for key in changed(before, rows(project), table)}
    arguments = {row[1] for row in rows(project)["argument"]} & events_of(
        changed(before, rows(project), "argument"), before
    )
    if not isinstance(step, Several):  # one of several may take back what another did
        assert impact.changed.reach.marks == len(differing | arguments)
    assert {place.id for place in impact.changed.places(project)} <= {row[0] for t in before.values() for row in t}
    assert not impact.is_sure or foreseen == impact.problems
    return change is not None


def changed(before, after, table: str) -> set[str]:
    now = {row[0]: row for row in after[table]}
    assert now.keys() == {row[0] for row in before[table]}
    return {row[0] for row in before[table] if now[row[0]] != row}


def events_of(arguments: set[str], before) -> set[str]:
    return {row[1] for row in before["argument"] if row[0] in arguments}
