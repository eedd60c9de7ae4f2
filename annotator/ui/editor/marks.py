"""Marks: the live copy of one layer, found by place and by link; knows no Qt.

Mentions lie in buckets of 1,024 code points, so what meets a stretch of text is found without looking at the rest, and
in one list sorted by start for stepping through them. Links are found from either end, and the mentions of a cluster by
it. Clusters and comments have no place in the text and are only held.
"""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from annotator.domain.model import Entity, Event, Layer, Mark, Relation, spans_of
from annotator.domain.span import Fragments, Span, hull

Mention: TypeAlias = Entity | Event
Place: TypeAlias = tuple[int, int, str]  # start, minus the end: an outer mention comes before an inner one
_BUCKET = 10  # 2 ** 10 code points


@dataclass(frozen=True, slots=True)
class Link:
    """One arc: an event's argument (`owner` the event, `name` the role) or a relation (`owner` it, `name` its type).

    `target` is None where an argument has no words in the text.
    """

    owner: str
    number: int
    name: str
    source: str
    target: str | None
    is_argument: bool


class Marks:
    """Hold the entities, events and relations of one layer; put and remove cost O(log n) searches."""

    def __init__(self, layer: Layer | None = None) -> None:
        self._marks: dict[str, Mark] = {}
        self._places: list[Place] = []
        self._buckets: dict[int, dict[str, None]] = {}
        self._ends: dict[str, dict[str, None]] = {}
        self._members: dict[str, dict[str, None]] = {}
        self.clusters = {cluster.id: cluster for cluster in layer.clusters} if layer else {}
        self.comments = {comment.id: comment for comment in layer.comments} if layer else {}
        self.counts: Counter[tuple[type[Mark], str]] = Counter()  # by kind and type
        for mark in layer.marks() if layer else ():
            self._marks[mark.id] = mark
            self._index(mark)
            if not isinstance(mark, Relation):
                self._places.append(_place(mark))
        self.counts.update((type(mark), mark.type) for mark in self._marks.values())
        self._places.sort()

    def __len__(self) -> int:
        return len(self._marks)

    def __contains__(self, mark_id: str) -> bool:
        return mark_id in self._marks

    def __iter__(self) -> Iterator[Mark]:
        return iter(self._marks.values())

    def get(self, mark_id: str) -> Mark | None:
        """Return the mark of that id, or None."""
        return self._marks.get(mark_id)

    def mention(self, mark_id: str | None) -> Mention | None:
        """Return the entity or event of that id, or None."""
        mark = self._marks.get(mark_id) if mark_id else None
        return None if isinstance(mark, Relation) else mark

    def put(self, mark: Mark) -> None:
        """Insert the mark, in the place of the one with its id if there is one."""
        self.remove(mark.id)
        self._marks[mark.id] = mark
        self.counts[type(mark), mark.type] += 1
        self._index(mark)
        if not isinstance(mark, Relation):
            insort(self._places, _place(mark))

    def remove(self, mark_id: str) -> None:
        """Take the mark out; an unknown id is no error. What points at it stays and is no longer drawn."""
        mark = self._marks.pop(mark_id, None)
        if mark is None:
            return
        self.counts[type(mark), mark.type] -= 1
        for end in _ends(mark):
            del self._ends[end][mark_id]
        if isinstance(mark, Relation):
            return
        if mark.cluster is not None:
            del self._members[mark.cluster][mark_id]
        for bucket in _buckets(spans_of(mark)):
            del self._buckets[bucket][mark_id]
        del self._places[bisect_left(self._places, _place(mark))]

    def in_range(self, start: int, end: int) -> list[Mention]:
        """Return the mentions with a fragment that meets `[start, end)`: by start, the outer before the inner."""
        found: dict[str, Mention] = {}
        for bucket in range(start >> _BUCKET, (max(end - 1, start) >> _BUCKET) + 1):
            for mark_id in self._buckets.get(bucket, ()):
                mention = self.mention(mark_id)
                if mention and any(s.start < end and start < s.end for s in spans_of(mention)):
                    found[mark_id] = mention
        return sorted(found.values(), key=_place)

    def members(self, cluster_id: str | None) -> list[Mention]:
        """Return the mentions of a cluster in reading order; none of None."""
        ids = self._members.get(cluster_id, {}) if cluster_id else {}
        return sorted((mention for one in ids if (mention := self.mention(one)) is not None), key=_place)

    def size(self, cluster_id: str) -> int:
        """Return how many mentions a cluster holds."""
        return len(self._members.get(cluster_id, ()))

    def sizes(self) -> dict[str, int]:
        """Return how many mentions each cluster that has any holds, by the clusters' ids."""
        return {cluster_id: len(ids) for cluster_id, ids in self._members.items() if ids}

    def around(self, offset: int) -> Iterator[Mention]:
        """Yield the mentions on both sides of an offset, by turns, from the nearest on."""
        after = bisect_left(self._places, (offset, -(1 << 62), ""))
        before = after - 1
        while before >= 0 or after < len(self._places):
            for index in (before, after):
                mention = self.mention(self._places[index][2]) if 0 <= index < len(self._places) else None
                if mention:
                    yield mention
            before, after = before - 1, after + 1

    def owners_of(self, mark_id: str) -> Iterable[str]:
        """Return the ids of the events and relations that point at a mark, also at one that is gone."""
        return self._ends.get(mark_id, {})

    def links_of(self, mark_id: str) -> list[Link]:
        """Return the links that begin or end at a mention, and those that an event or relation makes."""
        owners = self._ends.get(mark_id, {})
        found = [link for owner in owners for link in self.links_by(owner) if mark_id in (link.source, link.target)]
        return [*self.links_by(mark_id), *(link for link in found if link.owner != mark_id)]

    def links_from(self, mark_id: str) -> list[Link]:
        """Return the links whose source a mention is."""
        heads = [owner for owner in self._ends.get(mark_id, {}) if isinstance(self._marks[owner], Relation)]
        own = self.links_by(mark_id)
        return own + [link for owner in heads for link in self.links_by(owner) if link.source == mark_id]

    def links_by(self, owner: str) -> list[Link]:
        """Return the arcs of one event or relation whose ends are there."""
        mark = self._marks.get(owner)
        return [link for link in _links(mark) if self._is_whole(link)] if mark else []

    def next_mention(self, offset: Place | int, step: int) -> Mention | None:
        """Return the mention after (step 1) or before (step -1) a place in reading order, or None at the end."""
        if isinstance(offset, tuple):
            index = bisect_right(self._places, offset) if step > 0 else bisect_left(self._places, offset) - 1
        else:
            index = bisect_left(self._places, (offset, -(1 << 62), "")) - (step < 0)
        return self.mention(self._places[index][2]) if 0 <= index < len(self._places) else None

    def place_of(self, mention: Mention) -> Place:
        """Return where a mention stands in reading order."""
        return _place(mention)

    def _is_whole(self, link: Link) -> bool:
        return self.mention(link.source) is not None and (link.target is None or self.mention(link.target) is not None)

    def _index(self, mark: Mark) -> None:
        for end in _ends(mark):
            self._ends.setdefault(end, {})[mark.id] = None
        if isinstance(mark, Relation):
            return
        if mark.cluster is not None:
            self._members.setdefault(mark.cluster, {})[mark.id] = None
        for bucket in _buckets(spans_of(mark)):
            self._buckets.setdefault(bucket, {})[mark.id] = None


def _place(mark: Mention) -> Place:
    whole = hull(spans_of(mark))
    return whole.start, -whole.end, mark.id


def _buckets(spans: Fragments) -> Iterable[int]:
    return {bucket for span in spans for bucket in range(span.start >> _BUCKET, ((span.end - 1) >> _BUCKET) + 1)}


def _ends(mark: Mark) -> set[str]:
    if isinstance(mark, Relation):
        return {mark.head, mark.tail}
    if isinstance(mark, Event):
        return {argument.target for argument in mark.arguments if argument.target is not None}
    return set()


def _links(mark: Mark) -> Iterator[Link]:
    if isinstance(mark, Relation):
        yield Link(mark.id, 0, mark.type, mark.head, mark.tail, is_argument=False)
    elif isinstance(mark, Event):
        for number, argument in enumerate(mark.arguments):
            yield Link(mark.id, number, argument.role, mark.id, argument.target, is_argument=True)


def home(mention: Mention) -> Span:
    """Return the first fragment of a mention: the block that holds its start draws its links."""
    return spans_of(mention)[0]
