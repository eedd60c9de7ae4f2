"""Checking: the problems of the open layer, found a few marks at a time, and after an edit only where it reaches.

A whole check of a text of five million characters takes seconds, so it is cut into chunks that each see only their
marks' surroundings: what touches them, is linked with them or shares a cluster. What a rule asks of the whole layer,
which words are marked with which type, is gathered first and kept. Knows no Qt.
"""

import json
import time
from bisect import bisect_left, insort
from collections import Counter, deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from annotator.domain.check import problems_of
from annotator.domain.check_context import Context, Form, ends, mentions
from annotator.domain.check_marks import bare_forms
from annotator.domain.model import Entity, Event, Json, Layer, Mark, Relation, spans_of
from annotator.domain.problem import Problem
from annotator.domain.schema import Schema
from annotator.domain.span import Span
from annotator.store.change import Change, RowChange
from annotator.text.tokens import sentences
from annotator.ui.editor.marks import Marks, Mention

Key = TypeVar("Key", bound=Hashable)
_ENDS = ("head", "tail", "target", "event")  # columns that name other marks
_CHUNK = 24  # marks that are checked together
_GATHERED = 200  # marks that are looked at before the clock is


class LayerCheck:
    """The problems of one layer, which `marks` holds as it is now."""

    def __init__(self, text: str, marks: Marks, schema: Schema) -> None:
        self._text, self._marks, self._schema = text, marks, schema
        self._context = Context(text, Layer(""), schema)
        self._begin()

    def _begin(self) -> None:
        self._forms: Counter[Form] = Counter()
        self._waiting: dict[Form, set[str]] = {}  # marks that would be wrong if a mark had that form
        self._members: dict[str, set[str]] = {}  # by cluster
        self._remarks: dict[str, set[str]] = {}  # comments by mark
        self._found: dict[str, list[Problem]] = {}  # by target
        self._places: list[tuple[int, str]] = []  # of all targets, in the order of the text
        self._number = 0
        self._new = deque(mark.id for mark in self._marks)  # to be gathered
        self._queue = dict.fromkeys([*self._new, *self._marks.comments])  # to be checked, after that
        for comment in self._marks.comments.values():
            if comment.target:
                _toggle(self._remarks, comment.target, comment.id, 1)

    def __len__(self) -> int:
        return self._number

    def first(self, most: int) -> list[Problem]:
        """Return the first problems in the order of the text."""
        return list(islice((problem for _, target in self._places for problem in self._found[target]), most))

    def of(self, target: str) -> list[Problem]:
        """Return the problems that are known of a mark or comment."""
        return self._found.get(target, [])

    def targets(self) -> frozenset[str]:
        """Return the ids of the marks and comments that have problems."""
        return frozenset(self._found)

    def work(self, seconds: float) -> bool:
        """Check for about so long; return whether everything is checked."""
        until = time.perf_counter() + seconds
        while self._new and time.perf_counter() < until:
            for _ in range(min(_GATHERED, len(self._new))):
                mark = self._marks.get(self._new.popleft())
                if mark is not None and not isinstance(mark, Relation):
                    self._gather(mark, 1)
        while self._queue and not self._new and time.perf_counter() < until:
            chunk = list(islice(self._queue, _CHUNK))
            for one in chunk:
                del self._queue[one]
            self._check(chunk)
        return not self._queue

    def follow(self, change: Change) -> None:
        """Take in a change that `marks` has taken over: what it reaches is checked again."""
        if self._new:
            self._begin()
            return
        reached = {one for row in change.rows for one in self._reached(row)}
        self._queue.update(dict.fromkeys(reached))

    # What an edit reaches

    def _reached(self, row: RowChange) -> set[str]:
        found = {row.row_id, *self._members.get(row.row_id, ()), *self._linked(row.row_id)}
        for image, sign in ((row.before, -1), (row.after, 1)):
            if image is None:
                continue
            for end in (str(image[name]) for name in _ENDS if image.get(name)):
                found |= {end, *self._linked(end)}
            if row.table in ("entity", "event"):
                mention = _mention(row, image)
                found |= self._around(mention)
                self._gather(mention, sign)
            elif row.table == "comment" and image["target"]:
                _toggle(self._remarks, str(image["target"]), row.row_id, sign)
            elif row.table == "argument":
                event = self._marks.mention(str(image["event"]))
                found |= self._around(event) if event else set()
        return found

    def _linked(self, mark_id: str) -> set[str]:
        """Return what points at a mark."""
        return {*self._marks.owners_of(mark_id), *self._remarks.get(mark_id, ())}

    def _around(self, mention: Mention) -> set[str]:
        """Return what shares text, cluster or form with a mention."""
        found = self._members.get(mention.cluster or "", set()) | self._touching(mention)
        return found | self._waiting.get((mention.type, self._context.form(mention)), set())

    def _touching(self, mention: Mention) -> set[str]:
        return {other.id for span in spans_of(mention) for other in self._marks.in_range(span.start, span.end)}

    def _gather(self, mention: Mention, sign: int) -> None:
        """Take a mention into the tables of the whole layer, or out of them."""
        if mention.cluster is not None:
            _toggle(self._members, mention.cluster, mention.id, sign)
        self._forms[mention.type, self._context.form(mention)] += sign
        if self._context.is_sound(mention):
            for _, form in bare_forms(self._context, mention):
                _toggle(self._waiting, (mention.type, form), mention.id, sign)

    # Checking

    def _check(self, chunk: Sequence[str]) -> None:
        for one in chunk:
            self._drop(one)
        layer = self._surroundings(chunk)
        starts = [span.start for mention in mentions(layer) for span in spans_of(mention)]
        forms = _Present(self._forms)
        found = problems_of(chunk, self._text, layer, self._schema, sentences=_Sentences(starts), forms=forms)
        for problem in found:
            if problem.target not in self._found:
                insort(self._places, _place(problem))
            self._found.setdefault(problem.target, []).append(problem)
        self._number += len(found)

    def _drop(self, target: str) -> None:
        gone = self._found.pop(target, [])
        self._number -= len(gone)
        for problem in gone[:1]:
            del self._places[bisect_left(self._places, _place(problem))]

    def _surroundings(self, chunk: Iterable[str]) -> Layer:
        """Return the part of the layer that decides about these marks, in the layer's order, which is that of ids."""
        ids: set[str] = set(chunk)
        for mark in self._known(list(ids)):
            ids |= self._near(mark)
        comments = [self._marks.comments[one] for one in sorted(ids) if one in self._marks.comments]
        ids.update(end for mark in self._known(list(ids)) for end in ends(mark))
        ids.update(comment.target for comment in comments if comment.target)
        marks = list(self._known(sorted(ids)))
        return Layer(
            "",
            entities=tuple(mark for mark in marks if isinstance(mark, Entity)),
            events=tuple(mark for mark in marks if isinstance(mark, Event)),
            relations=tuple(mark for mark in marks if isinstance(mark, Relation)),
            clusters=tuple(self._marks.clusters.values()),
            comments=tuple(comments),
        )

    def _known(self, ids: Iterable[str]) -> Iterator[Mark]:
        return (mark for one in ids if (mark := self._marks.get(one)) is not None)

    def _near(self, mark: Mark) -> set[str]:
        if isinstance(mark, Relation):
            return set(self._marks.owners_of(mark.head))
        return self._linked(mark.id) | self._touching(mark) | self._members.get(mark.cluster or "", set())


