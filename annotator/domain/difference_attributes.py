"""Differences of attributes: the values of marks that layers agree to be about the same thing."""

from collections.abc import Hashable, Sequence

from annotator.domain.difference import Kind, Scope
from annotator.domain.difference_draft import LACKS, Draft, Gathering, ids_of, scope_of
from annotator.domain.difference_links import relation_signature
from annotator.domain.likeness import exact
from annotator.domain.link_alignment import RelationGroup
from annotator.domain.model import Mark


def attribute_differences(gathering: Gathering, relations: Sequence[RelationGroup]) -> None:
    """Add a difference for each attribute to which layers give different values."""
    for number, group in enumerate(gathering.alignment.groups):
        for name in _differing(group.marks):
            cause = _cause(gathering, number, name)
            gathering.add(_draft(scope_of(group), gathering.signature(number), group.marks, name, cause))
    for links in relations:
        for name in _differing(links.relations):
            about = relation_signature(gathering, links)
            gathering.add(_draft(Scope.RELATION, about, links.relations, name, ""))


def _differing(marks: Sequence[Mark | None]) -> list[str]:
    """Return the attributes whose values differ, in the order in which the marks have them."""
    present = [mark for mark in marks if mark is not None]
    first = present[0].attributes
    if len(present) < 2 or all(_is_plainly_equal(mark, present[0]) for mark in present[1:]):
        return []
    names = dict.fromkeys(name for mark in present for name in mark.attributes)
    return [
        name
        for name in names
        if any(exact(mark.attributes.get(name)) != exact(first.get(name)) for mark in present[1:])
    ]


def _is_plainly_equal(one: Mark, other: Mark) -> bool:
    return one.attributes == other.attributes and all(isinstance(value, str) for value in one.attributes.values())


def _draft(scope: Scope, about: Hashable, marks: Sequence[Mark | None], name: str, cause: str) -> Draft:
    values = tuple(mark.attributes.get(name) if mark else None for mark in marks)
    said = tuple(" ".join(exact(value)) if mark else LACKS for value, mark in zip(values, marks, strict=True))
    alike = tuple(f"{mark.type} {word}" if mark else LACKS for word, mark in zip(said, marks, strict=True))
    return Draft(Kind.ATTRIBUTE, scope, about, ids_of(marks), values, said, alike, name=name, cause=cause)


def _cause(gathering: Gathering, number: int, name: str) -> str:
    """Return the difference of type because of which those who give no value cannot give one."""
    group = gathering.alignment.groups[number]
    cause = gathering.types.get(number, "")
    schema, scope = gathering.alignment.schema, scope_of(group).value
    silent = [mark for mark in group.marks if mark is not None and name not in mark.attributes]
    if not cause or not silent:
        return ""
    if schema is None:
        return cause
    may = (name in {kind.id for kind in schema.attributes_of(scope, mark.type)} for mark in silent)
    return "" if any(may) else cause
