"""Operations on suggestions: accept one as one's own mark, or reject it; both are remembered on the suggestion itself.

Accepting copies a mark into one's own layer, with the mentions that it needs: an event's fillers, a relation's ends.
What one has marked already, of the same type on the same words, is not marked twice.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotator.domain.check_context import Mention, mentions
from annotator.domain.model import Argument, Event, Layer, Mark, Relation, spans_of
from annotator.domain.origin import Verdict, is_suggested, judged, score_of, suggested_by, verdict_of, without_origin
from annotator.domain.span import Fragments
from annotator.errors import AnnotatorError
from annotator.operations.marks import table_of
from annotator.store.change import Change
from annotator.store.ids import new_id
from annotator.store.project import Project
from annotator.store.rows import LayerRow


def suggestion_layers(project: Project, document_id: str) -> list[LayerRow]:
    """Return the layers of a document that hold suggestions."""
    return [row for row in project.layers(document_id) if suggested_by(row.extra)]


def open_suggestions(layer: Layer, *, least: float = 0.0) -> Layer:
    """Return the layer with the marks that nobody has judged, those whose score is below `least` left out."""

    def is_open(mark: Mark) -> bool:
        score = score_of(mark)
        return verdict_of(mark) is None and (score is None or score >= least)

    return replace(
        layer,
        entities=tuple(filter(is_open, layer.entities)),
        events=tuple(filter(is_open, layer.events)),
        relations=tuple(filter(is_open, layer.relations)),
    )


def accept_suggestions(project: Project, layer_id: str, mark_ids: Iterable[str] | None = None) -> Change | None:
    """Copy suggestions, or all open ones, into the layer of the project's author, as one change.

    Raises AnnotatorError if the layer holds no suggestions.
    """
    suggested = _layer(project, layer_id)
    chosen = {mark.id for mark in open_suggestions(suggested).marks()} if mark_ids is None else set(mark_ids)
    wanted = _with_needed(suggested, chosen)
    with project.change("accept suggestions") as change:
        own = project.ensure_layer(project.document_of(layer_id), project.author)
        layer = project.layer(own)
        places = {_place(mark): mark.id for mark in mentions(layer)}
        known = {mark.id: places[_place(mark)] for mark in mentions(suggested) if _place(mark) in places}
        copying = _Copying(project, own, known, {(link.type, link.head, link.tail) for link in layer.relations})
        for mark in suggested.marks():
            if mark.id in wanted:
                copying.copy(mark)
        _judge(project, layer_id, (mark for mark in suggested.marks() if mark.id in wanted), "accepted")
    return change.record


def reject_suggestions(project: Project, layer_id: str, mark_ids: Iterable[str]) -> Change | None:
    """Say that suggestions are wrong, as one change; raises AnnotatorError if the layer holds none."""
    suggested, chosen = _layer(project, layer_id), set(mark_ids)
    with project.change("reject suggestions") as change:
        _judge(project, layer_id, (mark for mark in suggested.marks() if mark.id in chosen), "rejected")
    return change.record


def _layer(project: Project, layer_id: str) -> Layer:
    layer = project.layer(layer_id)
    if not is_suggested(layer):
        raise AnnotatorError("The marks of {name} are somebody's work and no suggestions.", name=layer.annotator)
    return layer


def _judge(project: Project, layer_id: str, marks: Iterable[Mark], verdict: Verdict) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    for mark in marks:
        if verdict_of(mark) is None:
            project.put(layer_id, replace(mark, extra=judged(mark, verdict, project.author, at)))


def _with_needed(layer: Layer, chosen: set[str]) -> set[str]:
    """Return the ids with those that chosen links lead to, those of events in the role of others too."""
    known = {mark.id: mark for mark in layer.marks()}
    found: set[str] = set()
    waiting = [key for key in chosen if key in known]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += [end for end in _ends(known[key]) if end in known]
    return found


def _ends(mark: Mark) -> list[str]:
    if isinstance(mark, Event):
        return [argument.target for argument in mark.arguments if argument.target]
    return [mark.head, mark.tail] if isinstance(mark, Relation) else []


def _place(mark: Mention) -> tuple[bool, str, Fragments]:
    return isinstance(mark, Event), mark.type, spans_of(mark)


@dataclass(slots=True)
class _Copying:
    """Copies marks of one layer into another; entities first, for others point at them."""

    project: Project
    own: str
    ids: dict[str, str]  # of the copies, and of marks that say the same, by the suggestion's
    links: Container[tuple[str, str, str]]  # relations that are there: type, head, tail

    def copy(self, mark: Mark) -> None:
        if isinstance(mark, Relation):
            self._link(mark)
            return
        known = self.project.find(table_of(mark), self._id(mark.id))
        if isinstance(known, Event) and isinstance(mark, Event):
            self.project.put(self.own, replace(known, arguments=self._joined(known, mark)))
        elif known is None:
            extra = without_origin(mark.extra)
            copy = replace(mark, id=self._id(mark.id), name="", cluster=None, extra=extra)
            if isinstance(copy, Event):
                copy = replace(copy, arguments=tuple(map(self._argument, copy.arguments)))
            self.project.put(self.own, copy)

    def _link(self, relation: Relation) -> None:
        """Copy a relation, unless its ends are linked so already."""
        head, tail = self._id(relation.head), self._id(relation.tail)
        if (relation.type, head, tail) not in self.links:
            extra = without_origin(relation.extra)
            self.project.put(self.own, replace(relation, id=new_id(), name="", head=head, tail=tail, extra=extra))

    def _joined(self, known: Event, mark: Event) -> tuple[Argument, ...]:
        """Return the arguments of an event that is there with those that a suggestion adds."""
        said = {(argument.role, argument.target) for argument in known.arguments}
        fresh = map(self._argument, mark.arguments)
        return (*known.arguments, *(one for one in fresh if (one.role, one.target) not in said))

    def _argument(self, argument: Argument) -> Argument:
        return replace(argument, id=new_id(), target=self._id(argument.target) if argument.target else None)

    def _id(self, suggestion: str) -> str:
        """Return the id of a suggestion's copy, also before it is there: events may point at later ones."""
        return self.ids.setdefault(suggestion, new_id())
