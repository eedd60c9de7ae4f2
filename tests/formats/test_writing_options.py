"""What may be chosen for writing: every value writes, every loss is found, and every word has its Arabic."""

import json
from pathlib import Path

import pytest

from annotator import paths
from annotator.domain.model import Document, Entity, Event, Layer, Relation
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.formats import conll, gliner, gliner2
from annotator.formats.format import Format, WriteOptions, Writing
from annotator.formats.option import Option, chosen_options
from annotator.formats.splitters import SPLITTERS
from annotator.operations.transfer import formats
from annotator.ui.i18n import read_catalogue

SENTENCES, _ = read_catalogue(paths.resources() / "i18n" / "ar.toml")
NEEDS = {
    "spacy": "spacy",
    "hf": "pyarrow",
    "xlsx": "openpyxl",
    "chat": "jinja2",
    "uima-json": "cassis",
    "uima-xmi": "cassis",
}
WRITTEN = {name: item for name, item in formats().items() if item.write is not None}
EVERY = [(name, option) for name, item in WRITTEN.items() for option in item.write_options]
NAMES = {
    "OneIE",
    "TextEE",
    "IOB1",
    "IOB2",
    "BIOES",
    "2",
    "3",
    "4",
    "train",
    "validation",
    "test",
    "textee",
    "oneie",
    "UTF-16 units",
}
TEXT = "زار وزير خارجية مصر القاهرة أمس. ثم التقى وبوتين في موسكو. ولم يقل شيئا. ثم عاد إلى القاهرة."


def spans(*words: str) -> list[Span]:
    found, at = [], 0
    for word in words:
        start = TEXT.index(word, at)
        found.append(Span(start, start + len(word)))
        at = start
    return found


@pytest.fixture
def document() -> Document:
    places = spans("وزير خارجية مصر", "مصر", "القاهرة", "بوتين", "موسكو")
    entities = tuple(
        Entity(f"T{n}", kind, (span,)) for n, (span, kind) in enumerate(zip(places, "ABCAB", strict=True), 1)
    )
    relations = (Relation("R1", "near", "T2", "T3"), Relation("R2", "far", "T1", "T5"))
    layer = Layer("gold", entities=entities, events=(Event("E1", "V", tuple(spans("زار"))),), relations=relations)
    return Document("d", "d", TEXT, (layer,))


def rows(path: Path) -> list[dict[str, object]]:
    source = path.read_text(encoding="utf-8")
    found: list[dict[str, object]] = (
        json.loads(source) if source.startswith("[") else list(map(json.loads, source.splitlines()))
    )
    return found


def written(item: Format, document: Document, path: Path, **options: str) -> Writing:
    assert item.write is not None
    return item.write([document], path, WriteOptions(options=options))


def ids(writing: Writing, kind: str) -> tuple[str, ...]:
    return tuple(key for loss in writing.losses if loss.kind == kind for key in loss.ids)


@pytest.mark.parametrize(("name", "option"), EVERY, ids=lambda value: getattr(value, "name", value))
def test_every_value_can_be_written(document: Document, tmp_path: Path, name: str, option: Option) -> None:
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    for number, value in enumerate(option.values or ("7" if option.kind == "number" else option.default,)):
        if value == "spacy":
            continue
        out = tmp_path / str(number) / f"out{'' if WRITTEN[name].holds_one else WRITTEN[name].suffix}"
        out.parent.mkdir()
        limit = {"longest": "20"} if option.name == "overlap" else {}
        assert written(WRITTEN[name], document, out, **{option.name: value}, **limit).files


@pytest.mark.parametrize("name", WRITTEN)
def test_options_are_declared_soundly(name: str) -> None:
    options = WRITTEN[name].write_options

    assert len({option.name for option in options}) == len(options)
    assert all(option.default in option.values for option in options if option.values)
    assert chosen_options({}, options) == {option.name: option.default for option in options}
    with pytest.raises(AnnotatorError, match="nonsense"):
        chosen_options({"nonsense": "1"}, options)


def test_every_word_of_an_option_has_its_arabic() -> None:
    said = {word for _, option in EVERY for word in (option.title, option.help) if word}
    said |= {option.title_of(value) for _, option in EVERY for value in option.values} - NAMES

    assert sorted(said - SENTENCES.keys()) == []


