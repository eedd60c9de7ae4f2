"""Files that are small and would be huge, each with its message: in cells, parts, pages, archives in archives."""

import io
import os
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from annotator.domain.model import Document
from annotator.formats import members
from annotator.formats.files import walk
from annotator.formats.format import Finding
from annotator.operations.sources import read_source, sources_of
from annotator.operations.transfer import read_with
from tests.formats import office
from tests.formats.seeds import FORMATS, NEEDS, zipped


def read(name: str, path: Path) -> tuple[list[Document], list[Finding]]:
    items = list(read_with(FORMATS[name], path))
    assert all(len(str(item)) < 400 for item in items if isinstance(item, Finding))
    return [item for item in items if isinstance(item, Document)], [item for item in items if isinstance(item, Finding)]


def parts_of(name: str) -> dict[str, bytes]:
    """Return the parts of a small file of the format."""
    if name != "xlsx":
        return {
            part: content.encode()
            for part, content in {"docx": office.DOCX, "odt": office.ODT, "epub": office.EPUB}[name].items()
        }
    openpyxl = pytest.importorskip("openpyxl")
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["text"])
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def sheet(rows: bytes, shared: bytes = b"") -> bytes:
    """Return a workbook whose only sheet has these rows below a title."""
    parts = parts_of("xlsx")
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    title = b'<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
    parts["xl/worksheets/sheet1.xml"] = (
        b'<worksheet %s><dimension ref="A1:XFD1048576"/><sheetData>%s%s</sheetData></worksheet>' % (space, title, rows)
    )
    if shared:
        kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
        parts["xl/sharedStrings.xml"] = b"<sst %s><si><t>%s</t></si></sst>" % (space, shared)
    return zipped(parts)


def test_formulas_are_not_calculated_and_are_told(tmp_path: Path) -> None:
    rows = (
        b'<row r="2"><c r="A2"><f>REPT("x",1E9)</f></c></row><row r="3"><c r="A3" t="str"><f>"a"</f><v>a</v></c></row>'
    )
    (tmp_path / "a.xlsx").write_bytes(sheet(rows))
    documents, findings = read("xlsx", tmp_path / "a.xlsx")
    assert [document.text for document in documents] == ["a"]
    assert [(finding.kind, finding.values["count"]) for finding in findings] == [("formulas", 2)]


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "＝1+1", "-2+3"])
@pytest.mark.parametrize("name", ["csv", "xlsx"])
def test_texts_that_look_like_formulas_are_texts(tmp_path: Path, name: str, cell: str) -> None:
    if name == "csv":
        (tmp_path / "a.csv").write_text(f'id,text\r\n1,"{cell}"\r\n', "utf-8")
    else:
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        book.active.append(["id", "text"])
        book.active.append([1, ""])
        book.active["B2"].value, book.active["B2"].data_type = cell, "s"
        book.save(tmp_path / "a.xlsx")
    documents, _ = read(name, tmp_path / f"a.{name}")
    assert [document.text for document in documents] == [cell]


