"""Key map: which keys do what, after the user's own choice: the tables of commands and of the schema, with his keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from annotator.domain.schema import EntityType, EventType, RelationType, Schema, offered
from annotator.settings import Settings
from annotator.ui.command import Command, commands
from annotator.ui.i18n import Translator
from annotator.ui.keys import chords, is_single


@dataclass(frozen=True, slots=True)
class Binding:
    """What has keys: a command ("command", name), a type (scope, id) or an attribute's value, under its title."""

    scope: str
    name: str
    title: str
    keys: tuple[str, ...]  # alternatives

    @property
    def key(self) -> str:
        """Return the name under which the settings keep a type's keys."""
        return f"{self.scope} {self.name}"


def commands_of(settings: Settings) -> dict[str, Command]:
    """Return every command by name, with the user's keys."""
    own = {name: keys for name, keys in settings.command_keys.items() if all(map(is_single, keys.split(" | ")))}
    return {name: replace(found, keys=own.get(name, found.keys)) for name, found in commands().items()}


def bindings(settings: Settings, schema: Schema, tr: Translator) -> Iterator[Binding]:
    """Yield all that has, or could have, keys; `schema` with the user's keys."""
    for found in commands_of(settings).values():
        yield Binding("command", found.name, tr(found.title), found.shortcuts)
    scopes: tuple[tuple[str, tuple[EntityType | EventType | RelationType, ...]], ...] = (
        ("entity", offered(schema.entities)),
        ("event", offered(schema.events)),
        ("relation", offered(schema.relations)),
    )
    for scope, kinds in scopes:
        for kind in kinds:
            title = kind.label.text(tr.language)
            yield Binding(scope, kind.id, title, (kind.hotkey,) if kind.hotkey else ())
    for attribute in offered(schema.attributes):
        for option in offered(attribute.options):
            if option.hotkey:
                yield Binding("value", f"{attribute.id} {option.id}", option.label.text(tr.language), (option.hotkey,))


def clash(keys: str, own: Binding, others: Iterator[Binding]) -> Binding | None:
    """Return what already has these keys, or keys that begin with them or that they begin with; else None.

    Relations are chosen after two marks are, so only other relations are in the way of their keys.
    """
    wanted = chords(keys)
    for other in others:
        is_same_world = (other.scope == "relation") == (own.scope == "relation")
        if (other.scope, other.name) == (own.scope, own.name) or not is_same_world:
            continue
        if any(_is_ambiguous(wanted, chords(taken)) for taken in other.keys):
            return other
    return None


def _is_ambiguous(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    size = min(len(one), len(other))
    return size > 0 and one[:size] == other[:size]


def remapped(settings: Settings, schema_id: str, own: Binding, keys: str | None) -> dict[str, object]:
    """Return the changes of settings that give `own` these keys ("" for none, None for its first ones)."""
    if own.scope == "command":
        return {"command_keys": _with(settings.command_keys, own.name, keys)}
    types = _with(settings.type_keys.get(schema_id, {}), own.key, keys)
    rest = {name: table for name, table in settings.type_keys.items() if name != schema_id}
    return {"type_keys": {**rest, schema_id: types} if types else rest}


def _with(table: Mapping[str, str], name: str, keys: str | None) -> dict[str, str]:
    kept = {other: value for other, value in table.items() if other != name}
    return kept if keys is None else {**kept, name: keys}
