"""Training examples of tokens: a document or a sentence with its entities as token ranges, and their relations."""

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.model import Document, Entity, Layer, Relation
from annotator.domain.span import Span
from annotator.formats.links import kept_links
from annotator.formats.losses import LossList
from annotator.formats.overlap import stretch
from annotator.formats.token_table import aligned, splitter_for, token_table


@dataclass(frozen=True, slots=True)
class Example:
    """The tokens of one stretch, its entities with half-open token ranges, and the relations among them."""

    words: tuple[str, ...]
    entities: tuple[tuple[Entity, int, int], ...]
    relations: tuple[Relation, ...]


def examples(document: Document, layer: Layer, choices: dict[str, str], losses: LossList) -> Iterator[Example]:
    """Yield the examples of a layer; `choices` has "tokens", "edges", "unit" and "pieces"."""
    spans = _spans(layer, choices["pieces"], losses)
    cuts = [edge for span in spans.values() for edge in (span.start, span.end)] if choices["edges"] == "split" else []
    table = token_table(document, splitter_for(document, choices["tokens"]), cuts, spans.values())
    ranges = {
        key: found for key, span in spans.items() if (found := aligned(table, span, choices["edges"], key, losses))
    }
    units = table.sentences if choices["unit"] == "sentence" else ((0, len(table.tokens)),)
    of_unit = {
        key: 0 if choices["unit"] == "document" else table.sentence_of(first) for key, (first, _) in ranges.items()
    }
    near = {key: str(unit) for key, unit in of_unit.items()}
    links = kept_links(layer, ranges, losses, near=lambda one, other: near[one] == near[other])
    for number, (begin, end) in enumerate(units):
        inside = [entity for entity in layer.entities if of_unit.get(entity.id) == number]
        placed = tuple((entity, ranges[entity.id][0] - begin, ranges[entity.id][1] - begin) for entity in inside)
        relations = tuple(relation for relation in links.relations if of_unit[relation.head] == number)
        if end > begin:
            yield Example(tuple(table.words(begin, end)), placed, relations)


def _spans(layer: Layer, pieces: str, losses: LossList) -> dict[str, Span]:
    found = ((entity.id, stretch(entity.spans, pieces, entity.id, losses)) for entity in layer.entities)
    return {key: span for key, span in found if span is not None}
