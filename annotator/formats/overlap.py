"""Entities that share text, for formats that hold one entity for each word: which are written, in which column.

All offsets are code points, half-open.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.model import Entity
from annotator.domain.span import Fragments, Span, hull
from annotator.formats.losses import LossList

PIECES = ("leave", "first", "hull")  # what becomes of a mention in several pieces


@dataclass(frozen=True, slots=True)
class Placed:
    """An entity on the stretch of text that it is written for."""

    id: str
    type: str
    span: Span


def stretch(spans: Fragments, pieces: str, mark: str, losses: LossList) -> Span | None:
    """Return the one stretch of text that a mention is written for, None if it is left out."""
    if len(spans) == 1:
        return spans[0]
    if pieces == "leave":
        losses.add("discontinuous", mark)
        return None
    losses.add("hull" if pieces == "hull" else "first piece", mark)
    return hull(spans) if pieces == "hull" else spans[0]


def place(entities: Iterable[Entity], pieces: str, losses: LossList) -> list[Placed]:
    """Return the entities on one stretch of text each; those in several pieces as `pieces` (of PIECES) says."""
    found = [(entity, stretch(entity.spans, pieces, entity.id, losses)) for entity in entities]
    return [Placed(entity.id, entity.type, span) for entity, span in found if span is not None]


def flatten(placed: Iterable[Placed], losses: LossList, *, innermost: bool = False) -> list[Placed]:
    """Return entities that do not overlap, the longest (or shortest) first; the others are losses by kind."""
    sign = 1 if innermost else -1
    taken: list[Placed] = []
    level: tuple[list[int], list[Placed]] = ([], [])
    for entity in sorted(placed, key=lambda entity: (sign * len(entity.span), entity.span)):
        rival = _rival(level, entity.span)
        if rival is None:
            _add(level, entity)
            taken.append(entity)
        else:
            losses.add(_kind(entity.span, rival.span), entity.id)
    return taken


def stack(placed: Iterable[Placed]) -> list[list[Placed]]:
    """Return columns of entities that do not overlap within one; an outer entity stands before those inside it."""
    levels: list[tuple[list[int], list[Placed]]] = []
    for entity in sorted(placed, key=lambda entity: (-len(entity.span), entity.span)):
        level = next((level for level in levels if _rival(level, entity.span) is None), None)
        if level is None:
            levels.append(level := ([], []))
        _add(level, entity)
    return [entities for _, entities in levels]


def _rival(level: tuple[list[int], list[Placed]], span: Span) -> Placed | None:
    """Return an entity of the level that overlaps the span; the level is sorted and free of overlaps."""
    starts, entities = level
    at = bisect_left(starts, span.end)
    return entities[at - 1] if at and entities[at - 1].span.end > span.start else None


def _add(level: tuple[list[int], list[Placed]], entity: Placed) -> None:
    starts, entities = level
    at = bisect_left(starts, entity.span.start)
    starts.insert(at, entity.span.start)
    entities.insert(at, entity)


def _kind(one: Span, other: Span) -> str:
    if one == other:
        return "same span"
    is_inside = other.start <= one.start and one.end <= other.end
    holds = one.start <= other.start and other.end <= one.end
    return "nested" if is_inside or holds else "crossing"
