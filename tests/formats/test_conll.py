import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.model import Document, Entity, Layer
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.formats import conll
from annotator.formats.detect import detect
from annotator.formats.format import Finding, Format, Loss, WriteOptions
from annotator.registry import discover
from tests.formats.losing import apart, assert_equal_but_for_losses

Split = Callable[[object], tuple[list[Document], list[Finding]]]
CHOICES = {
    "outermost": {},
    "innermost": {"nested": "innermost"},
    "columns": {"nested": "columns"},
    "words": {"edges": "words"},
}


def written(document: Document, folder: Path, **options: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    writing = conll.write([document], folder / "a.conll", WriteOptions(options=options))
    losses: list[Loss] = list(writing.losses)
    return (folder / "a.conll").read_text("utf-8"), {loss.kind: loss.ids for loss in losses}


@pytest.mark.parametrize("choice", CHOICES)
def test_the_sample_gives_its_golden_file(sample: Document, golden: Path, tmp_path: Path, choice: str) -> None:
    made, _ = written(sample, tmp_path, **CHOICES[choice])
    assert made == (golden / f"sample.{choice}.conll").read_text("utf-8")


def test_every_mark_that_is_not_written_is_named(sample: Document, tmp_path: Path) -> None:
    _, losses = written(sample, tmp_path)
    assert losses == {
        "text": (), "discontinuous": ("T8",), "nested": ("T2", "T13", "T5"), "crossing": ("T10",),
        "annotators": ("ليلى",), "events": ("E1", "E2"), "relations": ("R1",), "subtypes": ("T1",),
        "attributes": ("T1", "T3"), "clusters": ("c-kazimi",), "comments": ("C1", "C2"),
        "metadata": ("language", "schema", "source"), "state": ("gold",), "names": ("sample.txt",),
    }  # fmt: skip


def document_of(text: str, *spans: tuple[int, int]) -> Document:
    entities = tuple(Entity(f"T{n}", f"X{n}", (Span(*span),)) for n, span in enumerate(spans, 1))
    return Document("d", "d", text, (Layer("gold", entities=entities),))


def test_a_sentence_does_not_end_inside_an_entity(tmp_path: Path) -> None:
    made, _ = written(document_of("وصل د. علي. ثم غادر.\nوعاد.", (12, 22)), tmp_path)
    assert "غادر I-X1\n. I-X1\nو I-X1\nعاد O" in made


def test_invisible_tokens_and_blanks_are_never_written(tmp_path: Path) -> None:
    made, losses = written(document_of("أ \u200f ب\u00a0ج\u2028د \x07 ه", (2, 3), (4, 7)), tmp_path)
    assert made.split("\n")[2:-2] == ["أ O", "ب B-X2", "ج I-X2", "", "د O", "ه O"]
    assert losses["invisible"] == ("T1",)


def test_entities_that_meet_in_a_word_are_told_when_they_grow(tmp_path: Path) -> None:
    made, losses = written(document_of("وللقاهرة", (0, 1), (3, 8)), tmp_path, edges="words")
    assert made.split("\n")[2] == "وللقاهرة B-X1"
    assert (losses["sub-token"], losses["same span"]) == (("T1", "T2"), ("T2",))


def test_documents_of_other_annotators_are_left_out_and_named(sample: Document, tmp_path: Path) -> None:
    other = document_of("نص", (0, 2))
    writing = conll.write([sample, other], tmp_path / "a.conll", WriteOptions(annotator="ليلى"))
    assert (tmp_path / "a.conll").read_text("utf-8").count("-DOCSTART-") == 1
    assert [loss.document for loss in writing.losses if loss.kind == "no layer"] == ["d"]


def test_documents_of_one_file_have_the_same_columns(sample: Document, tmp_path: Path) -> None:
    options = WriteOptions(options={"nested": "columns"})
    conll.write([document_of("نص", (0, 2)), sample], tmp_path / "a.conll", options)
    lines = (tmp_path / "a.conll").read_text("utf-8").split("\n")
    assert {line.count(" ") for line in lines if line} == {3}


def test_an_unknown_option_is_told(sample: Document, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match="outermost, innermost, columns"):
        written(sample, tmp_path, nested="all")


@settings(max_examples=100, deadline=None)
@given(data=st.data(), choice=st.sampled_from(list(CHOICES)))
def test_the_file_holds_every_entity_that_is_not_named_as_lost(documents, data: st.DataObject, choice: str) -> None:
    document = data.draw(documents)
    layer = next((layer for layer in document.layers if layer.annotator == "gold"), next(iter(document.layers), None))
    with tempfile.TemporaryDirectory() as folder:
        made, losses = written(document, Path(folder), **CHOICES[choice])
    rows = [line.split() for line in made.splitlines()]
    assert all(len(row) in (0, len(rows[0])) for row in rows)
    begun = Counter(tag for row in rows for tag in row[1:] if tag.startswith("B-"))
    gone = {
        key
        for kind in ("nested", "crossing", "same span", "discontinuous", "invisible")
        for key in losses.get(kind, ())
    }
    entities = layer.entities if layer else ()
    assert begun == Counter("B-" + "_".join(e.type.split()) for e in entities if e.id not in gone)
    for column in zip(*[row or ["", "O"] + ["O"] * len(rows[0]) for row in rows], strict=False):
        assert all(now[:2] != "I-" or before[2:] == now[2:] for before, now in pairwise(column))


READ = {
    "IOB2": "محمد B-PER\nعلي I-PER\nفي O\nمصر B-LOC\n",
    "IOB1": "محمد I-PER\nعلي I-PER\nفي O\nمصر I-LOC\n",
    "BIOES": "محمد B-PER\nعلي E-PER\nفي O\nمصر S-LOC\n",
    "BMES": "محمد B-PER\nعلي E-PER\nفي O\nمصر S-LOC\n",
    "BILOU": "محمد B-PER\nعلي L-PER\nفي O\nمصر U-LOC\n",
    "tabs": "محمد\tB-PER\nعلي\tI-PER\nفي\tO\nمصر\tB-LOC\n",
    "four columns": "-DOCSTART- -X- O O\n\nمحمد NNP B-NP B-PER\nعلي NNP I-NP I-PER\nفي IN B-PP O\nمصر NNP B-NP B-LOC\n",
    "no chunks": "محمد -X- _ B-PER\nعلي -X- _ I-PER\nفي -X- _ O\nمصر -X- _ B-LOC\n",
    "numbered": "# a source\n1\tمحمد\tB-PER\tO\n2\tعلي\tI-PER\tO\n3\tفي\tO\tO\n4\tمصر\tB-LOC\tO\n",
    "bare": "محمد PER\nعلي PER\nفي O\nمصر LOC\n",
    "CR LF": "محمد B-PER\r\nعلي I-PER\r\nفي O\r\nمصر B-LOC\r\n\r\n",
    "nested": "محمد B-PER O\nعلي I-PER O\nفي O O\nمصر B-LOC O\n",
}


@pytest.mark.parametrize("kind", READ)
def test_every_kind_of_columns_is_read(tmp_path: Path, kind: str) -> None:
    (tmp_path / "a.conll").write_bytes(READ[kind].encode())
    (document,), _ = apart(conll.read(tmp_path / "a.conll"))
    assert document.text == "محمد علي في مصر"
    assert [(e.type, e.spans) for e in document.layers[0].entities] == [
        ("PER", (Span(0, 8),)),
        ("LOC", (Span(12, 15),)),
    ]


def test_what_real_files_have_wrong_is_told_with_its_lines(tmp_path: Path) -> None:
    source = "\u200f O\nمحمد IPERS\nB-LOC مصر\n O\nعلي\nفي o\nبغداد I-LOC\n" + "كلمة O\n" * 100
    (tmp_path / "a.txt").write_text(source, "utf-8")
    (document,), findings = apart(conll.read(tmp_path / "a.txt"))
    told = {finding.kind: finding.values.get("lines") for finding in findings}
    assert told == {"rebuilt": None, "no tag": "2 5", "swapped": "3", "no token": "4", "begun inside": ""}
    assert document.text.startswith("\u200f محمد مصر علي في بغداد كلمة")
    assert [entity.type for entity in document.layers[0].entities] == ["LOC", "LOC"]


def test_a_stream_without_blank_lines_is_cut_at_full_stops(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("كلمة O\nمصر B-LOC\n. O\n" * 100, "utf-8")
    (document,), _ = apart(conll.read(tmp_path / "a.txt"))
    assert document.text.split("\n") == ["كلمة مصر ."] * 100


def test_documents_are_numbered_or_named_by_their_comment(tmp_path: Path) -> None:
    source = "-DOCSTART- O\n\n# id = مقال\nأ O\n\n-DOCSTART- O\n\n# O\nب B-X\n"
    (tmp_path / "a.conll").write_text(source, "utf-8")
    documents, _ = apart(conll.read(tmp_path / "a.conll"))
    assert [(document.name, document.text) for document in documents] == [("مقال", "أ"), ("a-2", "# ب")]


def test_a_file_without_tags_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("كلام عادي\nفي سطرين\n", "utf-8")
    assert [finding.kind for finding in apart(conll.read(tmp_path / "a.txt"))[1]] == ["no tags"]
    assert conll.detect(tmp_path / "a.txt") == 0.0


ROUND = [{"scheme": scheme, "columns": columns} for scheme in ("IOB2", "IOB1", "BIOES") for columns in ("2", "4")]
ROUND += [{"nested": "columns"}, {"separator": "tab", "nested": "innermost"}, {"pieces": "hull"}, {"pieces": "first"}]
ROUND += [{"edges": "words"}, {"edges": "leave", "tokens": "white space"}, {"tokens": "gliner"}, {"comments": "ids"}]


@settings(max_examples=100, deadline=None)
@given(data=st.data(), choice=st.sampled_from(ROUND))
def test_what_is_read_back_is_equal_but_for_the_losses(documents, data: st.DataObject, choice: dict[str, str]) -> None:
    document = data.draw(documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.conll"
        writing = conll.write([document], path, WriteOptions(options=choice))
        backs, _ = apart(conll.read(path))
        if not backs or not any(entity.type for layer in backs[0].layers for entity in layer.entities):
            return
        assert_equal_but_for_losses(document, backs[0], writing, rebuilt=True, name=lambda kind: "_".join(kind.split()))
        again = conll.write(backs, Path(folder) / "b.conll", WriteOptions(options=choice))
        kinds = {loss.kind for loss in again.losses}
        assert kinds <= {"text", "names"}
        assert [replace(back, id="", name="") for back in backs] == [
            replace(back, id="", name="") for back in apart(conll.read(Path(folder) / "b.conll"))[0]
        ]


@settings(max_examples=100, deadline=None)
@given(source=st.text(st.sampled_from("BIES-PER OLo\n\t #=\u200fأ\u0301\u2028\x1c\r\u00a0"), max_size=120))
def test_any_text_gives_documents_or_findings(source: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.conll"
        path.write_bytes(source.encode())
        assert [str(item) for item in conll.read(path)]


def surfaces(path: Path, content: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the types and words that are read from a file, and the kinds of what is said of it."""
    path.write_text(content, "utf-8")
    documents, findings = apart(conll.read(path))
    marks = [(mark.type, document.text[mark.spans[0].start : mark.spans[0].end])
             for document in documents for layer in document.layers for mark in layer.entities]  # fmt: skip
    return marks, [finding.kind for finding in findings]


def test_a_few_misspelt_tags_in_a_short_file_do_not_make_all_tags_bare(tmp_path: Path) -> None:
    stream = "زار O\nكيم B-PERS\nعلي I-PERS\nO في\nموسكو B-LOC\nغادر o\nبوتين IPERS\nإلى O\nبيروت B-LOC\n. O\n"

    marks, kinds = surfaces(tmp_path / "a.txt", stream)

    assert marks == [("PERS", "كيم علي"), ("LOC", "موسكو"), ("LOC", "بيروت")]
    assert kinds == ["rebuilt", "swapped", "no tag"]


def test_a_tag_for_each_part_of_a_token_is_read_for_the_whole_token(tmp_path: Path) -> None:
    marks, kinds = surfaces(tmp_path / "a.bmes", "זאר O\nלישראל O^S-GPE\nבבית O^O^B-FAC\nהלבן E-FAC\n")

    assert marks == [("GPE", "לישראל"), ("FAC", "בבית הלבן")]
    assert kinds == ["rebuilt", "tags of parts"]


@pytest.mark.parametrize(
    "table",
    [
        "word,tag\r\nزار,O\r\nكيم,PER\r\n.,O\r\nثم,O\r\n",
        "Sentence #,Word,POS,Tag\nSentence: 1,زار,VB,O\n,كيم,NN,B-PER\nSentence: 2,ثم,X,O\n",
    ],
    ids=["bare", "sentences"],
)
def test_tokens_in_a_comma_separated_table_are_read_and_found_by_their_content(tmp_path: Path, table: str) -> None:
    marks, kinds = surfaces(tmp_path / "a.csv", table)

    assert marks == [("PER", "كيم")]
    assert "rebuilt" in kinds
    assert detect(tmp_path / "a.csv", discover("annotator.formats", Format)) is conll.FORMAT


def test_sentences_of_a_table_are_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Sentence #,Word,Tag\n1,زار,O\n1,كيم,B-PER\n2,ثم,O\n", "utf-8")
    assert apart(conll.read(tmp_path / "a.csv"))[0][0].text == "زار كيم\nثم"


def test_a_table_of_texts_is_no_table_of_tokens(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("النص,المصدر\nزار كيم موسكو,أ\nقال الوزير,O\nثم مضى,O\n", "utf-8")
    assert conll.detect(tmp_path / "a.csv") == 0.0
