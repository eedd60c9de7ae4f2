"""Every reader of files that state the covered text finds the one unit in which a whole file counts, and tells it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.model import Document
from annotator.domain.span import surface
from annotator.formats.format import Finding
from annotator.operations.transfer import read_with
from annotator.text.graphemes import boundaries
from tests.formats.seeds import FORMATS, NEEDS
from tests.formats.stating import FILES, ROWS, Maker, Said, doccano, textee, webanno

# Each mark has other numbers in each unit, and no mark fits when it is moved by one.
TEXT = "cafe\u0301 😀 في\r\nمصر و👨‍👩‍👧 وز\u064eير هنا\r\nثم عاد."
WORDS = ("مصر", "وز\u064eير", "عاد")

Convert = Callable[[int], int]


def line_ends(at: int) -> int:
    return TEXT[:at].count("\r\n")


def utf16(at: int) -> int:
    return len(TEXT[:at].encode("utf-16-le")) // 2


UNITS: dict[str, Convert] = {
    "code points": lambda at: at,
    "code points, CR LF as one": lambda at: at - line_ends(at),
    "UTF-16 units": utf16,
    "UTF-16 units, CR LF as one": lambda at: utf16(at) - line_ends(at),
    "graphemes": lambda at: boundaries(TEXT).index(at),
    "code points, one too large": lambda at: at + 1,
    "code points, one too small": lambda at: at - 1,
    "UTF-16 units, one too large": lambda at: utf16(at) + 1,
    "graphemes, one too small": lambda at: boundaries(TEXT).index(at) - 1,
}
MAKERS: dict[str, Maker] = {**FILES, **ROWS}


def said(convert: Convert) -> list[Said]:
    starts = [TEXT.index(word) for word in WORDS]
    places = zip(starts, WORDS, strict=True)
    return [Said("X", convert(start), convert(start + len(word)), word) for start, word in places]


def read(name: str, path: Path) -> tuple[Document, list[Finding]]:
    items = list(read_with(FORMATS[name], path))
    (document,) = (item for item in items if isinstance(item, Document))
    return document, [item for item in items if isinstance(item, Finding)]


def covered(document: Document) -> list[str]:
    return [surface(document.text, mark.spans) for layer in document.layers for mark in layer.entities]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("name", MAKERS)
def test_the_unit_that_fits_the_whole_file_is_found_and_told(tmp_path: Path, name: str, unit: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    document, findings = read(name, MAKERS[name](tmp_path, TEXT, said(UNITS[unit])))
    assert document.text == TEXT.replace("\r\n", "\n")
    assert covered(document) == [*WORDS]
    told = [finding for finding in findings if finding.kind == "unit"]
    assert [finding.values["unit"] for finding in told] == [unit][: unit != "code points"]
    assert all(unit in str(finding) for finding in told)
    assert "surface" not in {finding.kind for finding in findings}


@pytest.mark.parametrize("unit", ["code points", "UTF-16 units"])
@pytest.mark.parametrize("name", FILES)
def test_a_byte_order_mark_that_was_counted_is_found(tmp_path: Path, name: str, unit: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    marks = said(lambda at: UNITS[unit](at) + 1)
    document, findings = read(name, FILES[name](tmp_path, "\ufeff" + TEXT, marks))
    assert covered(document) == [*WORDS]
    assert [finding.values["unit"] for finding in findings if finding.kind == "unit"] == [
        f"{unit}, with the byte order mark"
    ]


@pytest.mark.parametrize("name", MAKERS)
def test_a_unit_that_leaves_one_mark_out_is_not_taken(tmp_path: Path, name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    marks = [*said(utf16), Said("X", 0, 2, "cafe\u0301")]
    document, findings = read(name, MAKERS[name](tmp_path, TEXT, marks))
    assert covered(document) == []
    assert [finding.kind for finding in findings if finding.severity == "error"] == ["surface"] * 4
    assert "unit" not in {finding.kind for finding in findings}


@pytest.mark.parametrize("name", MAKERS)
def test_a_mark_over_a_line_end_is_the_same_text(tmp_path: Path, name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    start, end = TEXT.index("في"), TEXT.index("مصر") + 3
    document, findings = read(name, MAKERS[name](tmp_path, TEXT, [Said("X", start, end, TEXT[start:end])]))
    assert covered(document) == ["في\nمصر"]
    assert "surface" not in {finding.kind for finding in findings}


@pytest.mark.parametrize(
    ("unit", "is_stated"),
    [
        *((unit, is_stated) for unit in ("code points", "UTF-16 units", "graphemes") for is_stated in (False, True)),
        ("code points, CR LF as one", False),
        ("UTF-16 units, CR LF as one", False),
    ],
)
def test_where_no_text_is_stated_the_likeliest_unit_or_the_chosen_one_is_taken(
    tmp_path: Path, unit: str, is_stated: bool
) -> None:
    path = doccano(tmp_path, TEXT, said(UNITS[unit]))
    items = list(FORMATS["doccano"].reading(path, {"unit": unit} if is_stated else {}))
    (document,) = (item for item in items if isinstance(item, Document))
    assert document.text == TEXT.replace("\r\n", "\n")
    assert covered(document) == [*WORDS]


@pytest.mark.parametrize("unit", ["UTF-16 units", "code points"])
def test_a_file_of_tokens_is_proven_by_them(tmp_path: Path, unit: str) -> None:
    text = TEXT.replace("\r\n", "\n")
    marks = [Said("X", text.index(word), text.index(word) + len(word), word) for word in WORDS]
    path = webanno(tmp_path, text, marks, is_utf16=unit == "UTF-16 units")
    document, findings = read("webanno-tsv", path)
    assert (document.text, covered(document)) == (text, [*WORDS])
    assert [finding.values["unit"] for finding in findings if finding.kind == "unit"] == [unit][: unit == "code points"]


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("", 0, 0),
        ("with the last one included", 0, -1),
        ("one too large", 1, 1),
        ("one too small", -1, -1),
        ("from 1, with the last one included", 1, 0),
    ],
)
def test_tokens_may_be_counted_otherwise(tmp_path: Path, name: str, start: int, end: int) -> None:
    tokens = TEXT.split()
    words = [tokens[at] for at in (1, 3, 6)]
    marks = [Said("X", tokens.index(word) + start, tokens.index(word) + 1 + end, word) for word in words]
    document, findings = read("textee", textee(tmp_path, TEXT, marks))
    assert covered(document) == words
    assert [finding.values["unit"] for finding in findings if finding.kind == "unit"] == [name][: bool(name)]
