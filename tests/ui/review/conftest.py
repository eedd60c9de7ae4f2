"""Fixtures of the review: a project in which annotators marked the article, and the review window on it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.model import Layer
from annotator.formats.format import Finding
from annotator.operations.transfer import read_files
from annotator.store.project import Project
from annotator.ui.review.opening import show_review
from annotator.ui.review.window import ReviewWindow
from annotator.ui.window import Window
from tests.domain.injections import EDGES, INJECTIONS
from tests.operations.test_review import ONE, OTHER, SCHEMA, Pair
from tests.ui.conftest import key_event

AUTHOR = "ليلى"


@pytest.fixture
def article(shared: Path) -> tuple[str, Layer]:
    found = next(item for item in read_files(shared / "seed" / "article.gold.jsonl") if not isinstance(item, Finding))
    return found.text, found.layers[0]


@pytest.fixture
def brief(article: tuple[str, Layer]) -> tuple[str, Layer]:
    """The beginning of the article, which is enough for most tests."""
    text, layer = article
    end = text.index("\n", 1400)
    entities = tuple(one for one in layer.entities if one.spans[-1].end <= end)
    known = {one.id for one in entities}
    events = tuple(
        replace(one, arguments=tuple(each for each in one.arguments if each.target in known))
        for one in layer.events
        if one.trigger[-1].end <= end
    )
    relations = tuple(one for one in layer.relations if {one.head, one.tail} <= known)
    return text[:end], replace(layer, entities=entities, events=events, relations=relations, clusters=())


def injected(article: tuple[str, Layer], *names: str, seed: int = 1) -> Layer:
    text, layer = article
    for name in names:
        layer, _ = (INJECTIONS | EDGES)[name](Random(seed), layer, text, SCHEMA)
    return layer


@pytest.fixture
def review(
    window: Window, tmp_path: Path, brief: tuple[str, Layer], application: QApplication
) -> Iterator[Callable[..., ReviewWindow]]:
    """The review window on a document in which the second annotator's layer has these differences."""

    def open_review(
        *names: str,
        layers: dict[str, Layer] | None = None,
        documents: int = 1,
        source: tuple[str, Layer] = brief,
    ) -> ReviewWindow:
        found = layers or {ONE: source[1], OTHER: injected(source, *names)}
        pair = Pair(tmp_path / "r.annot", source[0], found)
        for number in range(1, documents):
            with pair.project.change("import"):
                pair.document = pair.project.add_document(f"{number}.txt", source[0], language="ar")
                for name, layer in found.items():
                    pair.put(name, layer)
        pair.project.close()
        window.session.adopt(Project.open(tmp_path / "r.annot", author=AUTHOR))
        show_review(window.desk)
        application.processEvents()
        shown = window.desk.review
        assert isinstance(shown, ReviewWindow)
        return shown

    yield open_review
    if window.desk.review is not None:
        window.desk.review.close()


@pytest.fixture
def keys(application: QApplication) -> Callable[..., None]:
    """Press keys where the focus is."""

    def press(window: QWidget, *chords: str, layout: str = "arabic") -> None:
        for chord in chords:
            application.sendEvent(window.focusWidget() or window, key_event(chord, layout))
            application.processEvents()

    return press
