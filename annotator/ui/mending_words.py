"""Mending words: what a mark is now and what a repair would make of it, for the list that is looked through first."""

from annotator.domain.model import Argument, Attributes, Entity, Event, Mark, Relation, spans_of
from annotator.domain.span import surface
from annotator.operations.repair import Mending
from annotator.ui.session import Session
from annotator.ui.wording import attribute_title, problem_text, role_title

_SHOWN = 80  # code points of a mark


def before_words(session: Session, mending: Mending) -> str:
    """Return what is marked now; for what has no words of its own the problem's sentence."""
    mark = mending.before[0]
    if isinstance(mark, Relation) or mending.repair.delete:
        return problem_text(session, mending.problem)
    return f"«{_covered(mending.text, mark)}»"


def after_words(session: Session, mending: Mending) -> str:
    """Return what the repair makes of it."""
    if mending.repair.delete:
        return session.tr("deleted")
    before, after = mending.before[0], mending.repair.put[0]
    if isinstance(before, Relation) and isinstance(after, Relation):
        return session.tr("its ends change places") if before.head != after.head else _values(session, before, after)
    if not isinstance(before, Relation) and not isinstance(after, Relation) and spans_of(before) != spans_of(after):
        return f"«{_covered(mending.text, after)}»"
    if isinstance(before, Event) and isinstance(after, Event) and before.arguments != after.arguments:
        return _without(session, before, after)
    return _values(session, before, after)


def _covered(text: str, mark: Mark) -> str:
    covered = "" if isinstance(mark, Relation) else surface(text, spans_of(mark))
    return covered if len(covered) <= _SHOWN else covered[: _SHOWN - 1] + "…"


def _without(session: Session, before: Event, after: Event) -> str:
    left = list(after.arguments)
    gone: list[Argument] = []
    for argument in before.arguments:
        if argument in left:
            left.remove(argument)
        else:
            gone.append(argument)
    role = role_title(session, before.type, gone[0].role) if gone else ""
    return session.tr("without this filler of the role {role}", role=role)


def _values(session: Session, before: Mark, after: Mark) -> str:
    """Return what becomes of attributes, subtype or cluster."""
    tr = session.tr
    for name in {**before.attributes, **after.attributes}:
        if before.attributes.get(name) != after.attributes.get(name):
            return _attribute(session, name, after.attributes)
    if isinstance(before, Entity) and isinstance(after, Entity) and before.subtype != after.subtype:
        return tr("without the subtype {subtype}", subtype=before.subtype or "")
    cluster = None if isinstance(after, Relation) else after.cluster
    return tr("in the cluster of the equal name") if cluster else tr("in no cluster")


def _attribute(session: Session, name: str, after: Attributes) -> str:
    title = attribute_title(session, name)
    if name not in after:
        return session.tr("without a value for {attribute}", attribute=title)
    return session.tr("{attribute}: {value}", attribute=title, value=after[name])
