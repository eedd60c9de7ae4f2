from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontInfo, QRawFont

from annotator import paths
from annotator.errors import AnnotatorError
from annotator.ui import fonts


@pytest.mark.usefixtures("qapp")
def test_the_bundled_families_are_the_ones_used() -> None:
    assert QFontInfo(fonts.text_font()).family() == fonts.TEXT_FAMILY
    assert QFontInfo(fonts.label_font()).family() == fonts.LABEL_FAMILY
    assert QFontInfo(fonts.label_font(12, QFont.Weight.Bold)).weight() == QFont.Weight.Bold


@pytest.mark.usefixtures("qapp")
def test_pictures_do_not_depend_on_the_machine() -> None:
    font = fonts.text_font()
    assert font.hintingPreference() == QFont.HintingPreference.PreferNoHinting
    assert font.styleStrategy() & QFont.StyleStrategy.NoSubpixelAntialias
    assert font.families() == [fonts.TEXT_FAMILY, fonts.COMPANION]


@pytest.mark.usefixtures("qapp")
def test_what_naskh_lacks_the_companion_has() -> None:
    font = QFont(fonts.COMPANION)
    font.setPixelSize(20)
    raw = QRawFont.fromFont(font)
    assert all(raw.supportsCharacter(ord(letter)) for letter in '"[]%{}&@#Aazßéπж')


def test_every_font_has_its_licence() -> None:
    folder = paths.resources() / "fonts"
    families = {file.name.split("-")[0] for file in folder.glob("*.ttf")}
    assert {f"OFL-{family}.txt" for family in families} == {file.name for file in folder.glob("OFL-*.txt")}


@pytest.mark.usefixtures("qapp")
def test_missing_fonts_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    with pytest.raises(AnnotatorError, match="fonts"):
        fonts.load()
