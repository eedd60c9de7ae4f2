"""Quoting: a stretch of text with its marks in brackets, «[PER محمد] زار [GPE القاهرة]», safe to paste anywhere.

Each bracketed group is a Unicode isolate that runs the way the text does, and its words are one within it, so that a
Latin label neither moves the brackets nor the words around them. Marks that cross and mentions in several pieces cannot
be shown by brackets; they are left out.
"""

from annotator.domain.model import spans_of
from annotator.domain.span import Span
from annotator.text.direction import PDI, base_direction, isolate
from annotator.ui.editor.marks import Marks, Mention

_LRI, _RLI = "\u2066", "\u2067"


def quote(text: str, marks: Marks, span: Span) -> str:
    """Return the text of a span with the marks that lie within it in brackets, each line an isolate of its own."""
    nested = _nested([mark for mark in marks.in_range(span.start, span.end) if _is_inside(mark, span)])
    opening = _RLI if base_direction(text[span.start : span.end]) == "rtl" else _LRI
    return isolate(_written(text, nested, span, opening))


def _is_inside(mark: Mention, span: Span) -> bool:
    spans = spans_of(mark)
    return len(spans) == 1 and span.start <= spans[0].start and spans[0].end <= span.end


def _nested(marks: list[Mention]) -> list[tuple[Span, str]]:
    """Return spans and types, outer before inner, without those that cross one before."""
    kept: list[tuple[Span, str]] = []
    for mark in marks:
        own = spans_of(mark)[0]
        if not any(other.start < own.start < other.end < own.end for other, _ in kept):
            kept.append((own, mark.type))
    return kept


def _written(text: str, nested: list[tuple[Span, str]], span: Span, opening: str) -> str:
    pieces: list[str] = []
    at = span.start
    while nested:
        (own, type_id), *rest = nested
        inner = [found for found in rest if found[0].end <= own.end]
        nested = [found for found in rest if found[0].end > own.end]
        pieces.append(text[at : own.start])
        pieces.append(f"{opening}[{type_id} {isolate(_written(text, inner, own, opening))}]{PDI}")
        at = own.end
    return "".join([*pieces, text[at : span.end]])
