"""Review: decide where annotators differ; each answer is one change of the decisions and of the layer "gold".

What all agree on is put into gold when review begins. A mark that enters gold by a decision brings with it the links
and the cluster that all agree on, and everything that was decided of it before. To be sure that no decision of the
reviewer is undone by a later beginning, a mark that was taken away is not put back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.difference import Difference, Kind, Scope
from annotator.domain.link_alignment import ArgumentGroup, RelationGroup, end_of
from annotator.domain.model import State
from annotator.errors import AnnotatorError
from annotator.operations.people import GOLD
from annotator.operations.review_case import (
    VITAL,
    Case,
    Decided,
    decided,
    open_questions,
    with_following,
)
from annotator.operations.review_gold import GoldDraft
from annotator.store.change import Change
from annotator.store.decisions import Decision
from annotator.store.project import Project


@dataclass(frozen=True, slots=True)
class Answer:
    """How a question is decided: take an annotator's version, take none, or edit gold by hand; and why."""

    choice: str  # "take", "none", "edit"
    annotator: str = ""
    reason: str = ""


def take(annotator: str, reason: str = "") -> Answer:
    """Return the answer that one annotator is right."""
    return Answer("take", annotator, reason)


def none(reason: str) -> Answer:
    """Return the answer that no annotator is right, and why."""
    return Answer("none", reason=reason)


def edit(reason: str = "") -> Answer:
    """Return the answer that gold is made by hand."""
    return Answer("edit", reason=reason)


def begin_review(project: Project, case: Case) -> Change | None:
    """Put all that the annotators agree on into gold, and say that their layers are in review."""
    with project.change("begin review") as change:
        gold_id = project.ensure_layer(case.document_id, GOLD)
        draft = GoldDraft(case, gold_id, project.layer(gold_id))
        _prefill(project, case, draft)
        _complete(case, draft, decided(project, case.document_id))
        draft.save(project)
        _set_states(project, case, {State.NEW: State.IN_PROGRESS}, {State.DONE: State.IN_REVIEW})
    return change.record


def decide(project: Project, case: Case, differences: Sequence[Difference], answer: Answer) -> Change | None:
    """Answer one question, or several that are alike, as one change; what follows from them is decided with them.

    Raises AnnotatorError for "none" without a reason.
    """
    if answer.choice == "none" and not answer.reason.strip():
        raise AnnotatorError("Say why none of them is right, so that the annotators can learn from it.")
    kind = "decide" if len(differences) == 1 else "decide alike"
    with project.change(kind) as change:
        gold_id = project.ensure_layer(case.document_id, GOLD)
        draft = GoldDraft(case, gold_id, project.layer(gold_id))
        for difference in differences:
            _apply(case, draft, difference, answer)
            project.decisions.put(_kept(project, case, gold_id, difference, answer))
        _complete(case, draft, decided(project, case.document_id))
        draft.save(project)
        _set_states(project, case, {State.NEW: State.IN_PROGRESS, State.APPROVED: State.IN_PROGRESS}, {})
    return change.record


def decide_by_majority(project: Project, case: Case) -> Change | None:
    """Answer every open question in which more than half of the annotators say the same, as one change."""
    with project.change("decide by majority") as change:
        gold_id = project.ensure_layer(case.document_id, GOLD)
        while True:
            decisions = decided(project, case.document_id)
            found = [(one, name) for one in open_questions(case, decisions) if (name := majority(case, one))]
            if not found:
                break
            draft = GoldDraft(case, gold_id, project.layer(gold_id))
            for difference, name in found:
                _apply(case, draft, difference, take(name))
                project.decisions.put(_kept(project, case, gold_id, difference, take(name)))
            _complete(case, draft, decided(project, case.document_id))
            draft.save(project)
    return change.record


def majority(case: Case, difference: Difference) -> str:
    """Return an annotator of the camp that holds more than half of all, "" if there is none."""
    camp = max(difference.camps, key=len, default=())
    return case.names[camp[0]] if len(camp) * 2 > len(case.names) else ""


def ask_again(project: Project, decision: Decision) -> Change | None:
    """Open a question again; gold stays as it is until it is answered."""
    with project.change("ask again") as change:
        project.decisions.delete(decision.id)
    return change.record


def finish_review(project: Project, case: Case) -> Change | None:
    """Say that everything is decided: gold is done, the annotators' layers are approved.

    Raises AnnotatorError while questions are open.
    """
    if count := len(open_questions(case, decided(project, case.document_id))):
        raise AnnotatorError("{count} questions are still open. Decide them first.", count=count)
    with project.change("finish review") as change:
        gold_id = project.ensure_layer(case.document_id, GOLD)
        project.set_state(gold_id, State.APPROVED)
        _set_states(project, case, {}, dict.fromkeys((State.DONE, State.IN_REVIEW), State.APPROVED))
    return change.record


