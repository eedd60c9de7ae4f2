"""Mentions of a layer as ranges of the document's tokens, and the sentences that links may not leave."""

from bisect import bisect_right
from dataclasses import dataclass
from itertools import takewhile

from annotator.domain.model import Document, Layer, spans_of
from annotator.formats.features import mentions
from annotator.formats.losses import LossList
from annotator.formats.overlap import stretch
from annotator.formats.token_table import TokenTable, aligned, splitter_for, token_table
from annotator.formats.windows import crossed, cut_units, limit_of


@dataclass(frozen=True, slots=True)
class Ranges:
    """The token table of a document, its units as token ranges, and where mentions stand (by id, half-open)."""

    table: TokenTable
    units: tuple[tuple[int, int], ...]
    places: dict[str, tuple[int, int]]

    def unit_of(self, token: int) -> int:
        """Return the number of the unit that holds a token, where units do not overlap."""
        return bisect_right(self.units, (token, len(self.table.tokens))) - 1

    def units_of(self, place: tuple[int, int]) -> frozenset[int]:
        """Return the numbers of the units that hold a mention."""
        before = range(bisect_right(self.units, (place[0], len(self.table.tokens))) - 1, -1, -1)
        return frozenset(takewhile(lambda at: self.units[at][1] >= place[1], before))


def token_ranges(document: Document, layer: Layer, choices: dict[str, str], losses: LossList) -> Ranges:
    """Return the ranges of entities and triggers; `choices` has "tokens", "edges", "unit" and "pieces"."""
    spans = {
        mark.id: span
        for mark in mentions(layer)
        if (span := stretch(spans_of(mark), choices["pieces"], mark.id, losses))
    }
    is_cut = choices["edges"] == "split"
    cuts = [edge for span in spans.values() for edge in (span.start, span.end)] if is_cut else []
    table = token_table(document, splitter_for(document, choices["tokens"]), cuts, spans.values())
    places = {
        key: found for key, span in spans.items() if (found := aligned(table, span, choices["edges"], key, losses))
    }
    whole = table.sentences if choices["unit"] == "sentence" else ((0, len(table.tokens)),)
    limit = limit_of(choices)
    units = tuple(cut_units(whole, limit, places.values()))
    for unit in units:
        losses.add("long", *crossed(unit, limit, places))
    return Ranges(table, units, places)
