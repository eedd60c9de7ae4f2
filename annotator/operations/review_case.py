"""Review case: what the annotators of one document differ in, which questions are open, and in which order.

A question that only follows from an earlier one is not asked: it is decided with it. A question about a mark that was
decided away is not asked either.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from annotator.domain.alignment import Alignment
from annotator.domain.cluster_alignment import cluster_groups
from annotator.domain.consensus import Consensus, compare_all
from annotator.domain.difference import Difference, Kind, Scope
from annotator.domain.link_alignment import end_of
from annotator.domain.model import Argument, Layer, Relation, spans_of
from annotator.domain.schema import Schema
from annotator.errors import AnnotatorError
from annotator.operations.people import GOLD
from annotator.operations.queue import worked
from annotator.store.decisions import Decision
from annotator.store.project import Project

EXISTENCE = frozenset({Kind.MISSING, Kind.EXTRA})
# To decide that none is right in one of these takes the mark away.
VITAL = EXISTENCE | {Kind.BOUNDARY, Kind.TRIGGER, Kind.TYPE, Kind.EVENT_TYPE}
Decided = Mapping[str, Decision]  # by the key of the question


@dataclass(frozen=True)
class Case:
    """The annotators' layers of one document as they stand, compared."""

    document_id: str
    consensus: Consensus

    @property
    def alignment(self) -> Alignment:
        """Return which marks are about the same thing."""
        return self.consensus.alignment

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Return the annotators' layers."""
        return self.alignment.layers

    @property
    def names(self) -> tuple[str, ...]:
        """Return the annotators' names, in the order of the keys 1, 2, …"""
        return tuple(layer.annotator for layer in self.layers)

    @cached_property
    def by_key(self) -> dict[str, Difference]:
        """Return the differences by their keys."""
        return {difference.key: difference for difference in self.consensus.differences}

    @cached_property
    def things(self) -> list[dict[int, int]]:
        """Return for each layer, by the number of a group, the thing that its cluster stands for."""
        return cluster_groups(self.alignment)

    @cached_property
    def following(self) -> dict[str, list[Difference]]:
        """Return the differences that follow from each, by its key."""
        found: dict[str, list[Difference]] = {}
        for difference in self.consensus.differences:
            if difference.cause:
                found.setdefault(difference.cause, []).append(difference)
        return found

    def mentions(self, difference: Difference) -> list[int]:
        """Return the numbers of the groups of mentions that a difference names: of an argument that of its event."""
        if difference.scope is Scope.RELATION:
            return []
        places = self.alignment.places
        found = (places[at][id_] for at, ids in enumerate(difference.ids) for id_ in ids if id_ in places[at])
        return list(dict.fromkeys(found))

    def ends(self, difference: Difference) -> list[tuple[int | str, ...]]:
        """Return for each layer that has the link the groups at its ends: an argument's filler, a relation's two."""
        found: list[tuple[int | str, ...]] = []
        for at, value in enumerate(difference.values):
            if isinstance(value, Argument):
                found.append((end_of(self.alignment, at, value.target),))
            elif isinstance(value, Relation):
                found.append(tuple(end_of(self.alignment, at, target) for target in (value.head, value.tail)))
        return found

    def place(self, difference: Difference) -> int:
        """Return where in the text a difference is, in code points."""
        groups: list[int | str] = [*self.mentions(difference)]
        groups = groups or [end for both in self.ends(difference) for end in both]
        starts = [spans_of(self.alignment.groups[at].first)[0].start for at in groups if isinstance(at, int)]
        return min(starts, default=0)

    def marks_of(self, difference: Difference) -> list[str]:
        """Return the ids of the annotators' marks that a difference is about."""
        return sorted({id_ for ids in difference.ids for id_ in ids})


def case_of(project: Project, document_id: str, names: Sequence[str] = (), *, schema: Schema | None = None) -> Case:
    """Compare the layers of a document, those of `names` or of everybody who works on it, by the names' order.

    Raises AnnotatorError if nobody worked on it.
    """
    row = project.document_row(document_id)
    known = {layer.annotator: layer.id for layer in worked(row)}
    chosen = [name for name in names if name in known] or sorted(known)
    if not chosen:
        raise AnnotatorError("Nobody has marked “{name}” yet, so there is nothing to review.", name=row.name)
    layers = [project.layer(known[name]) for name in chosen]
    found = compare_all(layers, schema or project.schema(), project.text(document_id))
    return Case(document_id, found)


def decided(project: Project, document_id: str) -> Decided:
    """Return the decisions on a document by the keys of their questions."""
    gold = next((row.id for row in project.layers(document_id) if row.annotator == GOLD), None)
    return {} if gold is None else {one.subject: one for one in project.decisions.of(gold)}


def rejected(case: Case, decisions: Decided) -> set[int]:
    """Return the numbers of the groups of mentions that were decided away."""
    found: set[int] = set()
    for key, decision in decisions.items():
        difference = case.by_key.get(key)
        if difference is None or difference.scope not in (Scope.ENTITY, Scope.EVENT):
            continue
        if difference.kind in VITAL and _takes_away(case, difference, decision):
            found.update(case.mentions(difference))
    return found


def _takes_away(case: Case, difference: Difference, decision: Decision) -> bool:
    if decision.choice == "none":
        return True
    if decision.choice != "take" or difference.kind not in EXISTENCE or decision.annotator not in case.names:
        return False
    return difference.values[case.names.index(decision.annotator)] is None


def open_questions(case: Case, decisions: Decided) -> list[Difference]:
    """Return what is still to be decided, in the order of deciding; within a step in the order of the text."""
    away = rejected(case, decisions)
    found = [one for one in case.consensus.differences if _is_open(case, one, decisions, away)]
    return sorted(found, key=lambda one: (one.step.value, case.place(one)))


def _is_open(case: Case, difference: Difference, decisions: Decided, away: set[int]) -> bool:
    if difference.key in decisions or _is_moot(case, difference, away):
        return False
    cause = decisions.get(difference.cause) if difference.cause else None
    return not difference.cause or (cause is not None and cause.choice == "edit")


def _is_moot(case: Case, difference: Difference, away: set[int]) -> bool:
    groups = case.mentions(difference)
    if groups and all(number in away for number in groups):
        return True
    ends = case.ends(difference)
    return bool(ends) and all(any(end in away for end in both) for both in ends)


def alike(difference: Difference, waiting: Iterable[Difference]) -> list[Difference]:
    """Return the open questions that are like this one, this one first."""
    others = (other for other in waiting if other.series == difference.series and other.key != difference.key)
    return [difference, *others]


def with_following(case: Case, difference: Difference) -> Iterator[Difference]:
    """Yield a difference and all that follow from it, from near to far."""
    yield difference
    for other in case.following.get(difference.key, ()):
        yield from with_following(case, other)
