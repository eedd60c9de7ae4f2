"""Look again: what annotators changed after it was decided or agreed on, so that gold no longer says what they say.

Where they differ, their new difference is a new question anyhow. Here is what makes no new question: they agree now,
but on something else than gold has.
"""

from collections.abc import Iterable

from annotator.domain.alignment import align
from annotator.domain.difference import Difference, Scope
from annotator.domain.differences import differences
from annotator.domain.model import Json
from annotator.operations.people import GOLD
from annotator.operations.review_case import Case, Decided
from annotator.operations.review_gold import GoldDraft
from annotator.store.change import Change
from annotator.store.decisions import Decision
from annotator.store.project import Project


def look_again(project: Project, case: Case, decisions: Decided) -> list[Difference]:
    """Return where gold differs from what all annotators say since they changed it: their values, then gold's."""
    gold_id = _gold(project, case)
    if gold_id is None:
        return []
    gold = project.layer(gold_id)
    found = differences(align(case.layers[0], gold, case.alignment.schema, case.alignment.text))
    overtaken = {one for key, decision in decisions.items() if key not in case.by_key for one in decision.marks}
    asked = {id_ for one in case.consensus.differences for id_ in one.ids[0]}
    return [
        one
        for one in found
        if not one.cause
        and not asked & set(one.ids[0])
        and not _is_kept(one, decisions)
        and (overtaken & set(one.ids[0]) or _is_newer(project, one))
    ]


def take_agreed(project: Project, case: Case, difference: Difference) -> Change | None:
    """Let gold say again what all annotators say, as one change."""
    gold_id = _gold(project, case)
    if gold_id is None:
        return None
    with project.change("decide") as change:
        draft = GoldDraft(case, gold_id, project.layer(gold_id))
        draft.follow(difference)
        draft.save(project)
    return change.record


def keep_gold(project: Project, case: Case, difference: Difference, reason: str = "") -> Change | None:
    """Let gold stay as it is although all annotators say something else now."""
    gold_id = _gold(project, case)
    if gold_id is None:
        return None
    extra: dict[str, Json] = {"annotator": GOLD, "marks": [*difference.ids[0]], "of": [*case.names]}
    with project.change("decide") as change:
        project.decisions.put(
            Decision(gold_id, difference.kind.value, difference.key, "keep", reason, project.author, extra=extra)
        )
    return change.record


def _gold(project: Project, case: Case) -> str | None:
    return next((row.id for row in project.layers(case.document_id) if row.annotator == GOLD), None)


def _is_kept(difference: Difference, decisions: Decided) -> bool:
    decision = decisions.get(difference.key)
    return decision is not None and decision.choice == "keep"


def _is_newer(project: Project, difference: Difference) -> bool:
    """Say whether an annotator's mark was changed after gold's; arguments are judged with their decisions only."""
    if difference.scope is Scope.ARGUMENT:
        return False
    theirs, gold = (_newest(project, ids) for ids in difference.ids[:2])
    return bool(gold) and theirs > gold


def _newest(project: Project, ids: Iterable[str]) -> tuple[str, str]:
    found = ((one.at, one.id) for id_ in ids for one in project.history_of(id_)[:1])
    return max(found, default=("", ""))
