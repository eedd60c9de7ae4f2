"""Links as units that match by content: what each strictness compares of relations and arguments."""

from collections.abc import Callable, Collection, Hashable
from typing import NamedTuple, TypeAlias

from annotator.measures.compared import Compared, End, Marked
from annotator.measures.matching import Unit

Seen: TypeAlias = Callable[[End], Hashable]


def whole_end(end: End) -> Hashable:
    """Compare type and spans of an end."""
    return end


def place_of_end(end: End) -> Hashable:
    """Compare the spans of an end only."""
    return None if end is None else end[1]


def relation_units(compared: Compared, marked: Marked, seen: Seen, ids: Collection[str] | None = None) -> list[Unit]:
    """Return relations with their ends as `seen`, unordered if symmetric; with `ids` only those between such marks."""
    units: list[Unit] = []
    for relation in marked.layer.relations:
        if ids is None or (relation.head in ids and relation.tail in ids):
            head, tail = seen(marked.end(relation.head)), seen(marked.end(relation.tail))
            if compared.is_symmetric(relation.type) and repr(tail) < repr(head):
                head, tail = tail, head
            units.append(Unit((relation.type, head, tail), relation.id, relation.type))
    return units


class Filling(NamedTuple):
    """One argument by content."""

    event_type: str
    trigger: tuple[int, ...]
    role: str
    filler: End


def strict(filling: Filling) -> Hashable:
    """Compare everything."""
    return filling


def without_trigger(filling: Filling) -> Hashable:
    """Compare all but where the trigger is."""
    return filling.event_type, filling.role, filling.filler


def without_role(filling: Filling) -> Hashable:
    """Compare all but the role."""
    return filling.event_type, filling.trigger, filling.filler


def argument_units(marked: Marked, seen: Callable[[Filling], Hashable]) -> list[Unit]:
    """Return the arguments of all events as `seen`; a unit's id is that of its event, its part the role."""
    units: list[Unit] = []
    for event in marked.layer.events:
        kind, trigger = marked.ends[event.id]
        for argument in event.arguments:
            filling = Filling(kind, trigger, argument.role, marked.end(argument.target))
            units.append(Unit(seen(filling), event.id, argument.role))
    return units
