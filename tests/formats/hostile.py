"""One text that has what breaks offsets, and a document whose marks touch all of it."""

from annotator.domain.model import Argument, Document, Entity, Event, Layer, Relation
from annotator.domain.span import Span

# BOM, CRLF, emoji joined by ZWJ, marks, presentation forms, NFD, Latin in Arabic, Hebrew with isolates, Persian ZWNJ,
# Urdu, flags, tatweel, separators that some programs take for line ends, and what spreadsheets and XML take for theirs.
HOSTILE = (
    "\ufeffقالَ 👨🏻‍🚒 «محمَّدٌ»: إنّ NATO‑2 في القاهرة\u200f.\r\n"
    "می‌روم به شَهر cafe\u0301 \u202bשלום\u202c ﷲ ﻻ،یہ ٹھیک ہے\u2028نهاية\u00a0السطر\n\n"
    '+=-@ 12,500 ١٢٫٥ %\t"اقتباس" \\ {} <b>&amp;</b> 🇸🇦🇪🇬 هـــذا'
)
WORDS = ("👨🏻‍🚒", "محمَّدٌ", "قاهرة", "می‌روم", "cafe\u0301", "שלום", "ﷲ", "ٹھیک", "١٢٫٥", "🇪🇬")


def hostile_document() -> Document:
    """Return the document: a mark on each hostile word, one over two, one of two pieces, an event, a relation."""
    return marked(HOSTILE, *WORDS)


def marked(text: str, *words: str) -> Document:
    """Return the text with an entity on each of ten words, and with one of everything else on them."""
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
