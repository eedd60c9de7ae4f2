"""What a mark must be by itself: its type, attributes, edges and cluster, and what it points at."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from annotator.domain.check_context import Context, Mention, ends
from annotator.domain.check_edges import (
    completed,
    has_edge_punctuation,
    has_edge_space,
    has_edge_tatweel,
    is_inside_word,
    is_unbalanced,
    splits_letter,
    trimmed,
    whole_letters,
    without_proclitics,
)
from annotator.domain.model import Argument, AttributeValue, Comment, Entity, Event, Mark, Relation, spans_of
from annotator.domain.origin import stands_on_stated, stated_text
from annotator.domain.problem import Problem, Repair, found
from annotator.domain.schema import EventType, RelationType, Role
from annotator.domain.schema_rules import takes
from annotator.domain.span import Fragments, surface


def mark_problems(context: Context, mark: Mark) -> Iterator[Problem]:
    """Yield what is wrong with one mark, whatever else is marked beside it."""
    if isinstance(mark, Entity):
        yield from _entity_problems(context, mark)
    elif isinstance(mark, Event):
        yield from _event_problems(context, mark)
    else:
        yield from _relation_problems(context, mark)


def comment_problems(context: Context, comment: Comment, relations: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem if the comment's mark is gone; `relations` are the ids of the layer's relations."""
    target = comment.target
    if target is not None and target not in context.targets and target not in relations:
        yield found("dangling comment", comment.id, {"author": comment.author, "id": target, "text": comment.text})


def attribute_kinds(context: Context, mark: Mark) -> Iterator[str]:
    """Yield the kinds of problems that a mark's type, subtype and attributes alone are."""
    scope, find = {
        Entity: ("entity", context.schema.entity),
        Event: ("event", context.schema.event),
        Relation: ("relation", context.schema.relation),
    }[type(mark)]
    if find(mark.type) is None:
        yield f"unknown {scope} type"
        return
    if isinstance(mark, Entity):
        yield from (problem.kind for problem in _subtype_problems(context, mark))
    yield from (problem.kind for problem in _attribute_problems(context, scope, mark))


# --- entities


def _entity_problems(context: Context, entity: Entity) -> Iterator[Problem]:
    kind = context.schema.entity(entity.type)
    if kind is None:
        yield context.found("unknown entity type", entity)
    else:
        yield from _subtype_problems(context, entity)
        yield from _attribute_problems(context, "entity", entity)
    yield from _cluster_problems(context, entity, takes_cluster=context.schema.policy.coreference)
    yield from _name_problems(context, entity)
    yield from _span_problems(context, entity)


def _subtype_problems(context: Context, entity: Entity) -> Iterator[Problem]:
    kind = context.schema.entity(entity.type)
    if kind and entity.subtype and all(entity.subtype != subtype.id for subtype in kind.subtypes):
        repair = Repair(put=(replace(entity, subtype=None),))
        yield context.found("unknown subtype", entity, subtype=entity.subtype, repair=repair)


def _cluster_problems(context: Context, mention: Mention, *, takes_cluster: bool) -> Iterator[Problem]:
    if mention.cluster is None:
        return
    name = context.clusters.get(mention.cluster)
    repair = Repair(put=(replace(mention, cluster=None),))
    if name is None:
        yield context.found("dangling cluster", mention, id=mention.cluster, repair=repair)
    elif not takes_cluster:
        yield context.found("needless cluster", mention, cluster=name, repair=repair)


def _name_problems(context: Context, entity: Entity) -> Iterator[Problem]:
    if entity.cluster is not None or not context.schema.policy.coreference or not context.is_name(entity):
        return
    known = context.names.get((entity.type, context.form(entity)), ())
    if known:
        repair = Repair(put=(replace(entity, cluster=known[0]),)) if len(known) == 1 else None
        yield context.found("name without cluster", entity, cluster=context.clusters[known[0]], repair=repair)


# --- attributes


