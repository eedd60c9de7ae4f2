"""Training examples of tokens: a document or a sentence with its entities as token ranges, and their relations."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.domain.model import Document, Entity, Layer, Relation
from annotator.formats.links import kept_links
from annotator.formats.losses import LossList
from annotator.formats.token_ranges import Ranges, token_ranges
from annotator.formats.writing_options import DROP


@dataclass(frozen=True, slots=True)
class Example:
    """The tokens of one stretch, its entities with half-open token ranges, and the relations among them."""

    words: tuple[str, ...]
    entities: tuple[tuple[Entity, int, int], ...]
    relations: tuple[Relation, ...]


def examples(document: Document, layer: Layer, choices: dict[str, str], losses: LossList) -> Iterator[Example]:
    """Yield the examples of a layer's entities.

    `choices` has "tokens", "edges", "unit" and "pieces", and may have "longest", "overlap" and "empty".
    """
    layer = replace(layer, events=())
    ranges = token_ranges(document, layer, choices, losses)
    places = ranges.places
    units_of = {key: ranges.units_of(place) for key, place in places.items()}
    losses.add("written twice", *(key for key, units in units_of.items() if len(units) > 1))
    links = kept_links(layer, places, losses, near=lambda one, other: bool(units_of[one] & units_of[other]))
    entities: defaultdict[int, list[Entity]] = defaultdict(list)
    relations: defaultdict[int, list[Relation]] = defaultdict(list)
    for entity in layer.entities:
        for number in units_of.get(entity.id, ()):
            entities[number].append(entity)
    for relation in links.relations:
        for number in units_of[relation.head] & units_of[relation.tail]:
            relations[number].append(relation)
    for number, (begin, end) in enumerate(ranges.units):
        inside = entities.get(number, [])
        placed = tuple((entity, places[entity.id][0] - begin, places[entity.id][1] - begin) for entity in inside)
        if end == begin or (not inside and _is_dropped(ranges, number, choices, losses)):
            continue
        yield Example(tuple(ranges.table.words(begin, end)), placed, tuple(relations.get(number, ())))


def _is_dropped(ranges: Ranges, number: int, choices: dict[str, str], losses: LossList) -> bool:
    """Say whether an example without mentions is left out, and tell its place in the text if it is."""
    if choices.get("empty") != DROP:
        return False
    span = ranges.table.covered(*ranges.units[number])
    losses.add("empty", f"{span.start}-{span.end}")
    return True
