"""Names: the tags of marks - which words, where on their line, and the shape they get once lines have heights."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.model import Event
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.marks import Mention
from annotator.ui.editor.places import Place
from annotator.ui.editor.shapes import Box, LineBox, Tag
from annotator.ui.editor.tags import Wish, arrange

_ROOM = 16.0  # pixels a tag may be wider than its mark before it is shortened
_NARROW = 46.0  # pixels that every tag may have
_WORD = 84.0  # pixels that the first word of a tag may have
_WIDEST = 150.0
_STEM = 6.0  # pixels that a stem keeps from the ends of its pill


@dataclass(frozen=True, slots=True)
class Named:
    """A tag before its line has a height."""

    mention: Mention
    words: str
    left: float
    width: float
    row: int

    @property
    def middle(self) -> float:
        """Return its centre in pixels."""
        return self.left + self.width / 2


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
    wishes = [
        Wish(place.spot.middle, kit.tags.width(text) + 2 * kit.tag_pad)
        for place, text in zip(found, words, strict=True)
    ]
    return [
        Named(place.mention, text, lies.left, wish.width, lies.row)
        for place, text, wish, lies in zip(found, words, wishes, arrange(wishes, width, kit.tag_gap), strict=True)
    ]


def _words(place: Place, kit: Kit) -> str:
    most = min(max(place.spot.width + _ROOM - 2 * kit.tag_pad, _NARROW), _WIDEST)
    return kit.tags.fit(kit.look.tag_of(place.mention), most, _WORD)


def anchored(stands: Mapping[str, Place], named: Mapping[int, Sequence[Named]]) -> dict[str, Place]:
    """Return the places with their arcs at the middle of their pills, wherever those slid to."""
    middles = {entry.mention.id: entry.middle for found in named.values() for entry in found}
    return {mark_id: replace(place, anchor=middles.get(mark_id, place.anchor)) for mark_id, place in stands.items()}


def rows(named: Mapping[int, Sequence[Named]]) -> dict[int, int]:
    """Return how many rows of tags each line has."""
    return {number: max(entry.row for entry in found) + 1 for number, found in named.items() if found}


def tags(
    named: Mapping[int, Sequence[Named]], stands: Mapping[str, Place], lines: Sequence[LineBox], kit: Kit
) -> Iterator[Tag]:
    """Yield the tags of a block: rows go down under bands and up over boxes."""
    step = -kit.tag_row if kit.is_boxed else kit.tag_row
    for number, found in named.items():
        line = lines[number]
        for entry in found:
            mark, look = entry.mention, kit.look
            box = Box(entry.left, line.tags + entry.row * step, entry.width, kit.tags.height)
            if not kit.is_boxed:
                yield Tag(mark.id, number, box, entry.words, look.colour_of(mark))
                continue
            place = stands[mark.id]
            x = min(max(place.spot.middle, box.left + _STEM), box.right - _STEM)
            yield Tag(
                mark.id,
                number,
                box,
                entry.words,
                look.colour_of(mark),
                look.fill_of(mark),
                look.word_of(mark),
                isinstance(mark, Event),
                (x, line.ink_top - kit.frame - place.row * kit.inset),
            )
