"""Propose keys for types and values: none is used twice, and none is the beginning of another in the same context.

Keys are places on the keyboard named as on a US one. Contexts: what is marked on text (entity and event types), what
links marks (relation types), and attribute values. A key that is there and does no harm stays.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from string import ascii_uppercase, digits

from annotator.domain.schema import Schema, offered
from annotator.operations.schema_steps import SetKeys, Target

SINGLE = (*"1234567890", *ascii_uppercase)
_MODIFIED = tuple(f"{modifier}+{digit}" for modifier in ("Alt", "Ctrl", "Alt+Shift") for digit in "1234567890")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A thing that has or wants a key, with the letters that would remind of it and of its group."""

    target: Target
    key: str
    letters: str
    group: str = ""


def clashes(schema: Schema) -> list[tuple[Target, Target]]:
    """Return pairs of things of which one's key is the other's, or the beginning of it."""
    found = []
    for context in contexts(schema):
        keyed = [one for one in context if one.key]
        for number, one in enumerate(keyed):
            found += [(one.target, other.target) for other in keyed[number + 1 :] if _clash(one.key, other.key)]
    return found


def _clash(one: str, other: str) -> bool:
    first, second = one.split(", "), other.split(", ")
    size = min(len(first), len(second))
    return first[:size] == second[:size]


def contexts(schema: Schema) -> tuple[list[Keyed], list[Keyed], list[Keyed]]:
    """Return what is offered in each context, in the order of the schema."""
    marks = [Keyed(Target("entity", kind.id), kind.hotkey, _letters(kind.id)) for kind in offered(schema.entities)]
    marks += [
        Keyed(Target("event", kind.id), kind.hotkey, _letters(kind.id.rpartition(".")[2]), _letters(kind.group))
        for kind in offered(schema.events)
    ]
    links = [
        Keyed(Target("relation", kind.id), kind.hotkey, _letters(kind.id.rpartition(".")[2]), _letters(kind.group))
        for kind in offered(schema.relations)
    ]
    values = [
        Keyed(Target("value", option.id, attribute.id), option.hotkey, "")
        for attribute in offered(schema.attributes)
        for option in offered(attribute.options)
    ]
    return marks, links, values


def _letters(name: str) -> str:
    upper = name.upper()
    capitals = "".join(letter for letter in name if letter.isupper())
    return "".join(dict.fromkeys(letter for letter in upper[:1] + capitals + upper if letter in ascii_uppercase))


def proposed_keys(schema: Schema, reserved: Iterable[str] = ()) -> SetKeys:
    """Return the step that gives a key to all that has none or a clashing one; `reserved` keys are the program's."""
    marks, links, values = contexts(schema)
    taken = set(reserved)
    keys = {**_for_context(marks, taken), **_for_context(links, taken), **_for_values(values, taken)}
    old = {one.target: one.key for one in (*marks, *links, *values)}
    return SetKeys(tuple((target, key) for target, key in keys.items() if old[target] != key))


def _for_context(context: Sequence[Keyed], reserved: set[str]) -> dict[Target, str]:
    keys = _kept(context, reserved)
    wanting = [one for one in context if one.target not in keys]
    free = [key for key in SINGLE if _is_free(key, keys.values(), reserved)]
    prefixes = _prefixes(len(wanting), free)
    free = [key for key in free if key not in prefixes]
    for one in wanting:
        key = _single(one, free) if len(free) > 0 and (one.target.scope == "entity" or not prefixes) else ""
        if key:
            free.remove(key)
        else:
            key = next((pair for pair in _pairs(one, prefixes) if _is_free(pair, keys.values(), set())), "")
        keys[one.target] = key
    return keys


def _kept(context: Iterable[Keyed], reserved: set[str]) -> dict[Target, str]:
    keys: dict[Target, str] = {}
    for one in context:
        if one.key and _is_free(one.key, keys.values(), reserved):
            keys[one.target] = one.key
    return keys


def _is_free(key: str, taken: Iterable[str], reserved: set[str]) -> bool:
    return key not in reserved and not any(_clash(key, other) for other in taken if other)


def _prefixes(wanting: int, free: Sequence[str]) -> list[str]:
    """Return the keys that only begin others: as few as it takes for all to have one."""
    letters = [key for key in reversed(free) if key not in digits]
    for size in range(len(letters) + 1):
        if wanting <= len(free) - size + size * len(SINGLE):
            return letters[: max(size, -(-wanting // len(SINGLE)) if size else 0)]
    return letters


def _single(one: Keyed, free: Sequence[str]) -> str:
    wanted = (*"1234567890", *one.letters) if one.target.scope == "entity" else (*one.letters, *"1234567890")
    return next((key for key in (*wanted, *free) if key in free), "")


def _pairs(one: Keyed, prefixes: Sequence[str]) -> Iterator[str]:
    first = [key for key in one.group if key in prefixes]
    for prefix in dict.fromkeys((*first, *prefixes)):
        yield from (f"{prefix}, {key}" for key in dict.fromkeys((*one.letters, *SINGLE)))


def _for_values(values: Sequence[Keyed], reserved: set[str]) -> dict[Target, str]:
    keys = _kept(values, reserved)
    for one in values:
        if one.target not in keys:
            keys[one.target] = next((key for key in _MODIFIED if _is_free(key, keys.values(), reserved)), "")
    return keys
