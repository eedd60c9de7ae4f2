"""Fixtures for the export dialog: a project with nested marks, and a way to wait for the process that works."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.operations.export_aside import Failure
from annotator.operations.projects import new_project
from annotator.ui.export.dialog import ExportDialog
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, TEXT
from tests.waiting import until

INNER, OUTER = "فلاديمير", "الرئيس فلاديمير بوتين"
Wait = Callable[[type], object]


@pytest.fixture
def nested(window: Window, tmp_path: Path, application: QApplication) -> Window:
    """The window on twelve documents, each with a mark in a mark."""
    project = new_project(tmp_path / "p.annot", author=ANNOTATOR)
    with project.change("import"):
        for number in range(12):
            text = f"{TEXT} {'قصة ' * (number + 1)}{number * 7919}"
            document = project.add_document(f"خبر {number}", text, metadata={"source": f"s{number % 3}"})
            layer = project.ensure_layer(document, ANNOTATOR)
            for name, words in (("T1", OUTER), ("T2", INNER)):
                start = text.index(words)
                mark = Entity(f"{number:02}{name}", "PER", (Span(start, start + len(words)),), name=name)
                project.put(layer, mark)
    window.session.adopt(project)
    application.processEvents()
    return window


@pytest.fixture
def dialog(nested: Window) -> Iterator[ExportDialog]:
    """The dialog over the window, with CoNLL chosen."""
    nested.session.note(last_format="conll")
    made = ExportDialog(nested.desk)
    made.show()
    yield made
    made.run.close()


@pytest.fixture
def wait(dialog: ExportDialog, application: QApplication) -> Wait:
    """Wait for an answer of a kind; a failure ends the waiting, too. What came after it is for the next waiting."""
    heard: list[object] = []
    dialog.run.answered.connect(heard.append)

    def wait_for(kind: type) -> object:
        found: list[object] = []

        def is_there() -> bool:
            while heard and not found:
                came = heard.pop(0)
                if isinstance(came, (kind, Failure)):
                    found.append(came)
            return bool(found)

        until(is_there)
        application.processEvents()
        return found[0]

    return wait_for
