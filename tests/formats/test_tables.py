import csv
import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Entity, Event, Layer
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, InputError
from annotator.formats import csv_tables, excel
from annotator.formats.format import Finding, WriteOptions
from annotator.formats.tables import HEADERS, guarded

Split = Callable[[object], tuple[list[Document], list[Finding]]]


@pytest.mark.parametrize("table", HEADERS)
def test_the_sample_gives_its_golden_files(sample: Document, golden: Path, tmp_path: Path, table: str) -> None:
    csv_tables.write([sample], tmp_path / "out", WriteOptions())
    made = (tmp_path / "out" / f"{table}.csv").read_bytes()
    assert made == (golden / "tables" / f"{table}.csv").read_bytes()
    assert made.startswith(b"\xef\xbb\xbf")


def test_what_tables_have_no_place_for_is_named(sample: Document, tmp_path: Path) -> None:
    writing = csv_tables.write([sample], tmp_path / "out", WriteOptions())
    assert {loss.kind for loss in writing.losses} == {"text", "comments", "state", "metadata"}


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200f=1", "＝1", "\u202b@x", "\u00a0-1", "\u22121"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_guarded_for_spreadsheets_and_raw_for_machines(text: str, tmp_path: Path) -> None:
    document = Document("d", "d", text, (Layer("gold", entities=(Entity("T1", "X", (Span(0, len(text)),)),)),))
    assert guarded(text) == "'" + text
    for made_for in ("spreadsheets", "machines"):
        options = {"for": made_for, "separator": "semicolon"}
        csv_tables.write([document], tmp_path / made_for, WriteOptions(options=options))
        source = (tmp_path / made_for / "entities.csv").read_bytes().decode("utf-8-sig")
        _, row = list(csv.reader(io.StringIO(source, newline=""), delimiter=";"))
        assert row[5] == ("'" + text if made_for == "spreadsheets" else text)
    assert (tmp_path / "machines" / "entities.csv").read_bytes()[:1] == b"d"


