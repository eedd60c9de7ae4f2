import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document
from annotator.errors import InputError
from annotator.formats import html_text, text_documents
from annotator.formats.format import Finding, Format
from tests.formats.office import DOCX, EPUB, ODT, PAGE, W, pdf_of

pytest.importorskip("defusedxml")

Split = Callable[[object], tuple[list[Document], list[Finding]]]


def packed(folder: Path, name: str, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return folder / name


def read(form: Format, path: Path, split: Split) -> tuple[list[Document], dict[str, object]]:
    assert form.read is not None
    documents, findings = split(form.read(path))
    assert all(str(finding) for finding in findings)
    return documents, {finding.kind: finding.values.get("count") for finding in findings}


def test_a_word_document_gives_its_text_with_insertions_and_boxes(tmp_path: Path, split: Split) -> None:
    path = packed(tmp_path, "a.docx", DOCX)
    (document,), said = read(text_documents.DOCX, path, split)
    assert document.text == "زار الوزير القاهرة\nسطر\nآخر\nأ داخل\tب\nقبل\nصندوق"
    assert said == {
        "deleted": 1,
        "notes": 1,
        "numbers": 1,
        "hidden": 1,
        "tables": 1,
        "images": 1,
        "boxes": 1,
        "headers": 1,
    }
    assert text_documents.DOCX.detect(path) == 0.9


def test_what_python_docx_writes_is_read(tmp_path: Path, split: Split) -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_heading("عنوان", 1)
    made.add_paragraph("زار الوزير 😀 القاهرة.")
    made.add_table(rows=1, cols=2).rows[0].cells[1].text = "خلية"
    made.save(str(tmp_path / "a.docx"))
    (document,), _ = read(text_documents.DOCX, tmp_path / "a.docx", split)
    assert document.text == "عنوان\nزار الوزير 😀 القاهرة.\n\tخلية"


def test_an_opendocument_text_keeps_the_blanks_that_it_spells_out(tmp_path: Path, split: Split) -> None:
    path = packed(tmp_path, "a.odt", ODT)
    (document,), said = read(text_documents.ODT, path, split)
    assert document.text == "عنوان\nزار الوزير  القاهرة\tاليوم\nثم عاد.\nبند\nأ\tب"
    assert said == {"deleted": 1, "notes": 1, "numbers": 1, "tables": 1, "images": 1}
    assert text_documents.ODT.detect(path) == 0.9


def test_a_page_is_read_as_a_browser_shows_it(tmp_path: Path, split: Split) -> None:
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    (document,), said = read(text_documents.HTML, tmp_path / "a.html", split)
    assert document.text == (
        "خبر\nزار\u00a0الوزير القاهرة & بغداد\nثم عاد.\nفقرة بلا نهاية\nكتلة\nأ\tب\nأ  ب\n  ج\nبند"
    )
    assert document.metadata == {"title": "عنوان الصفحة"}
    assert {key: said[key] for key in ("code", "images", "tables", "numbers")} == {
        "code": 2,
        "images": 1,
        "tables": 1,
        "numbers": 1,
    }
    assert text_documents.HTML.detect(tmp_path / "a.html") == 0.9


def test_a_page_may_say_how_it_is_encoded(tmp_path: Path, split: Split) -> None:
    (tmp_path / "a.html").write_bytes('<meta charset="windows-1256"><p>نصّ قديم'.encode("cp1256"))
    (document,), _ = read(text_documents.HTML, tmp_path / "a.html", split)
    assert document.text == "نصّ قديم"


def test_a_book_gives_its_parts_in_the_order_of_reading(tmp_path: Path, split: Split) -> None:
    path = packed(tmp_path, "a.epub", EPUB)
    documents, said = read(text_documents.EPUB, path, split)
    assert [(document.name, document.text) for document in documents] == [
        ("a.epub/one.xhtml", "الفصل الأول"), ("a.epub/OEBPS/b c.xhtml", "الفصل الثاني"),
    ]  # fmt: skip
    assert documents[0].metadata == {"title": "كتاب", "language": "ar"}
    assert said == {"parts": 2}
    assert text_documents.EPUB.detect(path) == 0.9


def test_a_pdf_gives_its_text_and_a_warning(tmp_path: Path, split: Split) -> None:
    pytest.importorskip("pypdf")
    (tmp_path / "a.pdf").write_bytes(pdf_of("First line", "Second line"))
    (document,), said = read(text_documents.PDF, tmp_path / "a.pdf", split)
    assert document.text.split("\n") == ["First line", "Second line"]
    assert "order" in said
    assert text_documents.PDF.detect(tmp_path / "a.pdf") == 0.9
    (tmp_path / "b.pdf").write_bytes(pdf_of())
    documents, said = read(text_documents.PDF, tmp_path / "b.pdf", split)
    assert (documents, "no text" in said) == ([], True)


def test_a_locked_pdf_is_named(tmp_path: Path, split: Split) -> None:
    pypdf = pytest.importorskip("pypdf")
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_of("x")))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    assert set(read(text_documents.PDF, tmp_path / "a.pdf", split)[1]) == {"locked"}


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_a_changed_byte_of_a_pdf_gives_a_document_or_a_finding(at: int, byte: int) -> None:
    pytest.importorskip("pypdf")
    source = bytearray(pdf_of("First line", "Second line"))
    source[at % len(source)] = byte
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.pdf").write_bytes(source)
        assert all(str(item) for item in text_documents.PDF.read(Path(folder) / "a.pdf"))  # type: ignore[misc]


