"""Kit: a look with its labels measured and its sizes worked out, made once and shared by all layouts."""

from PySide6.QtGui import QFontMetricsF

from annotator.ui.editor.labels import Labels
from annotator.ui.editor.look import Look

_TALL = "لأُآّإِﷲ"
_DEEP = "جعيٍقِ"


class Kit:
    """Sizes in pixels that follow from a look's fonts."""

    band = 3.0  # thickness
    row = 5.0  # from one band to the next

    def __init__(self, look: Look) -> None:
        self.look = look
        self.tags = Labels(look.tag_font)
        self.labels = Labels(look.label_font)
        metrics = QFontMetricsF(look.text_font)
        self.font_ascent = metrics.ascent()
        self.rise = float(round(-metrics.tightBoundingRect(_TALL).top()) + 1)  # ink above the baseline
        self.fall = float(round(metrics.tightBoundingRect(_DEEP).bottom()) + 1)  # ink below it
        self.letter = max(metrics.averageCharWidth(), 1.0)
        self.level = self.labels.height - 1  # from one arc to the next
        self.first_level = 10.0 + self.labels.height / 2  # from the text to the lowest arc
        self.arrow = max(6.0, look.label_size * 0.55)

    @property
    def plain_line(self) -> float:
        """Return the height of a line without arcs: room for one row of bands and tags is always kept."""
        return self.above + self.rise + self.fall + self.below(1, 1)

    @property
    def above(self) -> float:
        """Return the free space above the text of a line without arcs."""
        return round(self.look.size * 0.25)

    def below(self, bands: int, tags: int) -> float:
        """Return the space under the text for so many rows."""
        return 2 + max(bands, 1) * self.row - 2 + max(tags, 1) * (self.tags.height - 2) + round(self.look.size * 0.3)
