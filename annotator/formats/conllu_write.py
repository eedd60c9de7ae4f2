"""Write one document as CoNLL-U: words and multiword tokens cut where entities begin or end, and their brackets."""

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from annotator.domain.model import Document, Entity, Layer
from annotator.domain.span import Span, crosses, hull
from annotator.formats.conllu_attributes import FIELDS, escape_blanks, escape_name
from annotator.formats.conllu_read import SHEET
from annotator.formats.jsonl_write import table_of
from annotator.formats.losses import LossList
from annotator.formats.token_table import TokenTable, token_table
from annotator.text.tokens import words

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An entity on token ranges, one a piece, half-open."""

    entity: Entity
    key: str
    cluster: str | None
    ranges: Ranges


@dataclass(slots=True)
class _Brackets:
    """What stands in `Entity` of one word, in the order in which it is written."""

    closing: list[tuple[int, str]] = field(default_factory=list)
    opening: list[tuple[int, str]] = field(default_factory=list)

    def value(self) -> str:
        closing = [text for _, text in sorted(self.closing, key=lambda pair: -pair[0])]
        return "".join([*closing, *(text for _, text in sorted(self.opening, key=lambda pair: -pair[0]))])


def lines_of(document: Document, layer: Layer, losses: LossList) -> Iterator[str]:
    """Yield the lines of a document; entities that are bent or left out are added to the losses."""
    edges = [edge for entity in layer.entities for span in entity.spans for edge in (span.start, span.end)]
    table = token_table(document, words, edges, [hull(entity.spans) for entity in layer.entities])
    placed = _placed(table, layer, losses)
    brackets = _brackets(placed)
    yield f"# global.Entity = {FIELDS}\n# newdoc id = {document.id}\n"
    yield f"# {SHEET} = {json.dumps(_sheet(document, layer))}\n"
    surface = words(document.text)
    for number, (first, last) in enumerate(table.sentences, 1):
        yield f"# sent_id = {number}\n"
        yield f"# text = {_sentence(table.covered(first, last), document.text)}\n"
        yield from _rows(table, first, last, surface, brackets)
        yield "\n"


def _sentence(span: Span, text: str) -> str:
    return " ".join(text[span.start : span.end].split())


def _sheet(document: Document, layer: Layer) -> Mapping[str, object]:
    bare = replace(document, text="", layers=(Layer(layer.annotator, layer.state, extra=layer.extra),))
    return {key: value for key, value in table_of(bare).items() if key not in ("text", "sha256")}


def _placed(table: TokenTable, layer: Layer, losses: LossList) -> list[_Placed]:
    names = {cluster.id: cluster.name for cluster in layer.clusters}
    keys: dict[str, str] = {}
    taken: dict[str, list[_Placed]] = {}
    found: list[_Placed] = []
    for entity in layer.entities:
        touched = tuple(table.touched(span) for span in entity.spans)
        if any(first == last for first, last in touched):
            losses.add("invisible", entity.id)
            continue
        if any(table.covered(*pair) != span for pair, span in zip(touched, entity.spans, strict=True)):
            losses.add("blanks", entity.id)
        cluster = entity.cluster
        if cluster is not None and any(_clash(touched, other.ranges) for other in taken.get(cluster, [])):
            losses.add("crossing clusters", entity.id)
            cluster = None
        key = keys.setdefault(cluster or f" {entity.id}", f"e{len(keys) + 1}")
        placed = _Placed(entity, key, names.get(cluster, cluster) if cluster is not None else None, touched)
        found.append(placed)
        if cluster is not None:
            taken.setdefault(cluster, []).append(placed)
    return found


def _clash(one: Ranges, other: Ranges) -> bool:
    """Say whether two mentions with one key would close each other's brackets."""
    ours, theirs = (tuple(Span(*pair) for pair in ranges) for ranges in (one, other))
    if len(one) == len(other) == 1:
        return crosses(ours, theirs)
    first, second = hull(ours), hull(theirs)
    return len(one) > 1 and len(other) > 1 and first.start < second.end and second.start < first.end


def _brackets(placed: list[_Placed]) -> dict[int, _Brackets]:
    found: dict[int, _Brackets] = {}
    for item in placed:
        for number, (first, last) in enumerate(item.ranges, 1):
            piece = f"[{number}/{len(item.ranges)}]" if len(item.ranges) > 1 else ""
            opening = f"({item.key}{piece}-{escape_name(item.entity.type)}-1-{_other(item)}"
            if first == last - 1:
                found.setdefault(first, _Brackets()).opening.append((1, opening + ")"))
            else:
                found.setdefault(first, _Brackets()).opening.append((last - first, opening))
                found.setdefault(last - 1, _Brackets()).closing.append((first, f"{item.key}{piece})"))
    return found


def _other(item: _Placed) -> str:
    other = f"id:{escape_name(item.entity.id)}"
    return other if item.cluster is None else f"{other},cluster:{escape_name(item.cluster)}"


def _rows(
    table: TokenTable, first: int, last: int, surface: list[Span], brackets: Mapping[int, _Brackets]
) -> Iterator[str]:
    at = first
    while at < last:
        word = _word_at(surface, table.tokens[at].start)
        behind = at + 1
        while behind < last and table.tokens[behind].start < word.end:
            behind += 1
        blanks = _blanks(table, at, behind)
        if behind - at > 1:
            yield _row(f"{at - first + 1}-{behind - first}", table.text[word.start : word.end], blanks)
        for number in range(at, behind):
            misc = [f"Entity={brackets[number].value()}"] if number in brackets else []
            token = table.tokens[number]
            own = blanks if behind - at == 1 else []
            yield _row(str(number - first + 1), table.text[token.start : token.end], [*misc, *own])
        at = behind


def _word_at(surface: list[Span], start: int) -> Span:
    return surface[bisect_right(surface, start, key=lambda span: span.start) - 1]


def _blanks(table: TokenTable, at: int, behind: int) -> list[str]:
    """Return the attributes for what stands behind the tokens, and for the first ones what stands before them."""
    end = table.tokens[behind - 1].end
    after = table.text[end : table.tokens[behind].start] if behind < len(table.tokens) else table.text[end:]
    before = table.text[: table.tokens[0].start] if at == 0 else ""
    found = [f"SpacesBefore={escape_blanks(before)}"] if before else []
    if after == "":
        return [*found, "SpaceAfter=No"]
    return found if after == " " else [*found, f"SpacesAfter={escape_blanks(after)}"]


def _row(number: str, form: str, misc: list[str]) -> str:
    return "\t".join((number, form, *"_______", "|".join(sorted(misc)) or "_")) + "\n"
