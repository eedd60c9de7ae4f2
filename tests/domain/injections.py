"""Differences put into a copy of a layer on purpose: `INJECTIONS[name](seeded, layer, text, schema)`.

Each returns the changed layer and what must be found: (kind, ids of the first layer, ids of the second) of every
difference, ten of them on marks that have nothing to do with each other.
"""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from random import Random

from annotator.domain.model import Argument, Entity, Event, Layer, Relation
from annotator.domain.schema import Schema
from annotator.domain.span import Span

COUNT = 10
Found = tuple[str, tuple[str, ...], tuple[str, ...]]
Injected = tuple[Layer, list[Found]]
Injection = Callable[[Random, Layer, str, Schema], Injected]


def changed(layer: Layer, marks: dict[str, Entity | Event | Relation | None]) -> Layer:
    """The layer with these marks in the place of those of their ids; None takes one away with what points at it."""
    gone = {id_ for id_, mark in marks.items() if mark is None}

    def kept(known):
        return tuple(marks.get(mark.id, mark) for mark in known if mark.id not in gone)

    events = tuple(
        replace(event, arguments=tuple(argument for argument in event.arguments if argument.target not in gone))
        for event in kept(layer.events)
    )
    relations = tuple(r for r in kept(layer.relations) if r.head not in gone and r.tail not in gone)
    return replace(layer, entities=kept(layer.entities), events=events, relations=relations)


def each(kind: str, chosen, change) -> Callable[[Layer], Injected]:
    def inject(layer: Layer) -> Injected:
        marks = {mark.id: change(mark) for mark in chosen}
        there = () if kind in ("missing", "relation missing") else None
        return changed(layer, marks), [(kind, (id_,), (id_,) if there is None else there) for id_ in marks]

    return inject