@pytest.mark.parametrize("text", ["1+1", "نص", "'=1", "", "a=b", "«-»"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_the_rows_say_every_mark(documents, data: st.DataObject) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        csv_tables.write([document], Path(folder) / "out", WriteOptions(options={"for": "machines"}))
        tables = {}
        for table in HEADERS:
            source = (Path(folder) / "out" / f"{table}.csv").read_bytes().decode("utf-8")
            tables[table] = list(csv.DictReader(io.StringIO(source, newline="")))
    layers = document.layers
    assert [(row["annotator"], row["id"], row["type"]) for row in tables["entities"]] == [
        (layer.annotator, e.id, e.type) for layer in layers for e in layer.entities
    ]
    for row in tables["entities"]:
        pieces = [tuple(map(int, piece.split("-"))) for piece in row["spans"].split(";")]
        assert row["text"] == " ".join(document.text[start:end] for start, end in pieces)
    assert len(tables["events"]) == sum(max(len(e.arguments), 1) for layer in layers for e in layer.events)
    assert len(tables["relations"]) == sum(len(layer.relations) for layer in layers)


def read_csv(source: str, folder: Path, split: Split, **options: str) -> tuple[list[Document], list[Finding]]:
    (folder / "in.csv").write_bytes(source.encode())
    return split(csv_tables.read(folder / "in.csv", options))


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_rows_become_documents(tmp_path: Path, split: Split, separator: str) -> None:
    rows = [["id", "النص", "source"], ["d1", "سطر أول\r\nوثانٍ", "x"], ["", "نصّ آخر", ""], ["d3", " ", "y"]]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    documents, findings = read_csv("\ufeff" + out.getvalue(), tmp_path, split)
    assert [(d.name, d.text, dict(d.metadata)) for d in documents] == [
        ("d1", "سطر أول\nوثانٍ", {"source": "x"}), ("in 3", "نصّ آخر", {}),
    ]  # fmt: skip
    assert {f.kind for f in findings} == {"byte order mark", "empty"}


def test_a_column_without_a_known_title_is_guessed_and_told(tmp_path: Path, split: Split) -> None:
    source = "a,b\n1,نصّ طويل\n2,نصّ أطول منه\n"
    documents, findings = read_csv(source, tmp_path, split)
    assert [d.text for d in documents] == ["نصّ طويل", "نصّ أطول منه"]
    assert [(f.kind, f.values["column"]) for f in findings] == [("columns", "b")]
    documents, findings = read_csv(source, tmp_path, split, text="a", name="2")
    assert [(d.name, d.text) for d in documents] == [("نصّ طويل", "1"), ("نصّ أطول منه", "2")]
    documents, _ = read_csv(source, tmp_path, split, header="no")
    assert len(documents) == 3
    with pytest.raises(InputError, match="a, b"):
        read_csv(source, tmp_path, split, text="c")


def test_rows_may_be_longer_than_the_titles(tmp_path: Path, split: Split) -> None:
    documents, findings = read_csv("a,b\n1,2,نصّ طويل\n", tmp_path, split)
    assert [d.text for d in documents] == ["نصّ طويل"]
    assert [(f.kind, f.values["column"]) for f in findings] == [("columns", "column 3")]


def test_one_column_is_text_from_the_first_row_on(tmp_path: Path, split: Split) -> None:
    documents, _ = read_csv("الأول\nالثاني\n", tmp_path, split)
    assert [d.text for d in documents] == ["الأول", "الثاني"]


@pytest.mark.parametrize(
    ("source", "kind"), [("", "no document"), ("text\na\0b\n", "nul"), ("text\n" + "x" * 200_000, "")]
)
def test_odd_tables_are_told(tmp_path: Path, split: Split, source: str, kind: str) -> None:
    documents, findings = read_csv(source, tmp_path, split)
    assert not kind or (documents == [] and kind in {f.kind for f in findings})
    assert kind or len(documents[0].text) == 200_000


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_random_bytes_are_documents_or_a_finding(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        assert all(str(item) for item in csv_tables.read(path))


def test_unknown_options_are_told(sample: Document, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="spreadsheets, machines"):
        csv_tables.write([sample], tmp_path / "a", WriteOptions(options={"for": "people"}))


def test_a_workbook_has_three_sheets_from_right_to_left(sample: Document, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for name in ("a.xlsx", "b.xlsx"):
        excel.write([sample], tmp_path / name, WriteOptions())
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == list(HEADERS)
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    entities = list(book["entities"].iter_rows(values_only=True))
    assert entities[0] == HEADERS["entities"]
    assert len(entities) == 1 + sum(len(layer.entities) for layer in sample.layers)
    assert entities[1][5:8] == ("رئيس وزراء العراق", 4, 21)


def test_cells_of_a_workbook_are_never_formulas(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    text = "=1+1 \x0b" + "ا" * 40_000
    marks = (Entity("T1", "X", (Span(0, 4),)), Entity("T2", "X", (Span(4, 6),)), Entity("T3", "X", (Span(6, 40_006),)))
    event = Event("E1", "=cmd", (Span(0, 2),))
    document = Document("d", "d", text, (Layer("gold", entities=marks, events=(event,)),))
    writing = excel.write([document], tmp_path / "a.xlsx", WriteOptions())
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["entities"]
    assert (sheet["F2"].value, sheet["F2"].data_type, sheet["F2"].quotePrefix) == ("=1+1", "s", True)
    assert sheet["F3"].value == " \ufffd"
    assert {loss.kind: loss.ids for loss in writing.losses if loss.ids} == {"control": ("T2",), "long": ("T3",)}


def test_a_workbook_of_documents_is_read(tmp_path: Path, split: Split) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["name", "text", "n"], ["أ", "نصّ\nوسطر", 3], [None, None, None], ["ب", "آخر", None]):
        book.active.append(row)
    book.create_sheet("more")
    book.save(tmp_path / "a.xlsx")
    documents, findings = split(excel.read(tmp_path / "a.xlsx"))
    assert [(d.name, d.text, dict(d.metadata)) for d in documents] == [("أ", "نصّ\nوسطر", {"n": "3"}), ("ب", "آخر", {})]
    assert [f.kind for f in findings] == ["sheets"]
    assert excel.FORMAT.detect(tmp_path / "a.xlsx") > 0.5


def repacked(source: Path, target: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, parts.get(Path(info.filename).stem, old.read(info)))
    return target


def test_hostile_workbooks_are_refused(tmp_path: Path, split: Split) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["text"])
    book.save(tmp_path / "a.xlsx")
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'
    hostile = repacked(tmp_path / "a.xlsx", tmp_path / "b.xlsx", sheet1=bomb)
    assert [f.kind for f in split(excel.read(hostile))[1]] == ["document type"]
    hostile = repacked(tmp_path / "a.xlsx", tmp_path / "c.xlsx", sheet1=b"<worksheet")
    assert [f.kind for f in split(excel.read(hostile))[1]] == ["syntax"]
    hostile = repacked(tmp_path / "a.xlsx", tmp_path / "d.xlsx", sheet1=b"<a>" + b" " * 2**27)
    with pytest.raises(InputError, match="200 times"):
        list(excel.read(hostile))
    (tmp_path / "e.xlsx").write_bytes(b"PK\x03\x04nonsense")
    with pytest.raises(InputError, match="ZIP"):
        list(excel.read(tmp_path / "e.xlsx"))
