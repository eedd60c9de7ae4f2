"""Unicode's own test strings for the bidirectional algorithm: none is refused, none leaves its line."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from annotator.ui import fonts
from annotator.ui.editor.geometry import Shaped
from annotator.ui.editor.seen import View

UNICODE = Path("/usr/share/unicode")  # of Debian's package unicode-data
CLASSES, CHARACTERS = UNICODE / "BidiTest.txt", UNICODE / "BidiCharacterTest.txt"
SAMPLES = {
    "L": "a",
    "R": "א",
    "AL": "ع",
    "EN": "1",
    "AN": "١",
    "ES": "+",
    "ET": "%",
    "CS": ",",
    "NSM": "\u0651",
    "BN": "\u200b",
    "B": "\u2029",
    "S": "\t",
    "WS": " ",
    "ON": "!",
    "LRE": "\u202a",
    "RLE": "\u202b",
    "PDF": "\u202c",
    "LRO": "\u202d",
    "RLO": "\u202e",
    "LRI": "\u2066",
    "RLI": "\u2067",
    "FSI": "\u2068",
    "PDI": "\u2069",
}
NEAR = 1.0  # pixels
VIEWS = (View(), View(tashkeel=False, tatweel=False, invisible=True))

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(not CHARACTERS.exists(), reason="Debian's package unicode-data is not installed"),
]


def of_classes() -> Iterator[tuple[str, bool]]:
    """Yield texts of one character a class; the bits say in which paragraphs a line is tried."""
    with CLASSES.open(encoding="utf-8") as file:
        for line in file:
            if line[0] in "#@\n":
                continue
            classes, bits = line.split(";")
            yield "".join(SAMPLES[name] for name in classes.split()), bool(int(bits, 16) & 4)


def of_characters() -> Iterator[tuple[str, bool]]:
    with CHARACTERS.open(encoding="utf-8") as file:
        for line in file:
            if line[0] in "#\n":
                continue
            codes, direction, *_ = line.split(";")
            yield "".join(chr(int(code, 16)) for code in codes.split()), direction == "1"


def assert_inside(text: str, width: float, view: View, *, is_rtl: bool) -> None:
    block = Shaped(text, width, fonts.text_font(), is_rtl=is_rtl, view=view)
    assert [line.start for line in block.lines[1:]] == [line.end for line in block.lines[:-1]]
    for at in range(len(text)):
        for piece in block.pieces(at, at + 1):
            line = block.lines[piece.line]
            start, end = block.snap(at, at + 1)
            room = line.shaped.naturalTextRect()
            assert line.start <= start < line.end, (text, at)
            assert end <= line.end, (text, at)
            assert room.left() - NEAR <= piece.left <= piece.right <= room.right() + NEAR, (text, at)


@pytest.mark.parametrize(("source", "step"), [(of_classes, 60), (of_characters, 15)], ids=["classes", "characters"])
def test_every_code_point_stands_inside_its_line(source: object, step: int) -> None:
    seen = 0
    for number, (text, is_rtl) in enumerate(islice(source(), 0, None, step)):  # type: ignore[operator]
        assert_inside(text, (4000.0, 60.0)[number % 2], VIEWS[number // 2 % 2], is_rtl=is_rtl)
        seen += 1
    assert seen > 6000