def missing_entity(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    return each("missing", seeded.sample(layer.entities, COUNT), lambda _: None)(layer)


def missing_event(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    targets = {argument.target for event in layer.events for argument in event.arguments}
    return each("missing", seeded.sample([e for e in layer.events if e.id not in targets], COUNT), lambda _: None)(
        layer
    )


def boundary(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    return each("boundary", seeded.sample(roomy(layer.entities), COUNT), lambda e: replace(e, spans=nudged(e.spans)))(
        layer
    )


def trigger(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    return each("trigger", seeded.sample(layer.events, COUNT), lambda e: replace(e, trigger=nudged(e.trigger)))(layer)


def roomy(entities):
    """Those of three letters or more."""
    return [entity for entity in entities if len(entity.spans[0]) > 2]


def nudged(spans):
    return (Span(spans[0].start, spans[0].end - 1), *spans[1:])


def kind_of_entity(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    types = [kind.id for kind in schema.entities]
    return each(
        "type",
        seeded.sample(layer.entities, COUNT),
        lambda e: replace(e, type=seeded.choice([kind for kind in types if kind != e.type])),
    )(layer)


def kind_of_event(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    types = [kind.id for kind in schema.events]
    return each(
        "event type",
        seeded.sample(layer.events, COUNT),
        lambda e: replace(e, type=seeded.choice([kind for kind in types if kind != e.type])),
    )(layer)


def subtype(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    return each("subtype", seeded.sample(layer.entities, COUNT), lambda e: replace(e, subtype="Group"))(layer)


def attribute(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    marked = [mark for mark in (*layer.entities, *layer.events) if mark.attributes]

    def change(mark):
        name = sorted(mark.attributes)[0]
        return replace(mark, attributes={**mark.attributes, name: "other"})

    return each("attribute", seeded.sample(marked, COUNT), change)(layer)


def cluster_alone(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    chosen = of_clusters(seeded, layer, 3)
    return each("cluster", chosen, lambda e: replace(e, cluster=None))(layer)


def cluster_new(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    chosen = of_clusters(seeded, layer, 3)
    return each("cluster", chosen, lambda e: replace(e, cluster=f"new of {e.id}"))(layer)


def cluster_joined(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    """Mentions that were alone join clusters of others, each another one."""
    sizes = Counter(entity.cluster for entity in layer.entities if entity.cluster)
    alone = [entity for entity in layer.entities if sizes[entity.cluster] == 1]
    homes = [cluster for cluster, size in sizes.items() if size > 1]
    chosen = dict(zip((e.id for e in seeded.sample(alone, COUNT)), seeded.sample(homes, COUNT), strict=True))
    marks = [entity for entity in layer.entities if entity.id in chosen]
    return each("cluster", marks, lambda e: replace(e, cluster=chosen[e.id]))(layer)


def of_clusters(seeded: Random, layer: Layer, size: int) -> list[Entity]:
    """One mention each of ten clusters of that size or more, never more than half of one."""
    members = defaultdict(list)
    for entity in layer.entities:
        if entity.cluster is not None:
            members[entity.cluster].append(entity)
    large = [entities for entities in members.values() if len(entities) >= size]
    return [seeded.choice(entities) for entities in seeded.sample(large, min(COUNT, len(large)))]


# --- arguments


def arguments(seeded: Random, layer: Layer, change) -> tuple[Layer, list[str]]:
    """Ten events with one argument changed each: `change(event, argument)` is what stands for it, () for nothing."""
    marks = {}
    for event in seeded.sample(layer.events, len(layer.events)):
        argument = seeded.choice(event.arguments) if event.arguments else None
        fresh = change(event, argument) if argument else None
        if fresh is None or len(marks) == COUNT:
            continue
        others = tuple(other for other in event.arguments if other is not argument)
        marks[event.id] = replace(event, arguments=(*others, *fresh))
    return changed(layer, marks), list(marks)


def argument_missing(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    other, ids = arguments(seeded, layer, lambda _event, _argument: ())
    return other, [("argument missing", (id_,), (id_,)) for id_ in ids]


def argument_role(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    def change(event: Event, argument: Argument):
        return (replace(argument, role="Other"),)

    other, ids = arguments(seeded, layer, change)
    return other, [("argument role", (id_,), (id_,)) for id_ in ids]


def argument_filler(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    def change(event: Event, argument: Argument):
        taken = {other.target for other in event.arguments}
        return (replace(argument, target=seeded.choice([e.id for e in layer.entities if e.id not in taken])),)

    other, ids = arguments(seeded, layer, change)
    return other, [("argument filler", (id_,), (id_,)) for id_ in ids]


# --- relations


def relation_missing(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    return each("relation missing", seeded.sample(layer.relations, COUNT), lambda _: None)(layer)


def relation_type(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    return each("relation type", lonely(seeded, layer), lambda r: replace(r, type="ORG-AFF.Other"))(layer)


def relation_direction(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    directed = [relation for relation in layer.relations if not schema.relation(relation.type).symmetric]
    chosen = seeded.sample(directed, COUNT)
    return each("relation direction", chosen, lambda r: replace(r, head=r.tail, tail=r.head))(layer)


def symmetric_swap(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    marks = {
        relation.id: replace(relation, head=relation.tail, tail=relation.head)
        for relation in layer.relations
        if schema.relation(relation.type).symmetric
    }
    assert marks
    return changed(layer, marks), []


def relation_end(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    chosen = lonely(seeded, layer)
    ends = {end for relation in layer.relations for end in (relation.head, relation.tail)}
    free = seeded.sample([entity.id for entity in layer.entities if entity.id not in ends], len(chosen))
    fresh = dict(zip((relation.id for relation in chosen), free, strict=True))
    return each("relation end", chosen, lambda r: replace(r, tail=fresh[r.id]))(layer)


def lonely(seeded: Random, layer: Layer) -> list[Relation]:
    """Relations whose ends no other of those that are chosen has."""
    chosen: list[Relation] = []
    for relation in seeded.sample(layer.relations, len(layer.relations)):
        taken = {end for other in chosen for end in (other.head, other.tail)}
        if not taken & {relation.head, relation.tail} and len(chosen) < COUNT:
            chosen.append(relation)
    return chosen


# --- boundaries of a kind


def proclitic(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    marks = [e for e in layer.entities if text[e.spans[0].start - 1] in "وفبلك" and is_first_letter(text, e)]
    chosen = seeded.sample(marks, COUNT)
    return each("boundary", chosen, lambda e: replace(e, spans=grown(e.spans, -1)))(layer)


def article(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    marks = [e for e in roomy(layer.entities) if text[e.spans[0].start :].startswith("ال") and len(e.spans[0]) > 4]
    return each("boundary", seeded.sample(marks, COUNT), lambda e: replace(e, spans=grown(e.spans, 2)))(layer)


def punctuation(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    marks = [e for e in layer.entities if text[e.spans[-1].end : e.spans[-1].end + 1] in tuple("،.)(")]
    chosen = seeded.sample(marks, COUNT)
    return each(
        "boundary", chosen, lambda e: replace(e, spans=(*e.spans[:-1], Span(e.spans[-1].start, e.spans[-1].end + 1)))
    )(layer)


def enclitic(seeded: Random, layer: Layer, text: str, schema: Schema) -> Injected:
    marks = [e for e in roomy(layer.entities) if text[e.spans[-1].start : e.spans[-1].end].endswith("ه")]
    chosen = seeded.sample(marks, min(COUNT, len(marks)))
    return each("boundary", chosen, lambda e: replace(e, spans=nudged(e.spans)))(layer)


def is_first_letter(text: str, entity: Entity) -> bool:
    start = entity.spans[0].start
    return start == 1 or not text[start - 2].isalpha()


def grown(spans, by: int):
    return (Span(spans[0].start + by, spans[0].end), *spans[1:])


INJECTIONS: dict[str, Injection] = {
    function.__name__: function
    for function in (
        missing_entity,
        missing_event,
        boundary,
        kind_of_entity,
        subtype,
        cluster_alone,
        cluster_new,
        cluster_joined,
        trigger,
        kind_of_event,
        argument_missing,
        argument_role,
        argument_filler,
        relation_missing,
        relation_type,
        relation_direction,
        relation_end,
        attribute,
        symmetric_swap,
    )
}
EDGES: dict[str, Injection] = {function.__name__: function for function in (proclitic, article, punctuation, enclitic)}
