"""Likeness: how alike two mentions are by content, from the finest level (linked alike) to the coarsest (overlap).

Values of attributes are compared so that True, 1 and 1.0 differ and a not-a-number equals itself.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeAlias

from annotator.domain.check_context import Mention, mentions
from annotator.domain.model import Attributes, AttributeValue, Entity, Event, Layer, spans_of
from annotator.domain.span import Fragments

Links: TypeAlias = dict[str, Hashable]


def linked(mention: Mention, links: Mapping[str, Hashable]) -> Hashable:
    """Return all that a mention says, and how it is linked."""
    return valued(mention), links.get(mention.id)


def valued(mention: Mention) -> Hashable:
    """Return type, spans, subtype and attributes."""
    subtype = mention.subtype if isinstance(mention, Entity) else None
    return anchor(mention), subtype, values(mention.attributes)


def anchor(mention: Mention) -> Hashable:
    """Return what kind of mention it is, its type and its spans."""
    return isinstance(mention, Event), mention.type, spans_of(mention)


def links_of(layer: Layer) -> Links:
    """Return for each mention how others are linked to it: the kinds of links and the anchors at their other ends.

    The mentions of its cluster are such links too.
    """
    anchors = {mention.id: anchor(mention) for mention in mentions(layer)}
    links: defaultdict[str, list[Hashable]] = defaultdict(list)
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for mention in mentions(layer):
        if mention.cluster is not None:
            clusters[mention.cluster].append(mention.id)
    for members in clusters.values():
        company = multiset(anchors[id_] for id_ in members)
        for id_ in members:
            links[id_].append(("with", company))
    for event in layer.events:
        for argument in event.arguments:
            filler = "nobody" if argument.target is None else anchors.get(argument.target)
            links[event.id].append(("has", argument.role, filler))
            links[argument.target or ""].append(("fills", argument.role, anchors[event.id]))
    for relation in layer.relations:
        links[relation.head].append(("head", relation.type, anchors.get(relation.tail)))
        links[relation.tail].append(("tail", relation.type, anchors.get(relation.head)))
    return {id_: multiset(found) for id_, found in links.items()}


def values(attributes: Attributes) -> Hashable:
    """Return the attributes as a set."""
    return frozenset((name, *exact(value)) for name, value in attributes.items())


def exact(value: AttributeValue | None) -> tuple[str, str]:
    """Return a value as what is the same only for the same value of the same type."""
    return type(value).__name__, repr(value)


def multiset(found: Iterable[Hashable]) -> Hashable:
    """Return the things without their order, each with how often it is there."""
    return frozenset(Counter(found).items())


def shared(one: Fragments, other: Fragments) -> int:
    """Return how many code points two mentions share."""
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)


def jaccard(one: Fragments, other: Fragments) -> float:
    """Return shared code points over those that either covers: 0 if they are apart, 1 for the same spans."""
    both = shared(one, other)
    return both / (sum(map(len, one)) + sum(map(len, other)) - both) if both else 0.0
