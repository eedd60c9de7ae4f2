"""Pairs of marks for reading back: which mark that was read is the one that was written.

Ids are believed only where type and place say the same, because many formats number marks anew. A mark that the losses
name as moved may stand where that kind of loss lets it stand, and nowhere else.
"""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from annotator.domain.model import Entity, Event, Layer, Relation, spans_of
from annotator.domain.span import Fragments
from annotator.formats.features import mentions
from annotator.operations.export_places import ANYWHERE, Place, may_be

Kind: TypeAlias = tuple[bool, str]  # an event? and its type
Filled: TypeAlias = tuple[str, str | None]  # a role and the key of what fills it


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mention that should come back: as what, where, and the kinds of losses that let it stand elsewhere."""

    mark: Entity | Event
    kind: Kind
    place: Place
    bent: frozenset[str]


@dataclass(slots=True)
class Found:
    """A mention that came back, under a key of its own; `filled` are the arguments of an event."""

    key: str
    mark: Entity | Event
    kind: Kind
    place: Place
    filled: Counter[Filled] = field(default_factory=Counter)

    def sign(self) -> Hashable:
        """Return what tells a mention from others where ids are not kept."""
        return self.kind, self.place


@dataclass(slots=True)
class Back:
    """All that came back of one layer, perhaps in several pieces; a mention of two pieces is there once."""

    marks: dict[str, Found] = field(default_factory=dict)
    relations: list[tuple[Relation, str, str]] = field(default_factory=list)  # with the keys of head and tail

    def add(self, layer: Layer, place: Callable[[Fragments], Place], number: int) -> None:
        """Add the marks of the layer of piece `number`, beginning with 0."""
        here: dict[str, str] = {}
        earlier = self._by_sign() if number else {}
        for mark in mentions(layer):
            key = f"{number}/{mark.id}" if number else mark.id
            found = Found(key, mark, (isinstance(mark, Event), mark.type), place(spans_of(mark)))
            alike = earlier.get(found.sign())
            here[mark.id] = alike.popleft() if alike else key
            self.marks.setdefault(here[mark.id], found)
        for event in layer.events:
            filled = Counter((item.role, here.get(item.target or "")) for item in event.arguments)
            self.marks[here[event.id]].filled |= filled
        standing = (item for item in layer.relations if item.head in here and item.tail in here)
        links = [(item, here[item.head], here[item.tail]) for item in standing]
        known: Counter[Hashable] = Counter(_link(*link) for link in self.relations if number)
        self.relations += [link for link in links if not take(known, _link(*link))]

    def _by_sign(self) -> defaultdict[Hashable, deque[str]]:
        found: defaultdict[Hashable, deque[str]] = defaultdict(deque)
        for key, mark in self.marks.items():
            found[mark.sign()].append(key)
        return found


def _link(relation: Relation, head: str, tail: str) -> Hashable:
    return relation.type, head, tail, repr(sorted(relation.attributes.items()))


def take(counts: Counter[Hashable], key: Hashable) -> bool:
    """Take one of those that are there, and say whether there was one."""
    is_there = counts[key] > 0
    counts[key] -= is_there
    return is_there


@dataclass(frozen=True, slots=True)
class Pairs:
    """What came back of each mention by its id, which did not come back, and what nobody wrote."""

    of: dict[str, Found]
    missing: tuple[Wanted, ...]
    strange: tuple[Found, ...]


def paired(wanted: Sequence[Wanted], back: Back) -> Pairs:
    """Pair the mentions of a layer."""
    left = dict(back.marks)
    pairs: dict[str, Found] = {}
    for one in wanted:
        found = left.get(one.mark.id)
        if found is not None and not one.bent and (found.kind, found.place) == (one.kind, one.place):
            pairs[one.mark.id] = left.pop(found.key)
    buckets: defaultdict[Hashable, list[Found]] = defaultdict(list)
    for found in left.values():
        buckets[found.sign()].append(found)
    for one in wanted:
        if one.mark.id not in pairs and not one.bent and (alike := buckets.get((one.kind, one.place))):
            found = _most_alike(one.mark, alike)
            alike.remove(found)
            pairs[one.mark.id] = left.pop(found.key)
    pairs |= _bent(sorted((one for one in wanted if one.bent), key=lambda one: one.place), left)
    missing = tuple(one for one in wanted if one.mark.id not in pairs)
    return Pairs(pairs, missing, tuple(left.values()))


def _most_alike(mark: Entity | Event, alike: list[Found]) -> Found:
    return next((found for found in alike if _rest(found.mark) == _rest(mark)), alike[0])


def _rest(mark: Entity | Event) -> tuple[object, ...]:
    return (mark.subtype if isinstance(mark, Entity) else None), mark.attributes, mark.cluster


def _bent(wanted: Sequence[Wanted], left: dict[str, Found]) -> dict[str, Found]:
    """Pair what may stand elsewhere with what is left, as many as possible, and take those out of `left`."""
    chooser = _Chooser(wanted, list(left.values()))
    pairs = {wanted[one].mark.id: found for one, found in chooser.chosen()}
    for found in pairs.values():
        del left[found.key]
    return pairs


class _Chooser:
    """Chooses for each mention one of those that it may be, so that as many as possible get one."""

    def __init__(self, wanted: Sequence[Wanted], found: Iterable[Found]) -> None:
        self._found = sorted(found, key=lambda one: one.place)
        starts = [one.place[0][0] for one in self._found]
        longest = max((one.place[-1][1] - one.place[0][0] for one in self._found), default=0)
        self._choices: list[list[int]] = []
        for one in wanted:
            first = bisect_left(starts, one.place[0][0] - longest)
            last = bisect_left(starts, one.place[-1][1] + 1)
            numbers = range(len(self._found)) if ANYWHERE in one.bent else range(first, last)
            self._choices.append([at for at in numbers if self._fits(one, self._found[at])])
        self._taker: dict[int, int] = {}

    def _fits(self, wanted: Wanted, found: Found) -> bool:
        return wanted.kind == found.kind and may_be(wanted.place, found.place, wanted.bent)

    def chosen(self) -> Iterable[tuple[int, Found]]:
        """Yield the number of each mention that got one, and what it got."""
        for one, choices in enumerate(self._choices):
            free = next((at for at in choices if at not in self._taker), None)
            if free is not None:
                self._taker[free] = one
            else:
                self._make_room(one)
        return ((one, self._found[at]) for at, one in self._taker.items())

    def _make_room(self, one: int) -> None:
        """Give a mention one that another has, if that one can take another in its place, and so on."""
        came: dict[int, int] = {}  # a choice, and the mention that asked for it
        asking = deque([one])
        while asking:
            asker = asking.popleft()
            for at in self._choices[asker]:
                if at in came:
                    continue
                came[at] = asker
                if at not in self._taker:
                    self._hand_on(at, came)
                    return
                asking.append(self._taker[at])

    def _hand_on(self, at: int, came: dict[int, int]) -> None:
        before = {taker: choice for choice, taker in self._taker.items()}
        while True:
            asker = came[at]
            self._taker[at] = asker
            if asker not in before:
                return
            at = before[asker]
