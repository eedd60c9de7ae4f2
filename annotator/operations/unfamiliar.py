"""Unfamiliar names: types, roles, attributes and values that files use and the project's schema does not have.

They are counted while an import is looked over, with what the schema would need to know of them and the name that was
likely meant.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeAlias  # Any: the parts of a schema share only an id

from annotator.domain.model import Argument, Attributes, Entity, Event, Layer, Mark
from annotator.domain.schema import AttributeType, Schema, Wording
from annotator.errors import SchemaError
from annotator.operations.schema_parts import parts
from annotator.operations.schema_propose import Seen, completed, see_layer
from annotator.text.normalize import fold_text
from annotator.text.romanize import romanized

Scope: TypeAlias = Literal["entity", "event", "relation", "role", "subtype", "attribute", "value"]
TYPES: tuple[Scope, ...] = ("entity", "event", "relation")
_SCOPES: tuple[Scope, ...] = (*TYPES, "role", "subtype", "attribute", "value")
_WORD = re.compile(r"[\W_]+")
_SHORTEST = 3  # letters of a name that may stand for a longer one


@dataclass(frozen=True, slots=True)
class Unfamiliar:
    """One name that the schema lacks; `within` is the event of a role, the entity of a subtype, a value's attribute."""

    scope: Scope
    name: str
    within: str = ""

    @property
    def order(self) -> tuple[int, str, str]:
        """Return what such names are sorted by."""
        return _SCOPES.index(self.scope), self.within, self.name


@dataclass(frozen=True, slots=True)
class Met:
    """How often an unfamiliar name was met, and the id in the schema that was likely meant, "" where none was."""

    unfamiliar: Unfamiliar
    marks: int
    documents: int
    likely: str = ""


@dataclass(slots=True)
class Meeting:
    """What was met so far, counted against one schema."""

    schema: Schema
    marks: Counter[Unfamiliar] = field(default_factory=Counter)
    documents: Counter[Unfamiliar] = field(default_factory=Counter)
    seen: Seen = field(default_factory=Seen)
    ids: dict[str, str] = field(default_factory=dict)  # ASCII ids of names that have other letters

    def take(self, layers: Iterable[Layer]) -> None:
        """Count the names of one document's layers."""
        found: Counter[Unfamiliar] = Counter()
        for layer in layers:
            new = Counter(_of_layer(layer, self.schema))
            if new:
                see_layer(self._in_ascii(layer), self.seen)
            found += new
        self.marks += found
        self.documents.update(found.keys())

    def met(self) -> tuple[Met, ...]:
        """Return the unfamiliar names in order."""
        names = sorted(self.marks, key=lambda one: one.order)
        return tuple(Met(one, self.marks[one], self.documents[one], likely(one, self.schema)) for one in names)

    def proposed(self, stated: Schema | None) -> Schema:
        """Return the schema with what it lacks added: as a file defines it, else as it is used."""
        known = _with_stated(self.schema, stated, self.marks) if stated is not None else self.schema
        return _with_names(completed(known, self.seen), {new: old for old, new in self.ids.items()})

    def id_of(self, name: str) -> str:
        """Return the id that a name gets in a schema: itself if it is ASCII."""
        if name.isascii():
            return name
        if name not in self.ids:
            self.ids[name] = self._free(romanized(name) or "type")
        return self.ids[name]

    def _free(self, wanted: str) -> str:
        taken = {*self.ids.values(), *_marked(self.schema)}
        number, free = 2, wanted
        while free in taken:
            free, number = f"{wanted}_{number}", number + 1
        return free

    def _in_ascii(self, layer: Layer) -> Layer:
        if _is_ascii(layer):
            return layer
        return replace(
            layer,
            entities=tuple(self._mark(mark) for mark in layer.entities),
            events=tuple(
                replace(self._mark(mark), arguments=tuple(map(self._argument, mark.arguments))) for mark in layer.events
            ),
            relations=tuple(self._mark(mark) for mark in layer.relations),
        )

    def _mark(self, mark: Any) -> Any:  # Any: any mark, and one of its kind back
        attributes: Attributes = {self.id_of(name): value for name, value in mark.attributes.items()}
        fresh = replace(mark, type=self.id_of(mark.type), attributes=attributes)
        if isinstance(mark, Entity) and mark.subtype:
            return replace(fresh, subtype=self.id_of(mark.subtype))
        return fresh

    def _argument(self, argument: Argument) -> Argument:
        return replace(argument, role=self.id_of(argument.role))


