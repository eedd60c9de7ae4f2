"""Alignment: which marks of two or more layers are about the same thing, one of each layer at most.

Mentions that say the same are grouped first, the most alike of several equal ones together (attributes, then links).
The others are assigned so that overlap and likeness are greatest in all: entities to entities, events to events by
their triggers; marks of one type need one shared code point, marks of two types half of what they cover. Nothing
depends on ids or on the order in which marks were entered.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from annotator.domain.assignment import assigned
from annotator.domain.check_context import Mention, mentions
from annotator.domain.likeness import Links, anchor, exact, jaccard, linked, links_of, valued
from annotator.domain.model import Entity, Event, Layer, spans_of
from annotator.domain.schema import Schema
from annotator.domain.span import overlaps

_JACCARD = 100_000  # what the weight of overlap from 0 to 1 is, beside which the rest breaks ties
_TYPE = 50_000
_LIKE = 1_000  # for an equal subtype, and for the share of equal attributes
_ALIEN = 0.5  # overlap from which marks of two types are about one thing

Level: TypeAlias = Callable[[Mention, Links], Hashable]
_LEVELS: tuple[Level, ...] = (linked, lambda mention, _links: valued(mention), lambda mention, _links: anchor(mention))


@dataclass(frozen=True, slots=True)
class Group:
    """Marks about one thing: for each layer its mark, or None."""

    marks: tuple[Mention | None, ...]

    @property
    def present(self) -> tuple[int, ...]:
        """Return the numbers of the layers that have it."""
        return tuple([number for number, mark in enumerate(self.marks) if mark is not None])

    @property
    def first(self) -> Mention:
        """Return the mark of the first layer that has it."""
        return next(mark for mark in self.marks if mark is not None)

    @property
    def is_whole(self) -> bool:
        """Say whether every layer has it."""
        return None not in self.marks

    @property
    def is_event(self) -> bool:
        """Say whether it is an event."""
        return isinstance(self.first, Event)


@dataclass(frozen=True)
class Alignment:
    """Layers of one text with their mentions in groups: entities before events, each in the order of the text."""

    layers: tuple[Layer, ...]
    groups: tuple[Group, ...]
    schema: Schema | None = None
    text: str = ""

    @cached_property
    def places(self) -> tuple[Mapping[str, int], ...]:
        """Return for each layer the numbers of its mentions' groups, by id."""
        found: tuple[dict[str, int], ...] = tuple({} for _ in self.layers)
        for number, group in enumerate(self.groups):
            for places, mark in zip(found, group.marks, strict=True):
                if mark is not None:
                    places[mark.id] = number
        return found

    @cached_property
    def pairs(self) -> dict[str, str]:
        """Return the ids of the second layer's mentions by those of the first's."""
        both = (group.marks[:2] for group in self.groups)
        return {one.id: other.id for one, other in both if one is not None and other is not None}

    def is_symmetric(self, relation_type: str) -> bool:
        """Say whether the schema knows the relation and its ends have no order."""
        kind = self.schema.relation(relation_type) if self.schema else None
        return kind is not None and kind.symmetric


def align(one: Layer, other: Layer, schema: Schema | None = None, text: str = "") -> Alignment:
    """Align two layers; the schema tells which relations are symmetric, the text what a boundary differs in."""
    return align_all((one, other), schema, text)


def align_all(layers: Sequence[Layer], schema: Schema | None = None, text: str = "") -> Alignment:
    """Align two or more layers of the same text."""
    groups = _same(layers)
    for number in range(len(layers)):
        _join(groups, number, layers)
    ordered = sorted((Group(tuple(marks)) for marks in groups), key=_place)
    return Alignment(tuple(layers), tuple(ordered), schema, text)


def _place(group: Group) -> tuple[object, ...]:
    spans = spans_of(group.first)
    start = spans[0].start if spans else 0
    return group.is_event, start, -(spans[-1].end if spans else 0), group.first.type, group.present


def _same(layers: Sequence[Layer]) -> list[list[Mention | None]]:
    """Return groups of two or more mentions of one kind, type and spans, the most alike together."""
    groups, alone = _unmistakable(layers)
    return groups + _most_alike(layers, alone) if any(alone) else groups


def _unmistakable(layers: Sequence[Layer]) -> tuple[list[list[Mention | None]], list[list[Mention]]]:
    """Return groups of mentions of which no layer has two, which need no closer look, and the others of each layer."""
    keyed: defaultdict[Hashable, list[list[Mention]]] = defaultdict(lambda: [[] for _ in layers])
    for number, layer in enumerate(layers):
        for mark in mentions(layer):
            keyed[anchor(mark)][number].append(mark)
    groups: list[list[Mention | None]] = []
    alone: list[list[Mention]] = [[] for _ in layers]
    for same in keyed.values():
        present = [marks for marks in same if marks]
        if len(present) > 1 and all(len(marks) == 1 for marks in present):
            groups.append([marks[0] if marks else None for marks in same])
        elif len(present) > 1:
            for rest, marks in zip(alone, same, strict=True):
                rest.extend(marks)
    return groups, alone


