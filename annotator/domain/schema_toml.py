"""Read a schema from TOML (`schema_format = 1`), naming the place of whatever is wrong in it."""

import tomllib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar  # Any: what tomllib returns

from annotator.domain.schema import (
    AttributeOption,
    AttributeType,
    EntityType,
    EventGroup,
    EventType,
    Overlap,
    Policy,
    RelationType,
    Role,
    Schema,
    Subtype,
    Wording,
)
from annotator.errors import SchemaError

FORMAT = 1
T = TypeVar("T")
Table = dict[str, Any]


def read_schema(source: str) -> Schema:
    """Return the schema that the TOML text states.

    Raises SchemaError, naming the entry, for bad TOML, another `schema_format`, a missing or mistyped key, a word that
    is none of those allowed, an id that is used twice, a default that is no value of its attribute, and a filler, head,
    tail, pair or `applies_to` that names no type.
    """
    try:
        table = tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SchemaError("The schema is not valid TOML: {reason}.", reason=error) from error
    if table.get("schema_format") != FORMAT:
        raise SchemaError(
            "The schema says schema_format = {found}; this program reads {known}.",
            found=table.get("schema_format"),
            known=FORMAT,
        )
    schema = _build("schema", table, _schema)
    _check(schema)
    return schema


def _build(place: str, table: Table, make: Callable[[Table], T]) -> T:
    try:
        return make(_table(table))
    except KeyError as error:
        raise SchemaError("In {place} the key {key} is missing.", place=place, key=error.args[0]) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise SchemaError("In {place} a value has the wrong kind: {reason}.", place=place, reason=error) from error


def _list(table: Table, key: str, make: Callable[[Table], T]) -> tuple[T, ...]:
    return tuple(
        _build(f"{key} {entry['id'] if isinstance(entry, dict) and 'id' in entry else number}", entry, make)
        for number, entry in enumerate(_entries(table, key), 1)
    )


def _table(value: object) -> Table:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} must be a table")
    return value


def _entries(table: Table, key: str) -> list[Any]:  # Any: what tomllib returns
    value = table.get(key, [])
    if not isinstance(value, list):
        raise TypeError(f"{key} must be a list")
    return value


def _flag(table: Table, key: str, *, default: bool = False) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise TypeError(f"{key} must be true or false")
    return value


def _choice(table: Table, key: str, *choices: str) -> str:
    """Return one of the choices; the first is the default."""
    value = table.get(key, choices[0])
    if value not in choices:
        raise ValueError(f"{key} must be one of {', '.join(choices)}")
    return str(value)


def _schema(table: Table) -> Schema:
    return Schema(
        id=_id(table),
        title=_wording(table["title"]),
        version=str(table.get("version", "1.0.0")),
        language=str(table.get("language", "ar")),
        direction=str(table.get("direction", "rtl")),
        description=_wording(table.get("description", {})),
        sources=_strings(table, "sources"),
        policy=_build("policy", table.get("policy", {}), _policy),
        attributes=_list(table, "attribute", _attribute),
        entities=_list(table, "entity", _entity),
        relations=_list(table, "relation", _relation),
        groups=_list(table, "event_group", _group),
        events=_list(table, "event", _event),
    )


def _policy(table: Table) -> Policy:
    default = Policy()
    return Policy(
        subtoken=_flag(table, "subtoken", default=default.subtoken),
        discontinuous=_flag(table, "discontinuous", default=default.discontinuous),
        entity_overlap=Overlap(_choice(table, "entity_overlap", "free", "nested", "flat")),
        trigger_overlap=Overlap(_choice(table, "trigger_overlap", "free", "nested", "flat")),
        several_types_on_one_span=_choice(table, "same_span_types", "multiple", "single") == "multiple",
        include_article=_flag(table, "include_article", default=default.include_article),
        exclude_proclitics=_strings(table, "exclude_proclitics"),
        balanced_punctuation=table.get("edge_punctuation", "balanced") == "balanced",
        coreference=_flag(table, "coreference", default=default.coreference),
        event_coreference=_flag(table, "event_coreference", default=default.event_coreference),
        argument_in_document=_choice(table, "argument_scope", "document", "sentence") == "document",
    )


def _attribute(table: Table) -> AttributeType:
    options = tuple(AttributeOption(_id(v), _wording(v), str(v.get("hotkey", ""))) for v in _entries(table, "values"))
    return AttributeType(
        id=_id(table),
        label=_wording(table["label"]),
        scope=_strings(table, "scope"),
        applies_to=_strings(table, "applies_to") or ("*",),
        kind=_choice(table, "kind", "enum", "bool", "text"),
        required=_flag(table, "required"),
        default=table.get("default"),
        options=options,
        description=_wording(table.get("description", {})),
    )


