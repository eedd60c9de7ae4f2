"""Sheet: a document as blocks of known or estimated height, laid out when looked at and kept while they are near."""

import math
from collections import OrderedDict
from collections.abc import Iterable

from annotator.domain.model import Relation, spans_of
from annotator.ui.editor.blocks import Blocks, Direction
from annotator.ui.editor.content import gather
from annotator.ui.editor.heights import Heights
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.layout import BlockLayout, lay_out
from annotator.ui.editor.marks import Marks

_SCREEN = 40  # layouts that are kept however long they are
KEPT = 100_000  # code points of kept layouts: some 25 screens, and 25 MB


class Sheet:
    """All blocks of one text at one width; only those asked for are ever laid out."""

    def __init__(
        self,
        text: str,
        marks: Marks,
        kit: Kit,
        width: float,
        direction: Direction | None = None,
        turned: dict[int, Direction] | None = None,
    ) -> None:
        self.text = text
        self.marks = marks
        self.kit = kit
        self.width = width
        self.blocks = Blocks(text)
        self.direction: Direction = direction or self.blocks.direction(0, "rtl")
        self._forced = direction
        self._turned = {} if turned is None else turned  # direction by where a paragraph starts
        self._kept: OrderedDict[int, BlockLayout] = OrderedDict()
        self._kept_size = 0
        self.heights = self._estimate()

    def layout(self, index: int) -> BlockLayout:
        """Return the layout of a block; its height is exact from then on."""
        kept = self._kept.get(index)
        if kept is not None:
            self._kept.move_to_end(index)
            return kept
        content = gather(self.marks, self.blocks, self.blocks[index])
        made = lay_out(self.blocks.text_of(index), content, self.width, self.kit, is_rtl=self.is_rtl(index))
        self._kept[index] = made
        self._kept_size += len(made.shaped.text)
        self.heights.put(index, made.height)
        while self._kept_size > KEPT and len(self._kept) > _SCREEN:
            self._drop(next(iter(self._kept)))
        return made

    def is_rtl(self, index: int) -> bool:
        """Say whether a block runs from right to left."""
        return (self._turned.get(self.blocks[index].paragraph) or self._detected(index)) == "rtl"

    def is_turned(self, index: int) -> bool:
        """Say whether a block runs the other way than its letters tell."""
        return self.blocks[index].paragraph in self._turned

    def turn(self, index: int) -> None:
        """Let a block's paragraph run the other way; a second turn takes the first one back."""
        paragraph = self.blocks[index].paragraph
        if self._turned.pop(paragraph, None) is None:
            self._turned[paragraph] = "ltr" if self._detected(index) == "rtl" else "rtl"
        self._drop_all()

    def is_laid_out(self, index: int) -> bool:
        """Say whether a block's layout is kept."""
        return index in self._kept

    def refit(self, kit: Kit, width: float) -> None:
        """Take another look or width: every layout is made anew when it is asked for."""
        self.kit, self.width = kit, width
        self._drop_all()
        self.heights = self._estimate()

    def forget(self, ids: Iterable[str]) -> list[int]:
        """Drop the layouts that show these marks, as they were or as they are now; return the blocks that were kept."""
        changed = set(ids)
        now = {index for mark_id in changed for index in self._blocks_of(mark_id)}
        stale = [i for i, kept in self._kept.items() if i in now or not kept.content.ids.isdisjoint(changed)]
        for index in stale:
            self._drop(index)
        return stale

    def _drop(self, index: int) -> None:
        self._kept_size -= len(self._kept.pop(index).shaped.text)

    def _drop_all(self) -> None:
        self._kept.clear()
        self._kept_size = 0

    def _detected(self, index: int) -> Direction:
        return self._forced or self.blocks.direction(index, self.direction)

    def _blocks_of(self, mark_id: str) -> Iterable[int]:
        mark = self.marks.get(mark_id)
        if mark is None:
            return ()
        if isinstance(mark, Relation):
            return {index for end in (mark.head, mark.tail) if end != mark_id for index in self._blocks_of(end)}
        spans = spans_of(mark)
        return {i for span in spans for i in range(self.blocks.find(span.start), self.blocks.find(span.end - 1) + 1)}

    def _estimate(self) -> Heights:
        line = math.ceil(self.kit.plain_line * 1.15)
        per_line = round(max(self.width / self.kit.letter, 8.0))
        return Heights([(max(length - 1, 0) // per_line + 1) * line for length in self.blocks.lengths()])
