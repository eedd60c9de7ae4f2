"""Read a schema from TOML (`schema_format = 1`), naming the place of whatever is wrong in it."""

import tomllib
from collections.abc import Callable
from typing import Any, TypeVar  # Any: what tomllib returns

from annotator.domain.schema import (
    ATTRIBUTE_KINDS,
    AttributeOption,
    AttributeType,
    Authority,
    Condition,
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
from annotator.domain.schema_rules import check_schema
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
    check_schema(schema)
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
        bases=_list(table, "knowledge_base", _base),
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
        mixed_clusters=_flag(table, "mixed_clusters", default=default.mixed_clusters),
    )


def _attribute(table: Table) -> AttributeType:
    condition = table.get("shown_if")
    return AttributeType(
        id=_id(table),
        label=_wording(table["label"]),
        scope=_strings(table, "scope"),
        applies_to=_strings(table, "applies_to") or ("*",),
        kind=_choice(table, "kind", *ATTRIBUTE_KINDS),
        required=_flag(table, "required"),
        default=table.get("default"),
        options=tuple(map(_option, _entries(table, "values"))),
        description=_wording(table.get("description", {})),
        shown_if=None if condition is None else _condition(_table(condition)),
        base=str(table.get("base", "")),
        aliases=_strings(table, "aliases"),
        retired=_flag(table, "retired"),
    )


def _option(table: Table) -> AttributeOption:
    return AttributeOption(
        _id(table), _wording(table), str(table.get("hotkey", "")), _strings(table, "aliases"), _flag(table, "retired")
    )


def _condition(table: Table) -> Condition:
    values = tuple(_entries(table, "values"))
    if any(not isinstance(value, str | bool | int | float) for value in values):
        raise TypeError("values of shown_if must be words, numbers, true or false")
    return Condition(str(table.get("attribute", "")), values, _strings(table, "subtypes"))


def _entity(table: Table) -> EntityType:
    return EntityType(
        id=_id(table),
        label=_wording(table["label"]),
        colour=_colour(table),
        hotkey=str(table.get("hotkey", "")),
        description=_wording(table.get("description", {})),
        subtypes=tuple(map(_subtype, _entries(table, "subtypes"))),
        aliases=_strings(table, "aliases"),
        is_value=_choice(table, "kind", "entity", "value") == "value",
        parent=str(table.get("parent", "")),
        retired=_flag(table, "retired"),
        examples=_strings(table, "examples"),
        counterexamples=_strings(table, "counterexamples"),
    )


def _subtype(table: Table) -> Subtype:
    words = _wording(_table(table).get("description", {}))
    return Subtype(_id(table), _wording(table), words, _strings(table, "aliases"), _flag(table, "retired"))


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
        retired=_flag(table, "retired"),
        examples=_strings(table, "examples"),
        counterexamples=_strings(table, "counterexamples"),
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
        retired=_flag(table, "retired"),
        examples=_strings(table, "examples"),
        counterexamples=_strings(table, "counterexamples"),
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
        description=_wording(table.get("description", {})),
        aliases=_strings(table, "aliases"),
        retired=_flag(table, "retired"),
    )


def _base(table: Table) -> Authority:
    return Authority(_id(table), _wording(table["label"]), str(table.get("file", "")), str(table.get("address", "")))


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