def test_every_splitter_is_offered_by_name(document: Document) -> None:
    (option,) = (option for option in WRITTEN["conll"].write_options if option.name == "tokens")

    assert set(option.values) == set(SPLITTERS)
    assert all(option.title_of(value) != value for value in option.values)


def test_clitics_are_tokens_of_their_own(document: Document, tmp_path: Path) -> None:
    written(conll.FORMAT, document, tmp_path / "out.conll", tokens="clitics", edges="leave")

    tokens = [line.split(" ")[0] for line in (tmp_path / "out.conll").read_text(encoding="utf-8").splitlines() if line]
    assert tokens[tokens.index("بوتين") - 1] == "و"


@pytest.mark.parametrize(
    ("edges", "kind"), [("split", ""), ("words", "sub-token"), ("shrink", "unaligned"), ("leave", "unaligned")]
)
def test_a_mention_inside_a_token_is_kept_grown_or_told(
    document: Document, tmp_path: Path, edges: str, kind: str
) -> None:
    writing = written(conll.FORMAT, document, tmp_path / "out.conll", edges=edges, tokens="white space")

    assert ("T4" in ids(writing, kind)) == (edges != "split")


def test_shrinking_keeps_the_whole_words_inside(tmp_path: Path) -> None:
    text = "في بالقاهرة الكبرى اليوم"
    start = text.index("القاهرة")
    document = Document("d", "d", text, (Layer("g", entities=(Entity("T1", "X", (Span(start, start + 14),)),)),))

    writing = written(conll.FORMAT, document, tmp_path / "out.conll", edges="shrink")

    tagged = [
        line
        for line in (tmp_path / "out.conll").read_text(encoding="utf-8").splitlines()
        if line.endswith("-X") and "DOC" not in line
    ]
    assert tagged == ["الكبرى B-X"]
    assert ids(writing, "shrunk") == ("T1",)


def test_examples_that_overlap_tell_what_stands_twice(document: Document, tmp_path: Path) -> None:
    writing = written(gliner.FORMAT, document, tmp_path / "out.json", longest="9", overlap="4")

    found = rows(tmp_path / "out.json")
    mentions = sum(len(row["ner"]) for row in found)  # type: ignore[arg-type]
    assert len(found) > 1
    assert all(len(row["tokenized_text"]) <= 9 for row in found)  # type: ignore[arg-type]
    assert mentions == 5 + len(ids(writing, "written twice"))
    assert ids(writing, "far") == ("R2",)


def test_examples_without_mentions_are_left_out_and_told(document: Document, tmp_path: Path) -> None:
    kept = rows(written(gliner2.FORMAT, document, tmp_path / "a.jsonl", unit="sentence").files[0])
    writing = written(gliner2.FORMAT, document, tmp_path / "b.jsonl", unit="sentence", empty="drop")
    left = rows(writing.files[0])

    places = [tuple(map(int, key.split("-"))) for key in ids(writing, "empty")]
    assert [TEXT[start:end] for start, end in places] == ["ولم يقل شيئا.", "ثم عاد إلى القاهرة."]
    assert len(kept) == len(left) + len(places)


def test_negatives_and_ids_are_written_when_asked_for(document: Document, tmp_path: Path) -> None:
    plain = written(gliner.FORMAT, document, tmp_path / "a.json", types="ids")
    writing = written(gliner.FORMAT, document, tmp_path / "b.json", types="ids", ids="names", negatives="schema")

    assert set(rows(plain.files[0])[0]) == {"tokenized_text", "ner", "relations"}
    assert rows(writing.files[0])[0]["id"] == "d#0"
    assert "ner_negatives" in rows(writing.files[0])[0]
    assert ids(plain, "names") == ("d",)
    assert ids(writing, "names") == ()


def test_a_long_sentence_is_cut_between_mentions(document: Document, tmp_path: Path) -> None:
    writing = written(conll.FORMAT, document, tmp_path / "out.conll", longest="2")

    sentences = (tmp_path / "out.conll").read_text(encoding="utf-8").strip().split("\n\n")[1:]
    assert ids(writing, "long") == ("T1",)
    assert max(len(sentence.splitlines()) for sentence in sentences) == 3
    assert not any(line.split(" ")[-1].startswith("I-") for sentence in sentences for line in sentence.splitlines()[:1])
