"""Read one document of an `annotator/1` file from its parsed JSON, proving every offset against the text."""

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from annotator.domain.model import (
    NO_EXTRA,
    NOTHING,
    Argument,
    Attributes,
    AttributeValue,
    Cluster,
    Comment,
    Document,
    Entity,
    Event,
    Extra,
    Json,
    Layer,
    Relation,
    State,
    digest,
)
from annotator.domain.origin import STATED
from annotator.domain.span import Fragments, Span, surface
from annotator.formats import shapes
from annotator.formats.inspection import check_text
from annotator.formats.jsonl_misfits import MisfitsError, misfit
from annotator.formats.refusal import RefusedError
from annotator.formats.shapes import Table
from annotator.text.graphemes import LONE, is_boundary

VERSION = "annotator/1"

_DOCUMENT = frozenset({"format", "id", "name", "language", "text", "sha256", "metadata", "schema", "annotations"})
_LAYER = frozenset({"annotator", "state", "entities", "events", "relations", "comments"})
_ENTITY = frozenset({"id", "type", "spans", "text", "subtype", "attributes", "cluster"})
_PLAIN = ("id", "type", "spans", "text")
_EVENT = frozenset({"id", "type", "trigger", "arguments", "attributes", "cluster"})
_TRIGGER = frozenset({"spans", "text"})
_ARGUMENT = frozenset({"role", "target"})
_RELATION = frozenset({"id", "type", "head", "tail", "attributes"})
_COMMENT = frozenset({"id", "target", "author", "at", "text", "resolved", "parent"})
_STATES = {state.value: state for state in State if state is not State.IN_REVIEW}


@dataclass(slots=True)
class Remarks:
    """What is worth a warning though the document is taken: names of marks, or whether."""

    split_graphemes: list[str] = field(default_factory=list)
    unproven: list[str] = field(default_factory=list)
    lacks_digest: bool = False
    misfits: list[RefusedError] = field(default_factory=list)


def document_of(value: Json, *, keeps: bool = False) -> tuple[Document, Remarks]:
    """Return the document that a parsed line states; raises RefusedError, naming mark and offset, if not.

    `keeps` marks whose text is another one than stated; without it, MisfitsError tells all of them.
    """
    table = shapes.table(value, "", "document")
    _check_version(table)
    text = shapes.text(table, "text", "")
    check_text(text)
    remarks = Remarks(lacks_digest="sha256" not in table)
    _check_digest(table, text)
    document_id = shapes.name(table, "id", "")
    layers = tuple(_LayerReader(text, remarks).layer(row) for row in shapes.rows(table, "annotations", ""))
    _check_annotators(layers)
    name = shapes.name_or_none(table, "name", "")
    document = Document(
        id=document_id,
        name=document_id if name is None or name == document_id else name,  # one string, for an import keeps both
        text=text,
        layers=layers,
        language=shapes.text_or_none(table, "language", ""),
        metadata=shapes.table(table.get("metadata", {}), "", "metadata"),
        schema=shapes.text_or_none(table, "schema", ""),
        extra=shapes.beyond(table, _DOCUMENT),
    )
    if remarks.misfits and not keeps:
        raise MisfitsError(remarks.misfits)
    return document, remarks


def _check_version(table: Table) -> None:
    found = table.get("format")
    if found != VERSION:
        raise RefusedError(
            "version",
            "In {file}, line {line}, the format is {found}; this program reads {known}. "
            "Update the program, or export the document again.",
            found=str(found)[:40],
            known=VERSION,
        )


def _check_digest(table: Table, text: str) -> None:
    stated = shapes.text_or_none(table, "sha256", "")
    if stated is not None and stated.lower() != digest(text):
        raise RefusedError(
            "digest",
            "In {file}, document {document}: the text is not the one that was annotated (sha256 {found}, stated "
            "{stated}). Export the document again from where it was annotated.",
            found=digest(text)[:12],
            stated=stated[:12],
        )


def _check_annotators(layers: tuple[Layer, ...]) -> None:
    for name, count in Counter(layer.annotator for layer in layers).items() if len(layers) > 1 else ():
        if count > 1:
            raise RefusedError(
                "annotator twice",
                "In {file}, document {document}: the annotator {annotator} has two layers. Join or rename one of them.",
                annotator=name,
            )


