"""What must hold in a schema as a whole: ids used once, every name a type of it, defaults among the values."""

import re
from collections.abc import Iterable

from annotator.domain.model import AttributeValue
from annotator.domain.schema import AttributeType, EventType, Schema
from annotator.errors import SchemaError

_DATE = re.compile(r"-?\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_LINK = re.compile(r"\S+( \S.*)?")


def takes(attribute: AttributeType, value: AttributeValue) -> bool:
    """Say whether the value is one that the attribute may have; dates are ISO 8601: year, month or day."""
    match attribute.kind:
        case "enum":
            return any(value == option.id for option in attribute.options)
        case "bool":
            return isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "date":
            return isinstance(value, str) and _DATE.fullmatch(value) is not None
        case "link":
            return isinstance(value, str) and _LINK.fullmatch(value) is not None
        case _:
            return not isinstance(value, bool)


def check_schema(schema: Schema) -> None:
    """Raise SchemaError, naming the place, for the first thing in the schema that cannot be."""
    marks = [kind.id for kind in schema.entities] + [kind.id for kind in schema.events]
    _once("type", marks)
    _once("relation", [kind.id for kind in schema.relations])
    _once("attribute", [kind.id for kind in schema.attributes])
    _once("group", [group.id for group in schema.groups])
    _once("knowledge base", [base.id for base in schema.bases])
    known = set(marks)
    for event in schema.events:
        _check_roles(event, known)
    for relation in schema.relations:
        _known(f"relation {relation.id}", (*relation.head, *relation.tail, *sum(relation.pairs, ())), known)
    everything = known | {kind.id for kind in schema.relations} | {"*"}
    for attribute in schema.attributes:
        _known(f"attribute {attribute.id}", attribute.applies_to, everything)
        _check_attribute(attribute)
    _check_entities(schema)
    _check_uses(schema)


def _check_roles(event: EventType, known: set[str]) -> None:
    _once(f"role of {event.id}", [role.id for role in event.roles])
    for role in event.roles:
        _known(f"event {event.id}, role {role.id}", role.fillers, known)
        if role.max is not None and role.max < max(role.min, 1):
            raise SchemaError(
                "In event {event}, role {role}, max is below min or below one.", event=event.id, role=role.id
            )


def _check_entities(schema: Schema) -> None:
    known = {kind.id for kind in schema.entities}
    for entity in schema.entities:
        _once(f"subtype of {entity.id}", [subtype.id for subtype in entity.subtypes])
        if entity.parent:
            _known(f"entity {entity.id}, parent", [entity.parent], known)
        top = schema.entity(schema.lineage(entity.id)[-1])
        if top is not None and top.parent:
            raise SchemaError("The entity type {id} is above itself. Choose another parent for it.", id=entity.id)


def _check_uses(schema: Schema) -> None:
    """Check what attributes say of other attributes and of knowledge bases."""
    attributes, bases = {kind.id for kind in schema.attributes}, {base.id for base in schema.bases}
    for attribute in schema.attributes:
        shown_if = attribute.shown_if
        if shown_if is not None and shown_if.attribute and shown_if.attribute not in attributes - {attribute.id}:
            raise SchemaError(
                "In attribute {id}, shown_if names {other}, which is no other attribute.",
                id=attribute.id,
                other=shown_if.attribute,
            )
        if attribute.base and attribute.base not in bases:
            raise SchemaError(
                "In attribute {id}, {base} is no knowledge base of the schema.", id=attribute.id, base=attribute.base
            )


def _check_attribute(attribute: AttributeType) -> None:
    _once(f"value of {attribute.id}", [option.id for option in attribute.options])
    for scope in attribute.scope:
        if scope not in ("entity", "event", "relation"):
            raise SchemaError(
                "In attribute {id}, scope {scope} must be entity, event or relation.", id=attribute.id, scope=scope
            )
    default = attribute.default
    if default is not None and not (
        takes(attribute, default) and (attribute.kind != "text" or default == str(default))
    ):
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
