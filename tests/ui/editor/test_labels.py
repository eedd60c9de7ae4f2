import pytest
from PySide6.QtCore import Qt

from annotator.ui import fonts
from annotator.ui.editor.labels import Labels


@pytest.fixture
def labels(qapp: object) -> Labels:
    return Labels(fonts.label_font(12))


def test_what_fits_is_not_shortened(labels: Labels) -> None:
    assert labels.fit("كيان جيوسياسي", 500) == "كيان جيوسياسي"


def test_a_long_name_ends_at_a_word(labels: Labels) -> None:
    assert labels.fit("كيان جيوسياسي", labels.width("كيان…") + 5) == "كيان…"
    assert labels.fit("Transport-Person", labels.width("Transport…") + 2) == "Transport…"


def test_no_name_ends_with_a_small_word_or_a_comma(labels: Labels) -> None:
    assert labels.fit("إنتاج أو تصنيع", labels.width("إنتاج أو…") + 1) == "إنتاج…"
    assert labels.fit("Citizen, resident, religion", labels.width("Citizen, resident,…")) == "Citizen, resident…"


def test_one_word_is_kept_whole_while_there_is_room(labels: Labels) -> None:
    assert labels.fit("Manufacture", 20, 200) == "Manufacture"
    assert labels.width(labels.fit("Manufacture", 40)) <= 40


def test_an_ellipsis_stands_at_the_end_of_an_arabic_label(labels: Labels) -> None:
    assert labels.ready("كيان…").textOption().textDirection() == Qt.LayoutDirection.RightToLeft
    assert labels.ready("Meet…").textOption().textDirection() == Qt.LayoutDirection.LeftToRight