def _entity(table: Table) -> EntityType:
    return EntityType(
        id=_id(table),
        label=_wording(table["label"]),
        colour=_colour(table),
        hotkey=str(table.get("hotkey", "")),
        description=_wording(table.get("description", {})),
        subtypes=tuple(Subtype(_id(entry), _wording(entry)) for entry in _entries(table, "subtypes")),
        aliases=_strings(table, "aliases"),
        is_value=_choice(table, "kind", "entity", "value") == "value",
    )


def _relation(table: Table) -> RelationType:
    return RelationType(
        id=_id(table),
        label=_wording(table["label"]),
        colour=_colour(table),
        group=str(table.get("group", "")),
        hotkey=str(table.get("hotkey", "")),
        description=_wording(table.get("description", {})),
        symmetric=_flag(table, "symmetric"),
        head=_strings(table, "head"),
        tail=_strings(table, "tail"),
        pairs=tuple((str(head), str(tail)) for head, tail in _entries(table, "pairs")),
        aliases=_strings(table, "aliases"),
        extension=_flag(table, "extension"),
    )


def _group(table: Table) -> EventGroup:
    return EventGroup(_id(table), _wording(table["label"]), _colour(table))


def _event(table: Table) -> EventType:
    return EventType(
        id=_id(table),
        label=_wording(table["label"]),
        colour=_colour(table),
        group=str(table.get("group", "")),
        hotkey=str(table.get("hotkey", "")),
        description=_wording(table.get("description", {})),
        roles=_list(table, "role", _role),
        aliases=_strings(table, "aliases"),
        extension=_flag(table, "extension"),
    )


def _role(table: Table) -> Role:
    return Role(
        id=_id(table),
        label=_wording(table["label"]),
        fillers=_strings(table, "fillers"),
        min=int(table.get("min", 0)),
        max=int(table["max"]) if "max" in table else None,
        recommended=_flag(table, "recommended"),
        variants=_strings(table, "variants"),
    )


def _id(table: Table) -> str:
    value = _table(table)["id"]
    if not isinstance(value, str) or not value or not value.isascii() or not value.isprintable():
        raise ValueError(f"id {value!r} must be ASCII text")
    return value


def _wording(table: Table) -> Wording:
    words = _table(table)
    return Wording(str(words.get("ar", "")), str(words.get("en", "")))


def _colour(table: Table) -> str:
    value = table["colour"]
    if (
        not isinstance(value, str)
        or len(value) != 7
        or value[0] != "#"
        or not set(value[1:].lower()) <= set("0123456789abcdef")
    ):
        raise ValueError(f"colour {value!r} must be written #RRGGBB")
    return value


def _strings(table: Table, key: str) -> tuple[str, ...]:
    return tuple(map(str, _entries(table, key)))


def _check(schema: Schema) -> None:
    marks = [kind.id for kind in schema.entities] + [kind.id for kind in schema.events]
    _once("type", marks)
    _once("relation", [kind.id for kind in schema.relations])
    _once("attribute", [kind.id for kind in schema.attributes])
    known = set(marks)
    for event in schema.events:
        _once(f"role of {event.id}", [role.id for role in event.roles])
        for role in event.roles:
            _known(f"event {event.id}, role {role.id}", role.fillers, known)
            if role.max is not None and role.max < max(role.min, 1):
                raise SchemaError(
                    "In event {event}, role {role}, max is below min or below one.", event=event.id, role=role.id
                )
    for relation in schema.relations:
        _known(f"relation {relation.id}", (*relation.head, *relation.tail, *sum(relation.pairs, ())), known)
    everything = known | {kind.id for kind in schema.relations} | {"*"}
    for attribute in schema.attributes:
        _known(f"attribute {attribute.id}", attribute.applies_to, everything)
        _check_attribute(attribute)
    for entity in schema.entities:
        _once(f"subtype of {entity.id}", [subtype.id for subtype in entity.subtypes])


def _check_attribute(attribute: AttributeType) -> None:
    values = [option.id for option in attribute.options]
    _once(f"value of {attribute.id}", values)
    for scope in attribute.scope:
        if scope not in ("entity", "event", "relation"):
            raise SchemaError(
                "In attribute {id}, scope {scope} must be entity, event or relation.", id=attribute.id, scope=scope
            )
    kinds = {"enum": str, "bool": bool, "text": str}
    default = attribute.default
    fits = isinstance(default, kinds[attribute.kind]) and (attribute.kind != "enum" or default in values)
    if default is not None and not fits:
        raise SchemaError(
            "In attribute {id}, the default {default} is none of its values.", id=attribute.id, default=default
        )


def _once(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise SchemaError("The schema uses the {what} id {id} twice.", what=what, id=name)
        seen.add(name)


def _known(place: str, names: Iterable[str], known: set[str]) -> None:
    for name in names:
        if name not in known:
            raise SchemaError("In {place}, {id} names no type of the schema.", place=place, id=name)
