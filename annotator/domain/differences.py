"""Differences: everything in which aligned layers do not agree, one thing at a time, in the order of deciding.

A difference that only follows from an earlier one names it as its cause: an argument whose filler a layer lacks, the
arguments of a missing event, a relation that the schema forbids for the other type. Comments, names and states are not
compared.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence

from annotator.domain.alignment import Alignment, Group
from annotator.domain.boundary import edge_between, letters_between
from annotator.domain.check_context import Mention
from annotator.domain.cluster_alignment import cluster_groups
from annotator.domain.difference import Difference, Kind, by_step
from annotator.domain.difference_attributes import attribute_differences
from annotator.domain.difference_draft import LACKS, Draft, Gathering, ids_of, scope_of
from annotator.domain.difference_links import argument_differences, relation_differences
from annotator.domain.model import Entity, spans_of
from annotator.domain.span import Fragments, surface

_FORM = 60  # code points; longer mentions are not alike because of their words


def differences(alignment: Alignment) -> tuple[Difference, ...]:
    """Return every difference between the layers, those that depend on others after them."""
    gathering = Gathering(alignment)
    for number, group in enumerate(alignment.groups):
        _mention(gathering, number, group)
    _clusters(gathering)
    argument_differences(gathering)
    relations = relation_differences(gathering)
    attribute_differences(gathering, relations)
    return by_step(tuple(gathering.found))


# --- mentions


def _mention(gathering: Gathering, number: int, group: Group) -> None:
    if len({_plainly(mark) for mark in group.marks}) == 1:
        return  # most are the same in all layers
    if not group.is_whole:
        gathering.existence[number] = gathering.add(_existence(gathering, number, group))
    if len(group.present) < 2:
        return
    if (draft := _boundary(gathering, number, group)) is not None:
        gathering.add(draft)
    kind = Kind.EVENT_TYPE if group.is_event else Kind.TYPE
    types = tuple(mark.type if mark else LACKS for mark in group.marks)
    if _differ(group, types):
        gathering.types[number] = gathering.add(_draft(gathering, number, group, kind, types))
    subtypes = tuple((mark.subtype or LACKS) if isinstance(mark, Entity) else LACKS for mark in group.marks)
    if _differ(group, subtypes):
        cause = gathering.types.get(number, "")
        gathering.add(_draft(gathering, number, group, Kind.SUBTYPE, subtypes, cause=cause))


def _plainly(mark: Mention | None) -> Hashable:
    return mark and (mark.type, spans_of(mark), mark.subtype if isinstance(mark, Entity) else None)


def _existence(gathering: Gathering, number: int, group: Group) -> Draft:
    kind = Kind.MISSING if group.marks[0] is not None else Kind.EXTRA
    text = gathering.alignment.text
    alike = tuple(f"{mark.type} {_form(text, mark)}" if mark else LACKS for mark in group.marks)
    said = tuple("there" if mark else LACKS for mark in group.marks)
    return Draft(kind, scope_of(group), gathering.signature(number), ids_of(group.marks), group.marks, said, alike)


def _form(text: str, mark: Mention) -> str:
    """Return what a mention covers, as a sign of what it is alike; its place where there is no text or too much."""
    spans = spans_of(mark)
    length = sum(map(len, spans))
    return surface(text, spans) if text and length <= _FORM else " ".join(f"{s.start}-{s.end}" for s in spans)


def _boundary(gathering: Gathering, number: int, group: Group) -> Draft | None:
    said = tuple(_said_spans(mark) for mark in group.marks)
    if not _differ(group, said):
        return None
    text = gathering.alignment.text
    spans = [spans_of(mark) for mark in group.marks if mark is not None]
    other = next(each for each in spans if each != spans[0])
    edge = edge_between(text, spans[0], other)
    if edge.value == "other":
        alike = tuple(_form(text, mark) if mark else LACKS for mark in group.marks)
    else:
        alike = _lengths(text, group)
    kind = Kind.TRIGGER if group.is_event else Kind.BOUNDARY
    values: tuple[Fragments | None, ...] = tuple(spans_of(mark) if mark else None for mark in group.marks)
    ids, about = ids_of(group.marks), gathering.signature(number)
    return Draft(kind, scope_of(group), about, ids, values, said, alike, edge=edge)


def _lengths(text: str, group: Group) -> tuple[str, ...]:
    """Return for each layer the letters at an edge that it has more than the shortest."""
    shortest = min((spans_of(mark) for mark in group.marks if mark), key=lambda spans: sum(map(len, spans)))
    return tuple(
        f"+{''.join(letters_between(text, spans_of(mark), shortest))}" if mark else LACKS for mark in group.marks
    )


def _said_spans(mark: Mention | None) -> str:
    return " ".join(f"{span.start}-{span.end}" for span in spans_of(mark)) if mark else LACKS


def _differ(group: Group, said: Sequence[str]) -> bool:
    return len({said[number] for number in group.present}) > 1


def _draft(
    gathering: Gathering, number: int, group: Group, kind: Kind, said: tuple[str, ...], *, cause: str = ""
) -> Draft:
    values = tuple(word or None for word in said)
    about = gathering.signature(number)
    return Draft(kind, scope_of(group), about, ids_of(group.marks), values, said, said, cause=cause)


# --- clusters


def _clusters(gathering: Gathering) -> None:
    """Ask once for all mentions that the layers give to the same clusters, each its own."""
    groups = gathering.alignment.groups
    things = cluster_groups(gathering.alignment)
    asked: defaultdict[tuple[bool, tuple[int | None, ...]], list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        if len(group.present) > 1:
            asked[group.is_event, tuple(found.get(number) for found in things)].append(number)
    for (_, given), numbers in asked.items():
        if len({thing for thing in given if thing is not None}) > 1:
            gathering.add(_cluster(gathering, [groups[number] for number in numbers], numbers))


def _cluster(gathering: Gathering, groups: Sequence[Group], numbers: Sequence[int]) -> Draft:
    layers = range(len(gathering.alignment.layers))
    ids = tuple(tuple(mark.id for group in groups if (mark := group.marks[layer])) for layer in layers)
    marks = [next((mark for group in groups if (mark := group.marks[layer])), None) for layer in layers]
    values = tuple(mark.cluster if mark else None for mark in marks)
    said = tuple(_company(gathering.alignment, layer, mark) if mark else LACKS for layer, mark in enumerate(marks))
    about = tuple(gathering.signature(number) for number in numbers)
    return Draft(Kind.CLUSTER, scope_of(groups[0]), about, ids, values, said, said)


def _company(alignment: Alignment, layer: int, mark: Mention) -> str:
    """Return what a mention is in one cluster with, in the words of its layer."""
    if mark.cluster is None:
        return "alone"
    marks = (group.marks[layer] for group in alignment.groups)
    same = [other for other in marks if other is not None and other.cluster == mark.cluster]
    return f"with {', '.join(_said_spans(other) for other in same)}"
