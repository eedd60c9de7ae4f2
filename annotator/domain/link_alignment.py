"""Link alignment: which arguments and relations of aligned layers are about the same thing.

A link's ends are the groups of its mentions. Links that say the same are grouped first, then those that differ in one
thing, in the order in which that is asked: arguments by filler (another role), then by role (another filler);
relations by both ends turned round, by both ends (another type), by type and one end.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from annotator.domain.alignment import Alignment
from annotator.domain.model import Argument, Event, Relation

_L = TypeVar("_L", Argument, Relation)
End: TypeAlias = int | str  # the number of the group of mentions; NOBODY or NOTHING
NOBODY = "nobody"  # an argument without words in the text
NOTHING = "nothing"  # an id that no mention has


@dataclass(frozen=True, slots=True)
class ArgumentGroup:
    """Arguments about one thing: `event` is the number of the group of their events; for each layer its argument."""

    event: int
    arguments: tuple[Argument | None, ...]


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """Relations about one thing: for each layer its relation, or None."""

    relations: tuple[Relation | None, ...]


def end_of(alignment: Alignment, number: int, target: str | None) -> End:
    """Return what an end of a link of one layer stands for."""
    return NOBODY if target is None else alignment.places[number].get(target, NOTHING)


# --- arguments

_Filling: TypeAlias = tuple[str, End]  # role and filler


def argument_groups(alignment: Alignment) -> list[ArgumentGroup]:
    """Return the arguments of every event in groups, in the order of the events and of their first arguments."""
    found: list[ArgumentGroup] = []
    for number, group in enumerate(alignment.groups):
        if group.is_event:
            of_event = _arguments(alignment, group.marks)
            found += [ArgumentGroup(number, tuple(arguments)) for arguments in of_event]
    return found


def _arguments(alignment: Alignment, events: Sequence[object]) -> list[list[Argument | None]]:
    def filling(number: int, argument: Argument) -> _Filling:
        return argument.role, end_of(alignment, number, argument.target)

    groups = _grouped([event.arguments if isinstance(event, Event) else () for event in events], filling)
    present = frozenset(number for number, event in enumerate(events) if event is not None)
    loose = [members for members in groups if len(members) < len(present)]
    if loose and len(present) > 1:
        whole = [members for members in groups if len(members) == len(present)]
        loose = _merged(loose, lambda at, argument: (end,) if (end := filling(at, argument)[1]) != NOTHING else ())
        groups = whole + _merged(loose, lambda _at, argument: (argument.role,))
    return [[members.get(number) for number in range(len(events))] for members in groups]


# --- relations


def relation_groups(alignment: Alignment) -> list[RelationGroup]:
    """Return the relations in groups, those that all layers have alike first."""

    def ends(number: int, relation: Relation) -> tuple[str, End, End]:
        head, tail = end_of(alignment, number, relation.head), end_of(alignment, number, relation.tail)
        if alignment.is_symmetric(relation.type) and _order(tail) < _order(head):
            head, tail = tail, head
        return relation.type, head, tail

    def without_direction(number: int, relation: Relation) -> tuple[Hashable, ...]:
        kind, head, tail = ends(number, relation)
        return () if NOTHING in (head, tail) else ((kind, frozenset((head, tail))),)

    def without_type(number: int, relation: Relation) -> tuple[Hashable, ...]:
        _, head, tail = ends(number, relation)
        return () if NOTHING in (head, tail) else (frozenset((head, tail)),)

    def without_an_end(number: int, relation: Relation) -> tuple[Hashable, ...]:
        kind, head, tail = ends(number, relation)
        names = ("end", "end") if alignment.is_symmetric(kind) else ("head", "tail")
        both = zip(names, (head, tail), strict=True)
        return tuple((kind, name, end) for name, end in both if end != NOTHING)

    groups = _grouped([layer.relations for layer in alignment.layers], ends)
    whole = [members for members in groups if len(members) == len(alignment.layers)]
    loose = [members for members in groups if len(members) < len(alignment.layers)]
    for alike in (without_direction, without_type, without_an_end):
        loose = _merged(loose, alike)
    every = range(len(alignment.layers))
    return [RelationGroup(tuple(members.get(number) for number in every)) for members in whole + loose]


def _order(end: End) -> tuple[bool, int]:
    return (False, end) if isinstance(end, int) else (True, 0)


# --- both


def _grouped(layers: Sequence[Iterable[_L]], alike: Callable[[int, _L], Hashable]) -> list[dict[int, _L]]:
    """Return the links in groups of equal ones, one of each layer at most."""
    keyed: defaultdict[Hashable, list[dict[int, _L]]] = defaultdict(list)
    for number, links in enumerate(layers):
        for link in links:
            known = keyed[alike(number, link)]
            free = next((members for members in known if number not in members), None)
            if free is None:
                free = {}
                known.append(free)
            free[number] = link
    return [members for known in keyed.values() for members in known]


def _merged(
    groups: Sequence[Mapping[int, _L]], alike: Callable[[int, _L], tuple[Hashable, ...]]
) -> list[dict[int, _L]]:
    """Return the groups, those joined that have a key in common and no layer; keys that come first count first."""
    keyed: defaultdict[Hashable, list[dict[int, _L]]] = defaultdict(list)
    merged: list[dict[int, _L]] = []
    for members in map(dict, groups):
        keys = dict.fromkeys(key for number, link in members.items() for key in alike(number, link))
        known = (other for key in keys for other in keyed[key])
        home = next((other for other in known if not other.keys() & members.keys()), None)
        if home is None:
            merged.append(members)
        else:
            home.update(members)
        for key in keys:
            keyed[key].append(members if home is None else home)
    return merged
