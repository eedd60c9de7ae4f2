"""Mentions over line breaks: brat's lines cannot hold them, so they stand there in pieces and are joined on reading."""

import re

from annotator.domain.span import Fragments, Span

# All that str.splitlines takes for a line end: brat's own server reads its files that way.
_BREAK = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")


def has_break(text: str) -> bool:
    """Say whether the text holds a line break of any kind."""
    return _BREAK.search(text) is not None


def one_line(text: str) -> str:
    """Return the text with every line break and TAB as a blank."""
    return _BREAK.sub(" ", text).replace("\t", " ")


def pieces(text: str, spans: Fragments) -> Fragments:
    """Return the fragments cut at line breaks, without the blanks around the breaks; none if nothing is left."""
    cut: list[Span] = []
    for span in spans:
        start = span.start
        for blanks in _BLANKS.finditer(text, span.start, span.end):
            if has_break(blanks[0]):
                cut += [Span(start, blanks.start())] if start < blanks.start() else []
                start = blanks.end()
        cut += [Span(start, span.end)] if start < span.end else []
    return tuple(cut)


def joined(text: str, spans: Fragments) -> Fragments:
    """Return the fragments with those joined that only blanks with a line break keep apart."""
    whole = list(spans[:1])
    for span in spans[1:]:
        gap = text[whole[-1].end : span.start]
        if gap.isspace() and has_break(gap):
            whole[-1] = Span(whole[-1].start, span.end)
        else:
            whole.append(span)
    return tuple(whole)
