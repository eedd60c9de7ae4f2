"""Consensus: what all of two or more layers agree on, and what they do not, for review and agreement alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.alignment import Alignment, Group, align_all
from annotator.domain.difference import Difference
from annotator.domain.differences import differences
from annotator.domain.link_alignment import ArgumentGroup, RelationGroup, argument_groups, relation_groups
from annotator.domain.model import Layer
from annotator.domain.schema import Schema


@dataclass(frozen=True, slots=True)
class Consensus:
    """Aligned layers, their differences in the order of deciding, and the groups on which all layers agree.

    A group of mentions agrees if every layer has it and no difference names it: type, spans, attributes and cluster
    are those of all; its arguments and relations are judged by themselves.
    """

    alignment: Alignment
    differences: tuple[Difference, ...]
    agreed: tuple[Group, ...]
    differing: tuple[Group, ...]
    agreed_arguments: tuple[ArgumentGroup, ...]
    agreed_relations: tuple[RelationGroup, ...]

    @property
    def decisive(self) -> tuple[Difference, ...]:
        """Return the differences that stand by themselves."""
        return tuple(difference for difference in self.differences if not difference.cause)

    def alike(self, difference: Difference) -> tuple[Difference, ...]:
        """Return the differences of the same series, this one among them."""
        return tuple(other for other in self.differences if other.series == difference.series)


def compare_all(layers: Sequence[Layer], schema: Schema | None = None, text: str = "") -> Consensus:
    """Align two or more layers of one text and find all their differences."""
    alignment = align_all(layers, schema, text)
    found = differences(alignment)
    named = [
        {id_ for difference in found if difference.scope.value != "argument" for id_ in difference.ids[number]}
        for number in range(len(layers))
    ]
    arguments = {
        id(value) for difference in found for value in difference.values if difference.scope.value == "argument"
    }

    def is_agreed(group: Group) -> bool:
        return group.is_whole and not any(
            mark is not None and mark.id in ids for mark, ids in zip(group.marks, named, strict=True)
        )

    def is_agreed_relation(group: RelationGroup) -> bool:
        return all(
            relation is not None and relation.id not in ids
            for relation, ids in zip(group.relations, named, strict=True)
        )

    def is_agreed_argument(group: ArgumentGroup) -> bool:
        return all(argument is not None and id(argument) not in arguments for argument in group.arguments)

    return Consensus(
        alignment,
        found,
        tuple(group for group in alignment.groups if is_agreed(group)),
        tuple(group for group in alignment.groups if not is_agreed(group)),
        tuple(group for group in argument_groups(alignment) if is_agreed_argument(group)),
        tuple(group for group in relation_groups(alignment) if is_agreed_relation(group)),
    )