def _attribute_problems(context: Context, scope: str, mark: Mark) -> Iterator[Problem]:
    known = context.attributes(scope, mark.type)
    subtype = mark.subtype if isinstance(mark, Entity) else None
    for name, value in mark.attributes.items():
        attribute = known.get(name)
        if attribute is None:
            repair = _with_attributes(mark, {k: v for k, v in mark.attributes.items() if k != name})
            yield context.found("unknown attribute", mark, attribute=name, repair=repair)
        elif value != "" and not takes(attribute, value):
            yield context.found("unknown value", mark, attribute=name, value=value)
        elif not attribute.is_shown(mark.attributes, subtype):
            repair = _with_attributes(mark, {k: v for k, v in mark.attributes.items() if k != name})
            yield context.found("needless attribute", mark, attribute=name, repair=repair)
    for attribute in known.values():
        is_asked = attribute.required and attribute.is_shown(mark.attributes, subtype)
        if is_asked and mark.attributes.get(attribute.id, "") == "":
            filled = {**mark.attributes, attribute.id: attribute.default} if attribute.default is not None else None
            default = _with_attributes(mark, filled) if filled else None
            yield context.found("missing attribute", mark, attribute=attribute.id, repair=default)


def _with_attributes(mark: Mark, attributes: dict[str, AttributeValue]) -> Repair:
    return Repair(put=(replace(mark, attributes=attributes),))


# --- spans


def _span_problems(context: Context, mention: Mention) -> Iterator[Problem]:
    text, spans, policy = context.text, spans_of(mention), context.schema.policy
    if not context.is_sound(mention):
        shown = ", ".join(f"{span.start}-{span.end}" for span in spans)
        yield context.found("impossible span", mention, id=mention.name or mention.id, spans=shown)
        return
    if not stands_on_stated(text, mention):
        yield context.found("other text", mention, stated=stated_text(mention))
    if len(spans) > 1 and not policy.discontinuous:
        yield context.found("discontinuous", mention)
    if not policy.subtoken and any(is_inside_word(text, at) for span in spans for at in (span.start, span.end)):
        yield context.found("part of a word", mention)
    if splits_letter(text, spans):
        yield context.found("split letter", mention, repair=_moved(mention, whole_letters(text, spans)))
    yield from _edge_problems(context, mention, spans)
    yield from _proclitic_problems(context, mention)


def _edge_problems(context: Context, mention: Mention, spans: Fragments) -> Iterator[Problem]:
    text, policy = context.text, context.schema.policy
    repair = _moved(mention, trimmed(text, spans, punctuation=policy.balanced_punctuation))
    if has_edge_space(text, spans):
        yield context.found("edge space", mention, repair=repair)
    if has_edge_tatweel(text, spans):
        yield context.found("edge tatweel", mention, repair=repair)
    if policy.balanced_punctuation:
        if has_edge_punctuation(text, spans):
            yield context.found("edge punctuation", mention, repair=repair)
        if is_unbalanced(text, spans):
            yield context.found("unbalanced pair", mention, repair=_moved(mention, completed(text, spans)))


def _moved(mention: Mention, spans: Fragments) -> Repair | None:
    if not spans:
        return None
    return Repair(
        put=(replace(mention, spans=spans) if isinstance(mention, Entity) else replace(mention, trigger=spans),)
    )


def _proclitic_problems(context: Context, mention: Mention) -> Iterator[Problem]:
    for spans, other in bare_forms(context, mention):
        if (mention.type, other) in context.forms:
            yield context.found("proclitic", mention, other=other, repair=_moved(mention, spans))
            return


def bare_forms(context: Context, mention: Mention) -> Iterator[tuple[Fragments, str]]:
    """Yield the spans without attached particles and the form that must be marked elsewhere to be sure of them.

    Where ل was attached to ال, the letter that remains of the article stands for it: لل‍أسلحة is الأسلحة elsewhere.
    """
    spans, proclitics = spans_of(mention), context.schema.policy.exclude_proclitics
    if not proclitics or context.text[spans[0].start] not in proclitics:
        return
    for bare in without_proclitics(context.text, spans, proclitics):
        form = surface(context.text, bare)
        yield bare, form
        if form.startswith("ل") and context.text[bare[0].start - 1] == "ل":
            yield bare, "ا" + form


# --- events


def _event_problems(context: Context, event: Event) -> Iterator[Problem]:
    kind = context.schema.event(event.type)
    if kind is None:
        yield context.found("unknown event type", event)
    else:
        yield from _attribute_problems(context, "event", event)
        yield from _role_problems(context, event, kind)
    for argument in event.arguments:
        yield from _argument_problems(context, event, argument, kind.role(argument.role) if kind else None)
    yield from _repeated_arguments(context, event)
    yield from _mutual_arguments(context, event)
    yield from _cluster_problems(context, event, takes_cluster=context.schema.policy.event_coreference)
    yield from _span_problems(context, event)


