"""Read brat's kb_shortcuts.conf: one line a type, the key first, a letter or a digit."""

import re
from collections.abc import Mapping
from dataclasses import replace

from annotator.domain.schema import Schema
from annotator.formats.brat_names import BratNames

_LINE = re.compile(r"\s*([A-Za-z0-9])\s+(\S+)\s*")


def with_shortcuts(schema: Schema, source: str, names: BratNames) -> Schema:
    """Return the schema with the keys that the file gives to entity and event types; what it does not say is kept.

    brat tells P from p; here a capital means the key with Shift.
    """
    keys = dict(_keys(source))
    entities = (replace(kind, hotkey=_key(keys, kind.id, "entity", names) or kind.hotkey) for kind in schema.entities)
    events = (replace(kind, hotkey=_key(keys, kind.id, "event", names) or kind.hotkey) for kind in schema.events)
    return replace(schema, entities=tuple(entities), events=tuple(events))


def _keys(source: str) -> list[tuple[str, str]]:
    found = (_LINE.fullmatch(line) for line in source.replace("\r", "").split("\n"))
    pairs = [(match[2], match[1]) for match in found if match]
    letters = {key for _, key in pairs}
    taken: set[str] = set()
    keys = []
    for type_id, key in pairs:
        written = f"Shift+{key}" if key.isupper() and key.lower() in letters else key.upper()
        if written not in taken:
            taken.add(written)
            keys.append((type_id, written))
    return keys


def _key(keys: Mapping[str, str], type_id: str, scope: str, names: BratNames) -> str:
    return next((key for stored, key in keys.items() if names.original_text(scope, stored) == type_id), "")
