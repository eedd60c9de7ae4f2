"""Fitting: which roles, fillers and relations the schema allows between marks, for whoever offers a choice of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.model import Event, Mark
from annotator.domain.schema import EntityType, RelationType, Role, Schema, offered


@dataclass(frozen=True, slots=True)
class Ways:
    """How one mark may be connected with another: as a filler of its roles, or by relations from it to the other."""

    roles: tuple[Role, ...]
    relations: tuple[RelationType, ...]


def ways(schema: Schema, head: Mark, tail: Mark) -> Ways:
    """Return how `tail` may be connected with `head`; retired roles and types are not offered."""
    roles = roles_to_fill(schema, head) if isinstance(head, Event) else ()
    fitting = tuple(role for role in roles if schema.accepts(role.fillers, tail.type))
    return Ways(fitting, tuple(schema.relations_between(head.type, tail.type)))


def roles_to_fill(schema: Schema, event: Event) -> tuple[Role, ...]:
    """Return the roles of an event's type: required ones first, then recommended ones, else as the schema has them."""
    kind = schema.event(event.type)
    roles = offered(kind.roles) if kind else ()
    return tuple(sorted(roles, key=lambda role: (role.min == 0, not role.recommended)))


def filler_types(schema: Schema, role: Role) -> list[EntityType]:
    """Return the types of entities that may fill a role, in the order in which it names them or their parents."""
    order = {type_id: number for number, type_id in enumerate(role.fillers)}
    fitting = [kind for kind in offered(schema.entities) if schema.accepts(order, kind.id)]
    return sorted(fitting, key=lambda kind: min(order.get(one, len(order)) for one in schema.lineage(kind.id)))


def fills(schema: Schema, role: Role, type_id: str) -> bool:
    """Say whether marks of a type may fill a role."""
    return schema.accepts(role.fillers, type_id)


def relations_between(schema: Schema, head: str, tail: str, only: str | None = None) -> list[RelationType]:
    """Return the relations that may lead from a mark of one type to one of another; of these perhaps `only` one."""
    return [kind for kind in schema.relations_between(head, tail) if only in (None, kind.id)]


def tail_types(schema: Schema, head: str, types: Iterable[str], only: str | None = None) -> frozenset[str]:
    """Return those of `types` that a relation from a mark of the type `head` may lead to."""
    return frozenset(tail for tail in set(types) if relations_between(schema, head, tail, only))