class _LayerReader:
    """Reads the layers of one document; holds its text and what was seen in the layer so far."""

    def __init__(self, text: str, remarks: Remarks) -> None:
        self._text = text
        self._remarks = remarks
        self._ids: set[str] = set()
        self._clusters: dict[str, Cluster] = {}

    def layer(self, table: Table) -> Layer:
        annotator = shapes.name(table, "annotator", "")
        entities = tuple(map(self._entity, shapes.rows(table, "entities", annotator)))
        events = tuple(map(self._event, shapes.rows(table, "events", annotator)))
        ends = frozenset(self._ids)
        relations = tuple(map(self._relation, shapes.rows(table, "relations", annotator)))
        marks = frozenset(self._ids)
        comments = tuple(self._comment(row, annotator) for row in shapes.rows(table, "comments", annotator))
        _check_targets(events, relations, ends)
        _check_comments(comments, marks)
        return Layer(
            annotator=annotator,
            state=_state(table, annotator),
            entities=entities,
            events=events,
            relations=relations,
            clusters=tuple(self._clusters.values()),
            comments=comments,
            extra=shapes.beyond(table, _LAYER | {"in_review"} if _is_in_review(table) else _LAYER),
        )

    def _entity(self, table: Table) -> Entity:
        if len(table) == len(_PLAIN) and (entity := self._plain_entity(table)) is not None:
            return entity
        key = self._id(table)
        attributes, strange = _attributes(table, key)
        spans = self._spans(table, key)
        return Entity(
            id=key,
            type=shapes.name(table, "type", key),
            spans=spans,
            subtype=shapes.name_or_none(table, "subtype", key),
            attributes=attributes,
            cluster=self._cluster(table, key),
            name=key,
            extra={**_extra(table, _ENTITY, attributes=strange), **self._proven(table, spans, key)},
        )

    def _plain_entity(self, table: Table) -> Entity | None:
        """Return a mark of one piece with nothing wrong or unusual about it, as nearly all are; None for any other."""
        key, kind, spans, stated = map(table.get, _PLAIN)
        if type(key) is not str or type(kind) is not str or not (_is_name(key) and _is_name(kind)) or key in self._ids:
            return None
        pair = spans[0] if isinstance(spans, list) and len(spans) == 1 else None
        start, end = pair if isinstance(pair, list) and len(pair) == 2 else (None, None)
        if type(start) is not int or type(end) is not int or not 0 <= start < end <= len(text := self._text):
            return None
        if text[start:end] != stated or self._splits(start) or self._splits(end):
            return None
        self._ids.add(key)
        return Entity(key, kind, _one(start, end), None, NOTHING, None, key, NO_EXTRA)

    def _event(self, table: Table) -> Event:
        key = self._id(table)
        attributes, strange = _attributes(table, key)
        trigger = shapes.table(table.get("trigger"), key, "trigger")
        spans = self._spans(trigger, key)
        return Event(
            id=key,
            type=shapes.name(table, "type", key),
            trigger=spans,
            arguments=tuple(_argument(row, key) for row in shapes.rows(table, "arguments", key)),
            attributes=attributes,
            cluster=self._cluster(table, key),
            name=key,
            extra={
                **_extra(table, _EVENT, attributes=strange, trigger=shapes.beyond(trigger, _TRIGGER)),
                **self._proven(trigger, spans, key),
            },
        )

    def _relation(self, table: Table) -> Relation:
        key = self._id(table)
        attributes, strange = _attributes(table, key)
        return Relation(
            id=key,
            type=shapes.name(table, "type", key),
            head=shapes.text(table, "head", key),
            tail=shapes.text(table, "tail", key),
            attributes=attributes,
            name=key,
            extra=_extra(table, _RELATION, attributes=strange),
        )

    def _comment(self, table: Table, annotator: str) -> Comment:
        key = self._id(table)
        resolved = table.get("resolved", False)
        if not isinstance(resolved, bool):
            raise shapes.wrong(key, "resolved", "true or false")
        return Comment(
            id=key,
            target=shapes.text_or_none(table, "target", key),
            author=shapes.text_or_none(table, "author", key) or annotator,
            at=shapes.text_or_none(table, "at", key) or "",
            text=shapes.text(table, "text", key),
            resolved=resolved,
            parent=shapes.text_or_none(table, "parent", key),
            name=key,
            extra=shapes.beyond(table, _COMMENT),
        )

    def _id(self, table: Table) -> str:
        key = shapes.name(table, "id", "")
        if key in self._ids:
            raise RefusedError(
                "id twice", "In {file}, document {document}: the id {id} stands twice. Rename one.", mark=key
            )
        self._ids.add(key)
        return key

    def _cluster(self, table: Table, mark: str) -> str | None:
        name = shapes.name_or_none(table, "cluster", mark)
        if name is not None:
            self._clusters.setdefault(name, Cluster(name, name))
        return name

    def _spans(self, table: Table, mark: str) -> Fragments:
        spans = _fragments(table.get("spans"), len(self._text), mark)
        for span in spans:
            if self._splits(span.start) or self._splits(span.end):
                self._remarks.split_graphemes.append(mark)
                break
        return spans

    def _proven(self, table: Table, spans: Fragments, mark: str) -> Extra:
        """Return what is to be remembered of a mark that does not stand on the text that its table states."""
        stated = shapes.text_or_none(table, "text", mark)
        if stated is None:
            self._remarks.unproven.append(mark)
        elif stated != (found := surface(self._text, spans)):
            self._remarks.misfits.append(misfit(mark, spans, found, stated))
            return {STATED: stated}
        return NO_EXTRA

    def _splits(self, offset: int) -> bool:
        text = self._text
        if not 0 < offset < len(text) or (text[offset] in LONE and text[offset - 1] in LONE):
            return False
        return not is_boundary(text, offset)


