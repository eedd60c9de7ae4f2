"""Overlay: what the painter is told of the moment: what is chosen, pointed at, and what stands out for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from annotator.ui.editor.shapes import Box
from annotator.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Overlay:
    """What lies over the marks for now: chosen text (rectangles of this block), marks pointed at or selected.

    `links` are the owners and numbers of links that stand out and `tied` the marks at their ends; both are None while
    all are equal.
    """

    chosen: tuple[Box, ...] = ()
    hovered: str | None = None
    selected: str | None = None
    links: frozenset[tuple[str, int]] | None = None
    tied: frozenset[str] | None = None
    hints: Mapping[str, str] = field(default_factory=dict)

    def share(self, mark: str, theme: Theme) -> float:
        """Return how much of its colour a mark keeps: all of it, unless it is not one of those that stand out."""
        return 1.0 if self.tied is None or mark in self.tied else (theme.receded + 1.0) / 2


PLAIN = Overlay()
