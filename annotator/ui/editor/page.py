"""Page: how the width of a window is shared: the gutter on the side where lines begin, margins, the text column."""

from dataclasses import dataclass

MARGIN = 26


@dataclass(frozen=True, slots=True)
class Page:
    """Whole pixels from the window's left edge."""

    width: int
    gutter: int
    is_rtl: bool

    @property
    def column_left(self) -> int:
        """Return where the text column begins on the left."""
        return MARGIN if self.is_rtl else self.gutter + MARGIN

    @property
    def column_width(self) -> int:
        """Return the width of the text column; never too narrow for a word."""
        return max(self.width - self.gutter - 2 * MARGIN, 80)

    @property
    def gutter_left(self) -> int:
        """Return the left edge of the gutter."""
        return self.width - self.gutter if self.is_rtl else 0
