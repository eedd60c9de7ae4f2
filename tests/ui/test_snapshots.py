"""What the canvas draws, point for point, with the fonts that the program brings.

A change that is meant is looked at first: a failed test leaves the new picture behind and says where. Then
`RENEW_SNAPSHOTS=1 pytest tests/ui/test_snapshots.py` writes down the new pictures.
"""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotator import paths
from annotator.domain.model import Document, Layer
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.formats.jsonl import FORMAT as JSONL
from annotator.ui.editor.look import Look
from annotator.ui.editor.seen import View
from annotator.ui.i18n import Translator
from annotator.ui.picture import paint_document
from annotator.ui.theme import CONTRAST, THEMES
from tests.ui.crowd import TEXT as CROWDED
from tests.ui.crowd import crowd
from tests.ui.editor.hard_texts import HARD

KNOWN = Path(__file__).resolve().parents[1] / "snapshots" / "pictures.json"
IS_RENEWED = bool(os.environ.get("RENEW_SNAPSHOTS"))
LOOKS = pytest.mark.parametrize("style", ["bands", "boxes"])
THEMED = pytest.mark.parametrize("theme", ["light", "dark"])
WORDED = pytest.mark.parametrize("language", ["ar", "en"])

Compare = Callable[[str, QImage], None]
Dress = Callable[..., Look]


@pytest.fixture(scope="module")
def schema() -> Schema:
    return read_schema((paths.resources() / "presets" / "news-ere.toml").read_text(encoding="utf-8"))


@pytest.fixture
def dress(qapp: QApplication, schema: Schema) -> Dress:
    def made(style: str = "bands", theme: str = "light", language: str = "ar", **more: object) -> Look:
        return Look(THEMES[theme], schema, Translator(language), language, style=style, **more)  # type: ignore[arg-type]

    return made


@pytest.fixture
def compare(tmp_path: Path) -> Compare:
    def same(name: str, image: QImage) -> None:
        known = json.loads(KNOWN.read_text(encoding="utf-8")) if KNOWN.exists() else {}
        points = image.convertToFormat(QImage.Format.Format_RGB32)
        found = f"{image.width()}x{image.height()} {sha256(bytes(points.constBits())).hexdigest()}"
        if IS_RENEWED:
            known[name] = found
            KNOWN.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
            return
        if known.get(name) != found:
            left = tmp_path / f"{name}.png"
            image.save(str(left))
            pytest.fail(f"{name} is drawn otherwise: {known.get(name)} became {found}; look at {left}")

    return same


@LOOKS
@THEMED
@WORDED
def test_sample_documents(dress: Dress, compare: Compare, style: str, theme: str, language: str) -> None:
    look = dress(style, theme, language)
    for file in sorted((paths.resources() / "sample").glob("*.jsonl"))[:2]:
        text, layer = _first_document(file)
        compare(f"sample-{file.stem}-{style}-{theme}-{language}", paint_document(text, layer, look, 1000))


@LOOKS
@THEMED
@WORDED
def test_the_gold_article(dress: Dress, compare: Compare, shared: Path, style: str, theme: str, language: str) -> None:
    text, layer = _first_document(shared / "seed" / "article.gold.jsonl")
    compare(f"gold-{style}-{theme}-{language}", paint_document(text, layer, dress(style, theme, language), 1180))


@LOOKS
@THEMED
def test_a_crowded_page(dress: Dress, compare: Compare, style: str, theme: str) -> None:
    compare(f"crowd-{style}-{theme}", paint_document(CROWDED, crowd(), dress(style, theme), 1180))


def test_a_crowded_page_in_high_contrast(dress: Dress, compare: Compare) -> None:
    compare("crowd-contrast", paint_document(CROWDED, crowd(), dress("boxes", CONTRAST.name), 1180))


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("whole", View()),
        ("without-tashkeel", View(tashkeel=False)),
        ("without-tatweel", View(tatweel=False)),
        ("invisible", View(invisible=True)),
    ],
)
def test_views_of_hard_texts(dress: Dress, compare: Compare, name: str, view: View) -> None:
    text = "\n".join(line for line in HARD if not any(ord(letter) > 0xFFFF or letter in "❤שלום" for letter in line))
    compare(f"view-{name}", paint_document(text, Layer("a"), dress(view=view), 1000))


def test_amiri_with_wide_lines(dress: Dress, compare: Compare) -> None:
    compare("amiri", paint_document(CROWDED, crowd(), dress(family="Amiri", spacing=150), 1180))


def test_the_crowd_is_a_crowd() -> None:
    layer = crowd()
    arcs = len(layer.relations) + sum(len(event.arguments) for event in layer.events)
    depth = max(
        sum(
            other.spans[0].start <= entity.spans[0].start and entity.spans[0].end <= other.spans[0].end
            for other in layer.entities
        )
        for entity in layer.entities
    )
    assert (arcs, depth) == (30, 4)


def _first_document(file: Path) -> tuple[str, Layer]:
    assert JSONL.read
    document = next(item for item in JSONL.read(file) if isinstance(item, Document))
    return document.text, document.layers[0]