@settings(max_examples=80, deadline=None)
@given(st.text(st.sampled_from("<>/!-&;\"'= abpreتsجtdscriptlix#0\n\u2028😀"), max_size=80))
def test_any_page_gives_a_text(page: str) -> None:
    found = html_text.extract(page.encode())
    assert "<p>" not in found.text or "&" in page


@pytest.mark.parametrize(
    "section", ["<![<b>", "<![no[x]]>", "<![1[x]]>", "<![", "<![CDATA[", "<![if gte x>", "<![<!DOCTYPE html>"]
)
def test_sections_that_are_none_are_left_out(tmp_path: Path, split: Split, section: str) -> None:
    page = f"<p>قبل</p>{section}<p>بعد</p>"
    assert html_text.extract(page.encode()).text.startswith("قبل")
    documents, _ = read(text_documents.EPUB, packed(tmp_path, "a.epub", EPUB | {"one.xhtml": page}), split)
    assert documents[0].text.startswith("قبل")


def test_deep_pages_and_documents_are_read(tmp_path: Path, split: Split) -> None:
    assert html_text.extract(b"<div>" * 100_000 + b"x").text == "x"
    deep = "<w:x>" * 50_000 + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" + "</w:x>" * 50_000
    parts = {"word/document.xml": f"<w:document {W}><w:body>{deep}</w:body></w:document>"}
    (document,), _ = read(text_documents.DOCX, packed(tmp_path, "a.docx", parts), split)
    assert document.text == "x"


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("form", "name", "part"),
    [
        (text_documents.DOCX, "a.docx", "word/document.xml"),
        (text_documents.DOCX, "a.docx", "word/settings.xml"),
        (text_documents.ODT, "a.odt", "content.xml"),
        (text_documents.EPUB, "a.epub", "META-INF/container.xml"),
        (text_documents.EPUB, "a.epub", "OEBPS/a.opf"),
    ],
)
def test_hostile_xml_and_bombs_are_refused(tmp_path: Path, split: Split, form: Format, name: str, part: str) -> None:
    parts = {"a.docx": DOCX, "a.odt": ODT, "a.epub": EPUB}[name]
    documents, said = read(form, packed(tmp_path, name, parts | {part: ENTITY}), split)
    assert (documents, set(said)) == ([], {"document type"})
    documents, said = read(form, packed(tmp_path, name, parts | {part: "<a>" + " " * 2**26}), split)
    assert (documents, set(said)) == ([], {"unreadable"})


@pytest.mark.parametrize("form", [text_documents.DOCX, text_documents.ODT, text_documents.EPUB])
def test_archives_without_a_text_are_told(tmp_path: Path, split: Split, form: Format) -> None:
    documents, said = read(form, packed(tmp_path, "a.zip", {"x": "y"}), split)
    assert (documents, set(said)) == ([], {"no text"})
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04")
    assert set(read(form, tmp_path / "b.zip", split)[1]) == {"unreadable"}
    with pytest.raises(InputError, match="not there"):
        read(form, tmp_path / "none", split)


def test_a_folder_of_documents_is_read(tmp_path: Path, split: Split) -> None:
    packed(tmp_path, "b.docx", DOCX)
    (tmp_path / "sub").mkdir()
    packed(tmp_path, "sub/a.docx", DOCX)
    documents, _ = read(text_documents.DOCX, tmp_path, split)
    assert [document.name for document in documents] == ["b.docx", "sub/a.docx"]
