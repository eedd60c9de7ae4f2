"""Tags of token columns: IOB1, IOB2 and BIOES written; these and BILOU, BMES and bare types read.

A type's own blanks become “_”, because readers split lines at them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SCHEMES = ("IOB2", "IOB1", "BIOES")
OUTSIDE = "O"

_TAG = re.compile(r"([BIESLUM])-(\S.*)", re.DOTALL)
_BEGINS = frozenset("BSU")
_ENDS = frozenset("ESLU")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A half-open range of tokens with its type."""

    first: int
    last: int
    type: str


def stored_type(name: str) -> str:
    """Return the name of a type as it stands in a tag."""
    return "_".join(name.split())


def encode(entities: Iterable[Tagged], count: int, scheme: str) -> list[str]:
    """Return the tags of `count` tokens for entities that do not overlap."""
    tags = [OUTSIDE] * count
    ended: dict[int, str] = {}
    for entity in sorted(entities, key=lambda entity: entity.first):
        is_alone = scheme == "IOB1" and ended.get(entity.first) != entity.type
        for at in range(entity.first, entity.last):
            tags[at] = f"{_prefix(at, entity, scheme, is_alone=is_alone)}-{stored_type(entity.type)}"
        ended[entity.last] = entity.type
    return tags


def _prefix(at: int, entity: Tagged, scheme: str, *, is_alone: bool) -> str:
    is_first, is_last = at == entity.first, at == entity.last - 1
    if scheme == "BIOES" and is_last:
        return "S" if is_first else "E"
    return "B" if is_first and not is_alone else "I"


def take_apart(tag: str) -> tuple[str, str] | None:
    """Return (prefix, type) of a tag, None if it is none."""
    match = _TAG.fullmatch(tag)
    return (match[1], match[2]) if match else None


def decode(tags: Sequence[str], *, are_bare: bool = False) -> Iterator[Tagged]:
    """Yield the entities of the tags of one sentence; what is no tag counts as outside.

    `are_bare` says that tags are types without prefix.
    """
    first, name, is_open = 0, "", False
    for at, tag in enumerate([*tags, OUTSIDE]):
        found = ("I", tag) if are_bare and tag != OUTSIDE else take_apart(tag)
        prefix, kind = found or ("", "")
        if is_open and (not kind or prefix in _BEGINS or kind != name):
            yield Tagged(first, at, name)
            is_open = False
        if kind and not is_open:
            first, name, is_open = at, kind, True
        if is_open and prefix in _ENDS:
            yield Tagged(first, at + 1, name)
            is_open = False


def begun_inside(tags: Sequence[str]) -> int:
    """Return how many entities begin with I-."""
    before = ""
    count = 0
    for tag in tags:
        prefix, kind = take_apart(tag) or ("", "")
        count += prefix == "I" and kind != before
        before = kind
    return count
