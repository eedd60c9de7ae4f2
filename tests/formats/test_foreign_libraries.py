"""Libraries of others read what the program writes, beside those that have tests in their format's own file."""

import json
from pathlib import Path

import pytest

from annotator.domain.model import Document
from annotator.formats import conll, gliner, gliner2, hf_card, label_studio
from annotator.formats.format import WriteOptions
from annotator.formats.splitters import SPLITTERS

MIXED = "أمس مصرَ، می‌روم ابن-سينا a@b.org «نعم» 😀👨\u200d🚒 ١٩٤٨ \u200fx.y http://a.b/ج"


def test_seqeval_sees_the_entities_of_the_conll_file(sample: Document, tmp_path: Path) -> None:
    sequence_labeling = pytest.importorskip("seqeval.metrics.sequence_labeling")
    scheme = pytest.importorskip("seqeval.scheme")
    conll.write([sample], tmp_path / "a.conll", WriteOptions(options={"scheme": "IOB2"}))
    blocks = (tmp_path / "a.conll").read_text("utf-8").strip("\n").split("\n\n")
    tags = [[line.split()[-1] for line in block.split("\n")] for block in blocks if "DOCSTART" not in block]
    strict = scheme.Entities(tags, scheme.IOB2, False)
    assert sum(len(found) for found in strict.entities) == len(sequence_labeling.get_entities(tags))
    assert (
        sum(len(found) for found in strict.entities) == sum(tag.startswith("B-") for line in tags for tag in line) > 0
    )


@pytest.mark.filterwarnings("ignore")
def test_label_studio_takes_every_region(sample: Document, tmp_path: Path) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface
    label_studio.write([sample], tmp_path / "a.json", WriteOptions())
    labelling = interface((tmp_path / "a.config.xml").read_text("utf-8"))
    labelling.validate()
    for task in json.loads((tmp_path / "a.json").read_text("utf-8")):
        for done in task["annotations"]:
            assert labelling.validate_annotation(done)
            regions = [result for result in done["result"] if result["type"] != "relation"]
            assert [region for region in regions if not labelling.validate_region(region)] == []


@pytest.mark.filterwarnings("ignore")
def test_label_studios_converter_keeps_the_mentions(sample: Document, tmp_path: Path) -> None:
    converter = pytest.importorskip("label_studio_sdk.converter").Converter
    label_studio.write([sample], tmp_path / "a.json", WriteOptions())
    config = (tmp_path / "a.config.xml").read_text("utf-8")
    (tmp_path / "out").mkdir()
    made = converter(config, str(tmp_path), download_resources=False)
    made.convert_to_json_min(str(tmp_path / "a.json"), str(tmp_path / "out"), is_dir=False)
    (row, *_) = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    assert row["text"] == sample.text
    assert all(sample.text[mark["start"] : mark["end"]] == mark["text"] for mark in row["label"])


def test_the_datasets_metadata_has_the_list_form_that_both_majors_load() -> None:
    features = json.loads(hf_card.metadata())["info"]["features"]
    assert isinstance(features["entities"], list)
    assert '"List"' not in json.dumps(features)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("name", "module"),
    [("gliner", "gliner.data_processing.tokenizer"), ("gliner2", "gliner2.processing.word_splitter")],
)
def test_the_trainers_own_splitters_make_the_same_tokens(name: str, module: str) -> None:
    splitter = pytest.importorskip(module).WhitespaceTokenSplitter()
    assert [tuple(found[1:3]) for found in splitter(MIXED)] == [
        (span.start, span.end) for span in SPLITTERS[name](MIXED)
    ]


@pytest.mark.filterwarnings("ignore")
def test_gliner2s_own_loading_takes_every_example(sample: Document, tmp_path: Path) -> None:
    training = pytest.importorskip("gliner2.training.data")
    gliner2.write([sample], tmp_path / "a.jsonl", WriteOptions())
    found = training.TrainingDataset.load(tmp_path / "a.jsonl").validate()
    assert (found["valid"], found["invalid"]) == (1, 0)


def test_the_places_in_gliners_examples_are_those_that_its_loader_asks_for(sample: Document, tmp_path: Path) -> None:
    gliner.write([sample], tmp_path / "a.json", WriteOptions())
    rows = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert rows
    for row in rows:
        count = len(row["tokenized_text"])
        assert all(token.strip() for token in row["tokenized_text"])
        assert all(0 <= start <= end < count and label for start, end, label in row["ner"])
        assert all(0 <= end < len(row["ner"]) for *ends, _ in row["relations"] for end in ends)
