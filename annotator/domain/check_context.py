"""What the checks look things up in: a text, a layer and a schema, each table made once and only when asked for."""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from annotator.domain.model import Entity, Event, Layer, Mark, Relation, spans_of
from annotator.domain.problem import Problem, Repair, found
from annotator.domain.schema import AttributeType, Schema
from annotator.domain.span import Span, hull, surface

Mention: TypeAlias = Entity | Event
Splitter: TypeAlias = Callable[[str], Sequence[Span]]
Form: TypeAlias = tuple[str, str]  # a mention's type and what it covers

NAME = "NAM"  # the value of a mention's class that says it is a name, in ACE, ERE and what follows them
_SHOWN = 60  # code points of a mark that a message quotes
_FORM = 200  # code points; nothing longer is taken for a form that returns elsewhere


@dataclass(frozen=True)
class Context:
    """A text with one layer, the schema that it must follow, and who splits sentences (None: nobody).

    `elsewhere` holds type and covered text of all mentions where the layer is only a part of one.
    """

    text: str
    layer: Layer
    schema: Schema
    splitter: Splitter | None = None
    elsewhere: Container[Form] | None = None

    @cached_property
    def targets(self) -> dict[str, Mention]:
        """Return what links may point at, by id."""
        return {mention.id: mention for mention in mentions(self.layer)}

    @cached_property
    def clusters(self) -> dict[str, str]:
        """Return the names of the layer's clusters by id."""
        return {cluster.id: cluster.name for cluster in self.layer.clusters}

    @cached_property
    def referred(self) -> frozenset[str]:
        """Return the ids of the marks that a link or a comment points at."""
        ids = {target for mark in self.layer.marks() for target in ends(mark)}
        return frozenset(ids | {comment.target for comment in self.layer.comments if comment.target})

    @cached_property
    def forms(self) -> Container[Form]:
        """Return type and covered text of every mention that is not too long to return elsewhere."""
        if self.elsewhere is not None:
            return self.elsewhere
        return frozenset((mention.type, self.form(mention)) for mention in self.targets.values())

    @cached_property
    def names(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Return the ids of the clusters that names of a type and form are in, in the order of the layer."""
        found: dict[tuple[str, str], dict[str, None]] = {}
        for entity in self.layer.entities:
            if entity.cluster in self.clusters and self.is_name(entity):
                found.setdefault((entity.type, self.form(entity)), {})[entity.cluster or ""] = None
        return {key: tuple(clusters) for key, clusters in found.items() if key[1]}

    def is_name(self, entity: Entity) -> bool:
        """Say whether the entity is a name: one of the class NAM, where its type has classes, and no value."""
        kind = self.schema.entity(entity.type)
        if kind is None or kind.is_value or not self.is_sound(entity):
            return False
        for attribute in self.attributes("entity", entity.type).values():
            names = [option.id for option in attribute.options if NAME in (option.id, *option.aliases)]
            if names:
                return entity.attributes.get(attribute.id) in names
        return True

    def whole(self, mention_id: str) -> str:
        """Return what a mention stands for: its cluster where it has one, else itself."""
        mention = self.targets.get(mention_id)
        return mention_id if mention is None or mention.cluster is None else mention.cluster

    @property
    def in_sentences(self) -> bool:
        """Say whether an argument must be in its trigger's sentence, and sentences are known."""
        return self.splitter is not None and not self.schema.policy.argument_in_document

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.splitter(self.text)] if self.splitter else []

    @cached_property
    def _attributes(self) -> dict[tuple[str, str], dict[str, AttributeType]]:
        return {}

    def attributes(self, scope: str, type_id: str) -> dict[str, AttributeType]:
        """Return the attributes of a mark of that scope and type, by id."""
        key = scope, type_id
        if key not in self._attributes:
            self._attributes[key] = {kind.id: kind for kind in self.schema.attributes_of(scope, type_id)}
        return self._attributes[key]

    def is_sound(self, mention: Mention) -> bool:
        """Say whether the mention has spans, in ascending order, inside the text."""
        spans = spans_of(mention)
        ordered = all(one.end <= other.start for one, other in pairwise(spans))
        return bool(spans) and ordered and spans[-1].end <= len(self.text)

    def form(self, mention: Mention) -> str:
        """Return what the mention covers, "" if that is longer than a form that returns elsewhere."""
        spans = spans_of(mention)
        return surface(self.text, spans) if sum(map(len, spans)) <= _FORM else ""

    def quote(self, mark_id: str) -> str:
        """Return what a mention covers, cut to what a message can hold; the id itself if there is none."""
        mention = self.targets.get(mark_id)
        if mention is None:
            return mark_id
        shown = " ".join(self.text[span.start : min(span.end, span.start + _SHOWN + 1)] for span in spans_of(mention))
        return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"

    def sentences(self, mention: Mention) -> set[int]:
        """Return the numbers of the sentences in which the mention's fragments begin."""
        return {bisect_right(self._sentence_starts, span.start) for span in spans_of(mention)}

    def place(self, mark: Mark) -> Span | None:
        """Return where to look for a mark: its hull, for a relation that of its head, else of its tail."""
        if isinstance(mark, Relation):
            end = self.targets.get(mark.head) or self.targets.get(mark.tail)
            return self.place(end) if end else None
        spans = spans_of(mark)
        return hull(spans) if spans else None

    def found(self, kind: str, mark: Mark, *, repair: Repair | None = None, **values: object) -> Problem:
        """Return a problem of a mark; its type and what it covers are added to the values."""
        if isinstance(mark, Relation):
            known: dict[str, object] = {"head": self.quote(mark.head), "tail": self.quote(mark.tail)}
            known["text"] = known["head"]
        else:
            known = {"text": self.quote(mark.id)}
        return found(kind, mark.id, known | {"type": mark.type} | values, self.place(mark), repair)


def mentions(layer: Layer) -> Iterator[Mention]:
    """Yield every entity and event of a layer."""
    yield from layer.entities
    yield from layer.events


def ends(mark: Mark) -> tuple[str, ...]:
    """Return the ids that a mark points at: an event's fillers, a relation's head and tail."""
    if isinstance(mark, Relation):
        return mark.head, mark.tail
    if isinstance(mark, Event):
        return tuple(argument.target for argument in mark.arguments if argument.target is not None)
    return ()


def signature(event: Event) -> tuple[tuple[str, str], ...]:
    """Return the event's arguments in an order that does not depend on how they were entered."""
    return tuple(sorted((argument.role, argument.target or "") for argument in event.arguments))
