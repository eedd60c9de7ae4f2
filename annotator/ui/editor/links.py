"""Links of a block turned into runs for each line: arcs, arcs over a line's end, and chips for what is far away."""

from collections.abc import Mapping

from annotator.ui.editor.arcs import Foot, Run
from annotator.ui.editor.content import Content
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.marks import Link
from annotator.ui.editor.places import Place

REACH = 0.6  # of the width: how long an arc over a line's end may be in all
CHIP = 10.0  # pixels around the words of a chip
_WORDS = 110.0  # pixels of the far mention's words in a chip
_LABEL = 120.0  # pixels of an arc's label
_BEYOND = 10.0  # pixels that an arc over a line's end leaves the column


class Linker:
    """Make the runs of one block, line by line, and remember the words of each."""

    def __init__(self, content: Content, places: Mapping[str, Place], width: float, kit: Kit, *, is_rtl: bool) -> None:
        self._content = content
        self._places = places
        self._width = width
        self._kit = kit
        self._is_rtl = is_rtl
        self.runs: dict[int, list[Run]] = {}
        self.words: dict[tuple[str, int], str] = {}
        for link in content.links if kit.look.arcs != "none" else ():
            self._add(link)

    def _add(self, link: Link) -> None:
        source = self._places.get(link.source)
        if source is None or link.source == link.target:
            return
        target = self._places.get(link.target or "")
        if target is None or not target.is_home:
            self._chip(link, source, None)
        elif target.spot.line == source.spot.line:
            self._arc(link, source, target)
        elif abs(target.spot.line - source.spot.line) == 1 and self._is_near(source, target):
            self._over_the_end(link, source, target)
        else:
            self._chip(link, source, target)

    def _arc(self, link: Link, source: Place, target: Place) -> None:
        one, other = source.anchor, target.anchor
        first, last = Foot(link.source, one, other), Foot(target.mention.id, other, one)
        self._put(source.spot.line, Run(link, "arc", first, last, 0.0, self._label(link)))

    def _over_the_end(self, link: Link, source: Place, target: Place) -> None:
        leaves = self._end if target.spot.line > source.spot.line else self._begin
        enters = self._begin if target.spot.line > source.spot.line else self._end
        label = self._label(link)
        first = Foot(link.source, source.anchor, leaves)
        last = Foot(target.mention.id, target.anchor, enters)
        self._put(source.spot.line, Run(link, "leaving", first, None, leaves, label))
        self._put(target.spot.line, Run(link, "entering", None, last, enters, label))

    def _chip(self, link: Link, source: Place, target: Place | None) -> None:
        words, is_up = self._chip_words(link, source, target)
        label = self._kit.labels.width(words) + 2 * CHIP
        self.words[link.owner, link.number] = words
        leans_right = is_up == self._is_rtl
        foot = Foot(link.source, source.anchor, source.anchor + (label if leans_right else -label))
        self._put(source.spot.line, Run(link, "chip", foot, None, 0.0, label))

    def _chip_words(self, link: Link, source: Place, target: Place | None) -> tuple[str, bool]:
        tr, role = self._kit.look.tr, self._role(link)
        far = self._content.words.get(link.target or "")
        if far is None:
            return tr("{role}: not in the text", role=role), False
        mention = self._kit.labels.fit(far.words, _WORDS)
        if target is not None:
            is_up = target.spot.line < source.spot.line
            arrow, line = "↑" if is_up else "↓", target.spot.line + 1
            return tr(
                "{role}: {mention} (line {line} {arrow})", role=role, mention=mention, line=line, arrow=arrow
            ), is_up
        is_up = far.number <= self._number
        arrow = "↑" if is_up else "↓"
        sentence = "{role}: {mention} (paragraph {number} {arrow})"
        return tr(sentence, role=role, mention=mention, number=far.number, arrow=arrow), is_up

    def _label(self, link: Link) -> float:
        words = self._role(link)
        self.words[link.owner, link.number] = words
        return self._kit.labels.width(words) + 8

    def _role(self, link: Link) -> str:
        look = self._kit.look
        return self._kit.labels.fit(look.label_of(link, self._content.owners.get(link.owner)), _LABEL)

    def _is_near(self, source: Place, target: Place) -> bool:
        upper, lower = sorted((source.spot, target.spot), key=lambda spot: spot.line)
        way = abs(upper.middle - self._end) + abs(lower.middle - self._begin)
        return way <= self._width * REACH

    def _put(self, line: int, run: Run) -> None:
        self.runs.setdefault(line, []).append(run)

    @property
    def _number(self) -> int:
        return self._content.number

    @property
    def _begin(self) -> float:
        """Return x where a line begins for the reader."""
        return self._width + _BEYOND if self._is_rtl else -_BEYOND

    @property
    def _end(self) -> float:
        return -_BEYOND if self._is_rtl else self._width + _BEYOND
