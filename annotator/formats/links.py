"""Links of a layer for formats that leave mentions out: which relations and arguments still have their ends.

Some formats name an end by its words alone. There, of several mentions on the same words, the link is taken for one of
the first: an entity before an event, then by type; readers and writers agree on that.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from annotator.domain.model import Argument, Entity, Event, Layer, Relation
from annotator.formats.losses import LossList


@dataclass(frozen=True, slots=True)
class Links:
    """The relations and the events with their arguments that can be written."""

    relations: tuple[Relation, ...]
    events: tuple[tuple[Event, tuple[Argument, ...]], ...]


def always(_one: str, _other: str) -> bool:
    """Let every two mentions be linked."""
    return True


def kept_links(
    layer: Layer,
    places: Mapping[str, Hashable],
    losses: LossList,
    *,
    by_words: bool = False,
    near: Callable[[str, str], bool] = always,
) -> Links:
    """Return the links whose ends are all in `places` (mark id to where it stands) and `near` each other."""
    certain = set(first_marks(layer, places).values()) if by_words else set(places)
    relations: list[Relation] = []
    for relation in layer.relations:
        ends = (relation.head, relation.tail)
        if not all(end in places for end in ends):
            losses.add("links", relation.id)
        elif not near(*ends):
            losses.add("far", relation.id)
        else:
            losses.add("ends", *([relation.id] if not certain.issuperset(ends) else []))
            relations.append(relation)
    events = [
        (event, tuple(item for item in event.arguments if _is_kept(event, item, places, certain, losses, near)))
        for event in layer.events
        if event.id in places
    ]
    return Links(tuple(relations), tuple(events))


def _is_kept(
    event: Event,
    argument: Argument,
    places: Mapping[str, Hashable],
    certain: set[str],
    losses: LossList,
    near: Callable[[str, str], bool],
) -> bool:
    target = argument.target
    if target is None or target not in places:
        losses.add("pro-drop" if target is None else "arguments", event.id)
        return False
    if not near(event.id, target):
        losses.add("far", event.id)
        return False
    if target not in certain:
        losses.add("ends", event.id)
    return True


def first_marks(layer: Layer, places: Mapping[str, Hashable]) -> dict[Hashable, str]:
    """Return for each place the mention that a link is taken for when it names the place alone."""
    found: dict[Hashable, str] = {}
    entities: list[Entity | Event] = sorted(layer.entities, key=lambda entity: entity.type)
    for mark in (*entities, *sorted(layer.events, key=lambda event: event.type)):
        if mark.id in places:
            found.setdefault(places[mark.id], mark.id)
    return found
