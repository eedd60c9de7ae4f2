"""A crowded page: marks nested four deep, triggers that share arguments, thirty arcs in view."""

from annotator.domain.model import Argument, Entity, Event, Layer, Relation
from annotator.domain.span import Span

_LINE = (
    "اجتمع وزير خارجية مصر مع نظيره التركي في قصر الرئاسة "
    "بالعاصمة أنقرة صباح يوم الأحد الماضي لبحث ملف الحدود المشتركة والتجارة.\n"
)
_WORDS = _LINE.rstrip(".\n").split(" ")
TEXT = _LINE * 2

# Id, type, first and last word.
_ENTITIES = (
    ("T1", "PER", 1, 3),
    ("T2", "ORG", 2, 3),
    ("T3", "GPE", 3, 3),
    ("T4", "PER", 1, 6),
    ("T5", "PER", 5, 6),
    ("T6", "GPE", 6, 6),
    ("T7", "FAC", 8, 9),
    ("T8", "ORG", 9, 9),
    ("T9", "GPE", 10, 11),
    ("T10", "GPE", 11, 11),
    ("T11", "TIME", 12, 15),
    ("T12", "TIME", 14, 14),
    ("T13", "LOC", 18, 19),
    ("T14", "FAC", 8, 11),
)
_EVENTS = (
    ("E1", 0, (("Entity", "T4"), ("Entity", "T5"), ("Place", "T7"), ("Place", "T9"), ("Time", "T11"))),
    ("E2", 16, (("Entity", "T1"), ("Entity", "T13"), ("Place", "T10"), ("Time", "T12"))),
)
_RELATIONS = (
    ("ORG-AFF.Leadership", "T1", "T3"),
    ("PART-WHOLE.Geographical", "T2", "T3"),
    ("ORG-AFF.Leadership", "T5", "T6"),
    ("PART-WHOLE.Geographical", "T7", "T10"),
    ("ORG-AFF.Leadership", "T8", "T10"),
    ("PART-WHOLE.Geographical", "T4", "T14"),
)


def crowd() -> Layer:
    """Return the layer of TEXT."""
    entities, events, relations = [], [], []
    for copy in range(2):
        shift = copy * len(_LINE)
        for name, kind, first, last in _ENTITIES:
            entities.append(Entity(f"{name}.{copy}", kind, (_span(first, last, shift),)))
        for name, trigger, fillers in _EVENTS:
            arguments = tuple(Argument(role, f"{target}.{copy}") for role, target in fillers)
            events.append(Event(f"{name}.{copy}", "Contact.Meet", (_span(trigger, trigger, shift),), arguments))
        for number, (kind, head, tail) in enumerate(_RELATIONS):
            relations.append(Relation(f"R{number}.{copy}", kind, f"{head}.{copy}", f"{tail}.{copy}"))
    return Layer("a", entities=tuple(entities), events=tuple(events), relations=tuple(relations))


def _span(first: int, last: int, shift: int) -> Span:
    start = sum(len(word) + 1 for word in _WORDS[:first])
    end = sum(len(word) + 1 for word in _WORDS[: last + 1]) - 1
    return Span(start + shift, end + shift)
