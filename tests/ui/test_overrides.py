import sys

from PySide6.QtWidgets import QApplication

from annotator.ui.editor.view import Canvas
from annotator.ui.overrides import keep_overrides


def test_overrides_of_qt_have_references_to_spare_and_only_once(qapp: QApplication) -> None:
    keep_overrides()
    before = sys.getrefcount(Canvas.keyPressEvent)

    keep_overrides()

    assert before > 1000
    assert sys.getrefcount(Canvas.keyPressEvent) < before + 100