def _most_alike(layers: Sequence[Layer], alone: list[list[Mention]]) -> list[list[Mention | None]]:
    """Return groups of mentions of which a layer has several, those together that are linked alike."""
    links = [links_of(layer) for layer in layers]
    groups: list[list[Mention | None]] = []
    for level in _LEVELS:
        keyed: defaultdict[Hashable, list[list[Mention | None]]] = defaultdict(list)
        for marks in groups:
            at = next(at for at, known in enumerate(marks) if known is not None)
            keyed[level(_any(marks), links[at])].append(marks)
        for number, waiting in enumerate(alone):
            for mark in waiting:
                _slot(keyed[level(mark, links[number])], number, len(layers))[number] = mark
        found = (marks for known in keyed.values() for marks in known)
        groups = [marks for marks in found if len(layers) - marks.count(None) > 1]
        grouped = [{held.id for marks in groups if (held := marks[number])} for number in range(len(layers))]
        alone = [[mark for mark in rest if mark.id not in ids] for rest, ids in zip(alone, grouped, strict=True)]
    return groups


def _slot(groups: list[list[Mention | None]], number: int, layers: int) -> list[Mention | None]:
    """Return the first group that lacks a layer, a new one if none does."""
    for marks in groups:
        if marks[number] is None:
            return marks
    groups.append([None] * layers)
    return groups[-1]


def _join(groups: list[list[Mention | None]], number: int, layers: Sequence[Layer]) -> None:
    """Give every mention of a layer that is in no group the best of those that lack one, else a group of its own."""
    known = {mark.id for marks in groups if (mark := marks[number])}
    waiting = sorted((mark for mark in mentions(layers[number]) if mark.id not in known), key=_content)
    lacking = sorted((marks for marks in groups if marks[number] is None), key=lambda marks: _content(_any(marks)))
    for mark, column in zip(waiting, assigned(_costs(waiting, lacking)), strict=True):
        if column is None:
            groups.append([mark if number == at else None for at in range(len(layers))])
        else:
            lacking[column][number] = mark


def _costs(waiting: Sequence[Mention], groups: Sequence[list[Mention | None]]) -> list[dict[int, float]]:
    """Return what joining each group costs each mention: less than 0, the more alike the lower."""
    hulls = [_reach(mark for mark in marks if mark is not None) for marks in groups]
    found: list[dict[int, float]] = []
    for mark in waiting:
        start, end = _reach([mark])
        near = (column for column, (first, last) in enumerate(hulls) if first < end and start < last)
        weights = {column: [weight(mark, other) for other in groups[column] if other is not None] for column in near}
        found.append({column: -sum(each) / len(each) for column, each in weights.items() if min(each) > 0})
    return found


def _reach(marks: Iterable[Mention]) -> tuple[int, int]:
    """Return where the first of the marks begins and the last one ends."""
    edges = [edge for mark in marks for span in spans_of(mark) for edge in (span.start, span.end)]
    return (min(edges), max(edges)) if edges else (0, 0)


def _any(marks: list[Mention | None]) -> Mention:
    return next(mark for mark in marks if mark is not None)


def _content(mark: Mention) -> tuple[object, ...]:
    subtype = mark.subtype if isinstance(mark, Entity) else None
    attributes = sorted((name, *exact(value)) for name, value in mark.attributes.items())
    spans = tuple((span.start, span.end) for span in spans_of(mark))
    return isinstance(mark, Event), spans, mark.type, subtype or "", attributes


def weight(one: Mention, other: Mention) -> int:
    """Return how alike two mentions are, from 0 (not about the same thing) up."""
    if isinstance(one, Event) != isinstance(other, Event) or not overlaps(spans_of(one), spans_of(other)):
        return 0
    overlap = jaccard(spans_of(one), spans_of(other))
    if one.type != other.type and overlap < _ALIEN:
        return 0
    names = one.attributes.keys() | other.attributes.keys()
    equal = sum(exact(one.attributes.get(name)) == exact(other.attributes.get(name)) for name in names)
    is_sub = isinstance(one, Entity) and isinstance(other, Entity) and one.subtype == other.subtype
    return (
        round(_JACCARD * overlap)
        + (_TYPE if one.type == other.type else 0)
        + (_LIKE if is_sub else 0)
        + (_LIKE * equal // len(names) if names else _LIKE)
    )
