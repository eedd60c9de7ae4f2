import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Json
from annotator.errors import InputError
from annotator.formats import hf, hf_card, parquet_rows
from annotator.formats.format import WriteOptions
from annotator.formats.hf_columns import columns, schema
from annotator.formats.hf_rows import rows_of, tables_of
from annotator.formats.jsonl_read import document_of
from annotator.formats.jsonl_write import table_of
from tests.formats.losing import apart


def test_its_absence_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(InputError, match=r"pip install annotator\[hf\]"):
        hf.write([], tmp_path / "out", WriteOptions())


def rows_in(document: Document) -> list[dict[str, Json]]:
    """Return the rows of a document as they are read from a file."""
    arrow = pytest.importorskip("pyarrow")
    rows: list[dict[str, Json]] = columns(arrow, list(rows_of(table_of(document))), schema(arrow)).to_pylist()
    return rows


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_rows_give_the_document_back(documents, data: st.DataObject) -> None:
    document = data.draw(documents)
    (table,) = tables_of(rows_in(document))
    assert isinstance(table, dict)
    assert document_of(table)[0] == document


def test_documents_with_broken_json_are_refused_one_by_one(sample: Document) -> None:
    rows = [{**row, "metadata": "{"} for row in rows_in(sample)] + rows_in(replace(sample, id="b"))
    first, second = tables_of(rows)
    assert not isinstance(first, dict)
    assert isinstance(second, dict)


@pytest.fixture(scope="module")
def parquet():
    return pytest.importorskip("pyarrow.parquet")


def test_the_sample_comes_back_whole_and_has_its_card(parquet, sample: Document, golden: Path, tmp_path: Path) -> None:
    folder = tmp_path / "مجموعة"
    writing = hf.write([sample], folder, WriteOptions(options={"title": "sample"}))
    assert apart(hf.read(folder)) == ([sample], [])
    assert (folder / "README.md").read_text("utf-8") == (golden / "sample.hf.README.md").read_text("utf-8")
    assert [file.name for file in writing.files] == ["train-00000-of-00001.parquet", "README.md"]
    assert writing.losses == ()


def test_shards_are_numbered_and_read_in_order(parquet, sample: Document, tmp_path: Path) -> None:
    items = [replace(sample, id=f"d{number}", layers=sample.layers[:1]) for number in range(7)]
    hf.write(items, tmp_path / "out", WriteOptions(options={"rows": "3", "split": "test"}))
    names = sorted(file.name for file in (tmp_path / "out" / "data").iterdir())
    assert names == [f"test-0000{number}-of-00003.parquet" for number in range(3)]
    assert [document.id for document in apart(hf.read(tmp_path / "out"))[0]] == [item.id for item in items]


def test_the_same_documents_give_the_same_bytes(parquet, sample: Document, tmp_path: Path) -> None:
    for name in ("a", "b"):
        hf.write([sample], tmp_path / name / "out", WriteOptions())
    one, other = ((tmp_path / name / "out" / "data").iterdir() for name in ("a", "b"))
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in other]


def test_datasets_of_others_are_read_by_their_tags(parquet, tmp_path: Path) -> None:
    import pyarrow as pa

    feature = b'{"info": {"features": {"ner_tags": [{"names": ["O", "B-PER", "I-PER"], "_type": "ClassLabel"}]}}}'
    table = pa.table({"tokens": [["زار", "وزير", "مصر"]], "ner_tags": [[0, 1, 2]]})
    parquet.write_table(table.replace_schema_metadata({b"huggingface": feature}), tmp_path / "a.parquet")
    (document,), findings = apart(hf.read(tmp_path / "a.parquet"))
    assert [(mark.type, mark.spans[0].start, mark.spans[0].end) for mark in document.layers[0].entities] == [
        ("PER", 4, 12)
    ]
    assert [finding.kind for finding in findings] == ["rebuilt"]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"x" * 100 + b"PAR1"])
