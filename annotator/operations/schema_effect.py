"""What becomes a problem by a step: told from counts at once, or by checking the documents one by one.

Counts tell of types, subtypes, attributes and values for every step, and of roles and ends where a definition is put
in place of another. Overlaps, duplicates and edges show only in documents; `becoming` finds them too.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from annotator.domain.check import problems
from annotator.domain.check_context import Context
from annotator.domain.check_marks import attribute_kinds
from annotator.domain.model import Entity, Event, Layer, Mark, Relation
from annotator.domain.problem import Problem
from annotator.domain.schema import EventType, RelationType, Role, Schema
from annotator.operations.checking import FoundProblem
from annotator.operations.schema_plan import Plan, plans_of, rewritten
from annotator.operations.schema_revise import revised
from annotator.operations.schema_steps import Define, ReplaceSchema, Step, leaves
from annotator.store.project import Project
from annotator.store.usage import Counted, Filled, Form, Formed, Linked, Selection, Usage
from annotator.text.tokens import sentences

Effect = tuple[Selection, str, int]  # which marks, what kind of problem they get, how many there are


def effects(usage: Usage, old: Schema, new: Schema, plan: Plan, step: Step) -> Iterator[Effect]:
    """Yield what becomes a problem, as far as counts can tell; the same mark may be in several selections."""
    yield from _of_forms(usage, old, new, plan)
    if any(isinstance(leaf, Define | ReplaceSchema) for leaf in leaves(step)):
        for event in new.events:
            yield from _of_event(usage, old, new, event)
        for relation in new.relations:
            yield from _of_relation(usage, old, new, relation)


def _of_forms(usage: Usage, old: Schema, new: Schema, plan: Plan) -> Iterator[Effect]:
    before, after = (Context("", Layer(""), schema) for schema in (old, new))
    breaking: dict[tuple[str, str], list[Form]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for form, marks in usage.forms().items():
        known = Counter(attribute_kinds(before, _mark(form)))
        for kind in Counter(attribute_kinds(after, _mark(plan.forms(form)))) - known:
            breaking.setdefault((form.table, kind), []).append(form)
            counts[form.table, kind] += marks
    for (table, kind), forms in breaking.items():
        yield Formed(table, frozenset(forms)), kind, counts[table, kind]


def _mark(form: Form) -> Mark:
    if form.table == "entity":
        return Entity("", form.type, (), form.subtype or None, form.values)
    return (
        Event("", form.type, (), (), form.values)
        if form.table == "event"
        else (Relation("", form.type, "", "", form.values))
    )


def _of_event(usage: Usage, old: Schema, new: Schema, event: EventType) -> Iterator[Effect]:
    before = old.event(event.id)
    if before is None or before.roles == event.roles:
        return
    used = {role: marks for (type_id, role), marks in usage.roles().items() if type_id == event.id}
    for role_id, marks in used.items():
        known, role = before.role(role_id), event.role(role_id)
        if role is None:
            if known is not None:
                yield Filled(event.id, role_id), "unknown role", marks
            continue
        fillers = usage.fillers(event.id, role_id)
        bad = {
            one for one in fillers if one and _is_barred(new, role, one) and not (known and _is_barred(old, known, one))
        }
        if bad:
            yield Filled(event.id, role_id, frozenset(bad)), "illegal filler", sum(fillers[one] for one in bad)
    for role in event.roles:
        yield from _of_numbers(usage, event.id, before.role(role.id), role)


def _is_barred(schema: Schema, role: Role, filler: str) -> bool:
    return not schema.accepts(role.fillers, filler)


def _of_numbers(usage: Usage, event: str, before: Role | None, role: Role) -> Iterator[Effect]:
    names = (role.id, *role.variants)
    counts = usage.counts(event, names)
    known = before or Role(role.id, role.label, ())
    tests: dict[str, Callable[[Role, int], bool]] = {
        "missing role": lambda one, n: n < one.min,
        "recommended role": lambda one, n: one.recommended and not n and not n < one.min,
        "too many fillers": lambda one, n: one.max is not None and n > one.max,
    }
    for kind, breaks in tests.items():
        bad = frozenset(n for n in counts if breaks(role, n) and not breaks(known, n))
        if bad:
            yield Counted(event, names, bad), kind, sum(counts[n] for n in bad)


def _of_relation(usage: Usage, old: Schema, new: Schema, relation: RelationType) -> Iterator[Effect]:
    before = old.relation(relation.id)
    if before is None or before == relation:
        return
    ends = {pair: marks for pair, marks in usage.ends(relation.id).items() if all(pair)}
    bad = {pair for pair in ends if old.may_link(before, *pair) and not new.may_link(relation, *pair)}
    if bad:
        yield Linked(relation.id, frozenset(bad)), "illegal pair", sum(ends[pair] for pair in bad)


def becoming(
    project: Project, step: Step, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> Iterator[FoundProblem]:
    """Yield every problem that the step would bring, document by document; `progress` gets documents done and in all.

    Nothing is changed; it may run on a copy of the project (`checking.snapshot`) and be left at any point.
    """
    old = project.schema()
    new = revised(old, step)
    plans = plans_of(project.usage, old, step)
    rows = project.documents()
    for number, row in enumerate(rows, 1):
        text = project.text(row.id)
        for layer_row in row.layers:
            layer = project.layer(layer_row.id)
            names = {mark.id: mark.name for mark in layer.marks()}
            for problem in _fresh(text, layer, (old, new), plans):
                yield FoundProblem(row.name, layer.annotator, names.get(problem.target, ""), problem, row.id, layer.id)
        progress(number, len(rows))


def _fresh(text: str, layer: Layer, schemas: tuple[Schema, Schema], plans: tuple[Plan, ...]) -> list[Problem]:
    old, new = schemas
    known = Counter((one.kind, one.target) for one in problems(text, layer, old, sentences=sentences))
    fresh = []
    for problem in problems(text, rewritten(layer, *plans), new, sentences=sentences):
        key = problem.kind, problem.target
        known[key] -= 1
        if known[key] < 0:
            fresh.append(replace(problem, repair=None))
    return fresh
