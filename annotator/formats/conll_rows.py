"""Lay the entities of a layer over tokens for column formats: a file line for each token, columns of ranges.

Reference loaders split lines with str.split and files with str.splitlines; tokens therefore hold no blank of any kind,
and tokens of invisible characters alone are left out.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from annotator.domain.model import Document, Layer
from annotator.formats.conll_tags import Tagged, stored_type
from annotator.formats.losses import LossList
from annotator.formats.overlap import Placed, place
from annotator.formats.token_table import TokenTable, aligned, splitter_for, token_table
from annotator.formats.windows import crossed, cut_units, limit_of

# Puts entities that share text into columns, or leaves some out.
Arrange: TypeAlias = Callable[[Iterable[Placed]], list[list[Placed]]]


@dataclass(frozen=True, slots=True)
class Laid:
    """The tokens of a document as they are written, and its entities in columns of token ranges."""

    table: TokenTable
    columns: list[list[Tagged]]

    def tokens(self) -> list[str]:
        """Return the tokens without blanks."""
        return [visible(word) for word in self.table.words()]


def lay(document: Document, layer: Layer, choices: dict[str, str], arrange: Arrange, losses: LossList) -> Laid:
    """Return the rows of a document; `choices` has "tokens", "edges", "pieces", perhaps "longest"."""
    splitter = splitter_for(document, choices["tokens"])
    edges = choices["edges"]
    placed = place(layer.entities, choices["pieces"], losses)
    losses.add("type blanks", *(entity.id for entity in placed if stored_type(entity.type) != entity.type))
    if edges != "split":
        uncut = token_table(document, splitter, [], [], visible_part)
        placed = [grown for entity in placed if (grown := _grown(uncut, entity, edges, losses))]
    columns = arrange(placed)
    spans = [entity.span for column in columns for entity in column]
    cuts = [edge for span in spans for edge in (span.start, span.end)] if edges == "split" else []
    table = token_table(document, splitter, cuts, spans, visible_part)
    limit = limit_of(choices)
    places = {entity.id: table.touched(entity.span) for column in columns for entity in column}
    sentences = tuple(cut_units(table.sentences, limit, places.values()))
    for sentence in sentences:
        losses.add("long", *crossed(sentence, limit, places))
    table = replace(table, sentences=sentences)
    return Laid(table, [_ranges(table, column, losses) for column in columns])


def _grown(table: TokenTable, entity: Placed, edges: str, losses: LossList) -> Placed | None:
    found = aligned(table, entity.span, edges, entity.id, losses)
    return replace(entity, span=table.covered(*found)) if found else None


def _ranges(table: TokenTable, column: Iterable[Placed], losses: LossList) -> list[Tagged]:
    found: list[Tagged] = []
    for entity in column:
        first, last = table.touched(entity.span)
        if first == last:
            losses.add("invisible", entity.id)
            continue
        if table.covered(first, last) != entity.span:
            losses.add("blanks", entity.id)
        found.append(Tagged(first, last, entity.type))
    return found


def visible(part: str) -> str:
    """Return a token without blanks, "" if nothing in it can be seen."""
    part = "".join(part.split())
    return part if any(unicodedata.category(character)[0] != "C" for character in part) else ""


def visible_part(part: str) -> bool:
    """Say whether something in a token can be seen."""
    return bool(visible(part))
