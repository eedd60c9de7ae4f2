"""Places: where each mention of a block stands: its pieces, its band row, and the spot its tag and arcs hang on."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.model import spans_of
from annotator.domain.span import hull
from annotator.ui.editor.bands import pack, uncovered
from annotator.ui.editor.content import Content
from annotator.ui.editor.geometry import Piece, Shaped
from annotator.ui.editor.marks import Mention


@dataclass(frozen=True, slots=True)
class Place:
    """One mention: the pieces of text it covers, its row, and the part of a line where its tag belongs.

    `is_home` says that the mention begins in this block, which draws its tag and links; these stand at `anchor`.
    """

    mention: Mention
    row: int
    pieces: tuple[Piece, ...]
    spot: Piece
    is_home: bool
    anchor: float


def places(shaped: Shaped, content: Content) -> dict[str, Place]:
    """Return the place of every mention that shows in the block, by id, in the content's order."""
    length = len(shaped.text)
    hulls = []
    found: list[tuple[Mention, int, list[Piece]]] = []
    for mention in content.mentions:
        whole = hull(spans_of(mention))
        hulls.append((max(whole.start - content.start, 0), min(whole.end - content.start, length)))
    for mention, row in zip(content.mentions, pack(hulls), strict=True):
        spans = [(span.start - content.start, span.end - content.start) for span in spans_of(mention)]
        pieces = [piece for span in spans for piece in shaped.pieces(*span)]
        if pieces:
            found.append((mention, row, pieces))
    covers = _by_line(found)
    stands = {}
    for mention, row, pieces in found:
        spot = _spot(row, pieces, covers)
        is_home = mention.id in content.homes
        stands[mention.id] = Place(mention, row, tuple(pieces), spot, is_home, spot.middle)
    return stands


def _by_line(found: Sequence[tuple[Mention, int, list[Piece]]]) -> dict[int, list[tuple[int, float, float]]]:
    covers: dict[int, list[tuple[int, float, float]]] = {}
    for _, row, pieces in found:
        for piece in pieces:
            covers.setdefault(piece.line, []).append((row, piece.left, piece.right))
    return covers


def _spot(row: int, pieces: list[Piece], covers: dict[int, list[tuple[int, float, float]]]) -> Piece:
    """Return the widest part that no mention of a lower row covers, else the widest piece."""
    best: Piece | None = None
    for number in dict.fromkeys(piece.line for piece in pieces) if row else ():
        own = [(piece.left, piece.right) for piece in pieces if piece.line == number]
        inner = [(left, right) for depth, left, right in covers[number] if depth < row]
        for left, right in uncovered(own, inner):
            if right - left > 6 and (best is None or right - left > best.width):
                best = Piece(number, left, right)
    return best or max(pieces, key=lambda piece: piece.width)
