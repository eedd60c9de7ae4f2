"""Kit: a look with its labels measured and its sizes worked out, made once and shared by all layouts."""

from PySide6.QtGui import QFontMetricsF

from annotator.ui import fonts
from annotator.ui.editor.labels import Labels
from annotator.ui.editor.look import Look

_TALL = "لأُآّإِﷲ"
_DEEP = "جعيٍقِ"


class Kit:
    """Sizes in pixels that follow from a look's fonts."""

    band = 3.0  # thickness
    row = 5.0  # from one band to the next
    inset = 2.0  # from an outer box to an inner one
    frame = 3.0  # from the ink to the innermost box
    stem = 3.0  # from the outermost box to the pills

    def __init__(self, look: Look) -> None:
        self.look = look
        self.is_boxed = look.style == "boxes"
        self.tags = Labels(look.tag_font)
        self.labels = Labels(look.label_font)
        self.signs = Labels(fonts.label_font(max(round(look.label_size * 0.75), 7)))
        metrics = QFontMetricsF(look.text_font)
        self.font_ascent = metrics.ascent()
        self.rise = float(round(-metrics.tightBoundingRect(_TALL).top()) + 1)  # ink above the baseline
        self.fall = float(round(metrics.tightBoundingRect(_DEEP).bottom()) + 1)  # ink below it
        self.letter = max(metrics.averageCharWidth(), 1.0)
        self.level = self.labels.height - 1  # from one arc to the next
        self.first_level = 10.0 + self.labels.height / 2  # from the feet to the lowest arc
        self.arrow = max(6.0, look.label_size * 0.55)
        self.tag_pad = 6.0 if self.is_boxed else 0.0  # beside the words of a tag
        self.tag_gap = 4.0 if self.is_boxed else 9.0  # between two tags
        self.tag_row = self.tags.height + 1 if self.is_boxed else self.tags.height - 2  # from one tag to the next
        self._air = round((look.spacing - 100) / 100 * (self.rise + self.fall))

    @property
    def plain_line(self) -> float:
        """Return the height of a line without arcs: room for one row of bands and tags is always kept."""
        return self.above + self.over(1, 1) + self.rise + self.fall + self.below(1, 1)

    @property
    def above(self) -> float:
        """Return the free space above the feet of a line without arcs."""
        return float(round(self.look.size * 0.25))

    def over(self, depth: int, tags: int) -> float:
        """Return the space from the feet of arcs to the ink, for boxes so deep and so many rows of tags."""
        if not self.is_boxed:
            return 0.0
        return self.frame + (max(depth, 1) - 1) * self.inset + self.stem + max(tags, 1) * self.tag_row

    def below(self, depth: int, tags: int) -> float:
        """Return the space under the text for bands or boxes so deep and so many rows of tags."""
        air = round(self.look.size * 0.3) + self._air
        if self.is_boxed:
            return self.frame + (max(depth, 1) - 1) * self.inset + air
        return 2 + max(depth, 1) * self.row - 2 + max(tags, 1) * self.tag_row + air
