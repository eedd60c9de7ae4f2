"""Checking: the problems of the open layer, found a few marks at a time, and after an edit only where it reaches.

A whole check of a text of five million characters takes many seconds, so it is cut into chunks that each see only
their marks' surroundings: what touches them, is linked with them, shares a cluster or a name. What a rule asks of the
whole layer, which words are marked with which type, is gathered first and kept. A worker process was refused: it would
have to be sent the layer at every edit. Knows no Qt.
"""

import time
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from annotator.domain.check import problems_of
from annotator.domain.check_context import ends, mentions
from annotator.domain.model import Entity, Event, Layer, Mark, Relation, spans_of
from annotator.domain.problem import Problem
from annotator.domain.schema import Schema
from annotator.store.change import Change, RowChange
from annotator.ui.editor.marks import Marks, Mention
from annotator.ui.gathered import Gathered, Nearby, mention_of

_ENDS = ("head", "tail", "target", "event")  # columns that name other marks
_CHUNK = 32  # marks that are checked together
_GATHERED = 100  # marks that are looked at before the clock is


class LayerCheck:
    """The problems of one layer, which `marks` holds as it is now."""

    def __init__(self, text: str, marks: Marks, schema: Schema) -> None:
        self._text, self._marks, self._schema = text, marks, schema
        self._known = Gathered(text, schema)
        self._found: dict[str, list[Problem]] = {}  # by target
        self._places: list[tuple[int, str]] = []  # of all targets, in the order of the text
        self._severities: Counter[str] = Counter()
        self._is_begun = False
        self._new: dict[str, None] = {}  # to be gathered, the last first
        self._queue: dict[str, None] = {}  # to be checked after that, the last first

    def __len__(self) -> int:
        return self._severities.total()

    @property
    def severities(self) -> Counter[str]:
        """Return how many problems of each severity are known."""
        return self._severities

    @property
    def is_done(self) -> bool:
        """Say whether everything is checked."""
        return self._is_begun and not self._new and not self._queue

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
        if not self._is_begun:
            self._begin()
        while self._new and time.perf_counter() < until:
            for _ in range(min(_GATHERED, len(self._new))):
                mention = self._marks.mention(self._new.popitem()[0])
                if mention is not None:
                    self._known.gather(mention, 1)
        while self._queue and not self._new and time.perf_counter() < until:
            self._check([self._queue.popitem()[0] for _ in range(min(_CHUNK, len(self._queue)))])
        return not self._queue

    def follow(self, change: Change) -> None:
        """Take in a change that `marks` has taken over: what it reaches is checked again, before all else."""
        if not self._is_begun:
            return
        reached = {one for row in change.rows for one in self._reached(row)}
        for one in reached:
            self._queue.pop(one, None)
        self._queue.update(dict.fromkeys(reached))

    def _begin(self) -> None:
        self._is_begun = True
        ids = [mark.id for mark in self._marks][::-1]
        self._new = dict.fromkeys(ids)
        self._queue = dict.fromkeys([*self._marks.comments, *ids])
        for comment in self._marks.comments.values():
            self._known.remark(comment.id, comment.target or "", 1)

    # What an edit reaches

    def _reached(self, row: RowChange) -> set[str]:
        found = {row.row_id, *self._known.members.get(row.row_id, ()), *self._linked(row.row_id)}
        for image, sign in ((row.before, -1), (row.after, 1)):
            if image is None:
                continue
            for end in (str(image[name]) for name in _ENDS if image.get(name)):
                found |= {end, *self._linked(end)}
                other = self._marks.mention(end)
                found |= self._around(other) if other else set()
            if row.table in ("entity", "event"):
                mention = mention_of(row, image)
                found |= self._around(mention)
                self._take(mention, sign)
            elif row.table == "comment":
                self._known.remark(row.row_id, str(image["target"] or ""), sign)
        return found

    def _take(self, mention: Mention, sign: int) -> None:
        """Gather a mention that came, or forget one that went, unless it was still to be gathered."""
        if sign < 0 and mention.id in self._new:
            del self._new[mention.id]
        else:
            self._known.gather(mention, sign)

    def _linked(self, mark_id: str) -> set[str]:
        """Return what points at a mark."""
        return {*self._marks.owners_of(mark_id), *self._known.remarks.get(mark_id, ())}

    def _around(self, mention: Mention) -> set[str]:
        """Return what shares text, cluster or form with a mention, and the links in its paragraph."""
        return self._touching(mention) | self._known.dependent(mention) | self._links_beside(mention)

    def _touching(self, mention: Mention) -> set[str]:
        return {other.id for span in spans_of(mention) for other in self._marks.in_range(span.start, span.end)}

    def _links_beside(self, mention: Mention) -> set[str]:
        """Return the links of the mentions in the same paragraph, which may say the same through clusters."""
        return self._links_in(*self._known.paragraph(spans_of(mention)[0].start))

    def _links_in(self, start: int, end: int) -> set[str]:
        near = self._marks.in_range(start, end)
        return {owner for other in near for owner in self._marks.owners_of(other.id)}

    # Checking

    def _check(self, chunk: Sequence[str]) -> None:
        for one in chunk:
            self._drop(one)
        layer = self._surroundings(chunk)
        starts = [span.start for mention in mentions(layer) for span in spans_of(mention)]
        sentences, forms = Nearby(self._known.paragraph, starts), self._known.forms
        found = problems_of(chunk, self._text, layer, self._schema, sentences=sentences, forms=forms)
        for problem in found:
            if problem.target not in self._found:
                insort(self._places, _place(problem))
            self._found.setdefault(problem.target, []).append(problem)
        self._severities.update(problem.severity for problem in found)

    def _drop(self, target: str) -> None:
        gone = self._found.pop(target, [])
        self._severities.subtract(problem.severity for problem in gone)
        for problem in gone[:1]:
            del self._places[bisect_left(self._places, _place(problem))]

    def _surroundings(self, chunk: Iterable[str]) -> Layer:
        """Return the part of the layer that decides about these marks, in the layer's order, which is that of ids."""
        ids: set[str] = set(chunk)
        paragraphs: set[tuple[int, int]] = set()
        for mark in self._marks_of(list(ids)):
            ids |= self._near(mark)
            paragraphs |= self._paragraphs(mark)
        for start, end in paragraphs:
            ids |= self._links_in(start, end)
        comments = [self._marks.comments[one] for one in sorted(ids) if one in self._marks.comments]
        ids.update(end for mark in self._marks_of(list(ids)) for end in ends(mark))
        ids.update(comment.target for comment in comments if comment.target)
        marks = list(self._marks_of(sorted(ids)))
        return Layer(
            "",
            entities=tuple(mark for mark in marks if isinstance(mark, Entity)),
            events=tuple(mark for mark in marks if isinstance(mark, Event)),
            relations=tuple(mark for mark in marks if isinstance(mark, Relation)),
            clusters=tuple(self._marks.clusters.values()),
            comments=tuple(comments),
        )

    def _marks_of(self, ids: Iterable[str]) -> Iterator[Mark]:
        return (mark for one in ids if (mark := self._marks.get(one)) is not None)

    def _near(self, mark: Mark) -> set[str]:
        """Return the ids of what decides about one mark."""
        if not isinstance(mark, Relation):
            return self._linked(mark.id) | self._touching(mark) | self._known.deciding(mark)
        return set(self._marks.owners_of(mark.head))

    def _paragraphs(self, mark: Mark) -> set[tuple[int, int]]:
        """Return the paragraphs whose links may say through clusters what a relation says."""
        if not isinstance(mark, Relation):
            return set()
        found = (self._marks.mention(end) for end in (mark.head, mark.tail))
        clustered = (end for end in found if end is not None and end.cluster is not None)
        return {self._known.paragraph(spans_of(end)[0].start) for end in clustered}


def _place(problem: Problem) -> tuple[int, str]:
    return problem.span.start if problem.span else -1, problem.target