def _kept(project: Project, case: Case, gold_id: str, difference: Difference, answer: Answer) -> Decision:
    return Decision(
        gold_id,
        difference.kind.value,
        difference.key,
        answer.choice,
        answer.reason.strip(),
        project.author,
        extra={"annotator": answer.annotator, "marks": list(case.marks_of(difference)), "of": list(case.names)},
    )


def _apply(case: Case, draft: GoldDraft, difference: Difference, answer: Answer) -> None:
    if answer.choice == "take":
        layer = case.names.index(answer.annotator)
        for each in with_following(case, difference):
            draft.take(each, layer)
    elif answer.choice == "none":
        for each in with_following(case, difference):
            draft.refuse(each)
    elif difference.scope in (Scope.ENTITY, Scope.EVENT):
        for number in case.mentions(difference):
            draft.ensure(number, case.alignment.groups[number].present[0])
    else:
        draft.take(difference, next(at for at, value in enumerate(difference.values) if value is not None))


# --- what all agree on


def _prefill(project: Project, case: Case, draft: GoldDraft) -> None:
    """Make the gold marks that all annotators have alike, but for links, clusters and attributes, in text order."""
    asked = {
        number
        for one in case.consensus.differences
        if one.kind in VITAL and one.scope in (Scope.ENTITY, Scope.EVENT)
        for number in case.mentions(one)
    }
    for number, group in enumerate(case.alignment.groups):
        is_wanted = number not in asked and group.is_whole and draft.of_group(number) is None
        if is_wanted and not _was_taken_away(project, draft.key(group.first.id)):
            draft.ensure(number, 0)


def _was_taken_away(project: Project, gold_id: str) -> bool:
    """Say whether a gold mark was there and somebody took it away, other than by undoing."""
    newest = next(iter(project.history_of(gold_id)), None)
    return newest is not None and newest.step != "undo"


def _complete(case: Case, draft: GoldDraft, decisions: Decided) -> None:
    """Give the marks that were made their cluster and links: those that all agree on, and those decided before."""
    made = set(draft.created)
    if not made:
        return
    asked = {
        number: one for one in case.consensus.differences if one.kind is Kind.CLUSTER for number in case.mentions(one)
    }
    for number in draft.created:
        if number not in asked:
            draft.cluster(number, _clustered(case, number))
    for arguments in case.consensus.agreed_arguments:
        if made & {arguments.event, *_ends_of(case, arguments)}:
            draft.add_argument(arguments.event, arguments.arguments)
    for relations in case.consensus.agreed_relations:
        if made & {*_ends_of(case, relations)} and draft.relation_of(relations.relations) is None:
            draft.add_relation(relations.relations, 0)
    _decide_again(case, draft, decisions, made)


def _decide_again(case: Case, draft: GoldDraft, decisions: Decided, made: set[int]) -> None:
    """Apply what was decided before of marks that entered gold only now."""
    for one in case.consensus.differences:
        decision = _governing(case, one, decisions)
        if decision is None or (one.kind in VITAL and one.scope in (Scope.ENTITY, Scope.EVENT)):
            continue
        ends = {end for both in case.ends(one) for end in both if isinstance(end, int)}
        if made & {*case.mentions(one), *ends} and decision.choice == "take" and decision.annotator in case.names:
            draft.take(one, case.names.index(decision.annotator))


def _governing(case: Case, difference: Difference, decisions: Decided) -> Decision | None:
    """Return the decision on a difference, else that on what it follows from."""
    while difference.key not in decisions and difference.cause in case.by_key:
        difference = case.by_key[difference.cause]
    return decisions.get(difference.key)


def _clustered(case: Case, number: int) -> int:
    """Return the first layer whose mark of a group is in a cluster, else the first that has it."""
    marks = list(enumerate(case.alignment.groups[number].marks))
    return next(
        (at for at, mark in marks if mark is not None and mark.cluster is not None),
        case.alignment.groups[number].present[0],
    )


def _ends_of(case: Case, links: ArgumentGroup | RelationGroup) -> Iterable[int]:
    found: list[object] = []
    if isinstance(links, ArgumentGroup):
        found = [end_of(case.alignment, at, one.target) for at, one in enumerate(links.arguments) if one is not None]
    else:
        for at, relation in enumerate(links.relations):
            targets = (relation.head, relation.tail) if relation is not None else ()
            found += [end_of(case.alignment, at, target) for target in targets]
    return [end for end in found if isinstance(end, int)]


def _set_states(project: Project, case: Case, gold: dict[State, State], others: dict[State, State]) -> None:
    """Move the layers of the document from one state to another: that of decisions, and those under review."""
    for row in project.layers(case.document_id):
        moves = gold if row.annotator == GOLD else others if row.annotator in case.names else {}
        if row.state in moves:
            project.set_state(row.id, moves[row.state])
