"""The gold article and one hostile text through every format that reads and writes: equal but for the named losses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.model import Argument, Document, Entity, Event, Layer, Relation
from annotator.domain.span import Span
from annotator.formats import jsonl
from annotator.formats.detect import detect
from annotator.formats.format import Format, WriteOptions
from annotator.registry import discover
from tests.formats.losing import apart, assert_equal_but_for_losses, underscored

FORMATS = discover("annotator.formats", Format)
NEEDS = {"spacy": "spacy", "hf": "pyarrow"}
REBUILT = {"conll", "wojood", "gliner"}
WAYS: list[tuple[str, dict[str, str]]] = [
    ("conll", {}),
    ("conll", {"nested": "columns", "scheme": "BIOES"}),
    ("conll", {"nested": "innermost", "edges": "words", "columns": "4"}),
    ("conll", {"edges": "shrink", "tokens": "white space"}),
    ("conll", {"tokens": "clitics", "edges": "leave"}),
    ("conll", {"longest": "9", "pieces": "first"}),
    ("wojood", {"edges": "shrink", "longest": "20"}),
    ("wojood", {}),
    ("wojood", {"mode": "trainable"}),
    ("gliner2", {}),
    ("gliner", {}),
    ("gliner", {"edges": "leave"}),
    ("gliner", {"edges": "shrink", "tokens": "white space", "negatives": "schema", "ids": "names"}),
    ("gliner", {"tokens": "clitics", "pieces": "hull"}),
    ("gliner2", {"pieces": "hull", "types": "ids"}),
    ("prodigy", {"pieces": "first", "tokens": "clitics"}),
    ("dygie", {"edges": "shrink", "tokens": "white space"}),
    ("dygie", {"longest": "12"}),
    ("textee", {"longest": "12", "edges": "leave"}),
    ("prodigy", {}),
    ("spacy", {}),
    ("dygie", {}),
    ("dygie", {"unit": "document", "trigger": "last"}),
    ("textee", {}),
    ("textee", {"form": "oneie", "pieces": "hull"}),
    ("label-studio", {}),
    ("doccano", {}),
    ("doccano", {"offsets": "graphemes"}),
    ("hf", {}),
]

HOSTILE = (
    "\ufeffقالَ 👨🏻‍🚒 «محمَّدٌ»: إنّ NATO‑2 في القاهرة\u200f.\r\n"
    "می‌روم به شَهر cafe\u0301 \u202bשלום\u202c ﷲ ﻻ،یہ ٹھیک ہے\u2028نهاية\u00a0السطر\n\n"
    '+=-@ 12,500 ١٢٫٥ %\t"اقتباس" \\ {} <b>&amp;</b> 🇸🇦🇪🇬 هـــذا'
)


def marked(text: str, *words: str) -> Document:
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in words]
    named = enumerate(zip(spans, "ABCDEFGHIJ", strict=True), 1)
    entities = tuple(Entity(f"T{n}", kind, (span,)) for n, (span, kind) in named)
    entities += (
        Entity("T90", "شخص", (Span(spans[0].start, spans[1].end),)),
        Entity("T91", "قطعة", (spans[2], spans[4])),
    )
    event = Event("E1", "حدث", (spans[3],), (Argument("فاعل", "T1"), Argument("مكان", "T90"), Argument("زمن", None)))
    relation = Relation("R1", "صلة", "T2", "T3")
    layer = Layer("gold", entities=entities, events=(event,), relations=(relation,))
    return Document("hostile", "hostile", text, (layer,))


DOCUMENTS: dict[str, Callable[[Path], Document]] = {
    "article": lambda shared: apart(jsonl.read(shared / "seed" / "article.gold.jsonl"))[0][0],
    "hostile": lambda _: marked(
        HOSTILE, "👨🏻‍🚒", "محمَّدٌ", "قاهرة", "می‌روم", "cafe\u0301", "שלום", "ﷲ", "ٹھیک", "١٢٫٥", "🇪🇬"
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(("kind", "choice"), WAYS, ids=str)
def test_a_document_comes_back_equal_but_for_the_losses(
    shared: Path, tmp_path: Path, kind: str, choice: dict[str, str], name: str
) -> None:
    if kind in NEEDS:
        pytest.importorskip(NEEDS[kind])
    document = DOCUMENTS[name](shared)
    chosen = FORMATS[kind]
    path = tmp_path / f"out{chosen.suffix}"
    assert chosen.write is not None
    assert chosen.read is not None
    writing = chosen.write([document], path, WriteOptions(options=choice))
    documents, findings = apart(chosen.read(path))
    assert len(documents) == 1
    assert [str(finding) for finding in findings if finding.severity == "error"] == []
    is_bent = kind in REBUILT or any(loss.kind == "text" for loss in writing.losses)
    assert_equal_but_for_losses(document, documents[0], writing, rebuilt=is_bent, name=underscored(kind))
    assert detect(path, FORMATS) is chosen
