"""Every format that reads what it writes: what differs afterwards is what the loss report names, one by one."""

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from annotator.domain.model import Document
from annotator.formats import jsonl
from annotator.formats.format import Format, WriteOptions
from annotator.registry import discover
from tests.formats import test_text_documents as office
from tests.formats.hostile import WORDS, hostile_document
from tests.formats.losing import apart, underscored
from tests.formats.one_by_one import changed
from tests.formats.seeds import GOLDEN, NEEDS, Seed

FORMATS = discover("annotator.formats", Format)
BOTH = [name for name, known in FORMATS.items() if known.read and known.write and known.reads_back]
WRITTEN = [name for name, known in FORMATS.items() if known.write]
DOCUMENTS: dict[str, Callable[[Path], Document]] = {
    "article": lambda shared: apart(jsonl.read(shared / "seed" / "article.gold.jsonl"))[0][0],
    "hostile": lambda _: hostile_document(),
    "sample": lambda _: apart(jsonl.read(GOLDEN / "sample.jsonl"))[0][0],
}


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("name", BOTH)
def test_what_differs_is_what_the_losses_name(shared: Path, tmp_path: Path, name: str, document: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    known, made = FORMATS[name], DOCUMENTS[document](shared)
    assert known.write is not None
    assert known.read is not None
    path = tmp_path / (f"out{known.suffix}" if not known.holds_one else "out")
    writing = known.write([made], path, WriteOptions())
    (back,), findings = apart(known.read(path))
    assert [str(finding) for finding in findings if finding.severity == "error"] == []
    assert (back.text == made.text) or "text" in {loss.kind for loss in writing.losses}
    found = changed(made, back, writing.losses, underscored(name))
    assert {group: sorted(differs ^ named) for group, (differs, named) in found.items()} == {
        group: [] for group in found
    }


@pytest.mark.parametrize("name", WRITTEN)
def test_every_hostile_word_is_in_what_is_written(tmp_path: Path, name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    known = FORMATS[name]
    assert known.write is not None
    path = tmp_path / f"out{known.suffix}"
    assert known.write([hostile_document()], path, WriteOptions()).files
    if name in ("hf", "spacy", "xlsx"):  # packed; the test above reads the first two
        return
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    written = "".join(file.read_bytes().decode("utf-8") for file in files)
    words = [word for word in WORDS if word not in ("می‌روم", "محمَّدٌ", "👨🏻‍🚒", "قاهرة", "🇪🇬", "١٢٫٥")]
    if name in ("gliner", "glirel"):  # their splitter cuts before a mark
        written = written.replace('","\u0301', "\u0301")
    assert [word for word in words if word not in written] == []


def _page(words: str) -> dict[str, Seed]:
    xml = escape(words).encode()
    w = f"<w:document {office.W}><w:body><w:p><w:r><w:t>%b</w:t></w:r></w:p></w:body></w:document>".encode()
    odt = office.ODT["content.xml"].encode().replace("بند".encode(), xml)
    book = {part: content.encode() for part, content in office.EPUB.items()}
    return {
        "docx": Seed({"word/document.xml": w % xml}, "zip"),
        "odt": Seed({"mimetype": office.ODT["mimetype"].encode(), "content.xml": odt}, "zip"),
        "epub": Seed(book | {"one.xhtml": b"<html><body><p>%b</p></body></html>" % xml}, "zip"),
        "html": Seed({"a.html": b"<html><body><p>%b</p></body></html>" % xml}),
        "text": Seed({"a.txt": words.encode()}),
        "csv": Seed({"a.csv": f'name;text\r\nأ;"{words}"\r\n'.encode()}),
    }


@pytest.mark.parametrize("name", _page(""))
def test_every_hostile_word_is_in_what_is_read(tmp_path: Path, name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    words = " | ".join((*WORDS, "NATO‑2", "قالَ", "هـــذا", "<b>&amp;</b>"))
    read = FORMATS[name].read
    assert read is not None
    documents, _ = apart(read(_page(words)[name].put(tmp_path)))
    assert any(words in document.text for document in documents), [document.text for document in documents]
