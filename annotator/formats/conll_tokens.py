"""Lay the entities of a layer over tokens: which are written, in which column, and where tokens are cut.

All offsets are code points, half-open. A reference loader splits lines with str.split and files with str.splitlines;
tokens therefore hold no blank of any kind, and tokens of invisible characters alone are left out.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.model import Entity
from annotator.domain.span import Span
from annotator.text.tokens import sentences, words


@dataclass(frozen=True, slots=True)
class Placed:
    """An entity on the stretch of text that it is written for."""

    id: str
    type: str
    span: Span


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a token and its tags, one a column; `is_first` where a sentence begins."""

    token: str
    tags: tuple[str, ...]
    is_first: bool


def place(entities: Iterable[Entity]) -> list[Placed]:
    """Return the entities that stand on one stretch of text as they are; discontinuous ones are left out."""
    return [Placed(entity.id, entity.type, entity.spans[0]) for entity in entities if len(entity.spans) == 1]


def expand(text: str, placed: Iterable[Placed]) -> tuple[list[Placed], list[str]]:
    """Return the entities grown to whole words, and the ids of those that grew."""
    tokens = words(text)
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    grown: list[Placed] = []
    changed: list[str] = []
    for entity in placed:
        first, last = bisect_left(ends, entity.span.start + 1), bisect_left(starts, entity.span.end) - 1
        span = entity.span
        if first <= last:
            span = Span(min(span.start, starts[first]), max(span.end, ends[last]))
        grown.append(Placed(entity.id, entity.type, span))
        changed += [entity.id] if span != entity.span else []
    return grown, changed


def flatten(placed: Iterable[Placed], *, innermost: bool) -> tuple[list[Placed], dict[str, list[str]]]:
    """Return entities that do not overlap, the longest (or shortest) first, and the ids of the others by kind."""
    sign = 1 if innermost else -1
    taken: list[Placed] = []
    lost: dict[str, list[str]] = {"nested": [], "crossing": [], "same span": []}
    level: tuple[list[int], list[Placed]] = ([], [])
    for entity in sorted(placed, key=lambda entity: (sign * len(entity.span), entity.span)):
        rival = _rival(level, entity.span)
        if rival is None:
            _add(level, entity)
            taken.append(entity)
        else:
            lost[_kind(entity.span, rival.span)].append(entity.id)
    return taken, {kind: ids for kind, ids in lost.items() if ids}


def stack(placed: Iterable[Placed]) -> list[list[Placed]]:
    """Return columns of entities that do not overlap within one; an outer entity stands before those inside it."""
    levels: list[tuple[list[int], list[Placed]]] = []
    for entity in sorted(placed, key=lambda entity: (-len(entity.span), entity.span)):
        level = next((level for level in levels if _rival(level, entity.span) is None), None)
        if level is None:
            levels.append(level := ([], []))
        _add(level, entity)
    return [entities for _, entities in levels]


def _rival(level: tuple[list[int], list[Placed]], span: Span) -> Placed | None:
    """Return an entity of the level that overlaps the span; the level is sorted and free of overlaps."""
    starts, entities = level
    at = bisect_left(starts, span.end)
    return entities[at - 1] if at and entities[at - 1].span.end > span.start else None


def _add(level: tuple[list[int], list[Placed]], entity: Placed) -> None:
    starts, entities = level
    at = bisect_left(starts, entity.span.start)
    starts.insert(at, entity.span.start)
    entities.insert(at, entity)


def _kind(one: Span, other: Span) -> str:
    if one == other:
        return "same span"
    is_inside = other.start <= one.start and one.end <= other.end
    holds = one.start <= other.start and other.end <= one.end
    return "nested" if is_inside or holds else "crossing"


def rows(text: str, columns: list[list[Placed]]) -> tuple[list[Row], list[str]]:
    """Return the lines of a document, tokens cut at the ends of entities, and the ids of entities without a token."""
    edges = sorted({edge for column in columns for entity in column for edge in (entity.span.start, entity.span.end)})
    tokens = [token for word in words(text) for token in _cut(word, edges) if _visible(text, token)]
    tags, inside, lost = _tags(tokens, columns)
    firsts = _firsts(text, tokens)
    lines = [
        Row(_visible(text, token), tuple(tags[at]), at in firsts and at not in inside)
        for at, token in enumerate(tokens)
    ]
    return lines, lost


def _cut(word: Span, edges: list[int]) -> Iterator[Span]:
    start = word.start
    for edge in edges[bisect_left(edges, word.start + 1) : bisect_left(edges, word.end)]:
        yield Span(start, edge)
        start = edge
    yield Span(start, word.end)


def _visible(text: str, token: Span) -> str:
    """Return the token without blanks, "" if nothing in it can be seen."""
    part = "".join(text[token.start : token.end].split())
    return part if any(unicodedata.category(character)[0] != "C" for character in part) else ""


def _tags(tokens: list[Span], columns: list[list[Placed]]) -> tuple[list[list[str]], set[int], list[str]]:
    """Return the tags of each token, the tokens that continue an entity, and the ids of entities without a token."""
    starts = [token.start for token in tokens]
    tags = [["O"] * max(len(columns), 1) for _ in tokens]
    inside: set[int] = set()
    lost: list[str] = []
    for number, column in enumerate(columns):
        for entity in column:
            first, last = bisect_left(starts, entity.span.start), bisect_left(starts, entity.span.end)
            name = "_".join(entity.type.split())
            for at in range(first, last):
                tags[at][number] = f"{'B' if at == first else 'I'}-{name}"
            inside.update(range(first + 1, last))
            lost += [entity.id] if first == last else []
    return tags, inside, lost


def _firsts(text: str, tokens: list[Span]) -> set[int]:
    starts = [token.start for token in tokens]
    return {bisect_left(starts, sentence.start) for sentence in sentences(text)}
