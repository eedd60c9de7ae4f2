"""Differences of links: arguments and relations between aligned mentions, and what they follow from."""

from collections.abc import Hashable, Iterable, Sequence

from annotator.domain.alignment import Alignment
from annotator.domain.difference import Kind, Scope
from annotator.domain.difference_draft import LACKS, Draft, Gathering, ids_of
from annotator.domain.link_alignment import (
    ArgumentGroup,
    End,
    RelationGroup,
    argument_groups,
    end_of,
    relation_groups,
)
from annotator.domain.model import Argument, Event, Relation

# --- arguments


def argument_differences(gathering: Gathering) -> None:
    """Add a difference for each argument that layers do not have alike."""
    for links in argument_groups(gathering.alignment):
        fillers = _fillers(gathering.alignment, links)
        present = [number for number, argument in enumerate(links.arguments) if argument is not None]
        if len(present) < len(links.arguments):
            kind = Kind.ARGUMENT_MISSING if links.arguments[0] is not None else Kind.ARGUMENT_EXTRA
            gathering.add(_argument(gathering, links, kind, _why_lacking(gathering, links, fillers)))
        if len({_role(argument) for argument in links.arguments if argument is not None}) > 1:
            gathering.add(_argument(gathering, links, Kind.ARGUMENT_ROLE, _why_other_role(gathering, links)))
        if len({fillers[number] for number in present}) > 1:
            cause = _first_lacking(gathering, [fillers[number] for number in present], present)
            gathering.add(_argument(gathering, links, Kind.ARGUMENT_FILLER, cause))


def _role(argument: Argument | None) -> str:
    return argument.role if argument else LACKS


def _fillers(alignment: Alignment, links: ArgumentGroup) -> list[End | None]:
    return [
        None if argument is None else end_of(alignment, number, argument.target)
        for number, argument in enumerate(links.arguments)
    ]


def _argument(gathering: Gathering, links: ArgumentGroup, kind: Kind, cause: str) -> Draft:
    alignment = gathering.alignment
    events = alignment.groups[links.event].marks
    fillers = _fillers(alignment, links)
    ends = [LACKS if end is None else gathering.signature(end) for end in fillers]
    roles = [_role(argument) for argument in links.arguments]
    whole = tuple(f"{role} {end}".strip() for role, end in zip(roles, ends, strict=True))
    about = gathering.signature(links.event), gathering.by_annotator(whole)
    types = [_type(alignment, end) for end in fillers]
    said = tuple(roles if kind is Kind.ARGUMENT_ROLE else ends if kind is Kind.ARGUMENT_FILLER else whole)
    event = alignment.groups[links.event].first.type
    alike = tuple(f"{event} {role} {kind}" if role else LACKS for role, kind in zip(roles, types, strict=True))
    name = next(role for role in roles if role)
    return Draft(kind, Scope.ARGUMENT, about, ids_of(events), links.arguments, said, alike, name=name, cause=cause)


def _type(alignment: Alignment, end: End | None) -> str:
    return alignment.groups[end].first.type if isinstance(end, int) else str(end or "")


def _why_lacking(gathering: Gathering, links: ArgumentGroup, fillers: Sequence[End | None]) -> str:
    """Return the difference from which it follows that layers lack an argument."""
    events = gathering.alignment.groups[links.event].marks
    lacking = [number for number, argument in enumerate(links.arguments) if argument is None]
    without_event = [number for number in lacking if events[number] is None]
    if without_event == lacking:
        return gathering.existence.get(links.event, "")
    asked = [number for number in lacking if events[number] is not None]
    filler = next(end for end in fillers if end is not None)
    return _first_lacking(gathering, [filler], asked) or _forbidden_filler(gathering, links, filler, asked)


def _forbidden_filler(gathering: Gathering, links: ArgumentGroup, filler: End, lacking: Iterable[int]) -> str:
    """Return the difference of type because of which the schema lets no lacking layer have the argument."""
    schema, groups = gathering.alignment.schema, gathering.alignment.groups
    if schema is None:
        return ""
    role_id = next(argument.role for argument in links.arguments if argument is not None)
    for number in lacking:
        event = groups[links.event].marks[number]
        kind = schema.event(event.type) if event else None
        role = kind.role(role_id) if kind else None
        if role is None:
            return gathering.types.get(links.event, "")
        mark = groups[filler].marks[number] if isinstance(filler, int) else None
        if mark is not None and isinstance(filler, int) and not schema.accepts(role.fillers, mark.type):
            return gathering.types.get(filler, "")
    return ""


