"""What a merge comes to: how much was taken in, and the rows that somebody should look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from annotator.domain.model import Extra
from annotator.errors import ProjectError
from annotator.store.change import Change
from annotator.store.parcels import Parcel

Reason: TypeAlias = Literal["both", "gone", "cluster", "name"]


class RefusedError(ProjectError):
    """Tell that another copy or a parcel was not taken in, and why; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side made of a row (None: deleted), who did it last and when (ISO 8601 in UTC)."""

    image: Extra | None
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One row to look at after a merge.

    `reason` is "both": both sides changed it, and the newest stands; "gone": one side deleted what it needs, so it is
    held back until that is there again; "cluster": its cluster was deleted, so it has none; "name": its name was
    taken, so it has the next free one. `result` is what the row is now (None: it is not there).
    """

    reason: Reason
    table: str
    row_id: str
    mine: Side | None
    theirs: Side | None
    result: Extra | None
    layer_id: str | None = None
    document_id: str | None = None

    @property
    def is_mine(self) -> bool:
        """Say whether the row is as this project had it."""
        return self.mine is not None and self.mine.image == self.result


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows of one table came, changed and went."""

    added: int = 0
    changed: int = 0
    deleted: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """What was taken in, or would be: `change` is None if there was nothing new, and in a rehearsal.

    `changes` counts the steps of others; `renamed` the marks and roles whose name the schema knows by another one now;
    `ahead` is by how many milliseconds their clocks are ahead of this one, 0 if they are not.
    """

    change: Change | None = None
    changes: int = 0
    authors: tuple[str, ...] = ()
    rows: Mapping[str, RowCounts] = field(default_factory=dict)
    review: tuple[Review, ...] = ()
    renamed: int = 0
    ahead: int = 0
    parcel: Parcel | None = None

    @property
    def is_nothing(self) -> bool:
        """Say whether all of it was here already."""
        return not self.changes and not self.rows
