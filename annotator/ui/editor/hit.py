"""Hit testing: what stands at a point of a block: a grapheme, the marks over it, a tag, a link's label."""

from dataclasses import dataclass

from annotator.domain.span import Span
from annotator.ui.editor.layout import BlockLayout
from annotator.ui.editor.shapes import Arc


@dataclass(frozen=True, slots=True)
class Spot:
    """What is at a point.

    `grapheme` is the nearest one of the line in code points of the document, None in an empty block; `is_inside` says
    that the point is on it. `marks` are those over the point, the innermost first. `tag` and `arc` are what is hit
    outside the text.
    """

    grapheme: Span | None
    is_inside: bool
    marks: tuple[str, ...]
    tag: str | None
    arc: Arc | None


def spot(layout: BlockLayout, x: float, y: float) -> Spot:
    """Return what stands at (x, y) of a block."""
    number = layout.line_at(y)
    arc = next((arc for arc in layout.arcs if arc.line == number and arc.place.holds(x, y)), None)
    tag = next((tag.mark for tag in layout.tags if tag.line == number and tag.box.holds(x, y)), None)
    line = layout.lines[number]
    start, end = layout.shaped.grapheme_at(number, x)
    offset = layout.content.start
    grapheme = Span(start + offset, end + offset) if end > start else None
    is_level = line.ink_top - 4 <= y < line.reach
    is_inside = is_level and any(box.left - 1 <= x < box.right + 1 for box in layout.boxes(start, end))
    marks = _marks(layout, number, x, y) if is_level else ()
    return Spot(grapheme, is_inside, marks, tag, arc)


def _marks(layout: BlockLayout, number: int, x: float, y: float) -> tuple[str, ...]:
    """Return the marks with a piece at x; on a band, that band's mark is the first."""
    over = [
        (place.row, mark_id)
        for mark_id, place in layout.places.items()
        if any(piece.line == number and piece.left <= x < piece.right for piece in place.pieces)
    ]
    found = [mark_id for _, mark_id in sorted(over, key=lambda pair: pair[0])]
    on_band = [
        band.mark
        for band in layout.bands
        if band.line == number and band.box.left <= x < band.box.right and band.box.top - 1 <= y < band.box.bottom + 1
    ]
    return tuple(dict.fromkeys([*on_band, *found]))