@lru_cache(maxsize=2**16)
def _is_name(value: str) -> bool:
    return value.isprintable() and not value.isspace() and value != ""


@lru_cache(maxsize=2**16)
def _one(start: int, end: int) -> Fragments:
    return (Span(start, end),)


def _fragments(value: Json, length: int, mark: str) -> Fragments:
    if not isinstance(value, list) or not value:
        raise shapes.wrong(mark, "spans", "a list of pairs [start, end]")
    spans: list[Span] = []
    for pair in value:
        span = _span(pair, length, mark)
        if spans and span.start < spans[-1].end:
            raise RefusedError(
                "order",
                "In {file}, document {document}, {id}: the span at {start} begins before the one in front of it ends. "
                "Write the pieces in ascending order.",
                mark=mark,
                start=span.start,
            )
        spans.append(span)
    return tuple(spans)


def _span(pair: Json, length: int, mark: str) -> Span:
    match pair:
        case [int(start), int(end)] if type(start) is type(end) is int:
            if 0 <= start < end <= length:
                return Span(start, end)
        case _:
            raise shapes.wrong(mark, "spans", "a list of pairs [start, end]")
    raise RefusedError(
        "offset",
        "In {file}, document {document}, {id}: the span {start} to {end} does not lie in the text, which has {length} "
        "characters. Export the document again.",
        mark=mark,
        start=start,
        end=end,
        length=length,
    )


def _state(table: Table, annotator: str) -> State:
    stated = table.get("state", State.NEW.value)
    if not isinstance(stated, str) or stated not in _STATES:
        raise shapes.wrong(annotator, "state", "one of: " + ", ".join(_STATES))
    return State.IN_REVIEW if _is_in_review(table) else _STATES[stated]


def _is_in_review(table: Table) -> bool:
    """Say whether finished work is under review, which `annotator/1` states beside "done"."""
    return table.get("state") == State.DONE.value and table.get("in_review") is True


def _argument(table: Table, event: str) -> Argument:
    if "target" not in table:
        raise shapes.wrong(event, "target", "an id or null")
    return Argument(
        role=shapes.name(table, "role", event),
        target=shapes.text_or_none(table, "target", event),
        extra=shapes.beyond(table, _ARGUMENT),
    )


def _attributes(table: Table, mark: str) -> tuple[Attributes, Table]:
    """Return the attributes, and apart from them those whose value is a list, an object or null."""
    stated = table.get("attributes")
    if stated is None:
        return {}, {}
    known: dict[str, AttributeValue] = {}
    strange: Table = {}
    for name, value in shapes.table(stated, mark, "attributes").items():
        shapes.check_name(name, "attributes", mark)
        if isinstance(value, (str, bool, int, float)):
            known[name] = value
        else:
            strange[name] = value
    return known, strange


def _extra(table: Table, known: frozenset[str], **parts: Extra) -> Extra:
    extra = dict(shapes.beyond(table, known))
    for key, part in parts.items():
        if part:
            extra[key] = dict(part)
    return extra


def _check_targets(events: tuple[Event, ...], relations: tuple[Relation, ...], ends: frozenset[str]) -> None:
    for event in events:
        for argument in event.arguments:
            if argument.target is not None and argument.target not in ends:
                raise _dangling(event.id, argument.role, argument.target)
    for relation in relations:
        for key, target in (("head", relation.head), ("tail", relation.tail)):
            if target not in ends:
                raise _dangling(relation.id, key, target)


def _check_comments(comments: tuple[Comment, ...], marks: frozenset[str]) -> None:
    ids = {comment.id for comment in comments}
    for comment in comments:
        if comment.target is not None and comment.target not in marks:
            raise _dangling(comment.id, "target", comment.target)
        if comment.parent is not None and comment.parent not in ids:
            raise _dangling(comment.id, "parent", comment.parent)


def _dangling(mark: str, key: str, target: str) -> RefusedError:
    return RefusedError(
        "dangling",
        "In {file}, document {document}, {id}: “{key}” points at {target}, which is not there. "
        "Add it or remove the link.",
        mark=mark,
        key=key,
        target=target,
    )
