"""Read the cells of a WebAnno TSV 3 file into layers: stacked and multi-token spans, slots, relations and chains."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from annotator.domain.model import AttributeValue
from annotator.domain.span import Span
from annotator.formats.inception import DKPRO, Laid, Stated, Tie
from annotator.formats.refusal import RefusedError
from annotator.formats.uima_names import ANNOTATION, is_structure
from annotator.formats.webanno_columns import Columns
from annotator.formats.webanno_text import Line, unescape

_NUMBER = re.compile(r"(?<!\\)\[(\d{1,9})\]\Z", re.ASCII)
_TARGET = re.compile(r"(\d{1,9}-\d{1,9}(?:\.\d{1,9})?)(?:\[(\d{1,9})(?:_(\d{1,9}))?\])?\Z", re.ASCII)
_LINK = re.compile(r"(.*)->(\d{1,9})-(\d{1,9})\Z", re.ASCII | re.DOTALL)


@dataclass(slots=True)
class _Mention:
    layer: str
    start: int
    end: int
    names: list[str]
    number: int  # 0 where the file gives none
    features: dict[str, AttributeValue] = field(default_factory=dict)
    slots: list[tuple[str, str, str]] = field(default_factory=list)


class TsvReader:
    """Takes lines one by one and returns what they state."""

    def __init__(self, layers: list[Columns], convert: Callable[[int], int]) -> None:
        self._layers = layers
        self._convert = convert
        self._mentions: dict[tuple[str, str], _Mention] = {}
        self._links: dict[tuple[str, int, int], tuple[int, int, str]] = {}
        self._ties: list[tuple[Columns, str, int, str, dict[str, AttributeValue]]] = []
        self._skipped: dict[str, int] = {}
        self.refusals: list[RefusedError] = []

    def take(self, line: Line) -> None:
        """Add what the cells of one line state."""
        for columns in self._layers:
            if is_structure(columns.layer) or columns.layer.startswith(DKPRO + "syntax."):
                if _cell(line, columns.first) != "_":
                    self._skipped[columns.layer] = self._skipped.get(columns.layer, 0) + 1
            elif columns.kind == "span":
                self._take_spans(line, columns)
            elif columns.kind == "relation":
                self._take_relations(line, columns)
            else:
                self._take_links(line, columns)

    def stated(self) -> Stated:
        """Return all that the lines stated; marks without text are refused."""
        stated = Stated(skipped=self._skipped)
        keys = {id(mention): f"{at}" for at, mention in enumerate(self._mentions.values(), 1)}
        find = _Finder(list(self._mentions.values()), keys)
        hosts = {columns.layer for columns in self._layers if columns.slots}
        for mention in self._mentions.values():
            key = keys[id(mention)]
            span = self._span(mention.start, mention.end, mention.layer)
            if span is not None:
                slots = tuple((slot, role, find.key(target) or target) for slot, role, target in mention.slots)
                has_slots = mention.layer in hosts
                stated.laid.append(Laid(key, mention.layer, span, mention.features, slots, has_slots))
        for number, (columns, name, own, target, features) in enumerate(self._ties, 1):
            dependent = find.at(name, own, columns.base_layer) or name
            governor = find.key(target, columns.base_layer) or target
            stated.ties.append(Tie(f"r{number}", columns.layer, governor, dependent, features))
        self._add_chains(stated)
        return stated

    def _take_spans(self, line: Line, columns: Columns) -> None:
        stacks = {at: _stack(_cell(line, at)) for at in _columns_of(columns)}
        for position in range(max(1, *map(len, stacks.values()))):
            values = {at: _at(stack, position) for at, stack in stacks.items()}
            if any(value != "_" for value in values.values()):
                self._take_span(line, columns, position, values)

    def _take_span(self, line: Line, columns: Columns, position: int, values: dict[int, str]) -> None:
        numbers = [int(match[1]) for at, _ in _simple(columns) if (match := _NUMBER.search(values[at]))]
        numbers += [int(m[1]) for slot in columns.slots if (m := _NUMBER.search(values[slot.role]))]
        number = numbers[0] if numbers else 0
        key = (columns.layer, f"[{number}]" if number else f"{line.name}/{position}")
        mention = self._mentions.get(key)
        if mention is not None:
            mention.start, mention.end = min(mention.start, line.start), max(mention.end, line.end)
            mention.names.append(line.name)
            return
        mention = _Mention(columns.layer, line.start, line.end, [line.name], number)
        for at, feature in _simple(columns):
            value = _NUMBER.sub("", values[at])
            if feature and value not in ("*", "_"):
                mention.features[feature] = unescape(value)
        for slot in columns.slots:
            roles = _split(_NUMBER.sub("", values[slot.role]), ";")
            targets = _split(values[slot.target], ";")
            for role, target in zip(roles, targets, strict=False):
                if target not in ("_", "*"):
                    name = "" if role in ("*", "_") else unescape(role)
                    mention.slots.append((slot.name, name, target))
        self._mentions[key] = mention

    def _take_relations(self, line: Line, columns: Columns) -> None:
        stacks = {at: _stack(_cell(line, at)) for _, at in columns.features}
        for position, target in enumerate(_stack(_cell(line, columns.base))):
            match = _TARGET.match(target)
            if match is None:
                if target not in ("_", "*"):
                    self._refuse(line, columns, target)
                continue
            features: dict[str, AttributeValue] = {}
            for feature, at in columns.features:
                value = _at(stacks[at], position)
                if value not in ("*", "_"):
                    features[feature] = unescape(value)
            self._ties.append((columns, line.name, int(match[3] or 0), target, features))

    def _take_links(self, line: Line, columns: Columns) -> None:
        cells = {name: _stack(_cell(line, at)) for name, at in columns.features}
        for position, cell in enumerate(cells.get("referenceRelation", [])):
            match = _LINK.match(cell)
            if match is None:
                if cell not in ("_", "*"):
                    self._refuse(line, columns, cell)
                continue
            key = (columns.layer, int(match[2]), int(match[3]))
            kind = _NUMBER.sub("", _at(cells.get("referenceType", []), position))
            start, end, known = self._links.get(key, (line.start, line.end, ""))
            kind = known or ("" if kind in ("*", "_") else unescape(kind))
            self._links[key] = (min(start, line.start), max(end, line.end), kind)

    def _add_chains(self, stated: Stated) -> None:
        for (layer, chain, _link), (start, end, kind) in sorted(self._links.items()):
            span = self._span(start, end, layer)
            if span is not None:
                name = f"c{chain}" if layer.startswith(DKPRO) else f"{layer.rpartition('.')[2]}{chain}"
                stated.chains.setdefault(name, []).append((span, kind))

    def _span(self, start: int, end: int, layer: str) -> Span | None:
        first, last = self._convert(start), self._convert(end)
        if first < last:
            return Span(first, last)
        message = "In {file}, document {document}, {id} covers no text ({start} to {end}). It was left out."
        self.refusals.append(RefusedError("zero width", message, mark=layer, start=str(start), end=str(end)))
        return None

    def _refuse(self, line: Line, columns: Columns, cell: str) -> None:
        message = "In {file}, document {document}, {id}: the cell “{found}” is not understood. It was left out."
        self.refusals.append(RefusedError("cell", message, mark=f"{line.name} {columns.layer}", found=cell[:60]))


class _Finder:
    """Finds the mention that a cell points at."""

    def __init__(self, mentions: list[_Mention], keys: dict[int, str]) -> None:
        self._keys = keys
        self._numbered = {mention.number: mention for mention in reversed(mentions) if mention.number}
        self._first: dict[str, list[_Mention]] = {}
        for mention in mentions:
            for name in mention.names:
                self._first.setdefault(name, []).append(mention)

    def key(self, cell: str, layer: str = "") -> str | None:
        match = _TARGET.match(cell)
        return self.at(match[1], int(match[2] or 0), layer) if match else None

    def at(self, name: str, number: int, layer: str) -> str | None:
        if number and number in self._numbered:
            return self._keys[id(self._numbered[number])]
        here = [mention for mention in self._first.get(name, []) if layer in ("", ANNOTATION, mention.layer)]
        plain = [mention for mention in here if not mention.number] or here
        return self._keys[id(plain[0])] if plain else None


def _simple(columns: Columns) -> list[tuple[int, str]]:
    """Return (column, feature) of the columns that hold no slots; a layer without any has one without a feature."""
    simple = [(at, name) for name, at in columns.features]
    return simple or ([] if columns.slots else [(columns.first, "")])


def _columns_of(columns: Columns) -> list[int]:
    return [at for at, _ in _simple(columns)] + [at for slot in columns.slots for at in (slot.role, slot.target)]


def _cell(line: Line, at: int) -> str:
    return line.cells[at] if 0 <= at < len(line.cells) else "_"


def _stack(cell: str) -> list[str]:
    return _split(cell, "|")


def _at(values: list[str], position: int) -> str:
    return values[position] if position < len(values) else "_"


def _split(cell: str, separator: str) -> list[str]:
    """Return the parts between separators that are not escaped."""
    return list(_parts(cell, separator))


def _parts(cell: str, separator: str) -> Iterator[str]:
    start = at = 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 1
        elif cell[at] == separator:
            yield cell[start:at]
            start = at + 1
        at += 1
    yield cell[start:]
