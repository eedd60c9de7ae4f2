"""How many keys a decision costs in the review window: real key events, an Arabic and a Latin layout."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication

from annotator.domain.compare import same_content
from annotator.domain.model import Entity, Layer
from annotator.formats.format import Finding
from annotator.operations.review_case import alike
from annotator.operations.transfer import read_files
from annotator.settings import Settings
from annotator.store.project import Project
from annotator.ui.app import start
from annotator.ui.dialogs.ask import Ask
from annotator.ui.review.opening import show_review
from annotator.ui.review.window import ReviewWindow
from annotator.ui.session import Session
from annotator.ui.window import Window
from tests.domain.injections import COUNT, EDGES, INJECTIONS, changed
from tests.operations.test_review import ONE, OTHER, SCHEMA, Pair
from tests.ui.conftest import key_event

MOST = 1.3  # presses per difference
LEAST_SERIES = 3  # questions from which on a person decides them as one
SINGLE = ("kind_of_event", "boundary")


class NoQuestions(Ask):
    """Answer nothing, and fail where something is told."""

    def who(self, session: Session, people: object) -> str | None:
        return None

    def tell(self, title: str, text: str, *, detail: str = "") -> None:
        raise AssertionError(f"{title}: {text} {detail}")


def differing(text: str, layer: Layer) -> Layer:
    """The layer with twenty differences of their own and twenty that come in two series."""
    other = layer
    for name in SINGLE:
        other, _ = INJECTIONS[name](Random(5), other, text, SCHEMA)
    other, _ = EDGES["proclitic"](Random(5), other, text, SCHEMA)
    touched = {one.id for one in other.entities} - {one.id for one in layer.entities if one in other.entities}
    people = [one for one in other.entities if one.type == "PER" and one.id not in touched][:COUNT]
    return changed(other, {one.id: _as_organisation(one) for one in people})


def _as_organisation(entity: Entity) -> Entity:
    return Entity(
        entity.id, "ORG", entity.spans, entity.subtype, entity.attributes, entity.cluster, entity.name, entity.extra
    )


@pytest.fixture
def shown(tmp_path: Path, shared: Path) -> Callable[[], ReviewWindow]:
    found = next(item for item in read_files(shared / "seed" / "article.gold.jsonl") if not isinstance(item, Finding))
    text, layer = found.text, found.layers[0]
    pair = Pair(tmp_path / "r.annot", text, {ONE: layer, OTHER: differing(text, layer)})
    pair.project.close()
    start()

    def open_window() -> ReviewWindow:
        window = Window(Session(Settings(annotator="سارة", language="ar")), NoQuestions())
        window.resize(1360, 860)
        window.show()
        window.session.adopt(Project.open(tmp_path / "r.annot", author="سارة"))
        show_review(window.desk)
        QApplication.processEvents()
        assert isinstance(window.desk.review, ReviewWindow)
        return window.desk.review

    return open_window


@pytest.mark.parametrize("layout", ["arabic", "latin"])
def test_a_decision_costs_little_more_than_one_key(shown: Callable[[], ReviewWindow], layout: str) -> None:
    review = shown()
    sitting = review.sitting
    count, pressed = len(sitting.waiting), 0
    in_series = sum(len(alike(one, sitting.waiting)) >= LEAST_SERIES for one in sitting.waiting)
    assert 0.4 * count <= in_series <= 0.6 * count

    def press(*chords: str) -> None:
        nonlocal pressed
        for chord in chords:
            QApplication.sendEvent(review.focusWidget() or review, key_event(chord, layout))
            QApplication.processEvents()
            pressed += 1

    while sitting.waiting:
        press(*(["S", "1"] if len(sitting.series()) >= LEAST_SERIES else ["1"]))
        assert pressed < 2 * count

    project = sitting.session.project
    gold, one = project.layer(sitting.gold_id), project.layer(sitting.layer_ids[ONE])
    assert same_content(gold, one).is_same
    assert pressed / count <= MOST, f"{pressed} keys for {count} differences"
    review.close()
    sitting.session.adopt(None)
