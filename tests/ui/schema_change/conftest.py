"""A window on a project of two documents, marked by two people."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.model import Entity, Event
from annotator.domain.span import Span
from annotator.operations.projects import new_project
from annotator.store.ids import new_id
from annotator.ui.window import Window
from tests.ui.conftest import ANNOTATOR, TEXT


@pytest.fixture
def marked(window: Window, tmp_path: Path, application: QApplication) -> Window:
    project = new_project(tmp_path / "p.annot", author=ANNOTATOR)
    place, person = TEXT.index("القاهرة"), TEXT.index("فلاديمير")
    with project.change("import"):
        for name, annotator in (("أول.txt", ANNOTATOR), ("ثان.txt", "سعد")):
            layer = project.ensure_layer(project.add_document(name, TEXT), annotator)
            project.put_many(
                layer,
                [
                    Entity(new_id(), "LOC", (Span(place, place + 7),)),
                    Entity(new_id(), "PER", (Span(person, person + 14),), attributes={"mention_class": "NAM"}),
                ],
            )
        project.put_many(layer, [Event(new_id(), "Contact.Meet", (Span(0, 3),))])
    window.session.adopt(project)
    application.processEvents()
    return window
