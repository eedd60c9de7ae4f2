"""Signs: small words over the places where a text has characters that nobody sees, for the view that shows them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import regex

from annotator.text.direction import control_name
from annotator.ui.editor.geometry import Shaped
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.shapes import Box, LineBox, Sign
from annotator.ui.editor.tags import Wish, arrange

Kind: TypeAlias = Literal["named", "wide", "form"]

# Without line ends, and the ornate brackets U+FD3E and U+FD3F, which are no forms of letters.
_SIGHT = regex.compile(
    r"(?P<wide>[\t\u00A0\u2000-\u200A\u202F\u205F\u3000])"
    r"|(?P<named>[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u034F\u115F\u1160\u3164\uFFA0\uFE00-\uFE0F])"
    r"|(?P<form>[\uFB50-\uFD3D\uFD40-\uFDFF\uFE70-\uFEFC]+)"
)
_PAD = 3.0  # pixels beside the words
_GAP = 2.0  # pixels between two signs


@dataclass(frozen=True, slots=True)
class Spotted:
    """A sign before its line has a height: its words stand `row` rows above the text and point at `x`."""

    x: float
    words: str
    left: float
    width: float
    row: int
    right: float = 0.0  # of a run of presentation forms, which has no words: it is overlined from x to here


def spot_signs(shaped: Shaped, kit: Kit) -> dict[int, list[Spotted]]:
    """Return the signs of each line."""
    by_line: dict[int, list[tuple[float, str]]] = {}
    found: dict[int, list[Spotted]] = {}
    for match in _SIGHT.finditer(shaped.text):
        if match.lastgroup == "form":
            for piece in shaped.pieces(*match.span()):
                found.setdefault(piece.line, []).append(Spotted(piece.left, "", 0.0, 0.0, -1, piece.right))
            continue
        number, x = _place(shaped, match.start(), is_wide=match.lastgroup == "wide" or match.group() < " ")
        by_line.setdefault(number, []).append((x, control_name(match.group())))
    for number, signs in by_line.items():
        wishes = [Wish(x, kit.signs.width(words) + 2 * _PAD) for x, words in signs]
        for (x, words), wish, lies in zip(signs, wishes, arrange(wishes, shaped.width, _GAP), strict=True):
            found.setdefault(number, []).append(Spotted(x, words, lies.left, wish.width, lies.row))
    return found


def rows(spotted: Mapping[int, Sequence[Spotted]]) -> dict[int, int]:
    """Return how many rows of signs each line needs."""
    return {number: max(entry.row for entry in found) + 1 for number, found in spotted.items()}


def signs(spotted: Mapping[int, Sequence[Spotted]], lines: Sequence[LineBox], kit: Kit) -> Iterator[Sign]:
    """Yield the signs of a block."""
    step = kit.signs.height
    for number, found in spotted.items():
        line = lines[number]
        for entry in found:
            if entry.words:
                box = Box(entry.left, line.signs - entry.row * step, entry.width, step)
            else:
                box = Box(entry.x, line.ink_top - 1, entry.right - entry.x, 1.0)
            yield Sign(number, box, entry.words, entry.x, line.ink_bottom)


def _place(shaped: Shaped, at: int, *, is_wide: bool) -> tuple[int, float]:
    """Return the line and x of an invisible character: its middle if it takes room, else the edge it stands at.

    Qt gives what has no ink the box of its whole run, so its neighbours are asked.
    """
    number = shaped.line_at(at)
    start, end = shaped.snap(at, at + 1)
    if is_wide:
        for piece in shaped.pieces(start, end):
            return piece.line, piece.middle
    line = shaped.lines[number]
    if end - start == 1 or start == at:  # nothing else in its grapheme
        before = shaped.snap(at - 1, at) if at > line.start else None
        after = shaped.snap(end, end + 1) if end < line.visible else None
    else:
        before, after = (start, end), None
    sides = [(stretch, is_after) for stretch, is_after in ((before, True), (after, False)) if stretch]
    sides.sort(key=lambda side: shaped.runs_rtl(side[0][0]) != shaped.is_rtl)  # where reading goes on
    for stretch, is_after in sides:
        pieces = [piece for piece in shaped.pieces(*stretch) if piece.line == number]
        if pieces:
            is_left = shaped.runs_rtl(stretch[0]) == is_after
            return number, pieces[0].left if is_left else pieces[-1].right
    return number, shaped.width if shaped.is_rtl else 0.0
