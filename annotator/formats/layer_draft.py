"""A layer while it is read from a file that names mentions by their place and not by ids."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.model import (
    Argument,
    Attributes,
    Cluster,
    Document,
    Entity,
    Event,
    Extra,
    Layer,
    Relation,
    spans_of,
)
from annotator.domain.origin import STATED
from annotator.domain.span import Span
from annotator.formats import shapes
from annotator.formats.links import first_marks

UNTYPED = "In {file}, document {document}, {count} mentions are named in links only; they got the name of their role."


@dataclass(slots=True)
class EventDraft:
    """An event with the places of its fillers."""

    type: str
    trigger: Span
    fillers: list[tuple[str, Span]] = field(default_factory=list)
    attributes: Attributes = field(default_factory=dict)


@dataclass(slots=True)
class LayerDraft:
    """Mentions by type and place, and links between places; `untyped` counts ends that were mentions of no type."""

    entities: list[tuple[str, Span]] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)
    relations: list[tuple[str, Span, Span]] = field(default_factory=list)
    clusters: list[list[Span]] = field(default_factory=list)
    event_clusters: list[list[Span]] = field(default_factory=list)
    stated: dict[Span, str] = field(default_factory=dict)  # places of mentions that do not fit: what the file says
    untyped: int = 0

    def layer(self, annotator: str = "") -> Layer:
        """Return the layer: marks numbered in the order of the text; raises RefusedError for an unsafe name."""
        self._complete()
        entities = tuple(
            Entity(f"T{number}", _checked(kind, f"T{number}"), (span,), name=f"T{number}", extra=self._extra(span))
            for number, (kind, span) in enumerate(sorted(self.entities, key=_place), 1)
        )
        drafts = sorted(self.events, key=lambda event: (event.trigger.start, -event.trigger.end, event.type))
        events = tuple(
            Event(
                f"E{number}",
                _checked(draft.type, f"E{number}"),
                (draft.trigger,),
                attributes=draft.attributes,
                name=f"E{number}",
                extra=self._extra(draft.trigger),
            )
            for number, draft in enumerate(drafts, 1)
        )
        return self._linked(Layer(annotator, entities=entities, events=events), drafts)

    def _extra(self, place: Span) -> Extra:
        return {STATED: self.stated[place]} if place in self.stated else {}

    def _complete(self) -> None:
        """Make an entity of each end of a link that is no mention, of the type that its role is called."""
        known = {span for _, span in self.entities} | {event.trigger for event in self.events}
        ends = [(role, span) for event in self.events for role, span in event.fillers]
        ends += [end for kind, head, tail in self.relations for end in ((f"{kind} head", head), (f"{kind} tail", tail))]
        for role, span in ends:
            if span not in known:
                known.add(span)
                self.entities.append((role, span))
                self.untyped += 1

    def _linked(self, layer: Layer, drafts: list[EventDraft]) -> Layer:
        places = {mark.id: mark.spans[0] for mark in layer.entities}
        places |= {mark.id: mark.trigger[0] for mark in layer.events}
        at = {place: key for place, key in first_marks(layer, places).items() if isinstance(place, Span)}
        events = tuple(
            replace(
                event, arguments=tuple(Argument(_checked(role, event.id), at[span]) for role, span in draft.fillers)
            )
            for event, draft in zip(layer.events, drafts, strict=True)
        )
        relations = tuple(
            Relation(f"R{number}", _checked(kind, f"R{number}"), at[head], at[tail], name=f"R{number}")
            for number, (kind, head, tail) in enumerate(self.relations, 1)
        )
        return self._clustered(Layer(layer.annotator, entities=layer.entities, events=events, relations=relations))

    def _clustered(self, layer: Layer) -> Layer:
        cluster_of = _clusters("c", layer.entities, self.clusters) | _clusters("ev", layer.events, self.event_clusters)
        if not cluster_of:
            return layer
        return replace(
            layer,
            entities=tuple(replace(mark, cluster=cluster_of.get(mark.id)) for mark in layer.entities),
            events=tuple(replace(mark, cluster=cluster_of.get(mark.id)) for mark in layer.events),
            clusters=tuple(Cluster(name, name) for name in dict.fromkeys(cluster_of.values())),
        )


def _clusters(letter: str, marks: Sequence[Entity | Event], groups: list[list[Span]]) -> dict[str, str]:
    """Return the cluster of each mark that is in one, numbered in the order of the marks."""
    at: dict[Span, str] = {}
    for mark in sorted(marks, key=_type):
        at.setdefault(spans_of(mark)[0], mark.id)
    group_of: dict[str, int] = {}
    for number, members in enumerate(groups):
        for span in members:
            if span in at:
                group_of.setdefault(at[span], number)
    order = list(dict.fromkeys(group_of[mark.id] for mark in marks if mark.id in group_of))
    return {mark.id: f"{letter}{order.index(group_of[mark.id]) + 1}" for mark in marks if mark.id in group_of}


def document(name: str, text: str, layer: Layer, extra: Extra | None = None) -> Document:
    """Return a document of one layer that is called `name`."""
    shapes.check_name(name, "id", "")
    return Document(name, name, text, (layer,), extra=extra or {})


def _type(mark: Entity | Event) -> str:
    return mark.type


def _place(mark: tuple[str, Span]) -> tuple[int, int, str]:
    return mark[1].start, -mark[1].end, mark[0]


def _checked(name: str, mark: str) -> str:
    shapes.check_name(name, "type", mark)
    return name
