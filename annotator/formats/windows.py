"""The stretches of a document that become one training example each: the whole text, a sentence, or a part of them.

Stretches of limited length may share tokens with the next. None ends inside a mention: where it would, it ends before
the mention, and if there is nothing before it, behind it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from annotator.domain.model import Document
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.formats.splitters import Splitter
from annotator.formats.token_table import TokenTable, token_table

UNITS = ("document", "sentence")


@dataclass(frozen=True, slots=True)
class Limit:
    """How many tokens a stretch may have (0: any number) and how many it shares with the next."""

    longest: int = 0
    overlap: int = 0


def limit_of(choices: Mapping[str, str]) -> Limit:
    """Return the limit that the options "longest" and "overlap" state; raises AnnotatorError if they do not fit."""
    limit = Limit(int(choices.get("longest") or 0), int(choices.get("overlap") or 0))
    if limit.overlap and not limit.longest:
        raise AnnotatorError("Only examples with a limit can share tokens. State the longest example as well.")
    if limit.overlap and limit.overlap >= limit.longest:
        raise AnnotatorError(
            "Examples of {longest} tokens cannot share {overlap}. Choose a smaller overlap.",
            longest=limit.longest,
            overlap=limit.overlap,
        )
    return limit


def cut_units(
    units: Iterable[tuple[int, int]], limit: Limit, mentions: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the units (ranges of tokens) cut to the limit; `mentions` are the ranges that no cut may lie inside."""
    if not limit.longest:
        yield from units
        return
    inside = {at for first, last in mentions for at in range(first + 1, last)}
    for begin, end in units:
        yield from _cut(begin, end, limit, inside)


def _cut(begin: int, end: int, limit: Limit, inside: set[int]) -> Iterator[tuple[int, int]]:
    reached = begin
    while end - begin > limit.longest:
        stop = _stop(begin, begin + limit.longest, inside)
        if stop <= reached:  # a mention behind what is shared leaves no room for anything new
            begin = reached
            continue
        yield begin, stop
        reached = stop
        fresh = stop - limit.overlap
        while fresh in inside and fresh < stop:
            fresh += 1
        begin = fresh if fresh > begin else stop
    if begin < end:
        yield begin, end


def _stop(begin: int, wanted: int, inside: set[int]) -> int:
    stop = wanted
    while stop > begin and stop in inside:
        stop -= 1
    if stop > begin:
        return stop
    while wanted in inside:
        wanted += 1
    return wanted


def crossed(unit: tuple[int, int], limit: Limit, places: Mapping[str, tuple[int, int]]) -> list[str]:
    """Return the mentions for which a unit is longer than the limit."""
    begin, end = unit
    if not limit.longest or end - begin <= limit.longest:
        return []
    return [key for key, (first, last) in places.items() if first < begin + limit.longest < last]


@dataclass(frozen=True, slots=True)
class Windows:
    """Stretches of text in order, none of which ends inside a mention; they may overlap."""

    spans: tuple[Span, ...]
    long: tuple[str, ...] = ()  # mentions for which a stretch is longer than the limit

    def numbers_of(self, span: Span) -> frozenset[int]:
        """Return the numbers of the windows that hold a mention."""
        before = range(bisect_right(self.spans, span.start, key=lambda window: window.start) - 1, -1, -1)
        return frozenset(takewhile(lambda at: self.spans[at].end >= span.end, before))


def windows(
    document: Document, unit: str, splitter: Splitter, mentions: Mapping[str, Span], limit: Limit | None = None
) -> Windows:
    """Return the windows of a document, `unit` being one of UNITS; `mentions` is by id."""
    whole = Span(0, len(document.text))
    if unit == "document" and not (limit and limit.longest):
        return Windows((whole,))
    stretches = list(mentions.values())
    table = token_table(document, splitter, [], stretches)
    found = [whole] if unit == "document" else _sentences(table, stretches) or [whole]
    made = _limited(table, found, mentions, limit) if limit and limit.longest else Windows(tuple(found))
    return replace(made, spans=_with_blanks(made.spans, stretches))


def _sentences(table: TokenTable, stretches: list[Span]) -> list[Span]:
    found: list[Span] = []
    for first, last in table.sentences:
        covered = _holding(table.covered(first, last), stretches)
        if found and found[-1].end > covered.start:
            found[-1] = Span(found[-1].start, max(covered.end, found[-1].end))
        else:
            found.append(covered)
    return found


def _with_blanks(spans: Iterable[Span], stretches: Iterable[Span]) -> tuple[Span, ...]:
    """Return the windows, one of them longer for each mention of nothing but blanks, which stands between two."""
    found = list(spans)
    for span in stretches:
        after = bisect_right(found, span.start, key=lambda window: window.end)
        if after == len(found) or found[after].start >= span.end:
            near = found[max(after - 1, 0)]
            found[max(after - 1, 0)] = Span(min(near.start, span.start), max(near.end, span.end))
    return tuple(found)


def _holding(covered: Span, stretches: Iterable[Span]) -> Span:
    """Return the span with the mentions that share text with it whole."""
    inside = [span for span in stretches if covered.start < span.end and span.start < covered.end]
    start = min([covered.start, *(span.start for span in inside)])
    return Span(start, max([covered.end, *(span.end for span in inside)]))


def _limited(table: TokenTable, found: Iterable[Span], mentions: Mapping[str, Span], limit: Limit) -> Windows:
    places = {key: table.touched(span) for key, span in mentions.items()}
    spans: list[Span] = []
    long: dict[str, None] = {}
    for window in found:
        base = table.touched(window)
        for part in cut_units([base], limit, places.values()):
            first, last = part
            start = window.start if first == base[0] else table.tokens[first].start
            end = window.end if last == base[1] else table.tokens[last - 1].end
            inside = [mentions[key] for key, (begin, stop) in places.items() if first <= begin < stop <= last]
            spans.append(_holding(Span(start, end), inside))
            long |= dict.fromkeys(crossed(part, limit, places))
    return Windows(tuple(spans) or (Span(0, len(table.text)),), tuple(long))