def test_a_row_in_the_last_place_is_read_whatever_the_sheet_says_of_its_size(tmp_path: Path) -> None:
    rows = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    (tmp_path / "a.xlsx").write_bytes(sheet(rows))
    assert [document.text for document in read("xlsx", tmp_path / "a.xlsx")[0]] == ["x"]


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (at, at) for at in range(2, 1100)),
    ],
    ids=["far", "wide"],
)
def test_rows_far_apart_and_wide_ones_are_refused(tmp_path: Path, rows: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(sheet(rows))
    documents, findings = read("xlsx", tmp_path / "a.xlsx")
    assert ([finding.kind for finding in findings], documents) == (["size"], [])


def test_one_long_text_in_many_cells_is_refused(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (at, at) for at in range(2, 2000))
    (tmp_path / "a.xlsx").write_bytes(sheet(rows, b"x" * 2**18))
    documents, findings = read("xlsx", tmp_path / "a.xlsx")
    assert ([finding.kind for finding in findings], documents) == (["unreadable"], [])
    assert "200 times" in str(findings[0])


LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (at, b"&%c;" % (at - 1) * 10) for at in range(98, 107))
    + b"]><a>&j;</a>"
)
PARTS = [
    (name, part) for name, parts in (("docx", office.DOCX), ("odt", office.ODT)) for part in parts if ".xml" in part
]
PARTS += [("epub", "META-INF/container.xml"), ("epub", "OEBPS/a.opf")]
PARTS += [
    ("docx", "word/settings.xml"),
    ("docx", "word/_rels/document.xml.rels"),
    ("odt", "styles.xml"),
    ("odt", "meta"),
]
PARTS += [("xlsx", part) for part in ("xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/other.bin")]
PARTS += [("xlsx", "xl/worksheets/sheet1.xml"), ("xlsx", "xl/theme/theme1.xml"), ("xlsx", "docProps/core.xml")]


@pytest.mark.parametrize("charset", ["utf-8", "utf-16"])
@pytest.mark.parametrize(("name", "part"), PARTS)
def test_laughs_are_refused_in_every_part(tmp_path: Path, name: str, part: str, charset: str) -> None:
    pytest.importorskip(NEEDS[name])
    bomb = LAUGHS.decode().encode(charset)
    (tmp_path / f"a.{name}").write_bytes(zipped({**parts_of(name), part: bomb}))
    documents, findings = read(name, tmp_path / f"a.{name}")
    assert ([finding.kind for finding in findings], documents) == (["document type"], [])


def test_laughs_in_a_page_of_a_book_are_letters(tmp_path: Path) -> None:
    pytest.importorskip(NEEDS["epub"])
    page = LAUGHS.replace(b"<a>", b"<html><p>").replace(b"</a>", b"</p></html>")
    (tmp_path / "a.epub").write_bytes(zipped({**parts_of("epub"), "one.xhtml": page}))
    documents, _ = read("epub", tmp_path / "a.epub")
    assert all(len(document.text) < 2000 for document in documents)


def nested(depth: int, content: bytes) -> bytes:
    """Return an archive in an archive in …, each with sixteen copies of the one below."""
    out, below = io.BytesIO(), nested(depth - 1, content) if depth else content
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for copy in range(16):
            archive.writestr(f"{copy}.zip" if depth else f"{copy}.txt", below)
    return out.getvalue()


@pytest.mark.parametrize("is_in_a_folder", [False, True])
def test_archives_in_archives_are_named_and_not_opened(tmp_path: Path, is_in_a_folder: bool) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("زار", "utf-8")
    (tmp_path / "in" / "a.zip").write_bytes(nested(2, b" " * 2**20))
    sources, findings = sources_of(
        [tmp_path / "in"] if is_in_a_folder else [tmp_path / "in" / "a.zip", tmp_path / "in" / "a.txt"]
    )
    texts = [item.text for source in sources for item in read_source(source, {}) if isinstance(item, Document)]
    assert texts == ["زار"]
    assert {finding.kind for finding in findings} <= {"left out", "unreadable"}
    assert findings


def test_members_that_share_their_bytes_are_limited_by_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members, "TOTAL_LIMIT", 2**20)
    (tmp_path / "a.zip").write_bytes(nested(0, b"x" * 2**17))
    with pytest.raises(Exception, match="more than"):
        members.archive_members(tmp_path / "a.zip")


def pdf(content: bytes, *others: bytes, pages: int = 1, resources: bytes = b"/Font<</F1 5 0 R>>") -> bytes:
    """Return a PDF of pages that all draw the same content; `others` are objects from 6 on."""
    kids = b" ".join([b"3 0 R"] * pages)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        content, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", *others,
    ]  # fmt: skip
    return office.pdf_file(objects)


