"""Build documents from Prodigy's lines: those of one text are one document, each annotator's a layer of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.domain.model import (
    NO_EXTRA,
    Argument,
    Attributes,
    AttributeValue,
    Cluster,
    Document,
    Entity,
    Event,
    Extra,
    Json,
    Layer,
    Relation,
)
from annotator.domain.origin import is_number, scored, suggestions_of
from annotator.formats import shapes
from annotator.formats.charset import join_line_ends
from annotator.formats.format import Finding, Read
from annotator.formats.inspection import check_text, inspect_text
from annotator.formats.json_rows import JsonRow, json_rows, numbered
from annotator.formats.mark_ids import MarkIds
from annotator.formats.offset_proof import Fitting, Sheet, StatedMark, findings, fit_file, stated_extra, unit_finding
from annotator.formats.refusal import RefusedError, finding
from annotator.formats.shapes import Table

_PLACE, _LAST = ("start", "end", "label"), ("token_end",)


@dataclass(frozen=True, slots=True)
class Task:
    """One line that was accepted: its text and the places that it states."""

    number: int
    table: Table
    text: str
    spans: tuple[Table, ...]
    marks: tuple[StatedMark, ...]


def read_prodigy(path: Path, *, keeps: bool = False) -> Iterator[Read]:
    """Yield the documents of a file and what is to be said of it; `keeps` marks that do not fit the text."""
    tasks: list[Task] = []
    rejected = 0
    for row in numbered(json_rows(path)):
        if isinstance(row, Finding):
            yield row
        elif row.table.get("answer", "accept") != "accept":
            rejected += 1
        else:
            try:
                tasks.append(_task(row))
            except RefusedError as refusal:
                yield refusal.finding(path.name, str(row.number))
    if rejected:
        message = "In {file}, {count} tasks were rejected or ignored by the annotator. They were left out."
        yield finding("note", "rejected", message, path.name, count=rejected)
    fittings = fit_file([Sheet(task.text, task.marks) for task in tasks], keeps=keeps)
    yield from unit_finding(fittings, path.name)
    yield from _documents(tasks, fittings, path.name)


def _task(row: JsonRow) -> Task:
    text = shapes.text(row.table, "text", "")
    check_text(text)
    spans = tuple(shapes.rows(row.table, "spans", ""))
    tokens = tuple(shapes.rows(row.table, "tokens", ""))
    marks = [_stated(span, f"{row.number}:{at}", tokens) for at, span in enumerate(spans)]
    return Task(row.number, row.table, text, spans, tuple(marks))


def _stated(span: Table, key: str, tokens: tuple[Table, ...]) -> StatedMark:
    match (span.get("start"), span.get("end")):
        case (int(start), int(end)):
            return StatedMark(key, ((start, end),), _covered(span, tokens))
    raise shapes.wrong(key, "spans", "an object with start, end and label")


def _covered(span: Table, tokens: tuple[Table, ...]) -> str | None:
    """Return the covered text that a span states itself or by its tokens."""
    if isinstance(stated := span.get("text"), str):
        return stated
    match (span.get("token_start"), span.get("token_end")):
        case (int(first), int(last)) if 0 <= first <= last < len(tokens):
            words = [token.get("text") for token in tokens[first : last + 1]]
            blanks = [" " if token.get("ws") else "" for token in tokens[first:last]] + [""]
            if all(isinstance(word, str) for word in words):
                return "".join(f"{word}{blank}" for word, blank in zip(words, blanks, strict=True))
    return None


def _documents(tasks: list[Task], fittings: list[Fitting], file: str) -> Iterator[Read]:
    groups: list[list[tuple[Task, Fitting]]] = []
    of_text: dict[tuple[str, str], tuple[list[tuple[Task, Fitting]], set[str]]] = {}
    for task, fitting in zip(tasks, fittings, strict=True):
        key = (_name(task) or "", task.text)
        if key not in of_text or _annotator(task) in of_text[key][1]:
            of_text[key] = ([], set())
            groups.append(of_text[key][0])
        group, annotators = of_text[key]
        group.append((task, fitting))
        annotators.add(_annotator(task))
    stem = file.split(".")[0]
    for number, group in enumerate(groups, 1):
        name = _name(group[0][0]) or (stem if len(groups) == 1 else f"{stem}-{number}")
        try:
            yield from _document(group, name, file)
        except RefusedError as refusal:
            yield refusal.finding(file, name)


def _name(task: Task) -> str | None:
    name = task.table.get("document")
    return name if isinstance(name, str) and name else None


def _origin(task: Task) -> str:
    """Return the model whose suggestions a task holds: its spans have scores and nobody has answered yet, else ""."""
    if "answer" in task.table or not any(is_number(span.get("score")) for span in task.spans):
        return ""
    stated = [source for span in task.spans if isinstance(source := span.get("source"), str) and source.strip()]
    return stated[0] if stated else "prodigy"


def _annotator(task: Task) -> str:
    if origin := _origin(task):
        return origin
    stated = task.table.get("_annotator_id") or task.table.get("_session_id")
    return stated if isinstance(stated, str) else ""


def _document(group: list[tuple[Task, Fitting]], name: str, file: str) -> Iterator[Read]:
    shapes.check_name(name, "document", "")
    task = group[0][0]
    text = join_line_ends(task.text)
    layers: list[Layer] = []
    for each, fitting in group:
        reader = _LayerReader(each, fitting)
        layers.append(reader.layer())
        yield from findings(fitting, each.marks, file, name)
        yield from (refusal.finding(file, name) for refusal in reader.refusals)
    yield from inspect_text(text, file, name)
    is_bare = len(layers) == 1 and not layers[0].annotator and not task.spans and "_annotator_id" not in task.table
    yield Document(
        name,
        name,
        text,
        () if is_bare else tuple(layers),
        language=shapes.text_or_none(task.table, "language", ""),
        metadata=shapes.table(task.table.get("meta") or {}, "", "meta"),
        schema=shapes.text_or_none(task.table, "schema", ""),
    )


class _LayerReader:
    """Reads the spans and relations of one task; what cannot be taken is refused one by one."""

    def __init__(self, task: Task, fitting: Fitting) -> None:
        self._task = task
        self._fitting = fitting
        self._origin = _origin(task)
        self._taken = MarkIds()
        self._ids: set[str] = set()  # of the spans that are marks
        self._places: dict[tuple[object, ...], str] = {}  # the first mark at a place, and that with a last token
        self.refusals: list[RefusedError] = []

    def layer(self) -> Layer:
        """Return the layer."""
        marks = [mark for at in range(len(self._task.spans)) if (mark := self._mark(at))]
        events = {mark.id: mark for mark in marks if isinstance(mark, Event)}
        arguments: dict[str, list[Argument]] = {}
        relations: list[Relation] = []
        for at, row in enumerate(shapes.rows(self._task.table, "relations", ""), 1):
            try:
                self._link(row, at, events, arguments, relations)
            except RefusedError as refusal:
                self.refusals.append(refusal)
        clusters = dict.fromkeys(mark.cluster for mark in marks if mark.cluster is not None)
        return Layer(
            annotator=_annotator(self._task),
            entities=tuple(mark for mark in marks if isinstance(mark, Entity)),
            events=tuple(replace(event, arguments=tuple(arguments.get(event.id, ()))) for event in events.values()),
            relations=tuple(relations),
            clusters=tuple(Cluster(name, name) for name in clusters),
            extra=suggestions_of(self._origin) if self._origin else NO_EXTRA,
        )

    def _mark(self, at: int) -> Entity | Event | None:
        row = self._task.spans[at]
        is_event = row.get("kind") == "event"
        key = self._taken.take(row.get("id"), f"{'E' if is_event else 'T'}{at + 1}")
        spans = self._fitting.spans.get(self._task.marks[at].id)
        if spans is None:
            return None
        try:
            kind, attributes = shapes.name(row, "label", key), _attributes(row, key)
            cluster = shapes.name_or_none(row, "cluster", key)
            subtype = shapes.name_or_none(row, "subtype", key)
        except RefusedError as refusal:
            self.refusals.append(refusal)
            return None
        self._ids.add(key)
        for names in (_LAST, _PLACE):
            if place := _place(row, names):
                self._places.setdefault(place, key)
        extra = self._extra(at)
        if is_event:
            return Event(key, kind, spans, attributes=attributes, cluster=cluster, name=key, extra=extra)
        return Entity(key, kind, spans, subtype, attributes, cluster, key, extra)

    def _extra(self, at: int) -> Extra:
        stated = stated_extra(self._fitting, self._task.marks[at].id)
        return scored(stated, self._task.spans[at].get("score")) if self._origin else stated

    def _link(
        self,
        row: Table,
        at: int,
        events: dict[str, Event],
        arguments: dict[str, list[Argument]],
        relations: list[Relation],
    ) -> None:
        key = self._taken.take(row.get("id"), f"R{at}") if row.get("kind") != "argument" else f"R{at}"
        label = shapes.name(row, "label", key)
        head, child = self._end(row, "head", key), self._end(row, "child", key)
        if row.get("kind") == "argument" and head in events:
            arguments.setdefault(head, []).append(Argument(label, child))
        else:
            relations.append(Relation(key, label, head, child, _attributes(row, key), key))

    def _end(self, row: Table, key: str, mark: str) -> str:
        """Return the mark that an end names: by id, else by its place and label, else by its last token."""
        stated = row.get(f"{key}_id")
        if isinstance(stated, str) and stated in self._ids:
            return stated
        span = row.get(f"{key}_span")
        wanted = _place(span, _PLACE) if isinstance(span, dict) else _place({"token_end": row.get(key)}, _LAST)
        if wanted in self._places:
            return self._places[wanted]
        raise RefusedError(
            "dangling",
            "In {file}, document {document}, {id}: “{key}” points at words that no mark stands on. It was left out.",
            mark=mark,
            key=key,
        )


def _place(row: Table, names: tuple[str, ...]) -> tuple[object, ...]:
    """Return what a span says of its place by these keys, nothing if one of them is a list or an object."""
    values = [row.get(name) for name in names]
    return () if any(isinstance(value, (list, dict)) for value in values) else (*names, *values)


def _attributes(row: Table, mark: str) -> Attributes:
    stated: Json = row.get("attributes") or {}
    known: dict[str, AttributeValue] = {}
    for name, value in shapes.table(stated, mark, "attributes").items():
        shapes.check_name(name, "attributes", mark)
        if isinstance(value, (str, bool, int, float)):
            known[name] = value
    return known
