"""Notes of a brat file: comments of people, and our own ones that keep the exact spans of a mention."""

import re
from collections.abc import Iterable, Mapping

from annotator.domain.model import Json
from annotator.domain.span import Fragments, Span
from annotator.formats import safe_json
from annotator.formats.brat_lines import NoteLine
from annotator.formats.brat_pieces import joined, pieces
from annotator.formats.refusal import RefusedError

SPANS = "AnnotatorSpans"  # a note of this type states spans that the text-bound line cannot


def comment_id(stored: str) -> str:
    """Return the id of the comment that a note is: #3 becomes C3, others stay."""
    return re.sub(r"\A#([0-9]+)\Z", r"C\1", stored)


def note_id(comment: str) -> str | None:
    """Return the id under which a comment is written, or None if brat knows no such id."""
    if re.fullmatch(r"C[0-9]+", comment, re.ASCII):
        return "#" + comment[1:]
    return comment if re.fullmatch(r"#[A-Za-z]+[0-9]+", comment, re.ASCII) else None


def needs_spans(text: str, spans: Fragments) -> bool:
    """Say whether reading the pieces of a mention would not give its spans back."""
    return joined(text, pieces(text, spans)) != spans


def stated_spans(text: str, notes: Iterable[NoteLine], fitted: Mapping[str, Fragments]) -> dict[str, Fragments]:
    """Return the spans that our own notes state, by mark, where they agree with the pieces in the file."""
    found: dict[str, Fragments] = {}
    for note in notes:
        if note.type == SPANS and note.target in fitted:
            spans = _parse(note.text, len(text))
            if spans and pieces(text, spans) == fitted[note.target]:
                found[note.target] = spans
    return found


def _parse(source: str, length: int) -> Fragments:
    try:
        value = safe_json.parse(source.encode("utf-8", "surrogatepass"))
    except RefusedError:
        return ()
    pairs = value if isinstance(value, list) else []
    spans: list[Span] = []
    for pair in pairs:
        span = _span(pair, spans[-1].end if spans else 0, length)
        if span is None:
            return ()
        spans.append(span)
    return tuple(spans)


def _span(pair: Json, after: int, length: int) -> Span | None:
    match pair:
        case [int(start), int(end)] if after <= start < end <= length:
            return Span(start, end)
    return None