def likely(unfamiliar: Unfamiliar, schema: Schema) -> str:
    """Return the id that a name was likely meant for: one that reads alike, or that alone begins alike; "" if none."""
    wanted = _plain(unfamiliar.name)
    known = [(one, [_plain(name) for name in _names_of(one)]) for one in _candidates(unfamiliar, schema)]
    same = [one.id for one, names in known if wanted in names]
    if same or len(wanted) < _SHORTEST:
        return str(same[0]) if same else ""
    close = {one.id for one, names in known if any(_begins(wanted, name) for name in names)}
    return str(close.pop()) if len(close) == 1 else ""


def _candidates(unfamiliar: Unfamiliar, schema: Schema) -> tuple[Any, ...]:
    try:
        return tuple(one for one in parts(schema, unfamiliar.scope, unfamiliar.within) if not one.retired)
    except SchemaError:
        return ()


def _names_of(one: Any) -> tuple[str, ...]:  # Any: a part of a schema
    label: Wording = one.label
    return tuple(name for name in (one.id, one.id.rpartition(".")[2], label.ar, label.en, *one.aliases) if name)


def _plain(name: str) -> str:
    return _WORD.sub("", fold_text(name)).removeprefix("ال")


def _begins(wanted: str, name: str) -> bool:
    shorter, longer = sorted((wanted, name), key=len)
    return len(shorter) >= _SHORTEST and longer.startswith(shorter)


# --- what a layer has and the schema lacks


def _of_layer(layer: Layer, schema: Schema) -> Iterator[Unfamiliar]:
    for entity in layer.entities:
        kind = schema.entity(entity.type)
        if kind is None:
            yield Unfamiliar("entity", entity.type)
        elif entity.subtype and all(entity.subtype != one.id for one in kind.subtypes):
            yield Unfamiliar("subtype", entity.subtype, entity.type)
        yield from _of_attributes(entity, schema)
    for event in layer.events:
        yield from _of_event(event, schema)
        yield from _of_attributes(event, schema)
    for relation in layer.relations:
        if schema.relation(relation.type) is None:
            yield Unfamiliar("relation", relation.type)
        yield from _of_attributes(relation, schema)


def _of_event(event: Event, schema: Schema) -> Iterator[Unfamiliar]:
    kind = schema.event(event.type)
    if kind is None:
        yield Unfamiliar("event", event.type)
        return
    for argument in event.arguments:
        if kind.role(argument.role) is None:
            yield Unfamiliar("role", argument.role, event.type)


def _of_attributes(mark: Mark, schema: Schema) -> Iterator[Unfamiliar]:
    for name, value in mark.attributes.items():
        attribute = schema.attribute(name)
        if attribute is None:
            yield Unfamiliar("attribute", name)
        elif attribute.kind == "enum" and isinstance(value, str) and not _is_value(value, attribute):
            yield Unfamiliar("value", value, name)


def _is_value(value: str, attribute: AttributeType) -> bool:
    return not value or any(value == option.id for option in attribute.options)


def _is_ascii(layer: Layer) -> bool:
    """Say whether all names of a layer could be ids."""
    names = [name for mark in layer.marks() for name in (mark.type, *mark.attributes)]
    names += [entity.subtype or "" for entity in layer.entities]
    names += [argument.role for event in layer.events for argument in event.arguments]
    return all(map(str.isascii, names))


# --- what a schema would say of them


def _with_stated(schema: Schema, stated: Schema, met: Iterable[Unfamiliar]) -> Schema:
    """Return the schema with the definitions that the files themselves state for what was met."""
    names = {scope: {one.name for one in met if one.scope == scope} for scope in (*TYPES, "attribute")}
    taken = _marked(schema)
    return replace(
        schema,
        entities=(*schema.entities, *(k for k in stated.entities if k.id in names["entity"] - taken)),
        events=(*schema.events, *(k for k in stated.events if k.id in names["event"] - taken)),
        relations=(*schema.relations, *(k for k in stated.relations if k.id in names["relation"])),
        attributes=(*schema.attributes, *(k for k in stated.attributes if k.id in names["attribute"])),
    )


def _marked(schema: Schema) -> set[str]:
    """Return the ids that entity and event types share."""
    return {kind.id for kind in schema.entities} | {kind.id for kind in schema.events}


def _with_names(schema: Schema, names: dict[str, str]) -> Schema:
    """Return the schema in which what got an ASCII id keeps its own name as a label and as an alias."""

    def named(one: Any) -> Any:  # Any: a part of a schema
        if one.id not in names or one.aliases:
            return one
        return replace(one, label=Wording(ar=names[one.id]), aliases=(names[one.id],))

    if not names:
        return schema
    return replace(
        schema,
        entities=tuple(replace(named(kind), subtypes=tuple(map(named, kind.subtypes))) for kind in schema.entities),
        events=tuple(replace(named(kind), roles=tuple(map(named, kind.roles))) for kind in schema.events),
        relations=tuple(map(named, schema.relations)),
        attributes=tuple(map(named, schema.attributes)),
    )
