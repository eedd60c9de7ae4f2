"""Change the schema of a project: show what a step touches, then do it as one change that one undo takes back."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from annotator.domain.check_context import NAME
from annotator.domain.schema import AttributeType, EntityType, EventType, Schema
from annotator.domain.schema_write import write_schema
from annotator.errors import SchemaError
from annotator.operations.schema_effect import effects
from annotator.operations.schema_parts import has, part, scope_of
from annotator.operations.schema_plan import Forms, Plan, composed, plan_of, plans_of
from annotator.operations.schema_revise import revised, unversioned
from annotator.operations.schema_steps import (
    Define,
    Delete,
    Describe,
    Recolour,
    Rename,
    Reorder,
    Retire,
    SetKeys,
    SetValues,
    Step,
    Target,
    kind_of,
    leaves,
)
from annotator.operations.schema_usage import SchemaUsage, usage_in
from annotator.store.change import Change
from annotator.store.project import Project
from annotator.store.usage import Form, Formed, Place, Reach, Selection

Progress: TypeAlias = Callable[[int, int], None]  # marks done, marks in all


def quiet(_done: int, _total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Some marks: how many, where and whose, and the selections that find them."""

    reach: Reach
    selections: tuple[Selection, ...]

    def places(self, project: Project) -> Iterator[Place]:
        """Yield every mark with its place, to be clicked through; a few are read at a time."""
        after = ""
        while page := project.usage.page(self.selections, after=after):
            yield from page
            after = page[-1].id

    def page(self, project: Project, *, after: str = "", limit: int = 200) -> list[Place]:
        """Return the next marks after one of that id."""
        return project.usage.page(self.selections, after=after, limit=limit)


@dataclass(frozen=True, slots=True)
class Impact:
    """What a step would do: the marks that it changes, those that become problems, and how many of which kind.

    `is_sure` says that a check of the documents would find no further problem.
    """

    changed: Touched
    breaking: Touched
    problems: Mapping[str, int]
    is_sure: bool
    schema: Schema


_SURE = Rename | Retire | Define | SetValues | Reorder | Recolour | SetKeys | Describe
_SURE_TOGETHER = Retire | Define | Reorder | Recolour | SetKeys | Describe  # these find everything under its own name


def _is_told(step: Step) -> bool:
    """Say whether counts tell of all that the step breaks."""
    steps = leaves(step)
    return isinstance(step, _SURE) if len(steps) == 1 else all(isinstance(one, _SURE_TOGETHER) for one in steps)


def _decisive(schema: Schema, other: Schema) -> tuple[object, ...]:
    """Return what decides about problems that only documents show: parents, policy, and what makes a mention a name."""
    parents = {kind.id: kind.parent for kind in schema.entities if kind.parent}
    names = {
        kind.id: (
            kind.is_value,
            [name for attribute in schema.attributes_of("entity", kind.id) for name in _names(attribute)],
        )
        for kind in schema.entities
        if schema.policy.coreference and other.entity(kind.id)
    }
    return parents, schema.policy, names


def _names(attribute: AttributeType) -> list[str]:
    """Return the names, also the former ones, of the value that says that a mention is a name."""
    return [NAME for option in attribute.options if NAME in (option.id, *option.aliases)]


def preview(project: Project, step: Step) -> Impact:
    """Return what the step would do; raises SchemaError if it cannot be done."""
    old = project.schema()
    new = _checked(project, old, step)
    usage = project.usage
    plan = composed(plans_of(usage, old, step))
    found = list(effects(usage, old, new, plan, step))
    counts: dict[str, int] = {}
    for _, kind, marks in found:
        counts[kind] = counts.get(kind, 0) + marks
    is_sure = _is_told(step) and _decisive(old, new) == _decisive(new, old)
    return Impact(
        _touched(project, _selections(usage.forms(), plan)),
        _touched(project, tuple(selection for selection, _, _ in found)),
        counts,
        is_sure,
        new,
    )


def apply(project: Project, step: Step, progress: Progress = quiet) -> Change | None:
    """Change the schema and every mark concerned, as one change; None if nothing is different.

    A `progress` that raises takes everything back. Raises SchemaError if the step cannot be done.
    """
    old = project.schema()
    new = _checked(project, old, step)
    with project.change(kind_of(step)[0]) as change:
        schema = old
        for one in leaves(step):
            _carry_out(project, plan_of(project.usage, schema, one), progress)
            schema = unversioned(schema, one)
        if new != old:
            project.put_schema(write_schema(new))
    return change.record


