import random

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter, QTextCharFormat, QTextLayout

from annotator.text.tokens import words
from annotator.ui import fonts
from annotator.ui.editor.geometry import Piece, Shaped, merged
from tests.ui.editor.hard_texts import HARD

FONTS = (fonts.TEXT_FAMILY, fonts.LABEL_FAMILY)


def shaped(text: str, width: float, family: str = fonts.TEXT_FAMILY, *, is_rtl: bool = True) -> Shaped:
    return Shaped(text, width, fonts.text_font(family, 24), is_rtl=is_rtl)


def by_line(pieces: list[Piece]) -> dict[int, list[tuple[float, float]]]:
    lines: dict[int, list[tuple[float, float]]] = {}
    for piece in pieces:
        lines.setdefault(piece.line, []).append((piece.left, piece.right))
    return {number: merged(found) for number, found in lines.items() if merged(found)}


def same(one: dict[int, list[tuple[float, float]]], other: dict[int, list[tuple[float, float]]]) -> bool:
    return one.keys() == other.keys() and all(
        len(one[line]) == len(other[line])
        and all(
            abs(a - b) < 1.3 for x, y in zip(one[line], other[line], strict=True) for a, b in zip(x, y, strict=True)
        )
        for line in one
    )


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("family", FONTS)
@pytest.mark.parametrize("width", [160.0, 420.0, 4000.0])
def test_two_parts_of_a_stretch_cover_exactly_the_whole(width: float, family: str) -> None:
    dice = random.Random(7)
    for text in HARD:
        block = shaped(text, width, family, is_rtl=not text.startswith("This"))
        edges = block.boundaries
        for _ in range(60):
            start, cut, end = sorted(dice.sample(edges, 3))
            parts = by_line(block.pieces(start, cut) + block.pieces(cut, end))
            assert same(parts, by_line(block.pieces(start, end))), (text, start, cut, end)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", [text for text in HARD if "👨" not in text and "\u202e" not in text])
def test_no_ink_of_a_word_lies_outside_its_pieces(text: str) -> None:
    block = shaped(text, 500.0)
    seen = 0
    for word in words(text):
        pieces = block.pieces(word.start, word.end)
        ink = _red_ink(block, text, word.start, word.end)
        seen += len(ink)
        for x, y in ink:
            assert any(p.left - 3 <= x <= p.right + 3 for p in pieces if p.line == y), text[word.start : word.end]
    assert seen > 50


def _red_ink(block: Shaped, text: str, start: int, end: int) -> set[tuple[int, int]]:
    """Return column and line of each pixel of a stretch: it is coloured, which changes no shapes between words."""
    layout = QTextLayout(block._layout.text(), fonts.text_font())
    layout.setTextOption(block._layout.textOption())
    red = QTextLayout.FormatRange()
    shift = sum(ord(letter) > 0xFFFF for letter in text[:start])
    red.start, red.length = start + shift, end - start
    colour = QTextCharFormat()
    colour.setForeground(QColor("#ff0000"))
    red.format = colour
    layout.setFormats([red])
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(500.0)
        line.setPosition(QPointF(20.0, 60.0 * (layout.lineCount() - 1)))
    layout.endLayout()
    image = QImage(540, 60 * layout.lineCount(), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    with QPainter(image) as painter:
        layout.draw(painter, QPointF(0, 0))
    return {
        (x - 20, y // 60)
        for y in range(0, image.height(), 2)
        for x in range(image.width())
        if (pixel := image.pixel(x, y)) & 0xFF0000 > 0xE00000 and pixel & 0xFF < 0x70
    }


@pytest.mark.usefixtures("qapp")
def test_a_cut_inside_lam_alef_halves_it() -> None:
    block = shaped("سلام", 400.0)
    whole = block.pieces(1, 3)[0]
    lam, alef = block.pieces(1, 2)[0], block.pieces(2, 3)[0]
    assert lam.left == pytest.approx(alef.right)
    assert lam.right > lam.left
    assert alef.right > alef.left
    assert (alef.left, lam.right) == (pytest.approx(whole.left), pytest.approx(whole.right))


@pytest.mark.usefixtures("qapp")
def test_a_latin_run_is_one_piece_in_the_middle() -> None:
    text = "قال Putin هنا"
    pieces = shaped(text, 400.0).pieces(4, 9)
    before, after = shaped(text, 400.0).pieces(0, 3)[0], shaped(text, 400.0).pieces(10, 13)[0]
    assert len(pieces) == 1
    assert after.right <= pieces[0].left < pieces[0].right <= before.left


@pytest.mark.usefixtures("qapp")
def test_a_stretch_over_two_directions_has_two_pieces() -> None:
    assert len(shaped("قال Putin هنا", 400.0).pieces(2, 6)) == 2


@pytest.mark.usefixtures("qapp")
def test_offsets_beyond_an_emoji_are_code_points() -> None:
    text = "😀😀 نص"
    block = shaped(text, 400.0)
    assert len(block.pieces(3, 5)) == 1
    assert block.pieces(3, 5)[0].right < block.pieces(0, 2)[0].left


@pytest.mark.usefixtures("qapp")
def test_an_offset_inside_a_grapheme_grows_outward() -> None:
    block = shaped("مُحَمَّد", 400.0)
    assert block.pieces(1, 2) == block.pieces(0, 2)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", ["", " ", "   ", "\u200f", "\t", "\u2028", "\x00", "ا\u2028ب"])
def test_texts_of_next_to_nothing_are_measured(text: str) -> None:
    block = shaped(text, 300.0)
    assert block.lines
    block.pieces(0, len(text))
    block.grapheme_at(0, 5.0)


@pytest.mark.usefixtures("qapp")
def test_every_grapheme_is_found_where_it_stands() -> None:
    for text in HARD:
        block = shaped(text, 4000.0, is_rtl=not text.startswith("This"))
        for start, end in zip(block.boundaries, block.boundaries[1:], strict=False):
            pieces = block.pieces(start, end)
            if pieces and pieces[0].width > 2:
                found = block.grapheme_at(pieces[0].line, pieces[0].middle)
                assert found == (start, end), (text, text[start:end])


@pytest.mark.usefixtures("qapp")
def test_no_order_of_directions_is_refused() -> None:
    samples = {"L": "a", "R": "א", "AL": "ع", "EN": "1", "AN": "١", "ES": "+", "ET": "%", "CS": ",", "NSM": "\u0651"}
    samples |= {"BN": "\u200b", "S": "\t", "WS": " ", "ON": "!", "LRE": "\u202a", "RLE": "\u202b", "PDF": "\u202c"}
    samples |= {"LRO": "\u202d", "RLO": "\u202e", "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069"}
    dice = random.Random(3)
    for _ in range(300):
        text = "".join(samples[dice.choice(list(samples))] for _ in range(dice.randint(1, 12)))
        block = shaped(text, 60.0, is_rtl=dice.random() < 0.5)
        for start in block.boundaries:
            block.pieces(start, dice.choice(block.boundaries))
        block.grapheme_at(0, dice.uniform(-5, 70))
