"""The colours of the program in three frozen tables, and how a schema's colours fit each of them.

A schema brings one colour a type, chosen on paper. Each theme moves its lightness until it is legible on the page,
so one schema serves light, dark and high contrast. The ink of the text never changes its colour.
"""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QColor, QPalette

from annotator.domain.colours import contrast, even, legible, mix


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours, each #RRGGBB; opacities are 0.0 to 1.0."""

    name: str
    is_dark: bool
    page: str  # behind the text
    ink: str  # the text
    gutter: str  # beside the text
    number: str  # line numbers, hints
    link: str  # arcs and chips that no type colours
    selection: str  # behind chosen words
    edge: str  # handles of a selection, the frame of the cursor
    window: str  # behind panels and bars
    surface: str  # lists, cards, fields
    alternate: str  # every other row, hovered rows
    text: str  # interface text
    muted: str  # secondary interface text
    border: str
    accent: str  # the one colour of buttons that matter, focus, links
    on_accent: str  # text on the accent
    good: str
    warning: str
    bad: str
    line_contrast: float  # of bands, tags and arcs on the page
    lightness: float | None  # OKLCH lightness that all type colours share, if the theme evens them
    tint: float  # opacity of tinted text backgrounds
    receded: float  # opacity of links that are not those of the selected mark

    def line(self, colour: str) -> str:
        """Return a type's colour for bands, tags and arcs on the page."""
        return _line(colour, self.page, self.line_contrast, self.lightness)

    def fill(self, colour: str) -> str:
        """Return a type's colour as the opaque tint behind a trigger or a box on the page."""
        return _tinted(self.line(colour), self.page, self.tint)

    def word(self, colour: str) -> str:
        """Return a type's colour for words on its own tint."""
        return _word(self.line(colour), self.fill(colour))

    def on(self, colour: str) -> str:
        """Return the colour of text on a filled badge of `colour`."""
        return max((self.page, self.ink, "#ffffff", "#000000"), key=lambda candidate: contrast(candidate, colour))


_WORDS = 4.6  # least contrast of words on a tint


@lru_cache(maxsize=4096)
def _word(colour: str, tint: str) -> str:
    return legible(colour, tint, _WORDS)


_tinted = lru_cache(maxsize=4096)(mix)


@lru_cache(maxsize=4096)
def _line(colour: str, page: str, least: float, lightness: float | None) -> str:
    return legible(even(colour, lightness, 0.09) if lightness else colour, page, least)


LIGHT = Theme(
    name="light",
    is_dark=False,
    page="#ffffff",
    ink="#1d1f24",
    gutter="#f6f5f2",
    number="#6f727a",
    link="#5f6673",
    selection="#cfe0fc",
    edge="#2a66d9",
    window="#f1f1ef",
    surface="#ffffff",
    alternate="#f4f6fa",
    text="#22252b",
    muted="#62666f",
    border="#d6d7d9",
    accent="#1f5fd0",
    on_accent="#ffffff",
    good="#1c7a3f",
    warning="#9a5b00",
    bad="#b3261e",
    line_contrast=4.6,
    lightness=0.54,
    tint=0.18,
    receded=0.34,
)

DARK = Theme(
    name="dark",
    is_dark=True,
    page="#16191f",
    ink="#e9eaee",
    gutter="#1c2027",
    number="#8b909b",
    link="#a4abb8",
    selection="#2b4470",
    edge="#7fb0ff",
    window="#1b1f26",
    surface="#16191f",
    alternate="#1f242c",
    text="#e4e6ea",
    muted="#a0a6b1",
    border="#343a45",
    accent="#7fb0ff",
    on_accent="#0d1117",
    good="#6fcf8e",
    warning="#f0b35a",
    bad="#ff8a80",
    line_contrast=7.2,
    lightness=0.8,
    tint=0.26,
    receded=0.36,
)

CONTRAST = Theme(
    name="contrast",
    is_dark=True,
    page="#000000",
    ink="#ffffff",
    gutter="#000000",
    number="#d0d0d0",
    link="#ffffff",
    selection="#00468c",
    edge="#ffff00",
    window="#000000",
    surface="#000000",
    alternate="#1a1a1a",
    text="#ffffff",
    muted="#e0e0e0",
    border="#ffffff",
    accent="#ffff00",
    on_accent="#000000",
    good="#5cff8f",
    warning="#ffd24d",
    bad="#ff9d94",
    line_contrast=10.0,
    lightness=0.86,
    tint=0.4,
    receded=0.6,
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def theme_named(name: str, *, system_is_dark: bool = False) -> Theme:
    """Return the theme of a setting: "light", "dark", "contrast", or "system" for the desktop's own choice."""
    return THEMES.get(name) or (DARK if system_is_dark else LIGHT)


def palette(theme: Theme) -> QPalette:
    """Return Qt's palette for the interface, so that no widget needs a style sheet."""
    made = QPalette()
    role = QPalette.ColorRole
    for key, colour in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.alternate),
        (role.Text, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Button, theme.window),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.bad),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.text),
        (role.Light, mix("#ffffff", theme.window, 0.12 if theme.is_dark else 0.8)),
        (role.Midlight, mix(theme.text, theme.window, 0.06)),
        (role.Mid, theme.border),
        (role.Dark, mix(theme.text, theme.window, 0.3)),
        (role.Shadow, "#000000"),
    ):
        made.setColor(key, QColor(colour))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(mix(theme.text, theme.window, 0.4)))
    return made
