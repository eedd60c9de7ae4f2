"""Comment index: every thread of a project in memory, and which of them wait for a person's answer.

It is filled from the project page by page and kept up with changes, so that a list of a hundred thousand documents is
never gone through for the threads of a few of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.threads import Thread, first_of, named_in, thread_from, type_of
from annotator.store.comments import PlacedComment


@dataclass(frozen=True, slots=True)
class PlacedThread:
    """A thread with the ids of its layer and document, and whose layer that is."""

    thread: Thread
    layer_id: str
    document_id: str
    annotator: str

    @property
    def id(self) -> str:
        """Return the id of its first comment."""
        return self.thread.first.id


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks for threads to answer, among which people; `has_work` says if a document (id) is theirs to work on."""

    person: str
    people: frozenset[str]
    has_work: Callable[[str], bool]


class CommentIndex:
    """The comments of a project by thread."""

    def __init__(self) -> None:
        self._placed: dict[str, PlacedComment] = {}
        self._answers: dict[str, set[str]] = {}  # ids by the id of what they answer
        self._firsts: dict[str, None] = {}
        self._threads: dict[str, PlacedThread] = {}  # by first comment, made when asked for

    def __len__(self) -> int:
        """Return how many comments are known."""
        return len(self._placed)

    def take(self, comments: Iterable[PlacedComment]) -> None:
        """Take comments in, or take over what became of them."""
        for placed in comments:
            comment = placed.comment
            self._drop(comment.id)
            self._placed[comment.id] = placed
            if comment.parent is None:
                self._firsts[comment.id] = None
            else:
                self._answers.setdefault(comment.parent, set()).add(comment.id)
            self._make_anew(comment.id)

    def forget(self, ids: Iterable[str]) -> None:
        """Leave comments out that are gone."""
        for key in ids:
            self._drop(key)

    def thread(self, comment_id: str) -> PlacedThread | None:
        """Return the thread that a comment is in, None if it is not known."""
        return self._made(self._first(comment_id)) if comment_id in self._placed else None

    def threads(self) -> Iterator[PlacedThread]:
        """Yield every thread; the order is that of the reading."""
        for key in [*self._firsts]:
            yield self._made(key)

    def _first(self, comment_id: str) -> str:
        """Return the id of the comment that began the thread of a known one."""
        comment = self._placed[comment_id].comment
        known = {comment_id: comment}
        parent = comment.parent
        while parent is not None and parent in self._placed and parent not in known:
            known[parent] = self._placed[parent].comment
            parent = known[parent].parent
        return first_of(comment, known).id

    def _make_anew(self, comment_id: str) -> None:
        self._threads.pop(self._first(comment_id), None)

    def _made(self, key: str) -> PlacedThread:
        found = self._threads.get(key)
        if found is None:
            found = self._threads[key] = self._make(key)
        return found

    def _make(self, key: str) -> PlacedThread:
        placed = self._placed[key]
        members = [self._placed[one].comment for one in self._below(key)]
        return PlacedThread(thread_from(placed.comment, members), placed.layer_id, placed.document_id, placed.annotator)

    def _below(self, key: str) -> set[str]:
        found: set[str] = set()
        waiting = [key]
        while waiting:
            fresh = self._answers.get(waiting.pop(), set()) - found
            found |= fresh
            waiting.extend(fresh)
        return found

    def _drop(self, key: str) -> None:
        if key in self._placed:
            self._make_anew(key)
        placed = self._placed.pop(key, None)
        self._threads.pop(key, None)
        self._firsts.pop(key, None)
        if placed is not None and placed.comment.parent in self._answers:
            siblings = self._answers[placed.comment.parent]
            siblings.discard(key)
            if not siblings:
                del self._answers[placed.comment.parent]


def is_to_answer(placed: PlacedThread, asked: Asked) -> bool:
    """Say whether a thread waits for a person: it is open, somebody else had the last word, and it concerns them.

    It does if it is on a mark of theirs or on a document that they work on, if they wrote in it, or if it names them.
    """
    thread, person = placed.thread, asked.person
    if not thread.is_open or thread.last.author == person:
        return False
    if any(comment.author == person for comment in thread.comments()):
        return True
    if any(person in named_in(comment.text, asked.people) for comment in thread.comments()):
        return True
    if thread.first.target is not None:
        return placed.annotator == person
    return type_of(thread.first) is None and asked.has_work(placed.document_id)
