"""The shortcuts that a schema gives to its types and attribute values, as tables the keyboard looks up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from annotator.domain.schema import AttributeType, EntityType, EventType, Schema, offered
from annotator.settings import Settings
from annotator.ui.keys import chords

_NUMBERS = "1234567890"


@dataclass(frozen=True, slots=True)
class TypeKey:
    """An entity or event type and the chords that apply it."""

    scope: str
    kind: EntityType | EventType
    chords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TypeKeys:
    """All type shortcuts of one schema."""

    entries: tuple[TypeKey, ...]

    def exact(self, pressed: tuple[str, ...]) -> TypeKey | None:
        """Return the type that exactly these chords apply, or None."""
        return next((entry for entry in self.entries if entry.chords == pressed), None)

    def beginning(self, pressed: tuple[str, ...]) -> list[TypeKey]:
        """Return the types whose chords begin with these and go on."""
        size = len(pressed)
        return [entry for entry in self.entries if len(entry.chords) > size and entry.chords[:size] == pressed]


def with_keys(schema: Schema, settings: Settings) -> Schema:
    """Return the schema with the keys that the user gave its types."""
    own = settings.type_keys.get(schema.id, {})
    if not own:
        return schema
    return replace(
        schema,
        entities=tuple(replace(kind, hotkey=own.get(f"entity {kind.id}", kind.hotkey)) for kind in schema.entities),
        events=tuple(replace(kind, hotkey=own.get(f"event {kind.id}", kind.hotkey)) for kind in schema.events),
        relations=tuple(replace(kind, hotkey=own.get(f"relation {kind.id}", kind.hotkey)) for kind in schema.relations),
    )


def type_keys(schema: Schema) -> TypeKeys:
    """Return the shortcuts of the schema's entity and event types."""
    entities = [TypeKey("entity", kind, chords(kind.hotkey)) for kind in offered(schema.entities) if kind.hotkey]
    events = [TypeKey("event", kind, chords(kind.hotkey)) for kind in offered(schema.events) if kind.hotkey]
    return TypeKeys((*entities, *events))


def choice_keys(hotkeys: Sequence[str]) -> list[str]:
    """Return one chord for each of some choices: its own if it is a single one, else the next free digit, else ""."""
    taken = {hotkey for hotkey in hotkeys if len(chords(hotkey)) == 1}
    free = iter([number for number in _NUMBERS if number not in taken])
    used: set[str] = set()
    keys = []
    for hotkey in hotkeys:
        key = hotkey if hotkey in taken and hotkey not in used else next(free, "")
        used.add(key)
        keys.append(key)
    return keys


def attribute_value(schema: Schema, scope: str, type_id: str, chord: str) -> tuple[AttributeType, str] | None:
    """Return the attribute and the option of a mark of this kind that the chord chooses, or None."""
    pairs = _options(schema, scope, type_id)
    return next(((kind, option) for kind, option, keys in pairs if chords(keys) == (chord,)), None)


def _options(schema: Schema, scope: str, type_id: str) -> Iterator[tuple[AttributeType, str, str]]:
    for kind in offered(schema.attributes_of(scope, type_id)):
        for option in offered(kind.options):
            if option.hotkey:
                yield kind, option.id, option.hotkey
