"""Fixtures: the schema's editor on the open project, shown on the offscreen screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from annotator.ui.schema_editor.dialog import SchemaEditor
from annotator.ui.window import Window


@pytest.fixture
def editor(opened: Window, application: QApplication) -> Iterator[SchemaEditor]:
    made = SchemaEditor(opened.desk)
    made.show()
    application.processEvents()
    yield made
    made.bench.read()  # nothing waits, so nothing is asked
    made.close()
    made.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.processEvents()
