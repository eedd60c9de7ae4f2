"""What the canvas tests share: hard texts, the seed's layer, a look and a shown canvas."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator import paths
from annotator.domain.model import Argument, Entity, Event, Layer, Relation
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.domain.span import Span
from annotator.ui.editor.kit import Kit
from annotator.ui.editor.look import Look
from annotator.ui.editor.marks import Marks
from annotator.ui.editor.view import Canvas
from annotator.ui.i18n import Translator
from annotator.ui.theme import LIGHT

TEXT = "التقى الرئيس الروسي فلاديمير بوتين كيم جونغ أون في مدينة فلاديفوستوك الروسية يوم الأحد."
LAYER = Layer(
    "me",
    entities=(
        Entity("T1", "PER", (Span(6, 34),)),
        Entity("T2", "GPE", (Span(13, 19),)),
        Entity("T3", "PER", (Span(35, 47),)),
        Entity("T4", "GPE", (Span(51, 68),)),
    ),
    events=(Event("E1", "Contact.Meet", (Span(0, 5),), (Argument("Entity", "T1"), Argument("Entity", "T3"))),),
    relations=(Relation("R1", "ORG-AFF.Leadership", "T1", "T2"),),
)


@pytest.fixture(scope="session")
def schema() -> Schema:
    return read_schema((paths.resources() / "presets" / "news-ere.toml").read_text(encoding="utf-8"))


@pytest.fixture
def look(qapp: QApplication, schema: Schema) -> Look:
    return Look(LIGHT, schema, Translator("ar"))


@pytest.fixture
def kit(look: Look) -> Kit:
    return Kit(look)


@pytest.fixture
def canvas(look: Look) -> Callable[..., Canvas]:
    kept: list[Canvas] = []

    def show(text: str = TEXT, layer: Layer = LAYER, width: int = 1200, height: int = 600) -> Canvas:
        made = Canvas(look)
        kept.append(made)
        made.resize(width, height)
        made.show_document(text, Marks(layer))
        made.show()
        QApplication.processEvents()
        return made

    return show


@pytest.fixture
def seed(shared: Path) -> tuple[str, Layer]:
    line = (shared / "seed" / "article.gold.jsonl").read_text(encoding="utf-8").splitlines()[0]
    table = json.loads(line)
    gold = table["annotations"][0]
    return table["text"], Layer(
        "gold",
        entities=tuple(Entity(e["id"], e["type"], _spans(e["spans"])) for e in gold["entities"]),
        events=tuple(
            Event(
                e["id"],
                e["type"],
                _spans(e["trigger"]["spans"]),
                tuple(Argument(a["role"], a["target"]) for a in e["arguments"]),
            )
            for e in gold["events"]
        ),
        relations=tuple(Relation(r["id"], r["type"], r["head"], r["tail"]) for r in gold["relations"]),
    )


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
