"""Training examples of tokens: a document or a sentence with its entities as token ranges, and their relations."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from annotator.domain.model import Document, Entity, Layer, Relation
from annotator.formats.links import kept_links
from annotator.formats.losses import LossList
from annotator.formats.token_ranges import token_ranges


@dataclass(frozen=True, slots=True)
class Example:
    """The tokens of one stretch, its entities with half-open token ranges, and the relations among them."""

    words: tuple[str, ...]
    entities: tuple[tuple[Entity, int, int], ...]
    relations: tuple[Relation, ...]


def examples(document: Document, layer: Layer, choices: dict[str, str], losses: LossList) -> Iterator[Example]:
    """Yield the examples of a layer's entities; `choices` has "tokens", "edges", "unit" and "pieces"."""
    layer = replace(layer, events=())
    ranges = token_ranges(document, layer, choices, losses)
    places = ranges.places
    unit_of = {key: ranges.unit_of(first) for key, (first, _) in places.items()}
    links = kept_links(layer, places, losses, near=lambda one, other: unit_of[one] == unit_of[other])
    for number, (begin, end) in enumerate(ranges.units):
        inside = [entity for entity in layer.entities if unit_of.get(entity.id) == number]
        placed = tuple((entity, places[entity.id][0] - begin, places[entity.id][1] - begin) for entity in inside)
        relations = tuple(relation for relation in links.relations if unit_of[relation.head] == number)
        if end > begin:
            yield Example(tuple(ranges.table.words(begin, end)), placed, relations)
