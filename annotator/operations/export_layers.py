"""Comparing one layer that was read back with the one that was written: mentions, links, clusters and comments.

What hangs on a mark that did not come back is not told again; the mark is.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from annotator.domain.model import Attributes, Document, Entity, Event, Extra, Layer, Mark, Relation, spans_of
from annotator.domain.span import Fragments, surface
from annotator.formats.features import mentions
from annotator.operations.export_clusters import clusters_apart
from annotator.operations.export_comments import comments_apart
from annotator.operations.export_difference import Difference, told
from annotator.operations.export_named import Losses
from annotator.operations.export_pairs import Back, Filled, Found, Pairs, Wanted, paired, take
from annotator.operations.export_places import ANYWHERE, GROWN, Place, trimmed, wanted_place

Backs: TypeAlias = list[tuple[Layer, Callable[[Fragments], Place]]]
_WORDS = 60  # code points of a mark that are told


@dataclass(frozen=True, slots=True)
class Written:
    """A document as it was written, where its marks stand, and what its losses name.

    `is_loose` says that places are not known for certain, so that of marks that are alike only one must come back.
    """

    document: Document
    place: Callable[[Fragments], Place]
    losses: Losses
    is_loose: bool = False


class LayerComparison:
    """One layer as it was written, to be compared with what came back of it."""

    def __init__(self, written: Written, layer: Layer) -> None:
        self._written, self._layer = written, layer
        self._named = written.losses.of_layer(layer.annotator)
        self._back, self._pairs = Back(), Pairs({}, (), ())
        self._has_ids = False

    def differences(self, backs: Backs) -> Iterator[Difference]:
        """Yield what is not as it was written."""
        if len(backs) == 1 and _are_same(self._layer, backs[0][0]):
            return
        for number, (layer, place) in enumerate(backs):
            self._back.add(layer, place, number)
        kept = [mark for mark in mentions(self._layer) if not self._named.is_gone(mark.id)]
        self._pairs = paired([self._wanted(mark) for mark in kept], self._back)
        has_twins = len({found.sign() for found in self._pairs.of.values()}) < len(self._pairs.of)
        self._has_ids = not has_twins and all(key == found.key for key, found in self._pairs.of.items())
        yield from self._unpaired()
        for mark in kept:
            if mark.id in self._pairs.of:
                yield from self._mention(mark, self._pairs.of[mark.id])
        yield from self._relations()
        found = tuple(layer for layer, _ in backs)
        for mark, name, other in clusters_apart(self._layer, found, self._named, self._pairs):
            message = "{document}, {annotator}: {mark} was in the cluster “{written}” and came back in “{found}”."
            yield self._difference(message, mark=self._shown(mark), written=told(name), found=told(other))
        for layer in found[:1]:
            yield from self._layer_apart(layer)
        for key in comments_apart(self._layer, found, self._named, self._pairs):
            message = "{document}, {annotator}: the comment {mark} did not come back as it was."
            yield self._difference(message, mark=key)

    def _difference(self, message: str, **values: object) -> Difference:
        place = {"document": self._written.document.name, "annotator": self._layer.annotator}
        return Difference(message, place | values)

    def _wanted(self, mark: Entity | Event) -> Wanted:
        kinds = self._named.bent(mark.id)
        spans = spans_of(mark)
        seen = trimmed(self._written.document.text, spans) if kinds & GROWN else spans
        place = wanted_place(self._written.place(seen), kinds)
        kind = isinstance(mark, Event), self._written.losses.type(mark, self._named)
        if kinds and self._written.is_loose:
            return Wanted(mark, kind, place, frozenset({ANYWHERE}))
        return Wanted(mark, kind, place, kinds - {"hull", "first piece"})

    def _unpaired(self) -> Iterator[Difference]:
        """Yield the mentions that did not come back, came back otherwise, or were never written."""
        strange = {found.key: found for found in self._pairs.strange}
        known = {found.sign() for found in self._pairs.of.values()} if self._written.is_loose else set()
        for wanted in self._pairs.missing:
            if (wanted.kind, wanted.place) in known:
                continue
            other = strange.get(wanted.mark.id) or next(
                (found for found in strange.values() if found.place == wanted.place), None
            )
            mark = self._shown(wanted.mark)
            if other is None:
                yield self._difference("{document}, {annotator}: {mark} did not come back.", mark=mark)
            else:
                del strange[other.key]
                message = "{document}, {annotator}: {mark} came back as {found}."
                yield self._difference(message, mark=mark, found=self._shown_found(other))
        for found in strange.values():
            if found.sign() not in known:
                message = "{document}, {annotator}: {mark} came back and was never written."
                yield self._difference(message, mark=self._shown_found(found))

    def _mention(self, mark: Entity | Event, found: Found) -> Iterator[Difference]:
        back = found.mark
        if isinstance(mark, Entity) and isinstance(back, Entity):
            subtype = None if self._named.has("subtypes", mark.id) else mark.subtype
            if back.subtype != subtype:
                other = "{document}, {annotator}: the subtype of {mark} was “{written}” and came back as “{found}”."
                yield self._difference(other, mark=self._shown(mark), written=told(subtype), found=told(back.subtype))
        if isinstance(mark, Event) and not self._has_arguments(mark, found):
            other = "{document}, {annotator}: {mark} came back with other arguments."
            yield self._difference(other, mark=self._shown(mark))
        if not self._are_attributes(mark, back.attributes):
            message = "{document}, {annotator}: {mark} came back with other attributes."
            yield self._difference(message, mark=self._shown(mark))
        if not self._named.has("extra", mark.id) and not _holds(back.extra, mark.extra):
            message = "{document}, {annotator}: what a file said of {mark} beyond the known keys did not come back."
            yield self._difference(message, mark=self._shown(mark))

    def _are_attributes(self, mark: Mark, found: Attributes) -> bool:
        if self._named.has("attribute values", mark.id):
            return all(key in mark.attributes and _is_like(mark.attributes[key], value) for key, value in found.items())
        lost = self._named.has("attributes", mark.id) or self._named.has("relation attributes", mark.id)
        return _stated(found) == ([] if lost else _stated(mark.attributes))

    def _has_arguments(self, event: Event, found: Found) -> bool:
        """Say whether the arguments of an event came back."""
        by_words = self._named.has("ends", event.id)
        wanted: Counter[Hashable] = Counter()
        absent = {one.mark.id for one in self._pairs.missing}
        for item in event.arguments:
            role = self._written.losses.role(event, item.role, self._named)
            if item.target in absent:
                return True
            if item.target is None:
                wanted[role, None] += not self._named.has("pro-drop", event.id)
            elif item.target in self._pairs.of:
                wanted[role, self._end(self._pairs.of[item.target], by_words)] += 1
            else:
                wanted[role, item.target] += not self._named.has("arguments", event.id)
        if self._is_filled(event, found, wanted, by_words):
            return True
        twins = [] if self._has_ids else [other for other in self._pairs.of.values() if other.sign() == found.sign()]
        return any(self._is_filled(event, twin, wanted, by_words) for twin in twins)

    def _is_filled(self, event: Event, found: Found, wanted: Counter[Hashable], by_words: bool) -> bool:
        """Say whether what came back has these arguments; of events that are alike in all else any may have them."""
        got: Counter[Hashable] = Counter()
        for pair, count in found.filled.items():
            got[self._filled(pair, by_words)] += count
        return not got - wanted and (self._named.has("far", event.id) or self._written.is_loose or not wanted - got)

    def _filled(self, pair: Filled, by_words: bool) -> Hashable:
        role, key = pair
        return role, None if key is None else self._end(self._back.marks[key], by_words)

    def _end(self, found: Found, by_words: bool) -> Hashable:
        """Return what tells an end of a link from others: its words alone, its type too, or its id."""
        if by_words:
            return found.place
        return found.key if self._has_ids else found.sign()

    def _relations(self) -> Iterator[Difference]:
        """Yield the relations that did not come back as they were, or were never written."""
        standing = {found.key for found in self._pairs.of.values()}
        left = [item for item in self._back.relations if {item[1], item[2]} <= standing]
        absent = {one.mark.id for one in self._pairs.missing}
        wanted = [item for item in self._layer.relations if not self._named.is_unlinked(item.id)]
        wanted = [item for item in wanted if not {item.head, item.tail} & absent]
        for by_words in (False, True):
            signs = Counter(self._sign(item, head, tail, by_words) for item, head, tail in left)
            some = [item for item in wanted if self._named.has("ends", item.id) == by_words]
            met = Counter(self._wanted_sign(item, by_words) for item in some)
            for item in some:
                sign = self._wanted_sign(item, by_words)
                if met[sign] > signs[sign] and not (self._written.is_loose and signs[sign]):
                    met[sign] -= 1
                    yield self._difference(
                        "{document}, {annotator}: the relation {mark} did not come back as it was.",
                        mark=f"{item.id} ({item.type})",
                    )
            left = [link for link in left if not take(met, self._sign(*link, by_words))]
        for item, head, tail in [] if self._written.is_loose else left:
            ends = [self._shown_found(self._back.marks[end]) for end in (head, tail)]
            message = "{document}, {annotator}: the relation {mark} from {head} to {tail} was never written."
            yield self._difference(message, mark=f"{item.id} ({item.type})", head=ends[0], tail=ends[1])

    def _wanted_sign(self, item: Relation, by_words: bool) -> Hashable:
        """Return how a relation should come back; its own id where an end is not there."""
        head, tail = self._pairs.of.get(item.head), self._pairs.of.get(item.tail)
        if head is None or tail is None:
            return item.id
        lost = self._named.has("attributes", item.id) or self._named.has("relation attributes", item.id)
        attributes = [] if lost else _stated(item.attributes)
        ends = self._end(head, by_words), self._end(tail, by_words)
        return self._written.losses.type(item, self._named), *ends, tuple(attributes)

    def _sign(self, item: Relation, head: str, tail: str, by_words: bool) -> Hashable:
        ends = [self._end(self._back.marks[end], by_words) for end in (head, tail)]
        return item.type, *ends, tuple(_stated(item.attributes))

    def _layer_apart(self, back: Layer) -> Iterator[Difference]:
        """Yield what is not as it was of the layer itself."""
        mine = self._layer
        if back.annotator not in ("", mine.annotator):
            message = "{document}: the layer of {annotator} came back as that of {found}."
            yield self._difference(message, found=back.annotator)
        if back.state is not mine.state and "state" not in self._named:
            message = "{document}, {annotator}: the layer was “{written}” and came back as “{found}”."
            yield self._difference(message, written=mine.state.value, found=back.state.value)
        if not self._named.has("extra", mine.annotator) and not _holds(back.extra, mine.extra):
            message = "{document}, {annotator}: what a file said of the layer beyond the known keys did not come back."
            yield self._difference(message)

    def _shown(self, mark: Entity | Event) -> str:
        """Return a mark as it is told: its id, type and words."""
        words = surface(self._written.document.text, spans_of(mark)).replace("\n", " ")
        return f"{mark.id} ({mark.type} “{words if len(words) <= _WORDS else words[:_WORDS] + '…'}”)"

    def _shown_found(self, found: Found) -> str:
        """Return a mark that came back, with the text of the piece in which it stands."""
        places = ", ".join(f"{start}–{end}" for start, end in found.place)
        return f"{found.mark.id} ({found.mark.type} {places})"


def _are_same(one: Layer, other: Layer) -> bool:
    """Say whether two layers are equal, but for the key of the first in its project."""
    return (
        one.entities == other.entities
        and one.events == other.events
        and one.relations == other.relations
        and one.clusters == other.clusters
        and one.comments == other.comments
        and (one.annotator, one.state, one.extra) == (other.annotator, other.state, other.extra)
        and all(_stated(mark.attributes) == _stated(back.attributes) for mark, back in _attributed(one, other))
    )


def _attributed(one: Layer, other: Layer) -> Iterator[tuple[Mark, Mark]]:
    """Yield the marks with attributes, of which yes and 1 are equal and not the same."""
    return (pair for pair in zip(one.marks(), other.marks(), strict=True) if pair[0].attributes)


def _stated(attributes: Attributes) -> list[tuple[str, str]]:
    """Return attributes so that yes and 1 are not the same."""
    return sorted((name, repr(value)) for name, value in attributes.items())


def _is_like(one: object, other: object) -> bool:
    return one == other or str(one).casefold() == str(other).casefold()


def _holds(found: Extra, wanted: Extra) -> bool:
    return not wanted or all(key in found and found[key] == value for key, value in wanted.items())
