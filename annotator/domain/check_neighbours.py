"""What marks must be beside each other: overlaps, duplicates, relations drawn twice, clusters of several types.

Overlaps are found by one sweep from the start of the text to its end, so the cost grows with the number of marks
(times its logarithm), not with that of pairs; each mark is told of one other mark that it collides with.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import TypeAlias

from annotator.domain.check_context import Context, Mention, mentions, signature
from annotator.domain.model import Entity, Event, Relation, spans_of
from annotator.domain.problem import Problem, Repair
from annotator.domain.schema import Overlap
from annotator.domain.span import Fragments

Group: TypeAlias = list[Mention]  # mentions of one kind (entities or events) that have the same fragments

Key: TypeAlias = tuple[str, str, str]  # a relation's type and ends

Rivals: TypeAlias = dict[bool, tuple[bool, ...]]  # what an event (True) and an entity must not collide with


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The marks to be looked at together, in the order of the layer: mentions with sound spans, and relations."""

    mentions: tuple[Mention, ...]
    relations: tuple[Relation, ...]


def everyone(context: Context) -> Neighbours:
    """Return all marks of the layer as neighbours."""
    sound = tuple(mention for mention in mentions(context.layer) if context.is_sound(mention))
    return Neighbours(sound, context.layer.relations)


def neighbour_problems(context: Context, among: Neighbours) -> Iterator[Problem]:
    """Yield what is wrong between marks; complete for a mark if all that it touches or resembles are `among` them."""
    groups = _groups(among.mentions)
    for group in groups:
        yield from _repeated(context, group)
        if not context.schema.policy.several_types_on_one_span:
            yield from _several_types(context, group)
    yield from _collisions(context, groups)
    yield from _duplicate_relations(context, among.relations)
    if not context.schema.policy.mixed_clusters:
        yield from _mixed_clusters(context, among.mentions)


def _groups(among: Iterable[Mention]) -> list[Group]:
    groups: defaultdict[tuple[bool, Fragments], Group] = defaultdict(list)
    for mention in among:
        groups[isinstance(mention, Event), spans_of(mention)].append(mention)
    return list(groups.values())


# --- several marks on one span


def _repeated(context: Context, group: Group) -> Iterator[Problem]:
    seen: dict[str, set[tuple[tuple[str, str], ...]]] = {}
    for mention in group:
        arguments = signature(mention) if isinstance(mention, Event) else ()
        known = seen.setdefault(mention.type, set())
        if arguments in known:
            repair = None if mention.id in context.referred else Repair(delete=(mention.id,))
            yield context.found("duplicate mark", mention, repair=repair)
        elif known:
            yield context.found("repeated trigger", mention)
        known.add(arguments)


def _several_types(context: Context, group: Group) -> Iterator[Problem]:
    seen = {group[0].type}
    for mention in group[1:]:
        if mention.type not in seen:
            seen.add(mention.type)
            yield context.found("several types", mention, other_type=group[0].type)


# --- overlaps


def _collisions(context: Context, groups: list[Group]) -> Iterator[Problem]:
    policy = context.schema.policy
    entities = [group for group in groups if isinstance(group[0], Entity)]
    rules: list[tuple[Overlap, list[Group], Rivals]] = [
        (policy.entity_overlap, entities, {False: (False,)}),
        (policy.trigger_overlap, groups, {False: (True,), True: (False, True)}),
    ]
    for rule, among, rivals in rules:
        if rule is Overlap.FREE:
            continue
        kind, sweep = ("overlap", _overlaps) if rule is Overlap.FLAT else ("crossing", _crossings)
        told: set[int] = set()
        for one, other in sweep(among, rivals):
            if one not in told and one != other:
                told.add(one)
                for mention in among[one]:
                    yield context.found(kind, mention, other=context.quote(among[other][0].id))


def _pieces(groups: list[Group]) -> list[tuple[int, int, int]]:
    """Return start, negated end and group number of every fragment: outer before inner, first before second."""
    return sorted((span.start, -span.end, n) for n, group in enumerate(groups) for span in spans_of(group[0]))


def _overlaps(groups: list[Group], rivals: Rivals) -> Iterator[tuple[int, int]]:
    """Yield a group and an earlier one that reaches into it."""
    reach = {False: (0, -1), True: (0, -1)}  # how far the pieces so far reach, and whose piece that is
    for start, end, n in _pieces(groups):
        is_event = isinstance(groups[n][0], Event)
        for rival in rivals[is_event]:
            if reach[rival][0] > start:
                yield n, reach[rival][1]
        if -end > reach[is_event][0]:
            reach[is_event] = -end, n


def _crossings(groups: list[Group], rivals: Rivals) -> Iterator[tuple[int, int]]:
    """Yield a group and an earlier one of which a fragment ends inside a fragment of the first."""
    ending: dict[bool, list[tuple[int, int]]] = {False: [], True: []}
    for start, end, n in _pieces(groups):
        is_event = isinstance(groups[n][0], Event)
        for rival in rivals[is_event]:
            open_ends = ending[rival]
            while open_ends and open_ends[0][0] <= start:
                heappop(open_ends)
            if open_ends and open_ends[0][0] < -end:
                yield n, open_ends[0][1]
        heappush(ending[is_event], (-end, n))


# --- relations and clusters


def _duplicate_relations(context: Context, among: Iterable[Relation]) -> Iterator[Problem]:
    """Yield relations that say again what another says; through clusters only within one sentence.

    Saying it again elsewhere in the text is no mistake: it is another place that tells of the relation.
    """
    seen: set[Key] = set()
    said: set[Hashable] = set()
    for relation in among:
        key = relation_key(context, relation)
        meaning = _meaning(context, relation)
        if key in seen:
            yield context.found("duplicate relation", relation, repair=Repair(delete=(relation.id,)))
        elif meaning is not None and meaning in said:
            yield context.found("repeated relation", relation)
        seen.add(key)
        said.add(meaning)


def _meaning(context: Context, relation: Relation) -> Hashable:
    """Return what a relation says and in which sentences; None if its ends or the sentences are not known."""
    ends = [context.targets.get(end) for end in (relation.head, relation.tail)]
    if context.splitter is None or None in ends:
        return None
    sentences = sorted(min(context.sentences(end), default=0) for end in ends if end)
    return whole_key(context, relation), frozenset(relation.attributes.items()), tuple(sentences)


def relation_key(context: Context, relation: Relation) -> Key:
    """Return type and ends of a relation, those of a symmetric one in an order of their own."""
    return _key(context, relation, relation.head, relation.tail)


def whole_key(context: Context, relation: Relation) -> Key:
    """Return type and ends of a relation as `relation_key` does, a cluster standing for each mention in it."""
    return _key(context, relation, context.whole(relation.head), context.whole(relation.tail))


def _key(context: Context, relation: Relation, head: str, tail: str) -> Key:
    kind = context.schema.relation(relation.type)
    if kind is not None and kind.symmetric:
        head, tail = min(head, tail), max(head, tail)
    return relation.type, head, tail


def _mixed_clusters(context: Context, among: Iterable[Mention]) -> Iterator[Problem]:
    members: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in among:
        if mention.cluster in context.clusters:
            members[mention.cluster].append(mention)
    for cluster, inside in members.items():
        usual, _ = Counter(mention.type for mention in inside).most_common(1)[0]
        odd = next((mention for mention in inside if mention.type != usual), None)
        if odd is not None:
            name = context.clusters[cluster]
            yield context.found("mixed cluster", odd, cluster=name, other_type=usual)
