"""What an export loses, mark by mark: each loss's marks found again in the project, with the words around them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from annotator.domain.model import Document, Entity, Event, Layer, Mark, Relation, spans_of
from annotator.domain.span import hull, surface
from annotator.formats.format import Loss
from annotator.formats.losses import DROPPED, TRAINER
from annotator.operations.portable import portable
from annotator.store.project import Project

_GONE = DROPPED | {"links", "not chosen", "no layer", "no part", "comments", "annotators"}
_CONTEXT = 60  # code points on each side


@dataclass(frozen=True, slots=True)
class LostKind:
    """One kind of loss: its message, how many marks or other things it concerns, in how many documents.

    `gravity` is 0 where marks are missing, 1 where something is changed or not kept, 2 where only the trainer is.
    """

    kind: str
    message: str
    count: int
    documents: int
    gravity: int


@dataclass(frozen=True, slots=True)
class LostMark:
    """One thing that is lost: where it is, what it is called there, its kind and type, and its words in context.

    `mark_id` is the store's key, "" for what is no mark (a name of metadata, an annotator, a document).
    """

    document_id: str
    document: str
    annotator: str
    name: str
    mark_id: str = ""
    scope: str = ""
    type: str = ""
    before: str = ""
    words: str = ""
    after: str = ""


class LostMarks:
    """The losses of one export by kind; marks are read when somebody wants to see them."""

    def __init__(self, project: Project, losses: Iterable[Loss]) -> None:
        self._project = project
        self._losses: defaultdict[str, list[Loss]] = defaultdict(list)
        for loss in losses:
            self._losses[loss.kind].append(loss)
        self._ends = {kind: list(accumulate(map(_size, some))) for kind, some in self._losses.items()}
        self._read = lru_cache(maxsize=4)(self._layer)

    def kinds(self) -> tuple[LostKind, ...]:
        """Return every kind, the gravest and largest first."""
        found = (
            LostKind(kind, some[0].message, self._ends[kind][-1], len({loss.document for loss in some}), _gravity(kind))
            for kind, some in self._losses.items()
        )
        return tuple(sorted(found, key=lambda one: (one.gravity, -one.count, one.kind)))

    def page(self, kind: str, first: int, most: int) -> tuple[LostMark, ...]:
        """Return what a kind concerns from number `first` on, at most so many."""
        ends = self._ends.get(kind, [])
        at, found = bisect_right(ends, first), list[LostMark]()
        begin = first - (ends[at - 1] if at else 0)
        while at < len(ends) and len(found) < most:
            loss = self._losses[kind][at]
            names = (loss.ids or ("",))[begin : begin + most - len(found)]
            found += [self._found(loss, name) for name in names]
            at, begin = at + 1, 0
        return tuple(found)

    def _found(self, loss: Loss, name: str) -> LostMark:
        document_id = self._project.find_document(loss.document)
        if document_id is None:
            return LostMark("", loss.document, loss.annotator, name)
        known, text = self._read(document_id, loss.annotator)
        if name not in known:
            return LostMark(document_id, loss.document, loss.annotator, name)
        mark_id, mark = known[name]
        scope = "entity" if isinstance(mark, Entity) else "event" if isinstance(mark, Event) else "relation"
        place = document_id, loss.document, loss.annotator
        return LostMark(*place, name, mark_id, scope, mark.type, *_in_text(text, mark, known))

    def _layer(self, document_id: str, annotator: str) -> tuple[dict[str, tuple[str, Mark]], str]:
        """Return the marks of a layer by the names that files carry, with their keys; and the text."""
        row = self._project.document_row(document_id)
        text = self._project.text(document_id)
        found: dict[str, tuple[str, Mark]] = {}
        for one in row.layers:
            if one.annotator == annotator:
                layer = self._project.layer(one.id)
                named = portable(Document(row.id, row.name, text, (layer,))).layers[0]
                found |= _keys(layer, named)
        return found, text


def _keys(layer: Layer, named: Layer) -> dict[str, tuple[str, Mark]]:
    pairs = zip(layer.marks(), named.marks(), strict=True)
    return {short.id: (mark.id, short) for mark, short in pairs}


def _size(loss: Loss) -> int:
    return max(len(loss.ids), 1)


def _gravity(kind: str) -> int:
    if kind in TRAINER:
        return 2
    return 0 if kind in _GONE else 1


def _in_text(text: str, mark: Mark, known: dict[str, tuple[str, Mark]]) -> tuple[str, str, str]:
    if isinstance(mark, Relation):
        ends = [known[end][1] for end in (mark.head, mark.tail) if end in known]
        words = (surface(text, spans_of(end)) for end in ends if not isinstance(end, Relation))
        return "", " – ".join(words), ""
    whole = hull(spans_of(mark))
    start, end = max(0, whole.start - _CONTEXT), min(len(text), whole.end + _CONTEXT)
    pieces = (text[start : whole.start], text[whole.start : whole.end], text[whole.end : end])
    before, words_, after = (piece.replace("\n", " ") for piece in pieces)
    return ("…" if start else "") + before, words_, after + ("…" if end < len(text) else "")
