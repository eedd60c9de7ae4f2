"""Gold draft: the layer of decisions as it would be, changed in memory and then saved inside one change.

Each mark of it has an id derived from the annotator's mark that it stands for, so the two find each other again after
any edit, and links are rewired to gold marks, never to an annotator's copy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from annotator.domain.check_context import Mention, mentions
from annotator.domain.difference import Difference, Kind, Scope
from annotator.domain.likeness import exact
from annotator.domain.link_alignment import NOBODY, end_of
from annotator.domain.model import Argument, Attributes, AttributeValue, Cluster, Entity, Event, Layer, Mark, Relation
from annotator.operations.marks import delete_mark
from annotator.operations.review_case import VITAL, Case
from annotator.store.ids import derived_id
from annotator.store.project import Project

M = TypeVar("M", Entity, Event, Relation, Mention)


class GoldDraft:
    """Change the gold layer of a case by answers: take what one layer says, or none."""

    def __init__(self, case: Case, layer_id: str, gold: Layer) -> None:
        self._case = case
        self._layer_id = layer_id
        self._before = gold
        self._groups = case.alignment.groups
        self._mentions: dict[str, Mention] = {mark.id: mark for mark in mentions(gold)}
        self._relations = {relation.id: relation for relation in gold.relations}
        self._clusters = {cluster.id: cluster for cluster in gold.clusters}
        self.created: list[int] = []  # numbers of the groups whose gold marks were made

    def key(self, id_: str) -> str:
        """Return the id of the gold mark that stands for an annotator's mark."""
        return derived_id("gold", self._layer_id, id_)

    def of_group(self, number: int) -> Mention | None:
        """Return the gold mark that a group of mentions has, or None."""
        keys = (self.key(mark.id) for mark in self._groups[number].marks if mark is not None)
        return next((self._mentions[key] for key in keys if key in self._mentions), None)

    def relation_of(self, relations: Iterable[Relation | None]) -> Relation | None:
        """Return the gold relation that stands for one of these, or None."""
        keys = (self.key(relation.id) for relation in relations if relation is not None)
        return next((self._relations[key] for key in keys if key in self._relations), None)

    # Answers

    def take(self, difference: Difference, layer: int) -> None:
        """Let gold be what a layer says in one difference."""
        value = difference.values[layer]
        if difference.scope is Scope.ARGUMENT:
            self._take_argument(difference, layer)
        elif difference.scope is Scope.RELATION:
            self._take_relation(difference, layer)
        elif difference.kind is Kind.CLUSTER:
            for number in self._case.mentions(difference):
                self.cluster(number, layer)
        elif value is None and difference.kind in VITAL:
            self._remove(difference)
        else:
            for number in self._case.mentions(difference):
                self._set(self.ensure(number, layer), difference, value)

    def refuse(self, difference: Difference) -> None:
        """Let gold be what no layer says: without the mark, link, cluster or value in question."""
        if difference.scope is Scope.ARGUMENT:
            self._drop_argument(difference)
        elif difference.scope is Scope.RELATION:
            relation = self._relation_of(difference)
            if relation is not None and difference.kind is Kind.ATTRIBUTE:
                self._relations[relation.id] = _with_value(relation, difference.name, None)
            elif relation is not None:
                del self._relations[relation.id]
        elif difference.kind in VITAL:
            self._remove(difference)
        else:
            for mark in self._marks(difference):
                self._set(mark, difference, None)

    def follow(self, difference: Difference) -> None:
        """Let gold say what all layers say: a difference whose values are the first layer's and gold's."""
        numbers = [
            self._case.alignment.places[0][id_] for id_ in difference.ids[0] if id_ in self._case.alignment.places[0]
        ]
        for number in numbers:
            mark = self.ensure(number, 0)
            if difference.kind is Kind.CLUSTER:
                self.cluster(number, 0)
            else:
                self._set(mark, difference, difference.values[0])
        if not difference.ids[0]:
            for id_ in difference.ids[1]:
                self.remove(id_)
        if difference.scope in (Scope.ARGUMENT, Scope.RELATION):
            self._follow_link(difference)

    def _follow_link(self, difference: Difference) -> None:
        """Put the first layer's link in the place of gold's."""
        theirs, gold = difference.values[:2]
        if isinstance(gold, Relation):
            self._relations.pop(gold.id, None)
        for event in [one for one in self._mentions.values() if isinstance(one, Event) and gold in one.arguments]:
            kept = tuple(one for one in event.arguments if one != gold)
            self._mentions[event.id] = replace(event, arguments=kept)
        if isinstance(theirs, Relation):
            self.add_relation([theirs], 0)
        elif isinstance(theirs, Argument) and difference.ids[0]:
            self.add_argument(self._case.alignment.places[0][difference.ids[0][0]], [theirs])

    def _set(self, mark: Mention, difference: Difference, value: object) -> None:
        kind = difference.kind
        if kind is Kind.BOUNDARY and isinstance(mark, Entity) and isinstance(value, tuple):
            mark = replace(mark, spans=value)
        elif kind is Kind.TRIGGER and isinstance(mark, Event) and isinstance(value, tuple):
            mark = replace(mark, trigger=value)
        elif kind in (Kind.TYPE, Kind.EVENT_TYPE) and isinstance(value, str):
            mark = replace(mark, type=value)
        elif kind is Kind.SUBTYPE and isinstance(mark, Entity):
            mark = replace(mark, subtype=value if isinstance(value, str) else None)
        elif kind is Kind.CLUSTER:
            mark = replace(mark, cluster=None)
        elif kind is Kind.ATTRIBUTE:
            mark = _with_value(mark, difference.name, value if isinstance(value, str | int | float) else None)
        self._mentions[mark.id] = mark

    # Mentions

    def ensure(self, number: int, layer: int) -> Mention:
        """Return the gold mark of a group, made after a layer's mark if it is not there, with what all agree on."""
        known = self.of_group(number)
        if known is not None:
            return known
        marks = [mark for mark in self._groups[number].marks if mark is not None]
        source = self._groups[number].marks[layer] or marks[0]
        made: Mention = replace(
            source, id=self.key(marks[0].id), name="", cluster=None, attributes=_shared(marks), extra={}
        )
        if isinstance(made, Event):
            made = replace(made, arguments=())
        elif len({mark.subtype for mark in marks if isinstance(mark, Entity)}) > 1:
            made = replace(made, subtype=None)
        self._mentions[made.id] = made
        self.created.append(number)
        return made

    def remove(self, id_: str) -> None:
        """Take a mention away with all that points at it."""
        self._mentions.pop(id_, None)
        for mark in list(self._mentions.values()):
            if isinstance(mark, Event) and any(argument.target == id_ for argument in mark.arguments):
                kept = tuple(argument for argument in mark.arguments if argument.target != id_)
                self._mentions[mark.id] = replace(mark, arguments=kept)
        self._relations = {key: one for key, one in self._relations.items() if id_ not in (one.head, one.tail)}

    def _remove(self, difference: Difference) -> None:
        for mark in self._marks(difference):
            self.remove(mark.id)

    def _marks(self, difference: Difference) -> list[Mention]:
        found = (self.of_group(number) for number in self._case.mentions(difference))
        return [mark for mark in found if mark is not None]

    def cluster(self, number: int, layer: int) -> None:
        """Put the gold mark of a group into the cluster that a layer has it in."""
        mark, source = self.of_group(number), self._groups[number].marks[layer]
        if mark is None or source is None:
            return
        if source.cluster is None:
            self._mentions[mark.id] = replace(mark, cluster=None)
            return
        cluster = self._cluster_of(layer, source.cluster)
        self._clusters[cluster.id] = cluster
        self._mentions[mark.id] = replace(mark, cluster=cluster.id)

    def _cluster_of(self, layer: int, cluster_id: str) -> Cluster:
        """Return the gold cluster of the thing that a layer's cluster stands for."""
        same = self._same_thing(layer, cluster_id)
        keys = [self.key(one) for one in same]
        known = next((self._clusters[key] for key in keys if key in self._clusters), None)
        if known is not None:
            return known
        taken = {cluster.name for cluster in self._clusters.values()}
        wanted = next((one.name for one in self._case.layers[layer].clusters if one.id == cluster_id), cluster_id)
        names = (wanted, *(f"{wanted}-{count}" for count in range(2, len(taken) + 3)))
        return Cluster(keys[0], next(name for name in names if name not in taken))

    def _same_thing(self, layer: int, cluster_id: str) -> list[str]:
        """Return the clusters of all layers that stand for what this cluster of one layer does."""
        things = self._case.things
        members = [at for at in things[layer] if (mark := self._groups[at].marks[layer]) and mark.cluster == cluster_id]
        meant = {things[layer][at] for at in members}
        found = [
            mark.cluster
            for other, placed in enumerate(things)
            for at, thing in placed.items()
            if thing in meant and (mark := self._groups[at].marks[other]) is not None and mark.cluster is not None
        ]
        return list(dict.fromkeys((*sorted(found), cluster_id)))

    # Links

    def _take_argument(self, difference: Difference, layer: int) -> None:
        argument = difference.values[layer]
        if not isinstance(argument, Argument):
            self._drop_argument(difference)
            return
        event = self._event_of(difference)
        if event is None:
            return
        end = end_of(self._case.alignment, layer, argument.target)
        filler = self.of_group(end) if isinstance(end, int) else None
        if filler is None and end != NOBODY:
            return
        known = self._argument_of(event, difference)
        target = filler.id if filler else None
        fresh = Argument(argument.role, target, self.key(next(iter(_argument_ids(difference)), argument.id)))
        if known is not None and difference.kind is Kind.ARGUMENT_ROLE:
            fresh = replace(known, role=argument.role)
        elif known is not None and difference.kind is Kind.ARGUMENT_FILLER:
            fresh = replace(known, target=target)
        kept = [one for one in event.arguments if one is not known]
        at = event.arguments.index(known) if known is not None else len(kept)
        self._mentions[event.id] = replace(event, arguments=(*kept[:at], fresh, *kept[at:]))

    def _drop_argument(self, difference: Difference) -> None:
        event = self._event_of(difference)
        known = self._argument_of(event, difference) if event else None
        if event is not None and known is not None:
            kept = tuple(one for one in event.arguments if one is not known)
            self._mentions[event.id] = replace(event, arguments=kept)

    def _event_of(self, difference: Difference) -> Event | None:
        found = (self.of_group(number) for number in self._case.mentions(difference))
        return next((mark for mark in found if isinstance(mark, Event)), None)

    def _argument_of(self, event: Event, difference: Difference) -> Argument | None:
        keys = {self.key(id_) for id_ in _argument_ids(difference)}
        return next((argument for argument in event.arguments if argument.id in keys), None)

    def add_argument(self, number: int, arguments: Sequence[Argument | None]) -> None:
        """Add an argument that all layers have to the gold event of a group, if event and filler are there."""
        event = self.of_group(number)
        layer, first = next((at, one) for at, one in enumerate(arguments) if one is not None)
        end = end_of(self._case.alignment, layer, first.target)
        filler = self.of_group(end) if isinstance(end, int) else None
        keys = {self.key(one.id) for one in arguments if one is not None}
        if not isinstance(event, Event) or (filler is None and end != NOBODY):
            return
        if not any(one.id in keys for one in event.arguments):
            made = Argument(first.role, filler.id if filler else None, self.key(first.id))
            self._mentions[event.id] = replace(event, arguments=(*event.arguments, made))

    def _take_relation(self, difference: Difference, layer: int) -> None:
        if difference.kind is Kind.ATTRIBUTE:
            known, value = self._relation_of(difference), difference.values[layer]
            if known is not None:
                plain = value if isinstance(value, str | int | float) else None
                self._relations[known.id] = _with_value(known, difference.name, plain)
            return
        relation = difference.values[layer]
        known = self._relation_of(difference)
        if not isinstance(relation, Relation):
            if known is not None:
                del self._relations[known.id]
            return
        self.add_relation([one if isinstance(one, Relation) else None for one in difference.values], layer, known)

    def add_relation(self, relations: Sequence[Relation | None], layer: int, known: Relation | None = None) -> None:
        """Put the relation as a layer has it between the gold marks of its ends, if both are there."""
        present = [one for one in relations if one is not None]
        source = relations[layer]
        if source is None:
            return
        ends = [end_of(self._case.alignment, layer, target) for target in (source.head, source.tail)]
        head, tail = (self.of_group(end) if isinstance(end, int) else None for end in ends)
        if head is None or tail is None:
            return
        key = known.id if known else self.key(present[0].id)
        name = known.name if known else ""
        self._relations[key] = Relation(key, source.type, head.id, tail.id, _shared(present), name)

    def _relation_of(self, difference: Difference) -> Relation | None:
        keys = (self.key(id_) for ids in difference.ids for id_ in ids)
        return next((self._relations[key] for key in keys if key in self._relations), None)

    # Saving

    def save(self, project: Project) -> None:
        """Write what is different, inside a change."""
        before: dict[str, Mark] = {mark.id: mark for mark in self._before.marks()}
        after: dict[str, Mark] = {**self._mentions, **self._relations}
        used = {mark.cluster for mark in self._mentions.values() if mark.cluster is not None}
        known = {cluster.id for cluster in self._before.clusters}
        fresh = [self._clusters[key] for key in self._clusters if key in used and key not in known]
        changed = [mark for key, mark in after.items() if before.get(key) != mark]
        project.put_many(self._layer_id, [*fresh, *changed])
        for key in before:
            if key not in after:
                delete_mark(project, key)
        for key in known - used:
            if not project.members(key) and project.find("cluster", key) is not None:
                project.delete("cluster", key)


def _argument_ids(difference: Difference) -> list[str]:
    return [value.id for value in difference.values if isinstance(value, Argument)]


def _shared(marks: Sequence[Mark]) -> Attributes:
    """Return the attributes that all marks have alike."""
    first = marks[0].attributes
    return {
        name: value
        for name, value in first.items()
        if all(exact(mark.attributes.get(name)) == exact(value) for mark in marks[1:])
    }


def _with_value(mark: M, name: str, value: AttributeValue | None) -> M:
    attributes = {key: known for key, known in mark.attributes.items() if key != name}
    if value is not None:
        attributes[name] = value
    return replace(mark, attributes=attributes)