def stream(content: bytes, times: int = 1, facts: bytes = b"") -> bytes:
    """Return a stream, packed several times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return b"<</Length %d/Filter[%s]%s>>stream\n%s\nendstream" % (
        len(content),
        b"/FlateDecode " * times,
        facts,
        content,
    )


LINE = b"BT /F1 12 Tf (x) Tj ET "
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
PDF_BOMBS = {
    "content": (lambda: pdf(stream(b" " * 2**27)), "syntax"),
    "content packed thrice": (lambda: pdf(stream(b" " * 2**27, 3)), "syntax"),
    "one drawing on every page": (lambda: pdf(stream(LINE * 8000), pages=4000), "size"),
    "one drawing in a page again and again": (
        lambda: pdf(stream(LINE * 50_000)).replace(b"/Contents 4 0 R", b"/Contents[" + b"4 0 R " * 5000 + b"]"),
        "syntax",
    ),
    "objects in a stream": (
        lambda: pdf(stream(LINE), stream(b"1 0 " * 2**25, facts=b"/Type/ObjStm/N 99999999/First 9")).replace(
            b"/Root 1 0 R", b"/Root 1 0 R/Prev 1"
        ),
        "",
    ),
    "a drawing in itself": (
        lambda: pdf(stream(b"/X Do"), stream(b"/X Do", facts=FORM % 6), resources=b"/XObject<</X 6 0 R>>"),
        "no text",
    ),
}


@pytest.mark.parametrize("name", PDF_BOMBS)
def test_pages_that_are_huge_are_refused(tmp_path: Path, name: str) -> None:
    pytest.importorskip("pypdf")
    make, kind = PDF_BOMBS[name]
    (tmp_path / "a.pdf").write_bytes(make())
    assert (tmp_path / "a.pdf").stat().st_size < 2**19
    documents, findings = read("pdf", tmp_path / "a.pdf")
    assert not kind or (kind in {finding.kind for finding in findings} and documents == [])
    assert all(len(document.text) < 2**20 for document in documents)


def test_drawings_made_of_drawings_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdf")
    monkeypatch.setattr("annotator.formats.pdf_text.STEP_LIMIT", 10_000)
    forms = [stream(b"/X Do " * 10, facts=FORM % (at + 1)) for at in range(6, 12)]
    source = pdf(
        stream(b"/X Do " + LINE), *forms, stream(LINE * 10), resources=b"/Font<</F1 5 0 R>>/XObject<</X 6 0 R>>"
    )
    (tmp_path / "a.pdf").write_bytes(source)
    documents, findings = read("pdf", tmp_path / "a.pdf")
    assert "size" in {finding.kind for finding in findings} or len(documents[0].text) < 10_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("زار", "utf-8")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere")
    assert walk(tmp_path) == ["b.txt"]


CHILD = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (3 * 2**29, 3 * 2**29))
from annotator.formats.format import Finding
from annotator.operations.transfer import formats, read_with
for path in sorted(Path(sys.argv[1]).iterdir()):
    found = list(read_with(formats()[path.suffix[1:]], path))
    assert any(isinstance(item, Finding) and item.severity == "error" for item in found), (path, found)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by Linux")
def test_bombs_fit_into_little_memory(tmp_path: Path) -> None:
    for library in ("openpyxl", "pypdf", "defusedxml"):
        pytest.importorskip(library)
    rows = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (at, at) for at in range(2, 1100))
    files = {"a.xlsx": sheet(rows), "b.xlsx": zipped({**parts_of("xlsx"), "xl/workbook.xml": LAUGHS})}
    files |= {f"{at}.pdf": PDF_BOMBS[name][0]() for at, name in enumerate(["content packed thrice", "content"])}
    files |= {"c.pdf": pdf(stream(LINE * 8000), pages=4000)}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 2**28)
    child = subprocess.run([sys.executable, "-c", CHILD, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (child.returncode, child.stderr) == (0, "")