def _place(problem: Problem) -> tuple[int, str]:
    return problem.span.start if problem.span else -1, problem.target


def _mention(row: RowChange, image: Mapping[str, Json]) -> Mention:
    """Return the mention that a row's image tells of, as far as other marks' problems depend on it."""
    whole: list[tuple[Any, Any]] = [(image["start_offset"], image["end_offset"])]  # Any: JSON; the store checks them
    pieces = json.loads(str(image["fragments"])) if image["fragments"] else whole
    spans = tuple(Span(start, end) for start, end in pieces)
    kind, cluster = str(image["type"]), str(image["cluster"]) if image["cluster"] else None
    if row.table == "entity":
        return Entity(row.row_id, kind, spans, cluster=cluster)
    return Event(row.row_id, kind, spans, cluster=cluster)


def _toggle(table: dict[Key, set[str]], key: Key, member: str, sign: int) -> None:
    """Put a member into the set of a key, or take it out."""
    if sign > 0:
        table.setdefault(key, set()).add(member)
        return
    table.get(key, set()).discard(member)
    if not table.get(key):
        table.pop(key, None)


class _Sentences:
    """Split only the paragraphs that some offsets lie in: no sentence goes over a line end."""

    def __init__(self, offsets: Collection[int]) -> None:
        self._offsets = sorted(offsets)

    def __call__(self, text: str) -> list[Span]:
        return list(self._split(text))

    def _split(self, text: str) -> Iterator[Span]:
        done = -1
        for offset in self._offsets:
            if offset < done:
                continue
            start = text.rfind("\n", 0, offset) + 1
            done = text.find("\n", offset) + 1 or len(text) + 1
            for span in sentences(text[start : done - 1]):
                yield Span(start + span.start, start + span.end)


class _Present:
    """The forms that some mention has."""

    def __init__(self, counts: Counter[Form]) -> None:
        self._counts = counts

    def __contains__(self, form: object) -> bool:
        return self._counts.get(form, 0) > 0  # type: ignore[call-overload,no-any-return]  # any object may be asked for