def _why_other_role(gathering: Gathering, links: ArgumentGroup) -> str:
    """Return the difference of event type if a role of one layer is none in another."""
    schema = gathering.alignment.schema
    events = [event for event in gathering.alignment.groups[links.event].marks if isinstance(event, Event)]
    kinds = [schema.event(event.type) for event in events] if schema else []
    roles = [argument.role for argument in links.arguments if argument is not None]
    is_alien = any(kind is not None and kind.role(role) is None for kind in kinds for role in roles)
    return gathering.types.get(links.event, "") if is_alien else ""


# --- relations


def relation_differences(gathering: Gathering) -> list[RelationGroup]:
    """Add a difference for each relation that layers do not have alike; return all relations in groups."""
    groups = relation_groups(gathering.alignment)
    for links in groups:
        present = [number for number, relation in enumerate(links.relations) if relation is not None]
        if len(present) < len(links.relations):
            kind = Kind.RELATION_MISSING if links.relations[0] is not None else Kind.RELATION_EXTRA
            gathering.add(_relation(gathering, links, kind, _why_no_relation(gathering, links)))
        if len(present) > 1:
            _turned(gathering, links, present)
    return groups


def _turned(gathering: Gathering, links: RelationGroup, present: Sequence[int]) -> None:
    """Add what relations of which two layers or more have one differ in: type, else direction, else an end."""
    alignment = gathering.alignment
    relations = [relation for relation in links.relations if relation is not None]
    ends = [
        (end_of(alignment, number, relation.head), end_of(alignment, number, relation.tail))
        for number, relation in zip(present, relations, strict=True)
    ]
    if len({relation.type for relation in relations}) > 1:
        gathering.add(_relation(gathering, links, Kind.RELATION_TYPE, ""))
    elif len({frozenset(both) for both in ends}) > 1:
        cause = _first_lacking(gathering, [end for both in ends for end in both], present)
        gathering.add(_relation(gathering, links, Kind.RELATION_END, cause))
    elif len(set(ends)) > 1 and not alignment.is_symmetric(relations[0].type):
        gathering.add(_relation(gathering, links, Kind.RELATION_DIRECTION, ""))


def relation_signature(gathering: Gathering, links: RelationGroup) -> Hashable:
    """Return what tells a group of relations from others: types and ends, by annotator."""
    return gathering.by_annotator(_said(gathering, links))


def _said(gathering: Gathering, links: RelationGroup) -> tuple[str, ...]:
    alignment = gathering.alignment
    said = []
    for number, relation in enumerate(links.relations):
        if relation is None:
            said.append(LACKS)
            continue
        ends = [gathering.signature(end_of(alignment, number, target)) for target in (relation.head, relation.tail)]
        if alignment.is_symmetric(relation.type):
            ends.sort()
        said.append(" ".join((relation.type, *ends)))
    return tuple(said)


def _relation(gathering: Gathering, links: RelationGroup, kind: Kind, cause: str) -> Draft:
    alignment = gathering.alignment
    alike = tuple(
        LACKS
        if relation is None
        else f"{relation.type} {_type(alignment, end_of(alignment, number, relation.head))} "
        f"{_type(alignment, end_of(alignment, number, relation.tail))}"
        for number, relation in enumerate(links.relations)
    )
    about, said = relation_signature(gathering, links), _said(gathering, links)
    return Draft(kind, Scope.RELATION, about, ids_of(links.relations), links.relations, said, alike, cause=cause)


def _why_no_relation(gathering: Gathering, links: RelationGroup) -> str:
    alignment = gathering.alignment
    lacking = [number for number, relation in enumerate(links.relations) if relation is None]
    known = next((at, relation) for at, relation in enumerate(links.relations) if relation is not None)
    ends = [end_of(alignment, known[0], target) for target in (known[1].head, known[1].tail)]
    return _first_lacking(gathering, ends, lacking) or _forbidden_ends(gathering, known[1], ends, lacking)


def _forbidden_ends(gathering: Gathering, relation: Relation, ends: Sequence[End], lacking: Iterable[int]) -> str:
    """Return the difference of type because of which the schema lets no lacking layer have the relation."""
    schema, groups = gathering.alignment.schema, gathering.alignment.groups
    kind = schema.relation(relation.type) if schema else None
    if schema is None or kind is None:
        return ""
    for number in lacking:
        marks = [groups[end].marks[number] for end in ends if isinstance(end, int)]
        types = [mark.type for mark in marks if mark is not None]
        if len(types) == len(ends) and not schema.may_link(kind, types[0], types[1]):
            return next((gathering.types[end] for end in ends if isinstance(end, int) and end in gathering.types), "")
    return ""


def _first_lacking(gathering: Gathering, ends: Iterable[End | None], layers: Sequence[int]) -> str:
    """Return the question of existence of the first end that one of the layers lacks."""
    groups = gathering.alignment.groups
    for end in ends:
        if isinstance(end, int) and any(groups[end].marks[number] is None for number in layers):
            return gathering.existence.get(end, "")
    return ""
