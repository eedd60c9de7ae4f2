"""Plan: how tall each line of a block is, and at which heights its text, marks and names stand.

From above to below, in style "bands": arcs, signs, text, bands, tags; in style "boxes": arcs, tags, signs, text in
its boxes. One row of tags is kept free on every line, so that the first mark on it moves nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from annotator.ui.editor.arcs import Route
from annotator.ui.editor.geometry import Line, Shaped
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.places import Place
from annotator.ui.editor.shapes import LineBox


@dataclass(frozen=True, slots=True)
class Needs:
    """How many rows the lines of a block need, by the line's number; a line without an entry needs none."""

    levels: Mapping[int, int] = field(default_factory=dict)  # of arcs
    depths: Mapping[int, int] = field(default_factory=dict)  # of bands or boxes
    tags: Mapping[int, int] = field(default_factory=dict)
    signs: Mapping[int, int] = field(default_factory=dict)


def levels(routes: Mapping[int, Sequence[Route]]) -> dict[int, int]:
    """Return how many levels of arcs each line has."""
    return {number: max(entry.level for entry in found) + 1 for number, found in routes.items() if found}


def depths(stands: Mapping[str, Place]) -> dict[int, int]:
    """Return how many rows of bands or boxes each line has."""
    found: dict[int, int] = {}
    for place in stands.values():
        for piece in place.pieces:
            found[piece.line] = max(found.get(piece.line, 0), place.row + 1)
    return found


def plan(shaped: Shaped, kit: Kit, needs: Needs) -> list[LineBox]:
    """Stack the lines of a block, each as tall as what stands on it asks for."""
    lines: list[LineBox] = []
    top = 0.0
    for number, line in enumerate(shaped.lines):
        lines.append(_line(number, line, top, kit, needs, is_empty=not shaped.text))
        top = lines[-1].bottom
    return lines


def _line(number: int, line: Line, top: float, kit: Kit, needs: Needs, *, is_empty: bool) -> LineBox:
    high, depth = needs.levels.get(number, 0), needs.depths.get(number, 0)
    tags, signs = max(needs.tags.get(number, 0), 1), needs.signs.get(number, 0) * kit.signs.height
    arcs = kit.first_level + (high - 1) * kit.level + kit.labels.height / 2 + 4 if high else kit.above
    feet = top + arcs
    ink_top = feet + (0.0 if is_empty else kit.over(depth, tags)) + signs + max(line.ascent - kit.font_ascent, 0.0)
    baseline = ink_top + kit.rise
    ink_bottom = baseline + kit.fall
    bottom = ink_bottom + (kit.above if is_empty else kit.below(depth, tags))
    if kit.is_boxed:
        rim = (max(depth, 1) - 1) * kit.inset + kit.frame
        bands, names = ink_bottom + rim, feet + (tags - 1) * kit.tag_row
        labels = ink_top - rim - kit.signs.height
    else:
        bands = ink_bottom + 2
        names = bands + max(depth, 1) * kit.row - 2
        labels = ink_top - kit.signs.height
    return LineBox(
        top,
        feet - 2,
        ink_top,
        round(baseline),
        ink_bottom,
        round(bands),
        round(names),
        round(labels),
        bottom,
    )
