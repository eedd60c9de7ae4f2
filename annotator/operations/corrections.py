"""Corrections: what review changed in somebody's work, each with before, after and reason; and their answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.alignment import align
from annotator.domain.difference import Difference
from annotator.domain.differences import differences
from annotator.domain.model import Comment, State
from annotator.operations.comments import add_comment
from annotator.operations.marks import Added
from annotator.operations.people import GOLD
from annotator.operations.review_case import decided
from annotator.store.decisions import Decision
from annotator.store.ids import derived_id
from annotator.store.project import Project

REVIEWED = frozenset({State.APPROVED, State.RETURNED})


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing in which gold differs from an annotator's layer; `values` of the difference are theirs, then gold's.

    `decision` says who decided so, when and why, None where the reviewer edited gold by hand. `comments` are those on
    the annotator's mark, oldest first.
    """

    difference: Difference
    decision: Decision | None
    comments: tuple[Comment, ...] = ()

    @property
    def reason(self) -> str:
        """Return why, "" if nobody said."""
        return self.decision.reason if self.decision else ""


def corrections(project: Project, document_id: str, annotator: str) -> list[Correction]:
    """Return what review changed in an annotator's work on a document, in the order of deciding.

    Nothing before the review is finished or the work was returned.
    """
    rows = {row.annotator: row for row in project.layers(document_id)}
    own, gold = rows.get(annotator), rows.get(GOLD)
    if own is None or gold is None or not {own.state, gold.state} & REVIEWED:
        return []
    layer = project.layer(own.id)
    found = differences(align(layer, project.layer(gold.id), project.schema(), project.text(document_id)))
    decisions = list(decided(project, document_id).values())
    return [
        Correction(one, _reason(one, decisions, gold.id), _on(layer.comments, one.ids[0]))
        for one in found
        if not one.cause
    ]


def has_corrections(project: Project, document_id: str, annotator: str) -> bool:
    """Say whether review changed something in an annotator's work on a document."""
    return bool(corrections(project, document_id, annotator))


def answer(project: Project, document_id: str, annotator: str, correction: Correction, text: str) -> Added:
    """Answer a correction: a comment in one's own layer, on one's own mark or, if there is none, on the document."""
    with_layer = next(row.id for row in project.layers(document_id) if row.annotator == annotator)
    target = next(iter(correction.difference.ids[0]), None)
    parent = correction.comments[0].id if correction.comments else None
    return add_comment(project, with_layer, target, text, parent=parent)


def _reason(difference: Difference, decisions: Sequence[Decision], gold_id: str) -> Decision | None:
    """Return the decision on the same marks, or on those that gold's stand for: of the same kind, else the latest."""
    ids, gold = {*difference.ids[0]}, {*difference.ids[1]}
    found = [
        one
        for one in decisions
        if one.marks & ids or any(derived_id("gold", gold_id, mark) in gold for mark in one.marks)
    ]
    same = [one for one in found if one.kind == difference.kind.value]
    return next(reversed(same or found), None)


def _on(comments: Iterable[Comment], ids: Iterable[str]) -> tuple[Comment, ...]:
    chosen = set(ids)
    return tuple(comment for comment in comments if comment.target in chosen)
