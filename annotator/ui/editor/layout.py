"""BlockLayout: one block laid out whole; a pure function of its text, its marks, a width and a look.

Nothing here paints, so a test can ask it for numbers.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator.ui.editor.arcs import Route, route
from annotator.ui.editor.content import Content
from annotator.ui.editor.geometry import Shaped
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.links import Linker
from annotator.ui.editor.places import Place, places
from annotator.ui.editor.shapes import Arc, Band, Box, LineBox, Tag, Tint
from annotator.ui.editor.strokes import Named, arcs, bands, names, tags, tints


@dataclass(frozen=True, slots=True)
class BlockLayout:
    """A block's shaped text and its shapes; y runs from the block's top, x from the left of the text column."""

    shaped: Shaped
    content: Content
    places: Mapping[str, Place]
    lines: tuple[LineBox, ...]
    bands: tuple[Band, ...]
    tints: tuple[Tint, ...]
    tags: tuple[Tag, ...]
    arcs: tuple[Arc, ...]
    height: int

    def line_at(self, y: float) -> int:
        """Return the line at a height; above and below the block, the first and the last."""
        return min(max(bisect_right([line.top for line in self.lines], y) - 1, 0), len(self.lines) - 1)

    def boxes(self, start: int, end: int) -> list[Box]:
        """Return the text rectangles of `[start, end)`, in code points of the block."""
        found = []
        for piece in self.shaped.pieces(start, end):
            line = self.lines[piece.line]
            found.append(Box(piece.left, line.ink_top, piece.width, line.ink_bottom - line.ink_top))
        return found


def lay_out(text: str, content: Content, width: float, kit: Kit, *, is_rtl: bool) -> BlockLayout:
    """Return the layout of one block."""
    shaped = Shaped(text, width, kit.look.text_font, is_rtl=is_rtl)
    stands = places(shaped, content)
    linker = Linker(content, stands, width, kit, is_rtl=is_rtl)
    routes = {number: route(runs, width) for number, runs in linker.runs.items()}
    named = names(stands, width, kit)
    lines = _plan(shaped, kit, routes, _depths(stands), named)
    for number, line in enumerate(lines):
        shaped.place(number, line.baseline)
    return BlockLayout(
        shaped,
        content,
        stands,
        tuple(lines),
        tuple(bands(stands, lines, kit)),
        tuple(tints(stands, lines, kit)),
        tuple(tags(named, lines, kit)),
        tuple(arcs(routes, linker.words, lines, content, kit)),
        round(lines[-1].bottom),
    )


def _depths(stands: Mapping[str, Place]) -> dict[int, int]:
    """Return how many band rows each line needs."""
    depths: dict[int, int] = {}
    for place in stands.values():
        for piece in place.pieces:
            depths[piece.line] = max(depths.get(piece.line, 0), place.row + 1)
    return depths


def _plan(
    shaped: Shaped,
    kit: Kit,
    routes: Mapping[int, Sequence[Route]],
    depths: Mapping[int, int],
    named: Mapping[int, Sequence[Named]],
) -> list[LineBox]:
    """Stack the lines: each as tall as its arcs, bands and tags ask for."""
    lines: list[LineBox] = []
    top = 0.0
    for number, line in enumerate(shaped.lines):
        levels = max((entry.level for entry in routes.get(number, ())), default=-1) + 1
        above = kit.above if not levels else kit.first_level + (levels - 1) * kit.level + kit.labels.height / 2 + 4
        ink_top = top + above + max(line.ascent - kit.font_ascent, 0.0)
        baseline = ink_top + kit.rise
        ink_bottom = baseline + kit.fall
        depth = depths.get(number, 0)
        rows = max((entry.row for entry in named.get(number, ())), default=0) + 1
        bottom = ink_bottom + (kit.below(depth, rows) if shaped.text else kit.above)
        stripes = ink_bottom + 2
        words = stripes + max(depth, 1) * kit.row - 2
        lines.append(LineBox(top, ink_top, round(baseline), ink_bottom, round(stripes), round(words), bottom))
        top = bottom
    return lines