def _role_problems(context: Context, event: Event, kind: EventType) -> Iterator[Problem]:
    roles = [(argument, kind.role(argument.role)) for argument in event.arguments]
    for argument, role in roles:
        if role is None:
            yield context.found("unknown role", event, role=argument.role)
    count = Counter(role.id for _, role in roles if role)
    told = [problem for role in kind.roles for problem in _count_problems(context, event, role, count[role.id])]
    if kind.roles and not event.arguments and not told:
        yield context.found("event without arguments", event)
    yield from told


def _count_problems(context: Context, event: Event, role: Role, count: int) -> Iterator[Problem]:
    if count < role.min:
        yield context.found("missing role", event, role=role.id, min=role.min, count=count)
    elif role.recommended and not count:
        yield context.found("recommended role", event, role=role.id)
    if role.max is not None and count > role.max:
        yield context.found("too many fillers", event, role=role.id, max=role.max, count=count)


def _argument_problems(context: Context, event: Event, argument: Argument, role: Role | None) -> Iterator[Problem]:
    if argument.target is None:
        return
    filler = context.targets.get(argument.target)
    without = Repair(put=(replace(event, arguments=tuple(a for a in event.arguments if a is not argument)),))
    if filler is None:
        yield context.found("dangling argument", event, role=argument.role, id=argument.target, repair=without)
        return
    shown = context.quote(filler.id)
    if filler is event:
        yield context.found("own argument", event, role=argument.role, repair=without)
    elif role and not context.schema.accepts(role.fillers, filler.type) and _is_known(context, filler):
        values = {"role": argument.role, "filler": shown, "filler_type": filler.type}
        yield context.found("illegal filler", event, repair=without, **values)
    if context.in_sentences and context.sentences(filler).isdisjoint(context.sentences(event)):
        yield context.found("distant argument", event, role=argument.role, filler=shown)


def _repeated_arguments(context: Context, event: Event) -> Iterator[Problem]:
    counts = Counter((argument.role, argument.target) for argument in event.arguments if argument.target is not None)
    for (role, target), count in counts.items():
        if target is not None and count > 1:
            kept = tuple(
                {(a.role, a.target, a.target is None and n): a for n, a in enumerate(event.arguments)}.values()
            )
            repair = Repair(put=(replace(event, arguments=kept),))
            yield context.found("repeated argument", event, role=role, filler=context.quote(target), repair=repair)


def _mutual_arguments(context: Context, event: Event) -> Iterator[Problem]:
    """Yield a problem for each event that fills a role of this one and has this one in a role; the later is told."""
    for target in dict.fromkeys(argument.target for argument in event.arguments):
        other = context.targets.get(target or "")
        if isinstance(other, Event) and other.id < event.id and event.id in ends(other):
            yield context.found("mutual arguments", event, other=context.quote(other.id))


def _is_known(context: Context, mention: Mention) -> bool:
    find = context.schema.entity if isinstance(mention, Entity) else context.schema.event
    return find(mention.type) is not None


# --- relations


def _relation_problems(context: Context, relation: Relation) -> Iterator[Problem]:
    kind = context.schema.relation(relation.type)
    if kind is None:
        yield context.found("unknown relation type", relation)
    else:
        yield from _attribute_problems(context, "relation", relation)
    gone = [end for end in (relation.head, relation.tail) if end not in context.targets]
    for end in gone:
        yield context.found("dangling end", relation, id=end, repair=Repair(delete=(relation.id,)))
    if not gone and relation.head == relation.tail:
        yield context.found("relation to itself", relation, repair=Repair(delete=(relation.id,)))
    elif not gone and kind is not None:
        yield from _pair_problems(context, relation, kind)


def _pair_problems(context: Context, relation: Relation, kind: RelationType) -> Iterator[Problem]:
    head, tail = context.targets[relation.head], context.targets[relation.tail]
    allows = context.schema.may_link
    if allows(kind, head.type, tail.type) or not (_is_known(context, head) and _is_known(context, tail)):
        return
    turned = Repair(put=(replace(relation, head=relation.tail, tail=relation.head),))
    repair = turned if allows(kind, tail.type, head.type) else None
    yield context.found("illegal pair", relation, head_type=head.type, tail_type=tail.type, repair=repair)
