"""What the panes show: the layers of a case whole or only where they differ, and all of them overlaid in one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.check_context import Mention, mentions
from annotator.domain.model import Argument, Event, Layer, Relation, spans_of
from annotator.operations.review_case import Case
from annotator.ui.editor.look import Look


@dataclass(frozen=True)
class NumberedLook(Look):
    """A look whose tags say which annotators have a mark, where not all do: their numbers by the mark's id."""

    numbers: Mapping[str, str] = field(default_factory=dict)

    def tag_of(self, mark: Mention) -> str:
        numbers, words = self.numbers.get(mark.id, ""), super().tag_of(mark)
        return f"{words} · {numbers}" if numbers else words


def only_differing(case: Case, number: int) -> Layer:
    """Return a layer with nothing but the marks that questions are about, and the ends of links in question."""
    layer = case.layers[number]
    named: set[str] = set()
    arguments: set[str] = set()
    for difference in case.consensus.differences:
        named.update(difference.ids[number])
        value = difference.values[number]
        if isinstance(value, Argument):
            arguments.add(value.id)
            named.update([value.target] if value.target else [])
        elif isinstance(value, Relation):
            named.update((value.head, value.tail))
    events = [
        replace(one, arguments=tuple(each for each in one.arguments if each.id in arguments))
        for one in layer.events
        if one.id in named
    ]
    return replace(
        layer,
        entities=tuple(one for one in layer.entities if one.id in named),
        events=tuple(events),
        relations=tuple(one for one in layer.relations if one.id in named),
    )


@dataclass(frozen=True, slots=True)
class Overlaid:
    """All layers in one: what annotators have alike once, and for each of their marks the one that is shown for it."""

    layer: Layer
    numbers: Mapping[str, str]  # of the annotators who have a shown mark, "" for all
    shown: Mapping[str, str]  # the shown mark's id by an annotator's


def overlay(case: Case, layers: Sequence[Layer]) -> Overlaid:
    """Lay the layers of a case over each other; marks of one thing with one type and the same words are one."""
    shown: dict[str, str] = {}
    alike: dict[object, list[tuple[int, Mention]]] = {}
    for number, layer in enumerate(layers):
        for mark in mentions(layer):
            key = case.alignment.places[number].get(mark.id), mark.type, spans_of(mark)
            alike.setdefault(key, []).append((number, mark))
    for same in alike.values():
        shown.update((mark.id, same[0][1].id) for _, mark in same)
    merged = [_merged([mark for _, mark in same], shown) for same in alike.values()]
    numbers = {
        same[0][1].id: " ".join(str(number + 1) for number, _ in same) if len(same) < len(layers) else ""
        for same in alike.values()
    }
    relations: dict[tuple[str, str, str], Relation] = {}
    for layer in layers:
        for relation in layer.relations:
            ends = shown.get(relation.head, relation.head), shown.get(relation.tail, relation.tail)
            kept = relations.setdefault((relation.type, *ends), replace(relation, head=ends[0], tail=ends[1]))
            shown[relation.id] = kept.id
    whole = Layer(
        "",
        entities=tuple(mark for mark in merged if not isinstance(mark, Event)),
        events=tuple(mark for mark in merged if isinstance(mark, Event)),
        relations=tuple(relations.values()),
    )
    return Overlaid(whole, numbers, shown)


def _merged(same: Sequence[Mention], shown: Mapping[str, str]) -> Mention:
    """Return the first of the marks; an event with the arguments of all."""
    if not isinstance(same[0], Event):
        return same[0]
    found: dict[tuple[str, str | None], Argument] = {}
    for mark in same:
        for one in mark.arguments if isinstance(mark, Event) else ():
            target = shown.get(one.target, one.target) if one.target else None
            found.setdefault((one.role, target), replace(one, target=target))
    return replace(same[0], arguments=tuple(found.values()))
