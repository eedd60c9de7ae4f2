"""The lines of a brat standoff file (.ann, .a1, .a2 …), parsed one by one and not yet held against the text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from annotator.formats.refusal import RefusedError

Pairs: TypeAlias = tuple[tuple[int, int], ...]
RoleFiller: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TextBound:
    """`T1 Type 0 5;8 9 text`: offsets in the unit of the file, whatever it is; text None where the line has none."""

    id: str
    type: str
    offsets: Pairs
    text: str | None


@dataclass(frozen=True, slots=True)
class EventLine:
    """`E1 Type:T1 Role:T2 Role2:E3`."""

    id: str
    type: str
    trigger: str
    arguments: tuple[RoleFiller, ...]


@dataclass(frozen=True, slots=True)
class RelationLine:
    """`R1 Type Arg1:T1 Arg2:T2`."""

    id: str
    type: str
    arguments: tuple[RoleFiller, RoleFiller]


@dataclass(frozen=True, slots=True)
class AttributeLine:
    """`A1 Name T1 value`; value None for a flag."""

    id: str
    name: str
    target: str
    value: str | None


@dataclass(frozen=True, slots=True)
class NormalizationLine:
    """`N1 Reference T1 Wikidata:Q1 text`."""

    id: str
    type: str
    target: str
    reference: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """`#1 AnnotatorNotes T1 text`."""

    id: str
    type: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class EquivalenceLine:
    """`* Equiv T1 T2 T3`."""

    members: tuple[str, ...]


Line: TypeAlias = TextBound | EventLine | RelationLine | AttributeLine | NormalizationLine | NoteLine | EquivalenceLine


@dataclass(slots=True)
class Standoff:
    """All lines of a document's files by kind, ids unique; `refusals` are the lines that are not brat."""

    bounds: dict[str, TextBound] = field(default_factory=dict)
    events: dict[str, EventLine] = field(default_factory=dict)
    relations: dict[str, RelationLine] = field(default_factory=dict)
    attributes: list[AttributeLine] = field(default_factory=list)
    normalizations: list[NormalizationLine] = field(default_factory=list)
    notes: list[NoteLine] = field(default_factory=list)
    equivalences: list[EquivalenceLine] = field(default_factory=list)
    refusals: list[RefusedError] = field(default_factory=list)


def parse_standoff(text: str) -> Standoff:
    """Return the lines of the text by kind; a line that is not brat, or whose id stands twice, is a refusal."""
    standoff = Standoff()
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            _put(standoff, _parse(line), seen)
        except RefusedError as refusal:
            refusal.values["line"] = number
            standoff.refusals.append(refusal)
    return standoff


def _put(standoff: Standoff, line: Line, seen: set[str]) -> None:
    if isinstance(line, EquivalenceLine):
        standoff.equivalences.append(line)
        return
    if line.id in seen:
        raise RefusedError(
            "id twice",
            "In {file}, line {line}, the id {id} stands a second time. The line was left out.",
            mark=line.id,
        )
    seen.add(line.id)
    match line:
        case TextBound():
            standoff.bounds[line.id] = line
        case EventLine():
            standoff.events[line.id] = line
        case RelationLine():
            standoff.relations[line.id] = line
        case AttributeLine():
            standoff.attributes.append(line)
        case NormalizationLine():
            standoff.normalizations.append(line)
        case NoteLine():
            standoff.notes.append(line)


_ID = re.compile(r"(\*|#[A-Za-z]*[0-9]+|[A-Za-z]+[0-9]+)\Z", re.ASCII)
_TEXT_BOUND = re.compile(r"(\S+) +(\d{1,10} +\d{1,10}(?: *; *\d{1,10} +\d{1,10})*) *\Z", re.ASCII)
_NORMALIZATION = re.compile(r"(\S+) +(\S+) +(\S+:\S.*)\Z")


def _parse(line: str) -> Line:
    key, _, rest = line.partition("\t")
    data, tab, tail = rest.partition("\t")
    parse = _PARSERS.get(key[:1])
    parsed = parse(key, data, tail if tab else None) if parse and _ID.match(key) else None
    if parsed is None:
        raise RefusedError(
            "line",
            "In {file}, line {line} is not brat standoff: “{found}”. The line was left out.",
            mark=key if _ID.match(key) else "",
            found=line[:60],
        )
    return parsed


def _text_bound(key: str, data: str, tail: str | None) -> Line | None:
    match = _TEXT_BOUND.match(data)
    if match is None:
        return None
    pairs = [pair.split() for pair in match[2].split(";")]
    return TextBound(key, match[1], tuple((int(start), int(end)) for start, end in pairs), tail)


def _event(key: str, data: str, _tail: str | None) -> Line | None:
    fillers = _fillers(data.split())
    if not fillers:
        return None
    (kind, trigger), *arguments = fillers
    return EventLine(key, kind, trigger, tuple(arguments))


def _relation(key: str, data: str, _tail: str | None) -> Line | None:
    kind, *rest = data.split() or [""]
    fillers = _fillers(rest)
    if fillers is None or len(fillers) != 2:
        return None
    return RelationLine(key, kind, (fillers[0], fillers[1]))


def _fillers(words: list[str]) -> list[RoleFiller] | None:
    """Return `Role:id` pairs; None if a word is not one. The role is all before the last colon."""
    pairs = [word.rpartition(":") for word in words]
    if not all(role and target for role, _, target in pairs):
        return None
    return [(role, target) for role, _, target in pairs]


def _attribute(key: str, data: str, _tail: str | None) -> Line | None:
    words = data.strip().split(None, 2)
    if len(words) < 2:
        return None
    return AttributeLine(key, words[0], words[1], words[2] if len(words) == 3 else None)


def _normalization(key: str, data: str, tail: str | None) -> Line | None:
    match = _NORMALIZATION.match(data)
    return NormalizationLine(key, match[1], match[2], match[3].rstrip(), tail or "") if match else None


def _note(key: str, data: str, tail: str | None) -> Line | None:
    words = data.split()
    return NoteLine(key, words[0], words[1], tail or "") if len(words) == 2 else None


def _equivalence(_key: str, data: str, _tail: str | None) -> Line | None:
    kind, *members = data.split() or [""]
    return EquivalenceLine(tuple(members)) if kind == "Equiv" and members else None


_PARSERS: dict[str, Callable[[str, str, str | None], Line | None]] = {
    "T": _text_bound,
    "E": _event,
    "R": _relation,
    "A": _attribute,
    "M": _attribute,
    "N": _normalization,
    "#": _note,
    "*": _equivalence,
}