def _carry_out(project: Project, plan: Plan, progress: Progress) -> None:
    for filled, role in plan.roles:
        project.bulk.rerole(filled, role, progress)
    for selection, type_id in plan.types:
        project.bulk.retype(selection, type_id, progress)
    project.bulk.rewrite(_rewriting(project.usage.forms(), plan), progress)


def _rewriting(forms: Mapping[Form, int], plan: Plan) -> dict[Form, Form]:
    return {form: fresh for form in forms if (fresh := plan.forms(form)) != form}


def _selections(forms: Mapping[Form, int], plan: Plan) -> tuple[Selection, ...]:
    rewritten = _rewriting(forms, plan)
    tables = dict.fromkeys(form.table for form in rewritten)
    formed = (Formed(table, frozenset(form for form in rewritten if form.table == table)) for table in tables)
    roles = (filled for filled, role in plan.roles if role != filled.role)
    return (*roles, *(selection for selection, _ in plan.types), *formed)


def _touched(project: Project, selections: tuple[Selection, ...]) -> Touched:
    return Touched(project.usage.reach(selections), selections)


# --- what is refused


def _checked(project: Project, schema: Schema, step: Step) -> Schema:
    """Return the schema after the step; raises SchemaError where marks would lose what they say."""
    forms, roles = project.usage.forms(), project.usage.roles()
    new = revised(schema, step)
    for one in leaves(step):
        _refuse(schema, one, usage_in(forms, roles))
        plan = plan_of(project.usage, schema, one)
        forms, roles = _after(forms, plan.forms), _roles_after(roles, plan)
        schema = unversioned(schema, one)
    return new


def _after(forms: Mapping[Form, int], fresh: Forms) -> dict[Form, int]:
    found: Counter[Form] = Counter()
    for form, marks in forms.items():
        found[fresh(form)] += marks
    return found


def _roles_after(roles: Mapping[tuple[str, str], int], plan: Plan) -> dict[tuple[str, str], int]:
    """Return the counts after a plan; those that some fillers take elsewhere stay: at most too much is refused."""
    new = {(filled.event, filled.role): role for filled, role in plan.roles if filled.fillers is None}
    found: Counter[tuple[str, str]] = Counter()
    for (event, role), arguments in roles.items():
        found[plan.forms(Form("event", event)).type, new.get((event, role), role)] += arguments
    return found


def _refuse(schema: Schema, step: Step, usage: SchemaUsage) -> None:
    if isinstance(step, Delete) and step.replacement is None:
        _refuse_used(usage, step.target)
    if isinstance(step, SetValues):
        _refuse_unmapped(schema, step, usage)
    if isinstance(step, Define):
        for target in _left_out(schema, step):
            _refuse_used(usage, target)


def _refuse_used(usage: SchemaUsage, target: Target) -> None:
    if marks := usage.of(target):
        raise SchemaError(
            "{id} is used by {count} marks. Say what they become instead, or retire it: then it is kept and no longer "
            "offered.",
            id=target.id,
            count=marks,
        )


def _refuse_unmapped(schema: Schema, step: SetValues, usage: SchemaUsage) -> None:
    kept = {option.id for option in step.options} | {old for old, _ in step.mapping}
    known: AttributeType = part(schema, Target("attribute", step.attribute))
    for option in known.options:
        if option.id not in kept:
            _refuse_used(usage, Target("value", option.id, step.attribute))


def _left_out(schema: Schema, step: Define) -> Iterator[Target]:
    """Yield the parts of a definition that the new one lacks."""
    fresh = step.definition
    scope = scope_of(fresh)
    if scope not in ("entity", "event", "attribute"):
        return
    if isinstance(fresh, EventType) and (event := schema.event(fresh.id)):
        kept = {name for role in fresh.roles for name in (role.id, *role.variants)}
        yield from (Target("role", role.id, event.id) for role in event.roles if role.id not in kept)
    if isinstance(fresh, EntityType) and has(schema, Target("entity", fresh.id)):
        kept = {subtype.id for subtype in fresh.subtypes}
        known: EntityType = part(schema, Target("entity", fresh.id))
        yield from (Target("subtype", one.id, known.id) for one in known.subtypes if one.id not in kept)
    if isinstance(fresh, AttributeType) and (attribute := schema.attribute(fresh.id)):
        kept = {option.id for option in fresh.options}
        yield from (Target("value", one.id, attribute.id) for one in attribute.options if one.id not in kept)
