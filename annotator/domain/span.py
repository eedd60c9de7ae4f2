"""Span: a half-open stretch of a document's text, counted in Unicode code points.

A mention has one span, or several in ascending order when it is discontinuous; such a tuple is called its fragments.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from annotator.errors import AnnotatorError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Hold `[start, end)` in code points; raises AnnotatorError unless 0 <= start < end."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise AnnotatorError(
                "A span must begin before it ends: {start} to {end} is not possible.", start=self.start, end=self.end
            )

    def __len__(self) -> int:
        return self.end - self.start


Fragments: TypeAlias = tuple[Span, ...]


def fragments(spans: Iterable[Span]) -> Fragments:
    """Return the spans in ascending order, those that touch or overlap joined; raises AnnotatorError if empty."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    if not joined:
        raise AnnotatorError("A mention needs at least one span of text.")
    return tuple(joined)


def hull(spans: Fragments) -> Span:
    """Return the smallest span that holds all fragments."""
    return Span(spans[0].start, max(span.end for span in spans))


def surface(text: str, spans: Fragments) -> str:
    """Return the covered text, the fragments joined by one space."""
    if len(spans) == 1:
        return text[spans[0].start : spans[0].end]
    return " ".join(text[span.start : span.end] for span in spans)


def covers(outer: Fragments, inner: Fragments) -> bool:
    """Say whether every fragment of `inner` lies inside one of `outer`."""
    return all(any(o.start <= i.start and i.end <= o.end for o in outer) for i in inner)


def overlaps(one: Fragments, other: Fragments) -> bool:
    """Say whether the two share at least one code point."""
    return any(a.start < b.end and b.start < a.end for a in one for b in other)


def crosses(one: Fragments, other: Fragments) -> bool:
    """Say whether the two overlap and neither holds the other."""
    return overlaps(one, other) and not covers(one, other) and not covers(other, one)
