"""Sample: a line of text in which a type is marked, to show how it will look - its own first example, or a made one."""

import re

from annotator.domain.model import Argument, Entity, Event, Layer, Relation
from annotator.domain.schema import EntityType, EventType, RelationType, Schema, offered
from annotator.domain.span import Span

_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
_LINES = {
    "rtl": "[الوزير] في [القاهرة] [يوقّع] [اتفاقاً].",
    "ltr": "The [minister] in [Cairo] [signs] a [treaty].",
}
_TRIGGER = 2  # which bracket stands for an event's trigger
_ROLES = 2  # of an event that are shown


def sample_of(schema: Schema, kind: EntityType | EventType | RelationType) -> tuple[str, Layer]:
    """Return a text and the layer that marks it with the type."""
    if isinstance(kind, EntityType):
        text, spans = _example(kind, schema.direction)
        found = tuple(Entity(f"T{number}", kind.id, (span,)) for number, span in enumerate(spans))
        return text, Layer("", entities=found)
    if isinstance(kind, EventType):
        return _of_event(schema, kind)
    return _of_relation(schema, kind)


def _example(kind: EntityType | EventType, direction: str) -> tuple[str, list[Span]]:
    """Return the first example that has a mention in brackets, without them, and where its mentions are."""
    lines = (line for line in kind.examples if _BRACKETS.search(line))
    text, spans = _unbracketed(next(lines, ""))
    if spans:
        return text, spans
    text, spans = _unbracketed(_LINES.get(direction, _LINES["rtl"]))
    return text, [spans[1]] if isinstance(kind, EntityType) else [spans[_TRIGGER]]


def _unbracketed(line: str) -> tuple[str, list[Span]]:
    text, spans, at = "", [], 0
    for found in _BRACKETS.finditer(line):
        text += line[at : found.start()]
        spans.append(Span(len(text), len(text) + len(found[1])))
        text += found[1]
        at = found.end()
    return text + line[at:], spans


def _of_event(schema: Schema, kind: EventType) -> tuple[str, Layer]:
    text, spans = _example(kind, schema.direction)
    made, places = _unbracketed(_LINES.get(schema.direction, _LINES["rtl"]))
    if text != made:
        return text, Layer("", events=(Event("E", kind.id, (spans[0],)),))
    fillers, arguments = [], []
    roles = [role for role in offered(kind.roles) if any(schema.entity(one) for one in role.fillers)]
    for number, role in enumerate(roles[:_ROLES]):
        filler = next(one for one in role.fillers if schema.entity(one))
        fillers.append(Entity(f"T{number}", filler, (places[number],)))
        arguments.append(Argument(role.id, f"T{number}"))
    event = Event("E", kind.id, (places[_TRIGGER],), tuple(arguments))
    return made, Layer("", entities=tuple(fillers), events=(event,))


def _of_relation(schema: Schema, kind: RelationType) -> tuple[str, Layer]:
    text, places = _unbracketed(_LINES.get(schema.direction, _LINES["rtl"]))
    head, tail = kind.pairs[0] if kind.pairs else (next(iter(kind.head), ""), next(iter(kind.tail), ""))
    entities, events = [], []
    for number, type_id in enumerate((head, tail)):
        if schema.event(type_id):
            events.append(Event(f"T{number}", type_id, (places[_TRIGGER + number],)))
        elif type_id:
            entities.append(Entity(f"T{number}", type_id, (places[number],)))
    relations = (Relation("R", kind.id, "T0", "T1"),) if head and tail else ()
    return text, Layer("", entities=tuple(entities), events=tuple(events), relations=relations)
