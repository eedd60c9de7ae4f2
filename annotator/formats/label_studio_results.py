"""Build a layer from the results of one Label Studio annotation."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from annotator.domain.model import (
    Argument,
    AttributeValue,
    Cluster,
    Entity,
    Event,
    Extra,
    Json,
    Layer,
    Relation,
)
from annotator.domain.origin import scored
from annotator.domain.span import Fragments
from annotator.formats import shapes
from annotator.formats.mark_ids import MarkIds
from annotator.formats.refusal import RefusedError
from annotator.formats.shapes import Table

_EVENTS = frozenset({"event", "events", "trigger", "triggers"})


class ResultReader:
    """Reads results: regions first, then what is said of them and the links between them.

    `stated` is what is to be remembered of a region by its place; `score` is that of the whole prediction.
    """

    def __init__(
        self,
        results: Sequence[Table],
        spans: Mapping[int, Fragments],
        stated: Mapping[int, Extra] | None = None,
        score: Json = None,
    ) -> None:
        self._results = results
        self._spans = spans
        self._stated = stated or {}
        self._score = score
        self._ids = MarkIds()
        self._of_region: dict[str, list[str]] = {}  # a region with several labels is several marks
        self._marks: dict[str, Entity | Event] = {}
        self.refusals: list[RefusedError] = []
        self.unread: list[str] = []  # the kinds of results that are about no marked words

    def layer(self, annotator: str) -> Layer:
        """Return the layer; what cannot be taken is in `refusals`."""
        for at, result in enumerate(self._results):
            if at in self._spans and isinstance(_value(result).get("labels"), list):
                self._region(result, at)
        for result in self._results:
            if result.get("type") != "relation" and "labels" not in _value(result):
                self._say(result)
        arguments: dict[str, list[Argument]] = {}
        relations: list[Relation] = []
        for at, result in enumerate(self._results, 1):
            if result.get("type") == "relation":
                try:
                    self._link(result, f"R{at}", arguments, relations)
                except RefusedError as refusal:
                    self.refusals.append(refusal)
        marks = list(self._marks.values())
        clusters = dict.fromkeys(mark.cluster for mark in marks if mark.cluster is not None)
        return Layer(
            annotator,
            entities=tuple(mark for mark in marks if isinstance(mark, Entity)),
            events=tuple(
                replace(mark, arguments=tuple(arguments.get(mark.id, ()))) for mark in marks if isinstance(mark, Event)
            ),
            relations=tuple(replace(item, id=f"R{at}", name=f"R{at}") for at, item in enumerate(relations, 1)),
            clusters=tuple(Cluster(name, name) for name in clusters),
        )

    def _region(self, result: Table, at: int) -> None:
        labels, spans = _value(result)["labels"], self._spans[at]
        extra = scored(self._stated.get(at, {}), result.get("score", self._score))
        for label in labels if isinstance(labels, list) else []:
            key = self._ids.take(result.get("id"), f"T{len(self._marks) + 1}")
            try:
                if not isinstance(label, str):
                    raise shapes.wrong(key, "labels", "a list of texts")
                shapes.check_name(label, "labels", key)
            except RefusedError as refusal:
                self.refusals.append(refusal)
                continue
            self._of_region.setdefault(str(result.get("id")), []).append(key)
            is_event = str(result.get("from_name")).casefold() in _EVENTS
            kind = Event if is_event else Entity
            self._marks[key] = kind(key, label, spans, name=key, extra=extra)

    def _say(self, result: Table) -> None:
        """Put what a result says of a region to its marks: a subtype, a cluster or an attribute."""
        name, value = result.get("from_name"), _scalar(_value(result))
        if not self._of_region.get(str(result.get("id"))):
            self.unread.append(str(result.get("type")))
        for key in self._of_region.get(str(result.get("id")), ()):
            mark = self._marks[key]
            try:
                self._marks[key] = _with(mark, name, value)
            except RefusedError as refusal:
                self.refusals.append(refusal)

    def _link(self, result: Table, key: str, arguments: dict[str, list[Argument]], relations: list[Relation]) -> None:
        ends = [self._end(result, name, key) for name in ("from_id", "to_id")]
        is_left = result.get("direction") == "left"
        head, tail = ends[::-1] if is_left else ends
        labels = result.get("labels")
        for label in labels if isinstance(labels, list) and labels else ["related"]:
            if not isinstance(label, str):
                raise shapes.wrong(key, "labels", "a list of texts")
            shapes.check_name(label, "labels", key)
            if isinstance(self._marks[head], Event) and not is_left:
                arguments.setdefault(head, []).append(Argument(label, tail))
            else:
                relations.append(Relation(key, label, head, tail, name=key))

    def _end(self, result: Table, name: str, mark: str) -> str:
        found = self._of_region.get(str(result.get(name)))
        if not found:
            raise RefusedError(
                "dangling",
                "In {file}, document {document}, {id}: “{key}” points at {target}, which is not there or was left out. "
                "It was left out too.",
                mark=mark,
                key=name,
                target=str(result.get(name)),
            )
        return found[0]


def _value(result: Table) -> Table:
    value = result.get("value")
    return value if isinstance(value, dict) else {}


def _scalar(value: Table) -> AttributeValue | None:
    """Return the one thing that choices, a number, a rating or a text say; several choices are joined."""
    for key in ("choices", "text", "taxonomy"):
        stated: Json = value.get(key)
        if isinstance(stated, list) and stated and all(isinstance(item, str) for item in stated):
            return "; ".join(str(item) for item in stated)
    for key in ("number", "rating"):
        number: Json = value.get(key)
        if isinstance(number, (int, float)):
            return number
    return None


def _with(mark: Entity | Event, name: Json, value: AttributeValue | None) -> Entity | Event:
    if not isinstance(name, str) or value is None:
        return mark
    if name == "label.subtype" and isinstance(mark, Entity):
        shapes.check_name(str(value), name, mark.id)
        return replace(mark, subtype=str(value))
    if name == "cluster":
        shapes.check_name(str(value), name, mark.id)
        return replace(mark, cluster=str(value))
    shapes.check_name(name, "from_name", mark.id)
    return replace(mark, attributes={**mark.attributes, name: value})
