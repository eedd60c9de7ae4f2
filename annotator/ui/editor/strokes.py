"""Strokes: the places, tags and routes of a block turned into shapes once the height of every line is known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from annotator.domain.model import Event
from annotator.ui.editor.arcs import BEND, Route
from annotator.ui.editor.content import Content
from annotator.ui.editor.geometry import Piece, merged
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.marks import Link, Mention
from annotator.ui.editor.places import Place
from annotator.ui.editor.shapes import Arc, Band, Box, LineBox, Tag, Tint, arrow_aside, arrow_down, corner
from annotator.ui.editor.tags import Wish, arrange

_ROOM = 16.0  # pixels a tag may be wider than its mark before it is shortened
_NARROW = 46.0  # pixels that every tag may have
_WORD = 84.0  # pixels that the first word of a tag may have
_WIDEST = 150.0


@dataclass(frozen=True, slots=True)
class Named:
    """A tag before its line has a height."""

    mention: Mention
    words: str
    left: float
    width: float
    row: int


def names(stands: Mapping[str, Place], width: float, kit: Kit) -> dict[int, list[Named]]:
    """Return the tags of each line, put where they do not meet; inner and narrow marks choose first."""
    by_line: dict[int, list[Place]] = {}
    for place in stands.values():
        if place.is_home:
            by_line.setdefault(place.spot.line, []).append(place)
    return {number: _names_of(found, width, kit) for number, found in by_line.items()}


def _names_of(found: list[Place], width: float, kit: Kit) -> list[Named]:
    found.sort(key=lambda place: (place.row, place.spot.width))
    words = [_words(place, kit) for place in found]
    wishes = [Wish(place.spot.middle, kit.tags.width(text)) for place, text in zip(found, words, strict=True)]
    return [
        Named(place.mention, text, lies.left, wish.width, lies.row)
        for place, text, wish, lies in zip(found, words, wishes, arrange(wishes, width), strict=True)
    ]


def _words(place: Place, kit: Kit) -> str:
    most = min(max(place.spot.width + _ROOM, _NARROW), _WIDEST)
    return kit.tags.fit(kit.look.tag_of(place.mention), most, _WORD)


def tags(named: Mapping[int, Sequence[Named]], lines: Sequence[LineBox], kit: Kit) -> Iterator[Tag]:
    """Yield the tags of a block."""
    step = kit.tags.height - 2
    for number, found in named.items():
        for entry in found:
            box = Box(entry.left, lines[number].tags + entry.row * step, entry.width, kit.tags.height)
            yield Tag(entry.mention.id, number, box, entry.words, kit.look.colour_of(entry.mention))


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
    """Yield the tinted backgrounds: of triggers, and in style "boxes" of every mention, outer ones first."""
    boxed = kit.look.style == "boxes"
    for mark_id, place in sorted(stands.items(), key=lambda pair: -pair[1].row):
        if not boxed and not isinstance(place.mention, Event):
            continue
        grow = 2.0 * place.row if boxed else 0.0
        colour, fill = kit.look.colour_of(place.mention), kit.look.fill_of(place.mention)
        for number, intervals in _on_lines(place.pieces).items():
            line = lines[number]
            for left, right in intervals:
                box = Box(
                    left - grow,
                    line.ink_top - 2 - grow,
                    right - left + 2 * grow,
                    line.ink_bottom - line.ink_top + 2 + 2 * grow,
                )
                yield Tint(mark_id, number, box, fill, colour, place.row)


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
) -> Iterator[Arc]:
    """Yield the arcs and chips of a block; `words` are their labels by owner and number."""
    for number, found in routes.items():
        for entry in found:
            level = lines[number].ink_top - kit.first_level - entry.level * kit.level
            link = entry.run.link
            label = words[link.owner, link.number]
            path, arrow, place = _arc(entry, round(level) + 0.5, lines[number].ink_top - 2, kit)
            far = link.target if entry.run.kind == "chip" else None
            colour = _colour(link, content, kit)
            yield Arc(link, number, path, arrow, label, place, colour, far, entry.run.kind == "chip")


def _arc(entry: Route, level: float, foot: float, kit: Kit) -> tuple[QPainterPath, QPolygonF | None, Box]:
    run = entry.run
    place = Box(entry.label, level - kit.labels.height / 2, run.label, kit.labels.height)
    if run.kind == "chip":
        return _chip_path(entry, place, level, foot), None, place
    path = QPainterPath(QPointF(entry.source, foot if run.first else level))
    arrow: QPolygonF
    if run.first and run.last:
        corner(path, QPointF(entry.source, level), QPointF((entry.source + entry.target) / 2, level), BEND)
        corner(path, QPointF(entry.target, level), QPointF(entry.target, foot - kit.arrow), BEND)
        arrow = arrow_down(entry.target, foot, kit.arrow)
    elif run.first:
        aside = kit.arrow if entry.target > entry.source else -kit.arrow
        corner(path, QPointF(entry.source, level), QPointF(entry.target - aside, level), BEND)
        arrow = arrow_aside(entry.target, level, aside)
    else:
        corner(path, QPointF(entry.target, level), QPointF(entry.target, foot - kit.arrow), BEND)
        arrow = arrow_down(entry.target, foot, kit.arrow)
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