def test_damaged_files_are_told(parquet, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.parquet").write_bytes(content)
    assert [finding.kind for finding in apart(hf.read(tmp_path / "a.parquet"))[1]] == ["damaged"]


def test_datasets_of_texts_alone_become_documents(parquet, tmp_path: Path) -> None:
    import pyarrow as pa

    rows = {"id": [7, 8], "text": ["زار كيم", "ثم مضى"], "source": ["وكالة", None], "votes": [[1], [2, 3]]}
    parquet.write_table(pa.table(rows), tmp_path / "a.parquet")
    documents, findings = apart(hf.read(tmp_path / "a.parquet"))
    assert [(document.name, document.text, document.metadata) for document in documents] == [
        ("7", "زار كيم", {"source": "وكالة"}),
        ("8", "ثم مضى", {}),
    ]
    assert [(finding.kind, finding.values["columns"]) for finding in findings] == [("columns", "votes")]


def test_other_columns_are_told(parquet, tmp_path: Path) -> None:
    import pyarrow as pa

    parquet.write_table(pa.table({"x": [1]}), tmp_path / "a.parquet")
    assert [finding.kind for finding in apart(hf.read(tmp_path / "a.parquet"))[1]] == ["columns"]


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_every_document_comes_back_whole(parquet, documents, data: st.DataObject) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        hf.write([document], Path(folder) / "out", WriteOptions())
        assert apart(hf.read(Path(folder) / "out"))[0] == [document]


@pytest.mark.filterwarnings("ignore")
def test_datasets_loads_it(parquet, sample: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    hf.write([sample], tmp_path / "out", WriteOptions())
    for source in (str(tmp_path / "out"), "parquet"):
        files = {} if source != "parquet" else {"data_files": str(tmp_path / "out" / "data" / "*.parquet")}
        loaded = datasets.load_dataset(source, split="train", cache_dir=str(tmp_path / f"cache{len(source)}"), **files)
        row = loaded[0]
        assert loaded.num_rows == 2
        assert row["text"] == sample.text
        assert row["entities"][0]["spans"] == [{"start": 4, "end": 21}]
        assert row["events"][0]["trigger"]["text"] == "لقاء"
        assert "Sequence" not in str(loaded.features)


def test_parts_are_splits_and_folds_configurations() -> None:
    assert hf_card.split_names(["train", "dev", "test"]) == [
        ("default", "train"),
        ("default", "validation"),
        ("default", "test"),
    ]
    assert hf_card.split_names(["fold-1/train", "fold-1/test"]) == [("fold-1", "train"), ("fold-1", "test")]
    assert [name for _, name in hf_card.split_names(["dev", "validation", "a-b", "a b", "تدريب"])] == [
        "dev",
        "validation",
        "a_b",
        "a_b_",
        "تدريب",
    ]


def halves(sample: Document) -> list[tuple[str, list[Document]]]:
    """Return three parts, of which the last is empty."""
    return [("train", [sample]), ("dev", [replace(sample, id="b", name="b")]), ("test", [])]


def test_parts_become_one_dataset_with_one_card(parquet, sample: Document, tmp_path: Path) -> None:
    out = tmp_path / "out"
    found = hf.write_parts(halves(sample), out, WriteOptions())
    assert [place.relative_to(out).as_posix() for place, _ in found] == ["data/train", "data/validation", "data/test"]
    assert {file.name for _, writing in found for file in writing.files} >= {"README.md"}
    card = (out / "README.md").read_text("utf-8")
    assert "  - split: validation\n    path: data/validation/*.parquet\n" in card
    assert "| what | train | validation | test |\n" in card
    assert "| documents | 1 | 1 | 0 |" in card
    assert "split: test" not in card  # `datasets` fails on a split without rows
    assert [document.id for document in apart(hf.read(found[1][0]))[0]] == ["b"]


@pytest.mark.filterwarnings("ignore")
def test_datasets_loads_the_parts_of_one_folder(
    parquet, sample: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    hf.write_parts(halves(sample), tmp_path / "out", WriteOptions())
    folds = [
        ("fold-1/train", [sample]),
        ("fold-1/test", [sample]),
        ("fold-2/train", [sample]),
        ("fold-2/test", [sample]),
    ]
    hf.write_parts(folds, tmp_path / "folds", WriteOptions())

    loaded = datasets.load_dataset(str(tmp_path / "out"), cache_dir=str(tmp_path / "cache"))
    fold = datasets.load_dataset(str(tmp_path / "folds"), "fold-2", cache_dir=str(tmp_path / "cache"))

    assert {name: part.num_rows for name, part in loaded.items()} == {"train": 2, "validation": 2}
    assert loaded["validation"][0]["id"] == "b"
    assert {name: part.num_rows for name, part in fold.items()} == {"train": 2, "test": 2}


def test_text_that_is_not_utf8_is_told(parquet, tmp_path: Path) -> None:
    import pyarrow as pa

    broken = pa.array([b"\xd9"]).view(pa.string())
    table = pa.table({"id": ["d"], "text": broken, "entities": pa.array([[]], pa.list_(pa.string()))})
    parquet.write_table(table, tmp_path / "a.parquet")
    assert [finding.kind for finding in apart(hf.read(tmp_path / "a.parquet"))[1]] == ["damaged"]


def test_marks_that_are_not_utf8_or_name_a_field_twice_are_told(parquet, tmp_path: Path) -> None:
    import pyarrow as pa

    broken = pa.StructArray.from_arrays([pa.array([b"\xb0"]).view(pa.string())], ["type"])
    twice = pa.StructArray.from_arrays([pa.array(["T1"]), pa.array(["T2"])], ["id", "id"])
    for marks in (broken, twice):
        entities = pa.ListArray.from_arrays(pa.array([0, 1], pa.int32()), marks)
        parquet.write_table(pa.table({"id": ["d"], "text": ["زار"], "entities": entities}), tmp_path / "a.parquet")
        assert [finding.kind for finding in apart(hf.read(tmp_path / "a.parquet"))[1]] == ["damaged"]


def test_columns_whose_names_are_not_utf8_are_told(parquet, tmp_path: Path) -> None:
    import pyarrow as pa

    parquet.write_table(pa.table({"id": ["d"], "xxcolumn": ["زار"]}), tmp_path / "a.parquet")
    source = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(source.replace(b"xxcolumn", b"xx\xeeolumn"))
    assert {finding.kind for finding in apart(hf.read(tmp_path / "a.parquet"))[1]} <= {"damaged", "columns"}


def test_a_small_file_of_huge_texts_is_refused(parquet, tmp_path: Path) -> None:
    import pyarrow as pa

    table = pa.table({"id": ["a", "b"], "text": ["x" * 2**27, "y" * (2**27 + 2**20)], "entities": ["", ""]})
    parquet.write_table(table, tmp_path / "a.parquet", compression="zstd")
    assert (tmp_path / "a.parquet").stat().st_size < 2**20
    with pytest.raises(InputError, match="200 times"):
        list(hf.read(tmp_path / "a.parquet"))


def test_one_large_text_in_many_rows_is_unpacked_a_few_rows_at_a_time(parquet, tmp_path: Path) -> None:
    import pyarrow as pa

    text = pa.DictionaryArray.from_arrays(pa.array([0] * 400, pa.int32()), pa.array(["x" * 2**24]))
    table = pa.table({"id": [str(at) for at in range(400)], "text": text, "entities": [""] * 400})
    parquet.write_table(table, tmp_path / "a.parquet", compression="zstd")
    opened = parquet.ParquetFile(tmp_path / "a.parquet")
    assert max(batch.num_rows for batch in opened.iter_batches(parquet_rows.rows_together(opened))) <= 16


def test_names_of_tags_that_nest_without_end_are_none(parquet, tmp_path: Path) -> None:
    import pyarrow as pa

    table = pa.table({"tokens": [["زار"]], "ner_tags": [[0]]})
    deep = table.replace_schema_metadata({b"huggingface": b"[" * 10**5 + b"]" * 10**5})
    parquet.write_table(deep, tmp_path / "a.parquet")
    assert {finding.kind for finding in apart(hf.read(tmp_path / "a.parquet"))[1]} == {"rebuilt", "tag"}


def test_statistics_that_make_pyarrow_end_the_process_are_not_asked_for(parquet, golden: Path) -> None:
    assert [finding.kind for finding in apart(hf.read(golden / "hostile" / "histogram.parquet"))[1]] == ["damaged"]
