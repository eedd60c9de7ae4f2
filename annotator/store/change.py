"""Change: the record of one operation, as views, the history panel and undo know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from annotator.domain.model import Json

Step: TypeAlias = Literal["do", "undo", "redo"]
BROAD = frozenset({"meta", "schema", "annotator"})  # tables of few rows, which a large change names all the same


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after: None where it was not there."""

    table: str
    row_id: str
    before: Mapping[str, Json] | None
    after: Mapping[str, Json] | None


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """A change without its rows.

    `kind` is what was done; an undo or redo has the kind of what it took back or did again, and `step` says which.
    `at` is ISO 8601 in UTC; `counts` says how many rows of each table changed.
    """

    id: str
    kind: str
    author: str
    at: str
    step: Step
    reverts: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What one operation changed.

    `touched` holds (table, row id) of every row; an argument's row also touches its event. A large change (imports)
    has no `rows` and touches only rows of schema, annotators and the like: views read everything again.
    """

    id: str
    kind: str
    author: str
    at: str
    step: Step
    reverts: str | None
    touched: frozenset[tuple[str, str]]
    rows: tuple[RowChange, ...] = ()
    is_large: bool = False


def in_short(change: Change) -> Change:
    """Return a change as a large one, which lists no rows: for what touched so much that reading anew is less work."""
    touched = frozenset(one for one in change.touched if one[0] in BROAD)
    return replace(change, touched=touched, rows=(), is_large=True)


def joined(changes: Sequence[Change]) -> Change | None:
    """Return several changes of one gesture as views see them: the last one, with all that any of them touched."""
    if not changes:
        return None
    touched = frozenset[tuple[str, str]]().union(*(change.touched for change in changes))
    rows = tuple(row for change in changes for row in change.rows)
    return replace(changes[-1], touched=touched, rows=rows, is_large=any(change.is_large for change in changes))
