"""Pictures as files: PNG, SVG and PDF, whole or in part."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from annotator import paths
from annotator.domain.model import Document
from annotator.domain.schema import Schema
from annotator.domain.schema_toml import read_schema
from annotator.errors import AnnotatorError
from annotator.ui.picture_file import Wanted, save_picture
from tests.ui.editor.conftest import LAYER, TEXT

DOCUMENT = Document("d", "خبر", f"{TEXT}\n{TEXT}\n{TEXT}", (LAYER,))

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def schema() -> Schema:
    return read_schema((paths.resources() / "presets" / "news-ere.toml").read_text(encoding="utf-8"))


def drawn(schema: Schema, out: Path, wanted: Wanted = Wanted(width=700)) -> Path:  # noqa: B008
    save_picture(DOCUMENT, schema, out, wanted)
    return out


def test_the_suffix_chooses_the_format(schema: Schema, tmp_path: Path) -> None:
    assert drawn(schema, tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
    assert drawn(schema, tmp_path / "a.PDF").read_bytes()[:5] == b"%PDF-"
    assert ElementTree.parse(drawn(schema, tmp_path / "deep" / "a.svg")).getroot().tag.endswith("svg")


@pytest.mark.parametrize("name", ["a.jpg", "a", "a.svg.gz"])
def test_another_suffix_is_refused_with_those_that_can_be_written(schema: Schema, tmp_path: Path, name: str) -> None:
    with pytest.raises(AnnotatorError, match=re.escape(".png, .svg, .pdf")):
        drawn(schema, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_an_svg_holds_outlines_and_no_text(schema: Schema, tmp_path: Path) -> None:
    source = drawn(schema, tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "<text" not in source
    assert "font-family" not in source
    assert source.count("<use ") > 300
    assert len(source) < 400_000


def test_an_svg_looks_like_the_image(schema: Schema, tmp_path: Path) -> None:
    image = QImage(str(drawn(schema, tmp_path / "a.png"))).convertToFormat(QImage.Format.Format_RGB32)
    painted = QImage(image.size(), QImage.Format.Format_RGB32)
    with QPainter(painted) as painter:
        QSvgRenderer(str(drawn(schema, tmp_path / "a.svg"))).render(painter)
    one, other = bytes(image.constBits()), bytes(painted.constBits())
    different = sum(abs(a - b) > 96 for a, b in zip(one[::97], other[::97], strict=True))
    assert different < len(one) / 97 * 0.01


def test_a_pdf_has_one_page_of_the_size_of_the_picture(schema: Schema, tmp_path: Path) -> None:
    image = QImage(str(drawn(schema, tmp_path / "a.png")))
    box = re.search(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", drawn(schema, tmp_path / "a.pdf").read_bytes())
    assert box
    assert float(box[1]) == pytest.approx(image.width() / 2 * 0.75, abs=1)
    assert float(box[2]) == pytest.approx(image.height() / 2 * 0.75, abs=1)


def test_a_range_is_drawn_in_whole_lines(schema: Schema, tmp_path: Path) -> None:
    start = len(TEXT) + 1
    whole = QImage(str(drawn(schema, tmp_path / "a.png"))).height()
    line = QImage(str(drawn(schema, tmp_path / "b.png", Wanted(width=700, part=f"{start}-{start + 3}")))).height()
    paragraph = f"{start}-{start + len(TEXT)}"
    middle = QImage(str(drawn(schema, tmp_path / "c.png", Wanted(width=700, part=paragraph)))).height()
    assert line < middle < whole


@pytest.mark.parametrize("part", ["5-5", "9-5", "0-99999", "a-b", "5", "-5", "5-", "١-٥"])
def test_a_range_that_is_none_is_refused(schema: Schema, tmp_path: Path, part: str) -> None:
    with pytest.raises(AnnotatorError, match="120-480"):
        drawn(schema, tmp_path / "a.svg", Wanted(part=part))


def test_a_part_of_a_document_too_long_for_one_picture_is_drawn(schema: Schema, tmp_path: Path) -> None:
    long = Document("d", "طويل", "كلمة\n" * 3000)
    with pytest.raises(AnnotatorError, match="too long"):
        save_picture(long, schema, tmp_path / "a.png", Wanted())
    with pytest.raises(AnnotatorError, match="too long"):
        save_picture(long, schema, tmp_path / "a.pdf", Wanted())
    save_picture(long, schema, tmp_path / "b.png", Wanted(part="14000-14020"))
    assert QImage(str(tmp_path / "b.png")).height() < 1000


def test_a_folder_that_cannot_be_written_is_said(schema: Schema, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(AnnotatorError, match="cannot be written"):
        drawn(schema, tmp_path / "file" / "a.png")
