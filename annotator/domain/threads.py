"""Threads: comments as talks - a first comment and its answers in the order of time - and whom they name.

A comment is on a mark (its target), on a type of the schema (the key "type" of its extra: "entity:PER"), or else on the
document. Whether a thread is settled stands in its first comment. Answers to answers are kept as such and shown in one
row after the other: deeper nesting than one level is hard to read beside a text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from annotator.domain.model import NO_EXTRA, Comment, Extra

TYPE = "type"  # the key in the extra of a comment on a type: "scope:id"
_SIGN = "@"  # stands before the name of a person who is asked


@dataclass(frozen=True, slots=True)
class Thread:
    """A first comment and all answers to it, oldest first."""

    first: Comment
    answers: tuple[Comment, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether it is not settled yet."""
        return not self.first.resolved

    @property
    def last(self) -> Comment:
        """Return the last word."""
        return self.answers[-1] if self.answers else self.first

    def comments(self) -> Iterator[Comment]:
        """Yield all that was said, oldest first."""
        yield self.first
        yield from self.answers


def threads_of(comments: Iterable[Comment]) -> list[Thread]:
    """Return the threads of these comments, by the time of their beginning; an answer to none of them begins one."""
    known = {comment.id: comment for comment in comments}
    parts: dict[str, list[Comment]] = {}
    for comment in known.values():
        parts.setdefault(first_of(comment, known).id, []).append(comment)
    found = [thread_from(known[key], members) for key, members in parts.items()]
    return sorted(found, key=lambda thread: _moment(thread.first))


def thread_from(first: Comment, members: Iterable[Comment]) -> Thread:
    """Return the thread of a first comment and its members, among which it may be itself."""
    return Thread(first, tuple(sorted((one for one in members if one.id != first.id), key=_moment)))


def first_of(comment: Comment, known: Mapping[str, Comment]) -> Comment:
    """Return the comment that began the thread of this one, as far as it is known; a circle has its smallest id."""
    seen: dict[str, Comment] = {}
    while comment.parent is not None and comment.parent in known and comment.id not in seen:
        seen[comment.id] = comment
        comment = known[comment.parent]
    return seen[min(seen)] if comment.id in seen else comment


def type_of(comment: Comment) -> tuple[str, str] | None:
    """Return scope and id of the type that a comment is on, None for one on a mark or the document."""
    stated = comment.extra.get(TYPE)
    scope, sign, type_id = stated.partition(":") if isinstance(stated, str) else ("", "", "")
    return (scope, type_id) if comment.target is None and sign and type_id else None


def on_type(scope: str, type_id: str) -> Extra:
    """Return the extra of a comment on a type."""
    return {TYPE: f"{scope}:{type_id}"} if type_id else NO_EXTRA


def named_in(text: str, people: Iterable[str]) -> frozenset[str]:
    """Return those of the people whom a text names by @name, whatever the case; of two names that fit the longer.

    Arabic words that are written together with the next one may stand before the @, an e-mail address may not.
    """
    names = {name.casefold(): name for name in people if name}
    if _SIGN not in text or not names:
        return frozenset()
    longest_first = sorted(names, key=len, reverse=True)
    pattern = rf"(?<![a-z0-9._]){_SIGN}({'|'.join(map(re.escape, longest_first))})(?!\w)"
    return frozenset(names[found] for found in re.findall(pattern, text.casefold()))


def _moment(comment: Comment) -> tuple[str, str]:
    return comment.at, comment.id
