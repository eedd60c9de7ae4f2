"""The stretches of a document that become one training example each: the whole text, or a sentence."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.model import Document
from annotator.domain.span import Span
from annotator.formats.splitters import Splitter
from annotator.formats.token_table import token_table

UNITS = ("document", "sentence")


@dataclass(frozen=True, slots=True)
class Windows:
    """Stretches of text in order, none of which ends inside a mention."""

    spans: tuple[Span, ...]

    def number_of(self, span: Span) -> int:
        """Return the number of the window that holds a mention."""
        return bisect_right([window.start for window in self.spans], span.start) - 1


def windows(document: Document, unit: str, splitter: Splitter, mentions: Iterable[Span]) -> Windows:
    """Return the windows of a document, `unit` being one of UNITS."""
    whole = Span(0, len(document.text))
    if unit == "document":
        return Windows((whole,))
    stretches = list(mentions)
    table = token_table(document, splitter, [], stretches)
    found: list[Span] = []
    for first, last in table.sentences:
        covered = table.covered(first, last)
        inside = [span for span in stretches if covered.start < span.end and span.start < covered.end]
        start = min([covered.start, *(span.start for span in inside)])
        end = max([covered.end, *(span.end for span in inside)])
        if found and found[-1].end > start:
            found[-1] = Span(found[-1].start, max(end, found[-1].end))
        else:
            found.append(Span(start, end))
    return Windows(tuple(found) or (whole,))
