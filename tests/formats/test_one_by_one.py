"""Every format that reads what it writes: what differs afterwards is what the loss report names, one by one.

What the gold article comes to in each way of writing is told in a table: run with -s to see it, or look into the file
`losses.md` in the folder of the tests.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.formats import jsonl
from annotator.formats.format import Format, Loss, WriteOptions
from annotator.registry import discover
from tests.formats import office
from tests.formats.conftest import random_documents
from tests.formats.hostile import WORDS, hostile_document
from tests.formats.losing import apart, underscored
from tests.formats.one_by_one import Found, changed
from tests.formats.reading_back import differences, written
from tests.formats.seeds import GOLDEN, NEEDS, Seed
from tests.formats.ways import Way, ways

FORMATS = discover("annotator.formats", Format)
BOTH = [name for name, known in FORMATS.items() if known.read and known.write and known.reads_back]
WAYS = [(name, way) for name in BOTH for way in ways(FORMATS[name])]
WRITTEN = [name for name, known in FORMATS.items() if known.write]
DOCUMENTS: dict[str, Callable[[Path], Document]] = {
    "article": lambda shared: apart(jsonl.read(shared / "seed" / "article.gold.jsonl"))[0][0],
    "hostile": lambda _: hostile_document(),
    "sample": lambda _: apart(jsonl.read(GOLDEN / "sample.jsonl"))[0][0],
}
_PARTS = ("longest", "unit", "overlap")  # options that may make several documents of one


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[str]]:
    """Collect the lines of the table, and put them where a person can see them."""
    lines = ["| format | written with | named by the losses | differs |", "|---|---|---|---|"]
    yield lines
    text = "\n".join(lines)
    (tmp_path_factory.getbasetemp() / "losses.md").write_text(text + "\n", "utf-8")
    sys.stdout.write(f"\n{text}\n")


def row(name: str, way: Way, losses: tuple[Loss, ...], found: Found | None) -> str:
    counts: Counter[str] = Counter()
    for loss in losses:
        counts[loss.kind] += max(len(loss.ids), 1)
    told = ", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())) or "–"
    apart = {} if found is None else {group: len(differs) for group, (differs, _) in found.items() if differs}
    seen = ", ".join(f"{group} {count}" for group, count in apart.items()) or "–"
    options = ", ".join(f"{key} = {value}" for key, value in way.items()) or "–"
    return f"| {name} | {options} | {told} | {'in several pieces; nothing beyond' if found is None else seen} |"


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize(("name", "way"), WAYS, ids=str)
def test_what_differs_is_what_the_losses_name(
    shared: Path, tmp_path: Path, table: list[str], name: str, way: Way, document: str
) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    known, made = FORMATS[name], DOCUMENTS[document](shared)
    path, writing = written(known, [made], tmp_path / "one", way)
    assert known.read is not None
    backs, findings = apart(known.read(path))
    assert [str(finding) for finding in findings if finding.severity == "error"] == []
    found = None
    if len(backs) == 1:
        assert (backs[0].text == made.text) or "text" in {loss.kind for loss in writing.losses}
        found = changed(made, backs[0], writing.losses, underscored(name))
        assert {group: sorted(differs ^ named) for group, (differs, named) in found.items() if differs != named} == {}
    else:
        assert way.keys() & set(_PARTS)
        assert differences(known, [made], tmp_path / "two", way) == []
    if document == "article":
        table.append(row(name, way, writing.losses, found))


@pytest.mark.parametrize("name", BOTH)
def test_so_it_is_with_any_document(name: str) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    known = FORMATS[name]
    whole = [way for way in ways(known) if not way.keys() & set(_PARTS)]

    @settings(max_examples=20, deadline=None)
    @given(document=random_documents(), way=st.sampled_from(whole))
    def check(document: Document, way: Way) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path, writing = written(known, [document], Path(folder), way)
            assert known.read is not None
            backs, _ = apart(known.read(path))
        if backs:
            found = changed(document, backs[0], writing.losses, underscored(name))
            assert {group: differs ^ named for group, (differs, named) in found.items() if differs != named} == {}

    check()


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
