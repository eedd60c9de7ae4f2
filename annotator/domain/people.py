"""The people of a project and the batches of work that are given to them."""

from dataclasses import dataclass, field
from enum import Enum

from annotator.domain.model import NO_EXTRA, Extra


class Role(Enum):
    """What a person does in a project; a lead may do all that a reviewer may."""

    ANNOTATOR = "annotator"
    REVIEWER = "reviewer"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works on the project."""

    id: str
    name: str
    role: Role = Role.ANNOTATOR
    extra: Extra = field(default_factory=lambda: NO_EXTRA)


@dataclass(frozen=True, slots=True)
class Batch:
    """Work that was given out in one go; `at` is ISO 8601 in UTC.

    While it is `blind`, nobody who works on a document of it sees what the others marked there, until all are done.
    `seed` and `how` say how the documents were drawn, so that the drawing can be repeated.
    """

    name: str
    is_blind: bool = True
    seed: int = 0
    how: str = ""
    at: str = ""
