"""Strokes: the places and routes of a block turned into shapes once the height of every line is known."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from annotator.domain.model import Event
from annotator.ui.editor.arcs import BEND, Route
from annotator.ui.editor.content import Content
from annotator.ui.editor.geometry import Piece, merged
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.marks import Link
from annotator.ui.editor.places import Place
from annotator.ui.editor.shapes import Arc, Band, Box, LineBox, Tint, arrow_aside, arrow_down, corner

_GROWTH = 1.5  # pixels that a box is wider on each side than the one in it
_GROWN = 4.5  # pixels it may be wider at most


def bands(stands: Mapping[str, Place], lines: Sequence[LineBox], kit: Kit) -> Iterator[Band]:
    """Yield the stripes of every mention, and a thread over the gaps between its pieces on a line."""
    for mark_id, place in stands.items():
        colour = kit.look.colour_of(place.mention)
        for number, intervals in _on_lines(place.pieces).items():
            top = lines[number].bands + place.row * kit.row
            for left, right in intervals:
                inset = 1.0 if right - left > 6 else 0.0
                yield Band(mark_id, number, Box(left + inset, top, right - left - 2 * inset, kit.band), colour)
            for (_, low), (high, _) in pairwise(intervals):
                yield Band(mark_id, number, Box(low, top, high - low, kit.band), colour, is_thread=True)


def tints(stands: Mapping[str, Place], lines: Sequence[LineBox], kit: Kit) -> Iterator[Tint]:
    """Yield the tinted backgrounds of triggers."""
    for mark_id, place in stands.items():
        if not isinstance(place.mention, Event):
            continue
        colour, fill = kit.look.colour_of(place.mention), kit.look.fill_of(place.mention)
        for number, intervals in _on_lines(place.pieces).items():
            line = lines[number]
            top, height = line.ink_top - 2, line.ink_bottom - line.ink_top + 2
            for left, right in intervals:
                yield Tint(mark_id, number, Box(left, top, right - left, height), fill, colour, is_event=True)


def boxes(stands: Mapping[str, Place], lines: Sequence[LineBox], kit: Kit) -> Iterator[Tint]:
    """Yield the box of every mention, the outer ones first and each a little larger than those in it."""
    for mark_id, place in sorted(stands.items(), key=lambda pair: -pair[1].row):
        grow = min(_GROWTH * place.row, _GROWN)
        rim = kit.frame + kit.inset * place.row
        colour, fill = kit.look.colour_of(place.mention), kit.look.fill_of(place.mention)
        is_event = isinstance(place.mention, Event)
        for number, intervals in _on_lines(place.pieces).items():
            top, bottom = lines[number].ink_top - rim, lines[number].ink_bottom + rim
            for (_, low), (high, _) in pairwise(intervals):
                thread = Box(low + grow, bottom - 1, high - low - 2 * grow, 1.0)
                yield Tint(mark_id, number, thread, fill, colour, is_event, is_thread=True)
            for left, right in intervals:
                box = Box(left - grow, top, right - left + 2 * grow, bottom - top)
                yield Tint(mark_id, number, box, fill, colour, is_event)


def _on_lines(pieces: Sequence[Piece]) -> dict[int, list[tuple[float, float]]]:
    lines: dict[int, list[tuple[float, float]]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append((piece.left, piece.right))
    return {number: merged(found) for number, found in lines.items()}


def arcs(
    routes: Mapping[int, Sequence[Route]],
    words: Mapping[tuple[str, int], str],
    lines: Sequence[LineBox],
    content: Content,
    kit: Kit,
    pills: Mapping[str, float],
) -> Iterator[Arc]:
    """Yield the arcs and chips of a block; `words` are their labels by owner and number.

    `pills` are the upper ends of pills by mark; without one an arc stands on its line.
    """
    for number, found in routes.items():
        for entry in found:
            feet = lines[number].feet
            level = feet + 2 - kit.first_level - entry.level * kit.level
            link = entry.run.link
            label = words[link.owner, link.number]
            ends = pills.get(link.source, feet), pills.get(link.target or "", feet)
            path, arrow, place = _arc(entry, round(level) + 0.5, ends, kit)
            far = link.target if entry.run.kind == "chip" else None
            colour = _colour(link, content, kit)
            yield Arc(link, number, path, arrow, label, place, colour, far, entry.run.kind == "chip")


def _arc(entry: Route, level: float, ends: tuple[float, float], kit: Kit) -> tuple[QPainterPath, QPolygonF | None, Box]:
    """Return the line, the head and the label's box of an arc; `ends` are the heights of its two feet."""
    run, (source, target) = entry.run, ends
    place = Box(entry.label, level - kit.labels.height / 2, run.label, kit.labels.height)
    if run.kind == "chip":
        return _chip_path(entry, place, level, source), None, place
    path = QPainterPath(QPointF(entry.source, source if run.first else level))
    arrow: QPolygonF
    if run.first and run.last:
        corner(path, QPointF(entry.source, level), QPointF((entry.source + entry.target) / 2, level), BEND)
        corner(path, QPointF(entry.target, level), QPointF(entry.target, target - kit.arrow), BEND)
        arrow = arrow_down(entry.target, target, kit.arrow)
    elif run.first:
        aside = kit.arrow if entry.target > entry.source else -kit.arrow
        corner(path, QPointF(entry.source, level), QPointF(entry.target - aside, level), BEND)
        arrow = arrow_aside(entry.target, level, aside)
    else:
        corner(path, QPointF(entry.target, level), QPointF(entry.target, target - kit.arrow), BEND)
        arrow = arrow_down(entry.target, target, kit.arrow)
    return path, arrow, place


def _chip_path(entry: Route, place: Box, level: float, foot: float) -> QPainterPath:
    path = QPainterPath(QPointF(entry.source, foot))
    if place.left <= entry.source <= place.right:
        path.lineTo(QPointF(entry.source, place.bottom))
    else:
        side = place.left if place.left > entry.source else place.right
        corner(path, QPointF(entry.source, level), QPointF(side, level), BEND)
    return path


def _colour(link: Link, content: Content, kit: Kit) -> str:
    """Return an argument's colour, which is its event's; relations share one quiet colour."""
    owner = content.owners.get(link.owner)
    return kit.look.colour_of(owner) if owner else kit.look.theme.link
