import pytest
from PySide6.QtWidgets import QApplication

from annotator import paths
from annotator.domain.model import Layer
from annotator.domain.schema_toml import read_schema
from annotator.errors import AnnotatorError
from annotator.ui.editor.look import Look
from annotator.ui.i18n import Translator
from annotator.ui.picture import paint_document
from annotator.ui.theme import LIGHT
from tests.ui.editor.conftest import LAYER, TEXT


@pytest.fixture
def look(qapp: QApplication) -> Look:
    source = (paths.resources() / "presets" / "news-ere.toml").read_text(encoding="utf-8")
    return Look(LIGHT, read_schema(source), Translator("ar"))


def test_a_picture_has_the_asked_width(look: Look) -> None:
    image = paint_document(TEXT, LAYER, look, 800)
    assert image.width() == 800
    assert image.height() > 60


def test_a_fine_picture_has_four_times_the_points(look: Look) -> None:
    plain, fine = paint_document(TEXT, LAYER, look, 800), paint_document(TEXT, LAYER, look, 800, ratio=2.0)
    assert (fine.width(), fine.height()) == (2 * plain.width(), 2 * plain.height())
    assert fine.devicePixelRatio() == 2.0


def test_a_picture_is_the_same_every_time(look: Look) -> None:
    assert paint_document(TEXT, LAYER, look, 300) == paint_document(TEXT, LAYER, look, 300)


def test_a_document_too_long_for_one_picture_is_refused(look: Look) -> None:
    with pytest.raises(AnnotatorError, match="too long"):
        paint_document("كلمة\n" * 3000, Layer("a"), look, 800)
