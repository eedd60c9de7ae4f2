"""Mentions as what overlap and span measures match: stretches of text, and spans whatever their types."""

from collections.abc import Iterable

from annotator.domain.model import Entity, Event
from annotator.measures.compared import Marked
from annotator.measures.matching import Matching, Stretch, Unit, match


def stretches(marked: Marked, mentions: Iterable[Entity | Event]) -> list[Stretch]:
    """Return mentions as stretches of text of a type."""
    return [Stretch(marked.ends[mention.id][1], mention.id, mention.type) for mention in mentions]


def spans_matched(strict: Matching) -> Matching:
    """Return a strict matching widened to units on the same spans, those of one type kept together."""
    more = match(_by_place(strict.only_one), _by_place(strict.only_other))
    return Matching(strict.pairs + more.pairs, more.only_one, more.only_other)


def _by_place(units: Iterable[Unit]) -> list[Unit]:
    """Return units of (type, place) as units of the place alone."""
    return [Unit(unit.key[1], unit.id, unit.part) for unit in units if isinstance(unit.key, tuple)]
