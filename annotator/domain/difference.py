"""Difference: one thing in which layers do not agree, as a question that a reviewer can decide by itself."""

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from annotator.domain.boundary import Edge
from annotator.domain.model import Argument, AttributeValue, Mark
from annotator.domain.span import Fragments

Value: TypeAlias = Mark | Argument | Fragments | AttributeValue | None


class Step(Enum):
    """The order in which differences are decided, because later ones depend on earlier ones."""

    EXISTS = 1
    BOUNDARY = 2
    TYPE = 3
    CLUSTER = 4
    TRIGGER = 5
    EVENT_TYPE = 6
    ARGUMENT = 7
    RELATION = 8
    ATTRIBUTE = 9


class Kind(Enum):
    """What layers differ in; "missing" where the first of them has it, "extra" where it does not."""

    MISSING = "missing"
    EXTRA = "extra"
    BOUNDARY = "boundary"
    TYPE = "type"
    SUBTYPE = "subtype"
    CLUSTER = "cluster"
    TRIGGER = "trigger"
    EVENT_TYPE = "event type"
    ARGUMENT_MISSING = "argument missing"
    ARGUMENT_EXTRA = "argument extra"
    ARGUMENT_ROLE = "argument role"
    ARGUMENT_FILLER = "argument filler"
    RELATION_MISSING = "relation missing"
    RELATION_EXTRA = "relation extra"
    RELATION_TYPE = "relation type"
    RELATION_DIRECTION = "relation direction"
    RELATION_END = "relation end"
    ATTRIBUTE = "attribute"


class Scope(Enum):
    """What sort of thing a difference is about."""

    ENTITY = "entity"
    EVENT = "event"
    ARGUMENT = "argument"
    RELATION = "relation"


_STEPS = {
    Kind.MISSING: Step.EXISTS,
    Kind.EXTRA: Step.EXISTS,
    Kind.BOUNDARY: Step.BOUNDARY,
    Kind.TYPE: Step.TYPE,
    Kind.SUBTYPE: Step.TYPE,
    Kind.CLUSTER: Step.CLUSTER,
    Kind.TRIGGER: Step.TRIGGER,
    Kind.EVENT_TYPE: Step.EVENT_TYPE,
    Kind.ATTRIBUTE: Step.ATTRIBUTE,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between layers, told for each layer in their order.

    `ids` are the marks concerned: the mention, the relation, the event of an argument, all mentions whose cluster is
    asked for; () where a layer has none. `values` is what each layer says: the mark or None (missing, extra), fragments
    (boundary, trigger), a type, subtype or attribute value, the Argument, the Relation, the cluster's id or None.
    `name` is the attribute's id or the argument's role. `key` is made of what the layers say, not of ids, and is the
    same for the same question however often it is asked; `series` is the same for questions that are alike. `cause` is
    the key of an earlier difference without which this one would not be ("" if it stands by itself).
    """

    kind: Kind
    scope: Scope
    ids: tuple[tuple[str, ...], ...]
    values: tuple[Value, ...]
    key: str
    series: str
    name: str = ""
    edge: Edge | None = None
    cause: str = ""

    @property
    def step(self) -> Step:
        """Return when it is decided."""
        if self.scope is Scope.EVENT and self.kind in (Kind.MISSING, Kind.EXTRA):
            return Step.TRIGGER
        if self.scope is Scope.EVENT and self.kind is Kind.CLUSTER:
            return Step.EVENT_TYPE
        if self.scope is Scope.ARGUMENT:
            return Step.ARGUMENT
        return _STEPS.get(self.kind, Step.RELATION)

    @property
    def ids_of_one(self) -> tuple[str, ...]:
        """Return the marks of the first layer."""
        return self.ids[0]

    @property
    def ids_of_other(self) -> tuple[str, ...]:
        """Return the marks of the second layer."""
        return self.ids[1]

    @property
    def is_entailed(self) -> bool:
        """Say whether an earlier difference is the cause, so that it is not counted again."""
        return bool(self.cause)

    @property
    def camps(self) -> tuple[tuple[int, ...], ...]:
        """Return the numbers of the layers that say the same, the first layer's camp first."""
        found: dict[str, list[int]] = {}
        for number, said in enumerate(self.said):
            found.setdefault(said, []).append(number)
        return tuple(tuple(numbers) for numbers in found.values())

    said: tuple[str, ...] = ()  # what each layer says, as words that are equal where layers agree


def by_step(differences: tuple[Difference, ...]) -> tuple[Difference, ...]:
    """Return the differences in the order of their steps, those of one step as they were."""
    return tuple(sorted(differences, key=lambda difference: difference.step.value))
