"""What a step makes of the marks: the same plan carried out in the file by the store, or on a layer in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from annotator.domain.check_context import mentions
from annotator.domain.model import Argument, AttributeValue, Entity, Event, Layer, Relation
from annotator.domain.schema import Schema
from annotator.operations.schema_revise import unversioned
from annotator.operations.schema_steps import (
    Delete,
    Merge,
    Move,
    Rename,
    SetValues,
    SplitByAttribute,
    SplitByFiller,
    Step,
    Target,
    leaves,
)
from annotator.store.usage import Filled, Form, Linked, Usage, form

Values: TypeAlias = dict[str, AttributeValue]
Forms: TypeAlias = Callable[[Form], Form]


def unchanged(old: Form) -> Form:
    """Return the form as it is."""
    return old


@dataclass(frozen=True, slots=True)
class Plan:
    """Arguments that get another role, then marks that get another type by what fills them, then forms rewritten."""

    roles: tuple[tuple[Filled, str], ...] = ()
    types: tuple[tuple[Filled | Linked, str], ...] = ()
    forms: Forms = field(default=unchanged)


def plan_of(usage: Usage, schema: Schema, step: Step) -> Plan:
    """Return what the step does to marks made under this schema."""
    match step:
        case Rename():
            return _renamed(step.target, step.new_id)
        case Merge():
            return _merged(step)
        case SplitByAttribute():
            return Plan(forms=lambda old: _split(old, step))
        case SplitByFiller():
            return _split_by_filler(usage, step)
        case Move(target=Target(scope="subtype")):
            return Plan(forms=lambda old: _moved(old, step))
        case Delete():
            return _deleted(step)
        case SetValues():
            return _revalued(schema, step)
        case _:
            return Plan()


def plans_of(usage: Usage, schema: Schema, step: Step) -> tuple[Plan, ...]:
    """Return a plan for each of the steps that it consists of, to be carried out in order.

    Which ends a relation has is looked up now, in what is marked before the first of them.
    """
    plans = []
    for one in leaves(step):
        plans.append(plan_of(usage, schema, one))
        schema = unversioned(schema, one)
    return tuple(plans)


def composed(plans: Sequence[Plan]) -> Plan:
    """Return one plan for several; what fills a role is asked of the marks as they are before the first."""

    def forms(old: Form) -> Form:
        for plan in plans:
            old = plan.forms(old)
        return old

    if len(plans) == 1:
        return plans[0]
    return Plan(
        tuple(role for plan in plans for role in plan.roles), tuple(one for plan in plans for one in plan.types), forms
    )


def _renamed(target: Target, new: str) -> Plan:
    old, within = target.id, target.within
    match target.scope:
        case "entity" | "event" | "relation":
            return Plan(
                forms=lambda one: replace(one, type=new) if (one.table, one.type) == (target.scope, old) else one
            )
        case "role":
            return Plan(roles=((Filled(within, old), new),))
        case "attribute":
            return Plan(forms=lambda one: _with_values(one, _renamed_key(one, old, new)))
        case "value":
            return Plan(forms=lambda one: _with_values(one, _revalue(one, within, {old: new})))
        case "subtype":
            return Plan(forms=lambda one: replace(one, subtype=new) if _has_subtype(one, within, old) else one)
        case _:
            return Plan()


def _has_subtype(one: Form, type_id: str, subtype: str) -> bool:
    return (one.table, one.type, one.subtype) == ("entity", type_id, subtype)


def _with_values(one: Form, values: Values | None) -> Form:
    return one if values is None else form(one.table, one.type, one.subtype, values)


def _renamed_key(one: Form, old: str, new: str) -> Values | None:
    """Return the attributes with one under another name, None if that changes nothing; a value there is kept."""
    values = one.values
    if old not in values or (new in values and values[new] != values[old]):
        return None
    return {(new if key == old else key): value for key, value in values.items() if key != new or key == old}


def _revalue(one: Form, attribute: str, names: Mapping[str, str]) -> Values | None:
    value = one.values.get(attribute)
    if not isinstance(value, str) or value not in names or names[value] == value:
        return None
    kept = {key: names[value] if key == attribute else kept for key, kept in one.values.items()}
    return {key: value for key, value in kept.items() if key != attribute or value != ""}


def _merged(step: Merge) -> Plan:
    subtypes, attributes = dict(step.subtypes), dict(step.attributes)

    def rewritten(one: Form) -> Form:
        if one.table != step.scope or one.type not in step.sources:
            return one
        for old, new in attributes.items():
            one = _with_values(one, _renamed_key(one, old, new) if new else _without(one, old))
        return replace(one, type=step.into, subtype=one.subtype or subtypes.get(one.type, ""))

    roles = tuple((Filled(source, role), new) for source, role, new in step.roles if role != new)
    return Plan(roles=roles, forms=rewritten)


def _without(one: Form, attribute: str) -> Values | None:
    return None if attribute not in one.values else {k: v for k, v in one.values.items() if k != attribute}


def _split(one: Form, step: SplitByAttribute) -> Form:
    if (one.table, one.type) != (step.scope, step.id):
        return one
    value = one.values.get(step.attribute) if step.attribute else one.subtype
    new = dict(step.into).get(value) if isinstance(value, str) else None
    if new is None:
        return one
    moved = replace(one, type=new)
    if step.keeps_value:
        return moved
    return _with_values(moved, _without(moved, step.attribute)) if step.attribute else replace(moved, subtype="")


def _split_by_filler(usage: Usage, step: SplitByFiller) -> Plan:
    if step.scope == "role":
        return Plan(roles=tuple((Filled(step.id, step.role, frozenset(types)), new) for types, new in step.into))
    if step.scope == "event":
        return Plan(types=tuple((Filled(step.id, step.role, frozenset(types)), new) for types, new in step.into))
    place = ("head", "tail").index(step.role)
    ends = usage.ends(step.id)
    return Plan(
        types=tuple(
            (Linked(step.id, frozenset(pair for pair in ends if pair[place] in types)), new) for types, new in step.into
        )
    )


def _moved(one: Form, step: Move) -> Form:
    is_meant = _has_subtype(one, step.target.within, step.target.id)
    return replace(one, type=step.under) if is_meant else one


def _deleted(step: Delete) -> Plan:
    target, new = step.target, step.replacement
    if new is None:
        return Plan()
    if target.scope == "value":
        return Plan(forms=lambda one: _with_values(one, _revalue(one, target.within, {target.id: new})))
    if target.scope in ("entity", "event", "relation"):
        return _renamed(target, new) if new else Plan()
    return _renamed(target, new) if new or target.scope == "subtype" else Plan()


def _revalued(schema: Schema, step: SetValues) -> Plan:
    known = schema.attribute(step.attribute)
    kept = {option.id for option in step.options}
    gone = {option.id for option in known.options if option.id not in kept} if known else set()
    names = {old: new for old, new in step.mapping if old in gone}
    return Plan(forms=lambda one: _with_values(one, _revalue(one, step.attribute, names)))


# --- the plan in memory


def rewritten(layer: Layer, *plans: Plan) -> Layer:
    """Return the layer with the plans carried out in order; ids, order and all else stay."""
    for plan in plans:
        layer = _rewritten(layer, plan)
    return layer


def _rewritten(layer: Layer, plan: Plan) -> Layer:
    types = {mention.id: mention.type for mention in mentions(layer)}
    events = tuple(_event(event, plan, types) for event in layer.events)
    return replace(
        layer,
        entities=tuple(_entity(entity, plan) for entity in layer.entities),
        events=events,
        relations=tuple(_relation(relation, plan, types) for relation in layer.relations),
    )


def _entity(entity: Entity, plan: Plan) -> Entity:
    old = form("entity", entity.type, entity.subtype, entity.attributes)
    new = plan.forms(old)
    if new == old:
        return entity
    return replace(entity, type=new.type, subtype=new.subtype or None, attributes=new.values)


def _event(event: Event, plan: Plan, types: Mapping[str, str]) -> Event:
    arguments = tuple(_argument(argument, event.type, plan, types) for argument in event.arguments)
    event = replace(event, arguments=arguments)
    for selection, new in plan.types:
        if isinstance(selection, Filled) and any(_is_meant(a, event.type, selection, types) for a in arguments):
            event = replace(event, type=new)
    old = form("event", event.type, "", event.attributes)
    new_form = plan.forms(old)
    return event if new_form == old else replace(event, type=new_form.type, attributes=new_form.values)


def _argument(argument: Argument, event: str, plan: Plan, types: Mapping[str, str]) -> Argument:
    for selection, role in plan.roles:
        if _is_meant(argument, event, selection, types):
            argument = replace(argument, role=role)
    return argument


def _is_meant(argument: Argument, event: str, selection: Filled, types: Mapping[str, str]) -> bool:
    if (selection.event, selection.role) != (event, argument.role):
        return False
    return selection.fillers is None or types.get(argument.target or "", "") in selection.fillers


def _relation(relation: Relation, plan: Plan, types: Mapping[str, str]) -> Relation:
    ends = types.get(relation.head, ""), types.get(relation.tail, "")
    for selection, new in plan.types:
        if isinstance(selection, Linked) and selection.relation == relation.type and ends in selection.pairs:
            relation = replace(relation, type=new)
    old = form("relation", relation.type, "", relation.attributes)
    new_form = plan.forms(old)
    return relation if new_form == old else replace(relation, type=new_form.type, attributes=new_form.values)
