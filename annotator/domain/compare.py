"""Compare two layers by what they say, not by ids: which marks, clusters and comments only one of them has.

First the mentions are paired one to one: those of the same kind, type and spans, and among several such the ones that
agree in most (attributes, then what is linked to them). Then everything is compared as a multiset of contents in which
an end of a link stands for the pair it belongs to. So a mention whose attribute differs is one difference and its
links are none; two equal marks are not matched by one. Comparing content to content without pairing was refused: one
moved span would drag every link and cluster of a document along, again and again.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from annotator.domain.check_context import Mention, mentions
from annotator.domain.likeness import anchor, linked, links_of, multiset, valued, values
from annotator.domain.model import Cluster, Comment, Entity, Event, Layer, Mark, Relation

Compared: TypeAlias = Mark | Cluster | Comment
Pairs: TypeAlias = dict[str, str]
Level: TypeAlias = Callable[[Mention, Mapping[str, Hashable]], Hashable]
T = TypeVar("T")
_LEVELS: tuple[Level, ...] = (linked, lambda mention, _links: valued(mention), lambda mention, _links: anchor(mention))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What only one of two layers has, in the order of that layer."""

    only_in_one: tuple[Compared, ...]
    only_in_other: tuple[Compared, ...]

    @property
    def is_same(self) -> bool:
        """Say whether the two layers have the same content."""
        return not self.only_in_one and not self.only_in_other


def same_content(one: Layer, other: Layer) -> Comparison:
    """Compare two layers by content.

    An entity is its type, spans, subtype and attributes; an event its type, trigger, attributes and arguments in any
    order; a relation its type, attributes, head and tail; a cluster its members; a comment its target and all that is
    said. Ids, short names, cluster names, order, state, annotator and `extra` are not compared.
    """
    pairs = paired(one, other)
    partner = {their_id: our_id for our_id, their_id in pairs.items()}
    ours = _contents(one, {mark.id: ("pair" if mark.id in pairs else "one", mark.id) for mark in mentions(one)})
    theirs = _contents(
        other,
        {mark.id: ("pair", partner[mark.id]) if mark.id in partner else ("other", mark.id) for mark in mentions(other)},
    )
    return Comparison(_surplus(ours, theirs), _surplus(theirs, ours))


def paired(one: Layer, other: Layer) -> Pairs:
    """Return pairs of mention ids, one's to other's: the same kind, type and spans, each id at most once."""
    links, other_links = links_of(one), links_of(other)
    pairs: Pairs = {}
    ours, theirs = list(mentions(one)), list(mentions(other))
    for level in _LEVELS:
        waiting: defaultdict[Hashable, list[str]] = defaultdict(list)
        for mention in reversed(theirs):
            waiting[level(mention, other_links)].append(mention.id)
        for mention in ours:
            if same := waiting[level(mention, links)]:
                pairs[mention.id] = same.pop()
        taken = set(pairs.values())
        ours = [mention for mention in ours if mention.id not in pairs]
        theirs = [mention for mention in theirs if mention.id not in taken]
    return pairs


# --- contents: equal where two things say the same; `ends` says for which pair a mention stands


def _contents(layer: Layer, ends: Mapping[str, Hashable]) -> list[tuple[Hashable, Compared]]:
    def end(target: str | None) -> Hashable:
        return target if target is None else ends.get(target, "nothing")

    members: defaultdict[str, list[Hashable]] = defaultdict(list)
    for mention in mentions(layer):
        if mention.cluster is not None:
            members[mention.cluster].append(end(mention.id))
    parents = {comment.id: _said(comment) for comment in layer.comments}
    relations = {relation.id: _relation(relation, end) for relation in layer.relations}
    found: list[tuple[Hashable, Compared]] = [(_entity(entity), entity) for entity in layer.entities]
    found += [(_event(event, end), event) for event in layer.events]
    found += [(relations[relation.id], relation) for relation in layer.relations]
    listed = {cluster.id: cluster for cluster in layer.clusters}
    for cluster_id in dict.fromkeys((*listed, *members)):
        cluster = listed.get(cluster_id) or Cluster(cluster_id, cluster_id)
        found.append((("cluster", multiset(members[cluster_id])), cluster))
    for comment in layer.comments:
        target = relations.get(comment.target or "") or end(comment.target)
        found.append((("comment", target, _said(comment), parents.get(comment.parent or "")), comment))
    return found


def _entity(entity: Entity) -> Hashable:
    return "entity", valued(entity)


def _event(event: Event, end: Callable[[str | None], Hashable]) -> Hashable:
    return "event", valued(event), multiset((argument.role, end(argument.target)) for argument in event.arguments)


def _relation(relation: Relation, end: Callable[[str | None], Hashable]) -> Hashable:
    return "relation", relation.type, end(relation.head), end(relation.tail), values(relation.attributes)


def _said(comment: Comment) -> Hashable:
    return comment.author, comment.at, comment.text, comment.resolved


def _surplus(ours: list[tuple[Hashable, T]], theirs: list[tuple[Hashable, T]]) -> tuple[T, ...]:
    left = Counter(content for content, _ in theirs)
    surplus: list[T] = []
    for content, thing in ours:
        if left[content]:
            left[content] -= 1
        else:
            surplus.append(thing)
    return tuple(surplus)
