"""Mark rows: the marks of a layer as one list, sorted and filtered, for a table that may have 200,000 rows; no Qt.

Everything that sorting and filtering ask of a mark is made once and kept, a slice at a time, so that the list of a
large layer never blocks the window. After an edit only the marks that it touched are looked at again: a row is found
by its key, taken out and put in, which costs a search and no sort. A key is of what was learned of the mark, not of
the mark as it is now, so that a row is found after its mark has changed.
"""

import time
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from operator import attrgetter
from typing import TypeAlias

from annotator.domain.model import Event, Mark, Relation, spans_of
from annotator.domain.span import surface
from annotator.text.normalize import fold_text
from annotator.ui.editor.marks import Marks

Place: TypeAlias = tuple[int, int, str]
_SLICE = 128  # marks that are gathered before the clock is looked at
_NOWHERE = 1 << 62
_LONGEST = 200  # code points of a mention that are searched and sorted by


class Order(Enum):
    """What the rows are sorted by; always by place among equals."""

    TYPE = 0
    TEXT = 1
    LINKS = 2
    ATTRIBUTES = 3
    PLACE = 4
    PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """Which marks are listed: of a kind (None: all) and type ("": all), with words in text or type, with problems."""

    kind: type[Mark] | None = None
    type_id: str = ""
    needle: str = ""
    only_problems: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    """What is kept of a mark: all that it is sorted and filtered by, as it was when it was learned."""

    place: Place
    title: str  # of its type, folded
    text: str  # folded
    values: str
    links: int  # that it makes, and that others make with it; negative, for most come first

    @property
    def id(self) -> str:
        return self.place[2]


class MarkRows:
    """The rows, in order. `title` gives the name of a mark's type, `problems` how many problems marks have by id."""

    def __init__(self, text: str, marks: Marks, title: Callable[[Mark], str]) -> None:
        self._text, self._marks, self._title = text, marks, title
        self._known: dict[str, _Known] = {}
        self._folded: dict[str, str] = {}  # most words of a text come again
        self._new = deque(mark.id for mark in marks)
        self._shown: list[_Known] = []  # upwards, by the order's key and then by place
        self._choice, self._order, self._falls = Choice(), Order.PLACE, False
        self.problems: Mapping[str, int] = {}

    def __len__(self) -> int:
        return len(self._shown)

    @property
    def is_ready(self) -> bool:
        """Say whether all marks are gathered."""
        return not self._new

    @property
    def known(self) -> int:
        """Return how many marks are gathered, listed or not."""
        return len(self._known)

    def gather(self, seconds: float) -> bool:
        """Look at marks for about so long; return whether all are gathered and the rows stand."""
        until = time.perf_counter() + seconds
        while self._new:
            for _ in range(min(_SLICE, len(self._new))):
                self._learn(self._new.popleft())
            if time.perf_counter() > until:
                break
        else:
            self.arrange(self._choice, self._order, falls=self._falls)
        return self.is_ready

    def arrange(self, choice: Choice, order: Order, *, falls: bool = False) -> None:
        """List what is chosen, in this order, downwards if it falls."""
        self._choice, self._order, self._falls = choice, order, falls
        if not self.is_ready:
            return
        every = choice == Choice()
        shown = [one for one in self._known.values() if every or self._is_chosen(one)]
        shown.sort(key=_place_of)
        if order is not Order.PLACE:
            shown.sort(key=self._weight())  # a stable sort: by place among equals
        self._shown = shown

    def id_at(self, row: int) -> str:
        """Return the id of the mark in a row."""
        return self._shown[-1 - row if self._falls else row].id

    def row_of(self, mark_id: str) -> int | None:
        """Return the row of a mark, None if it is not listed."""
        known = self._known.get(mark_id)
        at = self._at(known) if known is not None else len(self._shown)
        if at == len(self._shown) or self._shown[at] is not known:
            return None
        return len(self._shown) - 1 - at if self._falls else at

    def concerned(self, ids: Iterable[str]) -> set[str]:
        """Return these marks and the relations whose words are theirs."""
        found = set(ids)
        for mark_id in list(found):
            owners = (self._marks.get(owner) for owner in self._marks.owners_of(mark_id))
            found |= {owner.id for owner in owners if isinstance(owner, Relation)}
        return found

    def drop(self, mark_id: str) -> None:
        """Take a mark out."""
        row = self.row_of(mark_id)
        if row is not None:
            del self._shown[-1 - row if self._falls else row]
        self._known.pop(mark_id, None)

    def row_for(self, mark_id: str) -> int | None:
        """Learn a mark as it is now and return the row where `put` will place it; None if it is gone or not chosen."""
        self._learn(mark_id)
        known = self._known.get(mark_id)
        if known is None or not self._is_chosen(known):
            return None
        at = self._at(known)
        return len(self._shown) - at if self._falls else at

    def put(self, mark_id: str) -> None:
        """Put in a mark that `row_for` gave a row."""
        known = self._known[mark_id]
        self._shown.insert(self._at(known), known)

    def _learn(self, mark_id: str) -> None:
        mark = self._marks.get(mark_id)
        if mark is not None:
            values = " ".join(map(str, mark.attributes.values())) if mark.attributes else ""
            title, words = self._fold(self._title(mark)), self._words(mark)
            self._known[mark_id] = _Known(self._place(mark), title, words, values, -self._links(mark))

    def _place(self, mark: Mark) -> Place:
        mention = self._marks.mention(mark.head) if isinstance(mark, Relation) else mark
        if mention is None:
            return _NOWHERE, 0, mark.id
        start, end, _ = self._marks.place_of(mention)
        return start, end, mark.id

    def _words(self, mark: Mark) -> str:
        ends = (mark.head, mark.tail) if isinstance(mark, Relation) else (mark.id,)
        mentions = [mention for end in ends if (mention := self._marks.mention(end)) is not None]
        return " ".join(self._fold(surface(self._text, spans_of(mention))[:_LONGEST]) for mention in mentions)

    def _fold(self, words: str) -> str:
        folded = self._folded.get(words)
        if folded is None:
            folded = self._folded[words] = fold_text(words)
        return folded

    def _links(self, mark: Mark) -> int:
        own = len(mark.arguments) if isinstance(mark, Event) else 2 if isinstance(mark, Relation) else 0
        return own + len(tuple(self._marks.owners_of(mark.id)))

    def _is_chosen(self, known: _Known) -> bool:
        choice = self._choice
        if choice.needle and choice.needle not in known.text and choice.needle not in known.title:
            return False
        if choice.only_problems and known.id not in self.problems:
            return False
        if choice.kind is None:
            return True
        mark = self._marks.get(known.id)
        return isinstance(mark, choice.kind) and choice.type_id in ("", mark.type)

    def _at(self, known: _Known) -> int:
        """Return where a mark stands, or belongs, among the upward rows."""
        weight = self._weight()
        return bisect_left(self._shown, (weight(known), known.place), key=lambda one: (weight(one), one.place))

    def _weight(self) -> Callable[[_Known], str | int]:
        """Return what gives the key of the order."""
        if self._order is Order.PROBLEMS:
            return lambda known: -self.problems.get(known.id, 0)
        return _WEIGHTS[self._order]


_place_of: Callable[[_Known], Place] = attrgetter("place")
_WEIGHTS: Mapping[Order, Callable[[_Known], str | int]] = {
    Order.TYPE: attrgetter("title"),
    Order.TEXT: attrgetter("text"),
    Order.LINKS: attrgetter("links"),
    Order.ATTRIBUTES: attrgetter("values"),
    Order.PLACE: lambda _known: 0,
}
