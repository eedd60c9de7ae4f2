"""What a language model is to answer for one stretch of text: its marks with mention strings and occurrence numbers.

Models do not count characters, so a mention is said by its letters and by which of their occurrences in the stretch is
meant, counted from 1; occurrences may overlap each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.model import Attributes, Entity, Event, Json, Layer, Relation
from annotator.domain.span import Fragments, Span, hull
from annotator.formats.losses import LossList

TASKS = ("entities", "events", "relations")
SHAPES = {
    "entities": '"entities": [{"id": "e1", "text": "…", "occurrence": 1, "type": "…"}]',
    "events": '"events": [{"id": "v1", "text": "…", "occurrence": 1, "type": "…", '
    '"arguments": [{"role": "…", "target": "e1"}]}]',
    "relations": '"relations": [{"type": "…", "head": "e1", "tail": "e2"}]',
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a document that becomes one example."""

    text: str
    start: int
    end: int

    @property
    def content(self) -> str:
        """Return the text of the stretch."""
        return self.text[self.start : self.end]

    def holds(self, spans: Fragments) -> bool:
        """Say whether the spans lie in the stretch."""
        whole = hull(spans)
        return self.start <= whole.start and whole.end <= self.end


def shape(tasks: Iterable[str]) -> str:
    """Return the form of the answer as a model is told it."""
    return "{" + ", ".join(SHAPES[task] for task in tasks) + "}"


def answer(
    stretch: Stretch, layer: Layer, tasks: Iterable[str], losses: LossList, *, attributes: bool
) -> dict[str, Json]:
    """Return the answer for a stretch; links to marks outside it are left out and added to the losses."""
    return _Answer(stretch, layer, frozenset(tasks), losses, attributes=attributes).table()


def occurrence(text: str, span: Span) -> int:
    """Return which occurrence of its letters a span is, counted from 1."""
    wanted = text[span.start : span.end]
    count, at = 1, text.find(wanted)
    while at != span.start:
        count, at = count + 1, text.find(wanted, at + 1)
    return count


def locate(text: str, wanted: str, number: int) -> Span | None:
    """Return where an occurrence stands, None if there are not so many."""
    at = -1
    for _ in range(number):
        at = text.find(wanted, at + 1)
        if at < 0:
            return None
    return Span(at, at + len(wanted)) if wanted and number > 0 else None


class _Answer:
    def __init__(
        self, stretch: Stretch, layer: Layer, tasks: frozenset[str], losses: LossList, *, attributes: bool
    ) -> None:
        self._stretch = stretch
        self._tasks = tasks
        self._losses = losses
        self._attributes = attributes
        self._layer = layer
        self._entities = [item for item in layer.entities if "entities" in tasks and stretch.holds(item.spans)]
        self._events = [item for item in layer.events if "events" in tasks and stretch.holds(item.trigger)]
        self._keys = {item.id: f"e{number}" for number, item in enumerate(self._entities, 1)}
        self._keys |= {item.id: f"v{number}" for number, item in enumerate(self._events, 1)}

    def table(self) -> dict[str, Json]:
        found: dict[str, Json] = {}
        if "entities" in self._tasks:
            found["entities"] = [self._entity(entity) for entity in self._entities]
        if "events" in self._tasks:
            found["events"] = [self._event(event) for event in self._events]
        if "relations" in self._tasks:
            found["relations"] = list(self._relations())
        return found

    def _entity(self, entity: Entity) -> Json:
        table: dict[str, Json] = {"id": self._keys[entity.id], **self._place(entity.spans), "type": entity.type}
        table |= {"subtype": entity.subtype} if entity.subtype is not None else {}
        return table | self._facts(entity.attributes)

    def _event(self, event: Event) -> Json:
        arguments: list[Json] = []
        for argument in event.arguments:
            if argument.target is None or argument.target in self._keys:
                target = None if argument.target is None else self._keys[argument.target]
                arguments.append({"role": argument.role, "target": target})
            else:
                self._losses.add("far", event.id)
        table: dict[str, Json] = {"id": self._keys[event.id], **self._place(event.trigger), "type": event.type}
        return table | {"arguments": arguments} | self._facts(event.attributes)

    def _relations(self) -> Iterator[Json]:
        for relation in self._layer.relations:
            if relation.head in self._keys and relation.tail in self._keys:
                yield self._relation(relation, self._keys)
            elif relation.head in self._keys:
                self._losses.add("far", relation.id)

    def _relation(self, relation: Relation, keys: Mapping[str, str]) -> Json:
        table: dict[str, Json] = {"type": relation.type, "head": keys[relation.head], "tail": keys[relation.tail]}
        return table | self._facts(relation.attributes)

    def _place(self, spans: Fragments) -> dict[str, Json]:
        pieces = [self._piece(span) for span in spans]
        return pieces[0] if len(pieces) == 1 else {"pieces": [*pieces]}

    def _piece(self, span: Span) -> dict[str, Json]:
        own = Span(span.start - self._stretch.start, span.end - self._stretch.start)
        content = self._stretch.content
        return {"text": content[own.start : own.end], "occurrence": occurrence(content, own)}

    def _facts(self, attributes: Attributes) -> dict[str, Json]:
        return {"attributes": dict(attributes)} if attributes and self._attributes else {}
