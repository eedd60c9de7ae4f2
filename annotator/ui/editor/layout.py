"""BlockLayout: one block laid out whole; a pure function of its text, its marks, a width and a look.

Nothing here paints, so a test can ask it for numbers.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.ui.editor.arcs import route
from annotator.ui.editor.content import Content
from annotator.ui.editor.geometry import Shaped
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.links import Linker
from annotator.ui.editor.names import anchored, names, tags
from annotator.ui.editor.names import rows as tag_rows
from annotator.ui.editor.places import Place, places
from annotator.ui.editor.plan import Needs, depths, levels, plan
from annotator.ui.editor.shapes import Arc, Band, Box, LineBox, Sign, Tag, Tint
from annotator.ui.editor.signs import rows as sign_rows
from annotator.ui.editor.signs import signs, spot_signs
from annotator.ui.editor.strokes import arcs, bands, boxes, tints


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
    signs: tuple[Sign, ...]
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
    look = kit.look
    shaped = Shaped(text, width, look.text_font, is_rtl=is_rtl, view=look.view)
    stands: Mapping[str, Place] = places(shaped, content)
    named = names(stands, width, kit)
    if kit.is_boxed:
        stands = anchored(stands, named)
    linker = Linker(content, stands, width, kit, is_rtl=is_rtl)
    routes = {number: route(runs, width) for number, runs in linker.runs.items()}
    spotted = spot_signs(shaped, kit) if look.view.invisible else {}
    lines = plan(shaped, kit, Needs(levels(routes), depths(stands), tag_rows(named), sign_rows(spotted)))
    for number, line in enumerate(lines):
        shaped.place(number, line.baseline)
    labels = tuple(tags(named, stands, lines, kit))
    pills = {tag.mark: tag.box.top - 1 for tag in labels} if kit.is_boxed else {}
    return BlockLayout(
        shaped,
        content,
        stands,
        tuple(lines),
        () if kit.is_boxed else tuple(bands(stands, lines, kit)),
        tuple(boxes(stands, lines, kit) if kit.is_boxed else tints(stands, lines, kit)),
        labels,
        tuple(arcs(routes, linker.words, lines, content, kit, pills)),
        tuple(signs(spotted, lines, kit)),
        round(lines[-1].bottom),
    )
