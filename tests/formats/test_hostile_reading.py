"""The hostile text through the formats that are read only, in files made as their own programs make them."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.model import Document
from annotator.domain.span import surface
from annotator.formats.format import Finding
from annotator.operations.transfer import read_with
from annotator.text.graphemes import boundaries
from tests.formats.hostile import HOSTILE, WORDS
from tests.formats.seeds import FORMATS, NEEDS
from tests.formats.sound import check_sound
from tests.formats.stating import FILES, ROWS, Maker, Said, pdf_of, webanno

MAKERS: dict[str, Maker] = {**FILES, **ROWS}
TAG = re.compile(r"<[^>]*>")


def read(name: str, path: Path) -> tuple[Document, list[Finding]]:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    items = list(read_with(FORMATS[name], path))
    for item in items:
        check_sound(item)
    (document,) = (item for item in items if isinstance(item, Document))
    return document, [item for item in items if isinstance(item, Finding)]


def said(text: str, convert: Callable[[int], int]) -> list[Said]:
    starts = [(word, text.index(word)) for word in WORDS]
    return [Said(f"N{n}", convert(at), convert(at + len(word)), word) for n, (word, at) in enumerate(starts)]


def check(document: Document, text: str) -> None:
    assert document.text == text
    marks = [mark for layer in document.layers for mark in layer.entities]
    assert {mark.type: surface(document.text, mark.spans) for mark in marks} == {
        f"N{n}": word for n, word in enumerate(WORDS)
    }


@pytest.mark.parametrize("unit", ["code points", "UTF-16 units", "graphemes"])
@pytest.mark.parametrize("name", MAKERS)
def test_every_hostile_word_is_proven_in_every_unit(tmp_path: Path, name: str, unit: str) -> None:
    # a file of text may begin with a byte order mark that nobody counts; of an ACE file the tags are no text
    text = HOSTILE if name in ROWS else HOSTILE.removeprefix("\ufeff")
    text = TAG.sub("", text) if name == "ace-apf" else text
    clusters = boundaries(text)
    units: dict[str, Callable[[int], int]] = {
        "code points": lambda at: at,
        "UTF-16 units": lambda at: len(text[:at].encode("utf-16-le")) // 2,
        "graphemes": clusters.index,
    }
    source = text if name in ROWS else "\ufeff" + text
    document, findings = read(name, MAKERS[name](tmp_path, source, said(text, units[unit])))
    check(document, text.replace("\r\n", "\n"))
    assert [finding.values["unit"] for finding in findings if finding.kind == "unit"] == [unit][: unit != "code points"]
    assert [str(finding) for finding in findings if finding.severity == "error"] == []


def test_every_hostile_word_is_in_a_webanno_file(tmp_path: Path) -> None:
    text = HOSTILE.strip("\ufeff")
    document, findings = read("webanno-tsv", webanno(tmp_path, text, said(text, lambda at: at)))
    check(document, text)  # which states its line ends and counts both letters of them
    assert [str(finding) for finding in findings if finding.severity == "error"] == []


def test_every_hostile_letter_is_in_a_pdf(tmp_path: Path) -> None:
    """Their order is not stated in a PDF; that is what its warning says."""
    pytest.importorskip("pypdf")
    lines = [line for line in re.split(r"[\r\n\u2028]+", HOSTILE) if line]
    (tmp_path / "a.pdf").write_bytes(pdf_of(lines))
    document, findings = read("pdf", tmp_path / "a.pdf")
    wanted = Counter(letter for line in lines for letter in line if not letter.isspace())
    found = Counter(letter for letter in document.text if not letter.isspace())
    assert (wanted - found, found - wanted) == (Counter(), Counter())
    assert "order" in {finding.kind for finding in findings}


@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_the_hostile_text_stands_in_a_cell(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"a.{name}"
    if name == "csv":
        quoted = HOSTILE.replace('"', '""')
        path.write_bytes(f'id,text\r\n1,"{quoted}"\r\n'.encode())
    else:
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        book.active.append(["id", "text"])
        book.active.append([1, HOSTILE])
        book.save(path)
    document, _ = read(name, path)
    assert document.text == HOSTILE.replace("\r\n", "\n")
