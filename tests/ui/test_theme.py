import pytest
from PySide6.QtGui import QColor, QPalette

from annotator import paths
from annotator.domain.colours import contrast
from annotator.domain.schema_toml import read_schema
from annotator.ui.theme import CONTRAST, DARK, LIGHT, THEMES, Theme, palette, theme_named

PRESETS = sorted((paths.resources() / "presets").glob("*.toml"))
EVERY = pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)


@EVERY
@pytest.mark.parametrize("preset", PRESETS, ids=lambda path: path.stem)
def test_every_type_of_every_preset_is_legible(theme: Theme, preset: object) -> None:
    schema = read_schema(preset.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    for kind in (*schema.entities, *schema.events, *schema.relations):
        assert contrast(theme.line(kind.colour), theme.page) >= 4.5
        assert contrast(theme.ink, theme.fill(kind.colour)) >= 4.5
        assert contrast(theme.word(kind.colour), theme.fill(kind.colour)) >= 4.5
        assert contrast(theme.on(theme.line(kind.colour)), theme.line(kind.colour)) >= 4.5


@EVERY
def test_words_of_the_interface_are_legible(theme: Theme) -> None:
    for front, back, least in (
        (theme.ink, theme.page, 7.0),
        (theme.ink, theme.selection, 4.5),
        (theme.link, theme.page, 4.5),
        (theme.text, theme.window, 7.0),
        (theme.text, theme.surface, 7.0),
        (theme.text, theme.alternate, 7.0),
        (theme.muted, theme.window, 4.5),
        (theme.muted, theme.surface, 4.5),
        (theme.number, theme.gutter, 4.4),
        (theme.number, theme.page, 4.5),
        (theme.on_accent, theme.accent, 4.5),
        (theme.good, theme.surface, 4.5),
        (theme.warning, theme.surface, 4.5),
        (theme.bad, theme.surface, 4.5),
        (theme.edge, theme.page, 4.5),
    ):
        assert contrast(front, back) >= least, (front, back)


def test_a_theme_is_found_by_its_setting() -> None:
    assert theme_named("contrast") is CONTRAST
    assert theme_named("system", system_is_dark=True) is DARK
    assert theme_named("system") is LIGHT
    assert theme_named("of an older version") is LIGHT


@pytest.mark.usefixtures("qapp")
def test_the_palette_speaks_the_theme() -> None:
    made = palette(DARK)
    assert made.color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert made.color(QPalette.ColorRole.Highlight) == QColor(DARK.accent)
